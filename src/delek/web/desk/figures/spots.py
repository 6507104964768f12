"""Where most came in: the points of a community on its drawn plan, and the same in a table beside it."""

from dataclasses import dataclass
from math import sqrt
from typing import Any

from delek.core.cases.queries import breakdown
from delek.core.people.queries import Standing
from delek.core.places.queries import subtree
from delek.web.casework.nearby import Sheet, outline_of

from .asking import Question
from .page import Cell, listed

SHOWN = 12
"""So many points stand in the table; all of them lie on the plan."""
LEAST, STEP, MOST = 6, 12, 62


@dataclass(frozen=True, slots=True)
class Spot:
    """A point with what came in there; ``radius`` grows with the root, so that the area says how many."""

    place: Any
    received: Cell
    open: Cell
    x: int = 0
    y: int = 0
    radius: int = 0


@dataclass(frozen=True, slots=True)
class Grid:
    """The outline of a grid and where its number stands."""

    path: str
    number: int
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Spots:
    """The plan, 1000 units wide, empty where nothing is surveyed; the points with most, and how many more there are."""

    height: int
    grids: list[Grid]
    quiet: list[tuple[int, int]]
    marks: list[Spot]
    most: list[Spot]
    more: int


def spots(standing: Standing, question: Question) -> Spots | None:
    """The points of the community that is asked for, or of a grid of it; None above it, or where nothing came in."""
    asked = question.asked.place
    community = asked if asked.kind == "community" else asked.community
    if community is None:
        return None
    counts = breakdown.by_spot(standing, question.asked)
    places = subtree([community], "grid", "point")
    points = [place for place in places if place.kind == "point"]
    found = [_spot(place, counts[place.pk], question) for place in points if place.pk in counts]
    if not found:
        return None
    most = sorted(found, key=lambda spot: (-spot.received.count, spot.place.number))
    return _drawn([place for place in places if place.kind == "grid"], points, found, most)


def _spot(place: Any, counts: tuple[int, int], question: Question) -> Spot:
    received, settled = counts
    return Spot(
        place, Cell(received, listed(question, "received", place=place.pk)),
        Cell(received - settled, listed(question, "settled", "rest", place=place.pk)),
    )  # fmt: skip


def _drawn(grids: list[Any], points: list[Any], found: list[Spot], most: list[Spot]) -> Spots:
    rings = {place.pk: outline_of(place.outline) for place in grids}
    surveyed = [place for place in points if place.longitude is not None and place.latitude is not None]
    corners = [corner for ring in rings.values() for corner in ring]
    corners += [(place.longitude, place.latitude) for place in surveyed]
    more = max(len(most) - SHOWN, 0)
    if not corners:
        return Spots(0, [], [], [], most[:SHOWN], more)
    sheet = Sheet.around(corners)
    at = {place.pk: sheet.at(place.longitude, place.latitude) for place in surveyed}
    marks = [_mark(spot, *at[spot.place.pk]) for spot in most if spot.place.pk in at]
    quiet = [where for pk, where in at.items() if pk not in {spot.place.pk for spot in found}]
    shapes = [_grid(place, rings[place.pk], sheet) for place in grids if rings[place.pk]]
    return Spots(sheet.height, shapes, quiet, marks, most[:SHOWN], more)


def _mark(spot: Spot, x: int, y: int) -> Spot:
    radius = min(round(LEAST + STEP * sqrt(spot.received.count)), MOST)
    return Spot(spot.place, spot.received, spot.open, x, y, radius)


def _grid(place: Any, ring: list[tuple[float, float]], sheet: Sheet) -> Grid:
    corners = [sheet.at(*corner) for corner in ring]
    x, y = (round(sum(corner[n] for corner in corners) / len(corners)) for n in (0, 1))
    return Grid("M" + " ".join(f"{a} {b}" for a, b in corners) + "Z", place.number, x, y)
