"""Where a report that a program brings lies: an address id, a position, or words."""

import math
from dataclasses import dataclass
from typing import Any

from delek.core.places.queries import subtree
from delek.foundation.geometry import holds, metres
from delek.foundation.words import clean

from .answers import Trouble
from .door import Asked

FAR = 2000.0
"""Metres: how far from the nearest known spot a position may lie where a community has no outline."""


@dataclass(frozen=True, slots=True)
class Located:
    """The place, and what was said of it that the place does not say, for the staff to read."""

    place: Any
    words: str = ""


def locate(asked: Asked) -> Located:
    """The nearest point or grid of the jurisdiction. Raises Trouble for what lies outside, or nowhere."""
    given, community = asked.given, asked.community
    places = [community, *subtree([community], "grid", "point")]
    address, street = given.get("address_id", "").strip(), clean(given.get("address_string", ""))
    if address:
        return Located(_by_key(places, address), street)
    if given.get("lat") or given.get("long"):
        spot = position(given)
        words = f"{spot[1]:.6f}, {spot[0]:.6f}"
        return Located(_nearest(community, places, spot), f"{street}\n{words}".strip())
    if not street:
        raise Trouble(400, "Say where: lat and long, address_id, or address_string.")
    named = [place for place in places if street in (place.name.bo, place.name.zh, place.name.en)]
    return Located(named[0]) if len(named) == 1 else Located(community, street)


def position(given: Any) -> tuple[float, float]:
    """Longitude and latitude. Raises Trouble where they are not both numbers of the earth."""
    try:
        spot = float(given.get("long", "")), float(given.get("lat", ""))
    except ValueError:
        raise Trouble(400, "lat and long are numbers: degrees in WGS 84.") from None
    if not (all(math.isfinite(part) for part in spot) and abs(spot[0]) <= 180 and abs(spot[1]) <= 90):
        raise Trouble(400, "lat and long are degrees: -90 to 90 and -180 to 180.")
    return spot


def _by_key(places: list[Any], key: str) -> Any:
    found = next((place for place in places if place.key == key), None)
    if found is None:
        raise Trouble(400, "address_id was not found in this jurisdiction.")
    return found


def _nearest(community: Any, places: list[Any], spot: tuple[float, float]) -> Any:
    """Within the grid that holds the position its nearest point, or the grid itself; else the nearest point."""
    grid = next((p for p in places if p.kind == "grid" and p.outline and holds(p.outline, spot)), None)
    if community.outline and not (holds(community.outline, spot) or grid):
        raise Trouble(400, "This position lies outside the jurisdiction.")
    below = [p for p in places if p.kind == "point" and p.longitude is not None and p.latitude is not None]
    inside = [p for p in below if grid and p.path.startswith(grid.path)]
    apart = {p.pk: metres(spot, (p.longitude, p.latitude)) for p in inside or below}
    nearest = min(inside or below, key=lambda p: apart[p.pk], default=None)
    if not community.outline and nearest and apart[nearest.pk] > FAR:
        raise Trouble(400, "This position lies outside the jurisdiction.")
    if grid and not inside:
        return grid
    return nearest or community
