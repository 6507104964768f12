"""Time limits: the nearest place wins, then the general ones."""

from datetime import datetime
from functools import lru_cache

from delek.core.places.models import Place

from ..models import TimeLimit


def limit_for(place: Place, urgency: str, step: str, at: datetime) -> TimeLimit | None:
    """The limit of a step at a place; None where the class knows none. Read once a minute."""
    return _limits(place.path, int(at.timestamp() // 60)).get((urgency, step))


@lru_cache(maxsize=256)
def _limits(path: str, minute: int) -> dict[tuple[str, str], TimeLimit]:
    paths = [path[:n] for n in range(Place.steplen, len(path) + 1, Place.steplen)]
    rows = TimeLimit.objects.filter(place=None) | TimeLimit.objects.filter(place__path__in=paths)
    ordered = sorted(rows.select_related("place"), key=lambda r: r.place.depth if r.place else 0)
    return {(r.urgency, r.step): r for r in ordered}


def forget_limits() -> None:
    """After an edit in this process; others follow within a minute."""
    _limits.cache_clear()
