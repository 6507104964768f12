"""Reading the tree of places."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from django.conf import settings
from django.db.models import Q

from delek.foundation.ids import read_code, sign_code
from delek.foundation.memory import Memory

from .models import Code, Place


class CodeState(Enum):
    """What a scanned code turned out to be."""

    GOOD = auto()
    RETIRED = auto()
    UNKNOWN = auto()


@dataclass(frozen=True, slots=True)
class Scanned:
    """A scanned code's state, with the place and service where it names one."""

    state: CodeState
    place: Place | None = None
    code: Code | None = None


def token_of(code: Code) -> str:
    """The printed token of a code."""
    return sign_code(settings.CODE_KEY, code.pk)


def scan(token: str, at: datetime) -> Scanned:
    """Read a printed token. An altered or forged one is unknown; nothing tells the two apart.

    A code that another process retired is dead within half a minute.
    """
    identifier = read_code(settings.CODE_KEY, token)
    code = CODES.get(identifier, at) if identifier else None
    if code is None:
        return Scanned(CodeState.UNKNOWN)
    state = CodeState.RETIRED if code.retired_at else CodeState.GOOD
    return Scanned(state, place_of(code.place_id, at), code)


def place_of(pk: int, at: datetime) -> Place:
    """A place with its community, as remembered; not to be changed."""
    return places_of([pk], at)[pk]


def places_of(pks: Iterable[int], at: datetime) -> dict[int, Place]:
    """Places by their ids, each with its community, as remembered; not to be changed."""
    return PLACES.get_many(pks, at)


def _read_places(pks: Iterable[int]) -> Mapping[int, Place]:
    return {place.pk: place for place in Place.objects.select_related("community").filter(pk__in=list(pks))}


def _read_codes(pks: Iterable[int]) -> Mapping[int, Code]:
    return {code.pk: code for code in Code.objects.filter(pk__in=list(pks))}


PLACES: Memory[int, Place] = Memory(_read_places)
CODES: Memory[int, Code] = Memory(_read_codes)


def communities() -> list[Place]:
    return list(Place.objects.filter(kind=Place.Kind.COMMUNITY, closed_at=None).order_by("path"))


def points_of(community: Place) -> list[Place]:
    return list(Place.objects.filter(community=community, kind=Place.Kind.POINT, closed_at=None).order_by("number"))


def grids_of(community: Place) -> list[Place]:
    return list(Place.objects.filter(community=community, kind=Place.Kind.GRID, closed_at=None).order_by("number"))


def place_by_key(key: str) -> Place | None:
    return Place.objects.filter(key=key).first()


def grid_of(point: Place) -> Place | None:
    """The grid a point lies in; None for a place that is no point."""
    if point.kind != Place.Kind.POINT:
        return None
    return Place.objects.filter(path=point.path[: -Place.steplen]).first()


def above(place: Place) -> list[Place]:
    """The places that may take over what a place cannot solve: its ancestors and their departments."""
    steps = range(Place.steplen, len(place.path), Place.steplen)
    paths = [place.path[:n] for n in steps]
    ancestors = list(Place.objects.filter(path__in=paths).order_by("-depth"))
    departments = [d for a in ancestors for d in _departments(a)]
    superiors = [a for a in ancestors if a.kind in (Place.Kind.SUBDISTRICT, Place.Kind.DISTRICT, Place.Kind.PREFECTURE)]
    return superiors + departments


def _departments(place: Place) -> list[Place]:
    return list(
        Place.objects.filter(
            kind=Place.Kind.DEPARTMENT, path__startswith=place.path, depth=place.depth + 1, closed_at=None
        ).order_by("path")
    )


def place_below(roots: Iterable[Place], pk: int) -> Place | None:
    """A place at or below one of some others."""
    place = Place.objects.filter(pk=pk).first()
    return place if place and any(place.path.startswith(root.path) for root in roots) else None


def subtree(roots: list[Place], *kinds: str) -> list[Place]:
    """Every open place at or below some places, or those of some kinds, in the order of the tree."""
    paths = Q(pk__in=[])
    for root in roots:
        paths |= Q(path__startswith=root.path)
    rows = Place.objects.filter(paths, closed_at=None).order_by("path")
    return list(rows.filter(kind__in=kinds) if kinds else rows)


def grids_over(places: Iterable[Place], at: datetime) -> dict[int, Place]:
    """The grid in which each place lies, by the place's own key, as remembered; what lies in none is not among them."""
    above = {place.pk: place.path[: -Place.steplen] for place in places}
    grids = GRIDS.get_many(above.values(), at)
    return {pk: grid for pk, path in above.items() if (grid := grids[path])}


def _read_grids(paths: Iterable[str]) -> Mapping[str, Place | None]:
    wanted = list(paths)
    found = {grid.path: grid for grid in Place.objects.filter(path__in=wanted, kind=Place.Kind.GRID)}
    return {path: found.get(path) for path in wanted}


GRIDS: Memory[str, Place | None] = Memory(_read_grids)
