"""The register: what hangs where, what replaced it, how often it is scanned."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet, Sum

from delek.core.places.models import Code, Place

from ..models import SERVICES, Poster, Scans


def posters_in(roots: Iterable[Place]) -> list[Poster]:
    """Every poster and card of points at or below some places, the newest edition first."""
    within = Q(pk__in=[])
    for root in roots:
        within |= Q(place__path__startswith=root.path)
    return list(_posters().filter(within).order_by("place__number", "place_id", "kind", "-edition"))


def poster_in(roots: Iterable[Place], pk: int) -> Poster | None:
    """One poster that somebody may manage."""
    return next(iter(_posters().filter(pk=pk, place__in=_below(roots))), None)


def poster_of(code: Code) -> Poster | None:
    """The poster or card that a code is printed on."""
    if code.service not in SERVICES:
        return None
    return _posters().filter(**{code.service: code}).first()


def valid_poster(place: Place, kind: str) -> Poster | None:
    """The newest edition of a point that still holds."""
    return _posters().filter(place=place, kind=kind, retired_at=None).order_by("-edition").first()


def points_below(place: Place) -> list[Place]:
    """The open points at or below a place, in the order of their numbers."""
    kind = Place.Kind.POINT
    return list(Place.objects.filter(path__startswith=place.path, kind=kind, closed_at=None).order_by("number", "pk"))


def scans_of(codes: Iterable[int], since: date) -> dict[int, int]:
    """How often each code was scanned since a day."""
    rows = Scans.objects.filter(code_id__in=codes, day__gte=since).values("code_id").annotate(n=Sum("count"))
    return {row["code_id"]: row["n"] for row in rows}


def scans_by_day(codes: Iterable[int], since: date) -> dict[date, dict[int, int]]:
    """How often each code was scanned on each day, the newest day first."""
    days: dict[date, dict[int, int]] = {}
    for row in Scans.objects.filter(code_id__in=codes, day__gte=since).order_by("-day", "code_id"):
        days.setdefault(row.day, {})[row.code_id] = row.count
    return days


def _posters() -> QuerySet[Poster]:
    return Poster.objects.select_related("place__community", "replaced_by", *SERVICES)


def _below(roots: Iterable[Place]) -> QuerySet[Place]:
    within = Q(pk__in=[])
    for root in roots:
        within |= Q(path__startswith=root.path)
    return Place.objects.filter(within)
