"""Where a report is: the scanned code, the place chosen from the list, or the only community."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from delek.core.places.queries import CodeState, communities, place_by_key, points_of, scan
from delek.foundation.words import clean


@dataclass(frozen=True, slots=True)
class Where:
    """A place with a community, or None; ``strange``: a code was given that names nothing here."""

    place: Any = None
    code: Any = None
    token: str = ""
    strange: bool = False


def find(given: Mapping[str, Any], at: datetime) -> Where:
    """Read ``at`` (a printed code) or ``place`` (the key of a place)."""
    token = str(given.get("at", "")).strip()
    if token:
        scanned = scan(token, at)
        if scanned.state is not CodeState.UNKNOWN and scanned.place and scanned.place.community:
            return Where(scanned.place, scanned.code, token)
    key = clean(str(given.get("place", "")))
    place = place_by_key(key) if key else _only()
    known = place is not None and place.kind in ("community", "grid", "point") and place.community is not None
    return Where(place if known else None, strange=bool(token))


def _only() -> Any:
    every = communities()
    return every[0] if len(every) == 1 else None


def choices() -> list[tuple[Any, list[Any]]]:
    """Every community with its points, for a plain list."""
    return [(community, points_of(community)) for community in communities()]
