"""Where the reports of the demo lie: their story ends today, whatever day that is."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from delek.foundation.working_time import WorkingCalendar

Row = Mapping[str, Any]
SHORTEST = timedelta(days=60)
"""In January and February the year is too young for 76 reports; it begins in the year before then."""
URGENT = ("urgent", "emergency")
LOOKED_BACK = 60


def first_day(at: datetime) -> date:
    """The day of the first report: early in January of the year that ends at ``at``."""
    return min(date(at.year, 1, 5), at.date() - SHORTEST)


def moved(rows: Sequence[Row], *, at: datetime, calendar: WorkingCalendar) -> list[tuple[Row, timedelta]]:
    """Each report with the whole days it is moved by, in the order of their beginning.

    The reports are spread over the year up to ``at``; nothing lies behind ``at``, and what staff did on a working
    day stays on one, urgent matters excepted.
    """
    begins = [_moment(row["opened"]).date() for row in rows]
    lasts = _last(rows[-1]).date() - begins[-1]
    span, room = begins[-1] - begins[0], at.date() - lasts - first_day(at)
    found = []
    for row, day in zip(rows, begins, strict=True):
        wanted = first_day(at) + timedelta(days=round((day - begins[0]) / span * room.days))
        found.append((row, _back(row, wanted - day, at, calendar)))
    return sorted(found, key=lambda pair: _moment(pair[0]["opened"]) + pair[1])


def _back(row: Row, wanted: timedelta, at: datetime, calendar: WorkingCalendar) -> timedelta:
    """``wanted``, or some days earlier, so that it is over and staff are at work."""
    tries = [wanted - timedelta(days=n) for n in range(LOOKED_BACK)]
    over = [by for by in tries if _last(row) + by <= at]
    return next((by for by in over if row["urgency"] in URGENT or _is_worked(row, by, calendar)), over[0])


def _is_worked(row: Row, by: timedelta, calendar: WorkingCalendar) -> bool:
    done = [_moment(step["at"]).date() for step in row["steps"] if "who" in step]
    return all(calendar.is_working_day(day + by) for day in done if day.isoweekday() <= 5)


def _last(row: Row) -> datetime:
    return max(_moment(step["at"]) for step in row["steps"])


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
