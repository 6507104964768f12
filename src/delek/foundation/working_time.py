"""Working time: what a limit in office hours or working days comes to on the clock.

Pure arithmetic. The caller merges the calendar's layers (national, region, community) into one mapping first.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cached_property
from itertools import pairwise

from delek.foundation.clock import SHANGHAI

HORIZON_DAYS = 20 * 366

_FRIDAY = 4


@dataclass(frozen=True)
class OfficeHours:
    """The open spans of a working day, in order and apart; ValueError otherwise. Default: offices in Tibet."""

    spans: tuple[tuple[time, time], ...] = ((time(9, 30), time(13)), (time(15, 30), time(18)))

    def __post_init__(self) -> None:
        edges = [edge for span in self.spans for edge in span]
        if not edges or any(later <= earlier for earlier, later in pairwise(edges)):
            raise ValueError("office hours need at least one span, each starting after the one before has ended")

    @cached_property
    def length(self) -> timedelta:
        """The working time in one full day."""
        day = date(2000, 1, 1)
        return sum(
            (datetime.combine(day, end) - datetime.combine(day, start) for start, end in self.spans), timedelta()
        )


@dataclass(frozen=True)
class WorkingCalendar:
    """Which days are worked and when. `days` holds what is announced (True = worked); for all others Monday to Friday.

    `years` are those whose announcement is complete; without it, every year of which a day is announced.

    Moments handed in must be aware (else ValueError); moments handed out are in `tz`.
    """

    days: Mapping[date, bool] = field(default_factory=dict)
    hours: OfficeHours = field(default_factory=OfficeHours)
    years: frozenset[int] | None = None
    tz: tzinfo = SHANGHAI

    @cached_property
    def _known_years(self) -> frozenset[int]:
        return frozenset(day.year for day in self.days) if self.years is None else self.years

    def is_known_year(self, year: int) -> bool:
        """Whether this year's days are announced; if not, the case page says that Monday to Friday is assumed."""
        return year in self._known_years

    def is_working_day(self, day: date) -> bool:
        """What is announced for the day, else whether it is Monday to Friday."""
        return self.days.get(day, day.weekday() <= _FRIDAY)

    def add_working_time(self, start: datetime, amount: timedelta) -> datetime:
        """The earliest moment at which `amount` of working time has passed since `start`; `start` itself for none.

        ValueError if the amount is negative or is not reached within HORIZON_DAYS.
        """
        if amount < timedelta():
            raise ValueError("working time to add cannot be negative")
        _require_aware(start)
        if not amount:
            return start.astimezone(self.tz)
        left = amount
        for opens, closes in self._spans(start, HORIZON_DAYS):
            if closes - opens >= left:
                return (opens + left).astimezone(self.tz)
            left -= closes - opens
        raise ValueError(f"{amount} of working time is not reached within {HORIZON_DAYS} days of {start}")

    def add_working_days(self, start: datetime, n: int) -> datetime:
        """The moment at which n full days of office hours have passed since `start`.

        Started within office hours, that is the same time of day n working days later; started outside them
        (at night, at noon, on a day off), the hours count from the next opening: a report made in the evening
        or on a day off is due at closing time of the n-th working day after it.
        """
        return self.add_working_time(start, self.hours.length * n)

    def halfway(self, start: datetime, end: datetime) -> datetime:
        """The moment at which half of the working time between two moments has passed."""
        return self.add_working_time(start, self.working_time_between(start, end) / 2)

    def next_open(self, moment: datetime) -> datetime:
        """The moment itself within office hours, else the next opening; ValueError beyond HORIZON_DAYS."""
        _require_aware(moment)
        for opens, _closes in self._spans(moment, HORIZON_DAYS):
            return opens.astimezone(self.tz)
        raise ValueError(f"no office hours within {HORIZON_DAYS} days of {moment}")

    def closing_of_next_day(self, moment: datetime) -> datetime:
        """When the working day after the present or coming one ends."""
        left, last = 2, None
        for _opens, closes in self._spans(moment, HORIZON_DAYS):
            day = closes.astimezone(self.tz).date()
            if last is not None and day != last.astimezone(self.tz).date():
                left -= 1
                if not left:
                    break
            last = closes
        return (last or moment).astimezone(self.tz)

    def working_time_between(self, a: datetime, b: datetime) -> timedelta:
        """The office hours between two moments; negative if b is before a."""
        _require_aware(a)
        _require_aware(b)
        if b < a:
            return -self.working_time_between(b, a)
        end = b.astimezone(UTC)
        reach = (b.astimezone(self.tz).date() - a.astimezone(self.tz).date()).days + 1
        spans = self._spans(a, reach)
        return sum((min(closes, end) - opens for opens, closes in spans if opens < end), timedelta())

    def _spans(self, start: datetime, reach: int) -> Iterator[tuple[datetime, datetime]]:
        """What is left of each open span from `start` on, in UTC, for `reach` days."""
        begin = start.astimezone(UTC)
        first = start.astimezone(self.tz).date().toordinal()
        for ordinal in range(first, min(first + reach, date.max.toordinal())):
            day = date.fromordinal(ordinal)
            if not self.is_working_day(day):
                continue
            for opening, closing in self.hours.spans:
                closes = datetime.combine(day, closing, self.tz).astimezone(UTC)
                if closes > begin:
                    yield max(datetime.combine(day, opening, self.tz).astimezone(UTC), begin), closes


def _require_aware(moment: datetime) -> None:
    if moment.tzinfo is None:
        raise ValueError("working time is counted between moments with a time zone")
