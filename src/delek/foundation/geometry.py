"""Where a point of the earth lies: within an outline or not, and how far from another. WGS 84, degrees."""

from collections.abc import Iterator
from math import asin, cos, radians, sin, sqrt
from typing import Any

EARTH = 6_371_000.0
Spot = tuple[float, float]
"""Longitude and latitude."""


def metres(one: Spot, other: Spot) -> float:
    """The way between two spots over the ground."""
    (west, south), (east, north) = ((radians(a), radians(b)) for a, b in (one, other))
    half = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin((east - west) / 2) ** 2
    return 2 * EARTH * asin(sqrt(min(1.0, half)))


def holds(outline: Any, spot: Spot) -> bool:
    """Whether a GeoJSON Polygon or MultiPolygon, or a plain list of pairs, holds a spot. Holes are outside."""
    return any(_within(rings[0], spot) and not any(_within(hole, spot) for hole in rings[1:])
               for rings in _polygons(outline))  # fmt: skip


def _polygons(outline: Any) -> Iterator[list[list[Spot]]]:
    parts = outline.get("coordinates", []) if isinstance(outline, dict) else outline or []
    depth, inner = 0, parts
    while isinstance(inner, list | tuple) and inner:
        depth, inner = depth + 1, inner[0]
    shaped = {2: [[parts]], 3: [parts], 4: parts}.get(depth, [])
    for polygon in shaped:
        yield [[(float(x), float(y)) for x, y, *_rest in ring] for ring in polygon]


def _within(ring: list[Spot], spot: Spot) -> bool:
    """Even-odd rule: a line to the east crosses the edge an odd number of times."""
    x, y = spot
    inside, (past_x, past_y) = False, ring[-1]
    for here_x, here_y in ring:
        if (here_y > y) != (past_y > y) and x < (past_x - here_x) * (y - here_y) / (past_y - here_y) + here_x:
            inside = not inside
        past_x, past_y = here_x, here_y
    return inside
