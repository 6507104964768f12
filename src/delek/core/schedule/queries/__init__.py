"""The working calendar of a place."""

from collections import defaultdict
from datetime import date, datetime, time
from functools import lru_cache

from delek.core.places.models import Place
from delek.foundation.working_time import OfficeHours, WorkingCalendar

from ..models import CalendarDay, OfficeSpan


def working_calendar(place: Place, at: datetime) -> WorkingCalendar:
    """The calendar of a place: national, then each layer above it, the nearer winning. Read once a minute."""
    return _calendar(place.path, int(at.timestamp() // 60))


@lru_cache(maxsize=256)
def _calendar(path: str, minute: int) -> WorkingCalendar:
    paths = [path[:n] for n in range(Place.steplen, len(path) + 1, Place.steplen)]
    depth = {p.pk: p.depth for p in Place.objects.filter(path__in=paths)}
    rows = CalendarDay.objects.filter(place=None) | CalendarDay.objects.filter(place__in=depth)
    ordered = sorted(rows.values_list("place_id", "day", "works"), key=lambda row: depth.get(row[0] or 0, 0))
    days: dict[date, bool] = {day: works for _, day, works in ordered}
    return WorkingCalendar(days=days, hours=_hours(depth))


def _hours(depth: dict[int, int]) -> OfficeHours:
    spans: dict[int, list[tuple[time, time]]] = defaultdict(list)
    for row in OfficeSpan.objects.filter(place__in=depth).order_by("starts"):
        spans[depth[row.place_id]].append((row.starts, row.ends))
    return OfficeHours(tuple(spans[max(spans)])) if spans else OfficeHours()


def forget_calendars() -> None:
    """After an edit in this process; others follow within a minute."""
    _calendar.cache_clear()


def days_of(place: Place | None, year: int) -> list[CalendarDay]:
    return list(CalendarDay.objects.filter(place=place, day__year=year).order_by("day"))


def years_known() -> set[int]:
    return {d.year for d in CalendarDay.objects.filter(place=None).dates("day", "year")}


def hours_of(place: Place) -> list[OfficeSpan]:
    return list(OfficeSpan.objects.filter(place=place).order_by("starts"))
