"""When a post is on duty: a plan that repeats each week, and changes that go before it. No tables are known here."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from delek.foundation.clock import SHANGHAI

AHEAD = 8
"""Days that are looked ahead: every weekly plan comes round within them."""


@dataclass(frozen=True, slots=True)
class Weekly:
    """One shift of the plan; Monday is 0. One that ends when it starts, or before, ends on the next day."""

    weekday: int
    starts: time
    ends: time


@dataclass(frozen=True, slots=True)
class Change:
    """A span in which the plan does not count: on duty or not, by a tap today, by a swap or a holiday later."""

    starts_at: datetime
    ends_at: datetime
    is_on: bool


@dataclass(frozen=True, slots=True)
class Roster:
    """The duty of one post. Of the changes that cover a moment the last one holds, else the plan."""

    weekly: tuple[Weekly, ...] = ()
    changes: tuple[Change, ...] = ()

    def is_on(self, at: datetime) -> bool:
        covering = [change for change in self.changes if change.starts_at <= at < change.ends_at]
        if covering:
            return covering[-1].is_on
        return any(starts <= at < ends for starts, ends in self._spans(at))

    def next_on(self, at: datetime) -> datetime | None:
        """The next moment at which duty begins; None where none is known. On duty now: now."""
        if self.is_on(at):
            return at
        return next((edge for edge in self._edges(at) if self.is_on(edge)), None)

    def until(self, at: datetime) -> datetime | None:
        """The moment at which being on duty or not changes next; None where it does not."""
        now = self.is_on(at)
        return next((edge for edge in self._edges(at) if self.is_on(edge) is not now), None)

    def _edges(self, at: datetime) -> list[datetime]:
        edges = {edge for span in self._spans(at) for edge in span}
        edges |= {edge for change in self.changes for edge in (change.starts_at, change.ends_at)}
        return sorted(edge for edge in edges if edge > at)

    def _spans(self, at: datetime) -> Iterator[tuple[datetime, datetime]]:
        today = at.astimezone(SHANGHAI).date()
        for day in (today + timedelta(days=n) for n in range(-1, AHEAD + 1)):
            yield from _of_day(self.weekly, day)


def _of_day(weekly: Iterable[Weekly], day: date) -> Iterator[tuple[datetime, datetime]]:
    for shift in weekly:
        if shift.weekday == day.weekday():
            last = day if shift.ends > shift.starts else day + timedelta(days=1)
            yield datetime.combine(day, shift.starts, SHANGHAI), datetime.combine(last, shift.ends, SHANGHAI)
