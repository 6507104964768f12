"""How cases live: when they are reported, what is done with them, and when; drawn so that it could have been."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from delek.core.cases.flows import REPORT
from delek.foundation.clock import SHANGHAI

Step = tuple[str, float]
"""A transition and the part of the case's whole time after which it is taken."""

PATHS: tuple[tuple[int, tuple[Step, ...]], ...] = (
    (700, (("accept", 0.05), ("dispatch", 0.1), ("arrive", 0.3), ("finish", 0.8), ("verify", 0.9), ("close", 1.0))),
    (110, (("accept", 0.05), ("dispatch", 0.1), ("arrive", 0.3), ("finish", 0.7), ("confirm", 1.0))),
    (70, (("decline", 1.0),)),
    (50, (("accept", 0.05), ("dispatch", 0.1), ("arrive", 0.2), ("escalate", 0.3), ("take", 0.4), ("reply", 0.7),
          ("dispatch", 0.75), ("arrive", 0.8), ("finish", 0.9), ("verify", 0.95), ("close", 1.0))),
    (40, (("accept", 0.05), ("dispatch", 0.1), ("arrive", 0.2), ("finish", 0.5), ("rework", 0.6), ("arrive", 0.7),
          ("finish", 0.9), ("verify", 0.95), ("close", 1.0))),
    (30, (("accept", 0.05), ("dispatch", 0.1), ("postpone", 0.5), ("arrive", 0.6), ("finish", 0.9), ("verify", 0.95),
          ("close", 1.0))),
)  # fmt: skip
"""What becomes of a thousand reports."""

SHORTEST, LONGEST = timedelta(minutes=20), timedelta(days=60)
HOURS = (1, 1, 1, 1, 1, 2, 4, 8, 14, 18, 18, 15, 9, 9, 14, 17, 16, 13, 10, 8, 6, 4, 2, 1)
"""How many of two hundred reports come in each hour of a day in Shanghai."""


@dataclass(frozen=True, slots=True)
class Sample:
    """What a report of the model community said, in its language."""

    text: str
    category: str
    language: str
    urgency: str


@dataclass(frozen=True, slots=True)
class Life:
    """One case: what was said, and the steps that were taken up to now."""

    sample: Sample
    opened: datetime
    steps: tuple[tuple[str, datetime], ...]
    is_known: bool
    """Whether the reporter left a number."""


def lives(
    count: int, samples: Sequence[Sample], times: Sequence[timedelta], *, since: datetime, at: datetime, rng: Random
) -> Iterator[Life]:
    """So many cases of one community, in the order of their beginning; ``times``: how long cases took elsewhere."""
    days, since = (at - since).days, since.astimezone(SHANGHAI)
    moments = sorted(_moment(since, days, rng) for _n in range(count))
    paths, weights = [path for _weight, path in PATHS], [weight for weight, _path in PATHS]
    for opened in moments:
        opened = min(opened, at - timedelta(minutes=1))  # noqa: PLW2901 - nothing is reported behind the present
        path, whole = rng.choices(paths, weights)[0], rng.choice(times) if times else _drawn(rng)
        steps = ((key, opened + part * whole) for key, part in path)
        yield Life(rng.choice(samples), opened, tuple(s for s in steps if s[1] <= at), rng.random() < 0.3)


def _moment(since: datetime, days: int, rng: Random) -> datetime:
    hour = rng.choices(range(24), HOURS)[0]
    day = since.replace(hour=0, minute=0, second=0) + timedelta(days=rng.randrange(days + 1))
    return day + timedelta(hours=hour, seconds=rng.uniform(0, 3600))


def _drawn(rng: Random) -> timedelta:
    """About three days in the middle, a few of weeks."""
    return min(max(timedelta(days=rng.lognormvariate(1.1, 0.9)), SHORTEST), LONGEST)


def times_of(file: Path) -> list[timedelta]:
    """How long real service requests took: a CSV with ``opened`` and ``closed``; what is not closed is left out."""
    with file.open(newline="", encoding="utf-8") as lines:
        spans = [_span(row) for row in csv.DictReader(lines)]
    return [min(max(span, SHORTEST), LONGEST) for span in spans if span is not None]


def _span(row: Mapping[str, Any]) -> timedelta | None:
    try:
        span = datetime.fromisoformat(row["closed"]) - datetime.fromisoformat(row["opened"])
    except (KeyError, TypeError, ValueError):
        return None
    return span if span > timedelta() else None


def state_after(state: str, step: str) -> str:
    """The state a step leads to from another one."""
    target = REPORT.by_key[step].target
    return state if target == "same" else target
