"""Why a personal column may exist, and until when.

Every model names its personal columns in ``personal`` and its other free columns in ``plain``;
tests/architecture fails on a column that is in neither (quality.md S10).
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Personal:
    """The registered reason of one personal column.

    ``keep_days`` counts from the moment named in ``since``; ``None`` means as long as the row's owner serves.
    """

    purpose: str
    ground: str
    since: str
    keep_days: int | None
