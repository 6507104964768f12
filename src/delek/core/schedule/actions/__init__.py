"""Changing the calendar."""

from collections.abc import Iterable
from datetime import date, datetime, time

from django.db import transaction

from delek.core.places.models import Place
from delek.core.timeline.actions import By, record

from ..models import CalendarDay, OfficeSpan
from ..queries import forget_calendars


@transaction.atomic
def set_day(
    *, place: Place | None, day: date, works: bool, name: str, source: str, by: By, at: datetime
) -> CalendarDay:
    """Say whether one day is worked, nationally (no place) or for a place and all below it."""
    row, _ = CalendarDay.objects.update_or_create(
        place=place, day=day, defaults={"works": works, "name": name, "source": source}
    )
    _record(place, "calendar_day_set", by, at, {"day": day.isoformat(), "works": works})
    forget_calendars()
    return row


@transaction.atomic
def clear_day(*, row: CalendarDay, by: By, at: datetime) -> None:
    """Take a day back to its usual."""
    _record(row.place, "calendar_day_cleared", by, at, {"day": row.day.isoformat()})
    row.delete()
    forget_calendars()


@transaction.atomic
def set_hours(*, place: Place, spans: Iterable[tuple[time, time]], by: By, at: datetime) -> None:
    """Replace a place's office hours."""
    OfficeSpan.objects.filter(place=place).delete()
    OfficeSpan.objects.bulk_create(OfficeSpan(place=place, starts=a, ends=b) for a, b in spans)
    _record(place, "office_hours_set", by, at, {})
    forget_calendars()


def _record(place: Place | None, verb: str, by: By, at: datetime, particulars: dict[str, object]) -> None:
    subject = ("place", place.pk) if place else ("calendar", 0)
    record(
        subject=subject, verb=verb, by=by, at=at,
        community_id=(place.community_id or 0) if place else 0, particulars=particulars,
    )
