"""The working calendar of a place."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, time
from functools import lru_cache

from django.db.models import Q

from delek.core.places.models import Place
from delek.foundation.clock import SHANGHAI
from delek.foundation.working_time import OfficeHours, WorkingCalendar

from ..models import CalendarDay, CalendarYear, OfficeSpan

NOVEMBER = 11
"""By then the State Council has announced the next year's days, or does so soon."""


def working_calendar(place: Place, at: datetime) -> WorkingCalendar:
    """The calendar of a place: national, then each layer above it, the nearer winning. Read once a minute."""
    return _calendar(place.path, int(at.timestamp() // 60))


@lru_cache(maxsize=256)
def _calendar(path: str, minute: int) -> WorkingCalendar:
    depth = {p.pk: p.depth for p in Place.objects.filter(path__in=_paths(path))}
    rows = CalendarDay.objects.filter(Q(place=None) | Q(place__in=depth)).values_list("place_id", "day", "works")
    ordered = sorted(rows, key=lambda row: depth.get(row[0] or 0, 0))
    days: dict[date, bool] = {day: works for _, day, works in ordered}
    return WorkingCalendar(days=days, hours=_hours(depth), years=_years(depth))


def _paths(path: str) -> list[str]:
    return [path[:n] for n in range(Place.steplen, len(path) + 1, Place.steplen)]


def _years(places: Iterable[int]) -> frozenset[int]:
    rows = CalendarYear.objects.filter(Q(place=None) | Q(place__in=places))
    return frozenset(rows.values_list("year", flat=True))


def _hours(depth: dict[int, int]) -> OfficeHours:
    spans: dict[int, list[tuple[time, time]]] = defaultdict(list)
    for row in OfficeSpan.objects.filter(place__in=depth).order_by("starts"):
        spans[depth[row.place_id]].append((row.starts, row.ends))
    return OfficeHours(tuple(spans[max(spans)])) if spans else OfficeHours()


def forget_calendars() -> None:
    """After an edit in this process; others follow within a minute."""
    _calendar.cache_clear()


def layers_of(place: Place) -> list[Place]:
    """The places whose layers make a place's calendar, from the root down; the national one lies below them all."""
    return list(Place.objects.filter(path__in=_paths(place.path)).order_by("path"))


def days_of(place: Place, year: int) -> list[CalendarDay]:
    """Every day of a year that some layer of a place names, by day, the winning layer last."""
    rows = CalendarDay.objects.filter(Q(place=None) | Q(place__path__in=_paths(place.path)), day__year=year)
    named = rows.select_related("place", "entered_by")
    return sorted(named, key=lambda row: (row.day, row.place.depth if row.place else 0))


def own_day(place: Place, pk: int) -> CalendarDay | None:
    """A day of a place's own layer."""
    return CalendarDay.objects.filter(place=place, pk=pk).first()


def year_of(place: Place, year: int) -> CalendarYear | None:
    """Who said that a year is complete: the layer nearest to the place; None where the year is not known."""
    rows = CalendarYear.objects.filter(Q(place=None) | Q(place__path__in=_paths(place.path)), year=year)
    named = rows.select_related("place", "entered_by")
    return max(named, key=lambda row: row.place.depth if row.place else 0, default=None)


def years_missing(place: Place, at: datetime) -> list[int]:
    """This year, and from 1 November the next, where a place's calendar does not know it."""
    today = at.astimezone(SHANGHAI)
    asked = [today.year, today.year + 1] if today.month >= NOVEMBER else [today.year]
    known = working_calendar(place, at)
    return [year for year in asked if not known.is_known_year(year)]


def hours_of(place: Place) -> list[OfficeSpan]:
    return list(OfficeSpan.objects.filter(place=place).order_by("starts"))
