"""The days a place above has for a case, one beside the other."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import ceil
from typing import Any

from delek.core.schedule.queries import working_calendar
from delek.foundation.clock import SHANGHAI
from delek.foundation.dates import say_date, short_weekday
from delek.foundation.working_time import WorkingCalendar

LONGEST = 45
"""More days than that have no room beside each other; then the words alone are shown."""


@dataclass(frozen=True, slots=True)
class Day:
    """One day: its number, its weekday, and its look (``off``, ``used``, ``today``, ``open``, ``due``, ``late``)."""

    number: int
    weekday: str
    look: str


@dataclass(frozen=True, slots=True)
class Strip:
    """How many working days there are, how many are used, left, or gone since the end; ``away``: days off in them."""

    whole: int
    used: int
    left: int
    late: int
    begins: str
    ends: str
    days: tuple[Day, ...]
    away: int
    worked: tuple[str, ...]
    calendar_known: bool


def strip_of(case: Any, now: datetime, language: str) -> Strip | None:
    """The strip of the superior's clock while it runs; None where it runs by the wall clock or stands still."""
    clock = case.deadlines.filter(step="superior", met_at=None, paused_at=None).first()
    if clock is None or not clock.working_days:
        return None
    calendar = working_calendar(case.place, now)
    begins, ends = (moment.astimezone(SHANGHAI).date() for moment in (clock.starts_at, clock.due_at))
    span = _span(begins, max(ends, now.astimezone(SHANGHAI).date()))
    left = _days_between(calendar, now, clock.due_at)
    counted = _counted(calendar, begins, ends, clock.working_days)
    looks = (_look(day, calendar, counted, now.astimezone(SHANGHAI).date(), ends) for day in span)
    days = (Day(day.day, short_weekday(day, language), look) for day, look in zip(span, looks, strict=True))
    changed = {day: works for day, works in calendar.days.items() if begins <= day <= ends}
    return Strip(
        clock.working_days, clock.working_days - max(0, min(left, clock.working_days)), max(0, left), max(0, -left),
        say_date(clock.starts_at, language), say_date(clock.due_at, language),
        tuple(days) if len(span) <= LONGEST else (),
        sum(not works and day.weekday() < 5 for day, works in changed.items()),
        tuple(say_date(day, language) for day, works in sorted(changed.items()) if works and day.weekday() >= 5),
        clock.calendar_known,
    )  # fmt: skip


def _span(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _days_between(calendar: WorkingCalendar, now: datetime, due: datetime) -> int:
    """Working days until the end, a begun one as a whole; since the end, below zero."""
    days = calendar.working_time_between(now, due) / calendar.hours.length
    return ceil(days) if days >= 0 else -max(1, int(-days))


def _counted(calendar: WorkingCalendar, begins: date, ends: date, whole: int) -> set[date]:
    """The days that make up the term: a day on which it only began is not one of them."""
    worked = [day for day in _span(begins, ends) if calendar.is_working_day(day)]
    return set(worked[-whole:])


def _look(day: date, calendar: WorkingCalendar, counted: set[date], today: date, ends: date) -> str:
    if day == ends:
        return "due"
    if day > ends:
        return "late" if calendar.is_working_day(day) else "off"
    if day not in counted:
        return "off"
    return "today" if day == today else "used" if day < today else "open"
