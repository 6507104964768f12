"""Changing the calendar by hand."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta

from django.db import transaction

from delek.core.places.models import Place
from delek.core.timeline.actions import By, record
from delek.core.timeline.models import Event
from delek.foundation.clock import SHANGHAI

from ..models import CalendarChange, CalendarDay, CalendarYear, OfficeSpan
from ..queries import forget_calendars

FAR = timedelta(days=3660)
"""No limit reaches beyond it."""


@transaction.atomic
def set_day(
    *, place: Place | None, day: date, works: bool, name: str, source: str, by: By, at: datetime
) -> CalendarDay:
    """Say whether one day is worked, nationally (no place) or for a place and all below it."""
    row, _ = CalendarDay.objects.update_or_create(
        place=place, day=day,
        defaults={"works": works, "name": name, "source": source, "entered_by_id": who(by), "entered_at": at},
    )  # fmt: skip
    event = note(place, "calendar_day_set", by, at, {"day": day.isoformat(), "works": works})
    _changed(place, day, day, event)
    forget_calendars()
    return row


@transaction.atomic
def set_year(
    *, place: Place | None, year: int, days: Mapping[date, tuple[bool, str]], source: str, by: By, at: datetime
) -> CalendarYear:
    """Replace a layer's days of one year by all that were announced for it; from now on the year is known there."""
    if any(day.year != year for day in days):
        raise ValueError("a day lies outside the year")
    CalendarDay.objects.filter(place=place, day__year=year).delete()
    CalendarDay.objects.bulk_create(
        CalendarDay(
            place=place, day=day, works=works, name=name, source=source, entered_by_id=who(by), entered_at=at
        )
        for day, (works, name) in sorted(days.items())
    )  # fmt: skip
    row, _ = CalendarYear.objects.update_or_create(
        place=place, year=year, defaults={"source": source, "entered_by_id": who(by), "entered_at": at}
    )
    event = note(place, "calendar_year_set", by, at, {"year": year, "days": len(days)})
    _changed(place, date(year, 1, 1), date(year, 12, 31), event)
    forget_calendars()
    return row


@transaction.atomic
def clear_day(*, row: CalendarDay, by: By, at: datetime) -> None:
    """Take a day back to its usual."""
    event = note(row.place, "calendar_day_cleared", by, at, {"day": row.day.isoformat()})
    _changed(row.place, row.day, row.day, event)
    row.delete()
    forget_calendars()


@transaction.atomic
def set_hours(*, place: Place, spans: Iterable[tuple[time, time]], by: By, at: datetime) -> None:
    """Replace a place's office hours."""
    OfficeSpan.objects.filter(place=place).delete()
    OfficeSpan.objects.bulk_create(OfficeSpan(place=place, starts=a, ends=b) for a, b in spans)
    event = note(place, "office_hours_set", by, at, {})
    today = at.astimezone(SHANGHAI).date()
    _changed(place, today, today + FAR, event)
    forget_calendars()


def _changed(place: Place | None, first: date, last: date, event: Event) -> None:
    CalendarChange.objects.create(place=place, first=first, last=last, event=event, at=event.at)


def who(by: By) -> int | None:
    return by.id if by.kind == "person" else None


def note(place: Place | None, verb: str, by: By, at: datetime, particulars: dict[str, object]) -> Event:
    subject = ("place", place.pk) if place else ("calendar", 0)
    return record(
        subject=subject, verb=verb, by=by, at=at,
        community_id=(place.community_id or 0) if place else 0, particulars=particulars,
    )  # fmt: skip
