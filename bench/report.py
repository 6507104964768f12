"""How a figure is said."""

import json
from collections.abc import Sequence


def say(bench: str, value: float, unit: str, **more: object) -> None:
    """Print one figure as one line of JSON."""
    print(json.dumps({"bench": bench, "value": round(value, 3), "unit": unit, **more}), flush=True)


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which ``share`` of the values lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
