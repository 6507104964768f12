"""The time that numbers are about: a month, a quarter, a year, or days of one's own choice; never the future."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext as _

from delek.foundation.clock import SHANGHAI
from delek.foundation.dates import say_date, short_month

KINDS = ("month", "quarter", "year", "own")
DAY = timedelta(days=1)
BY_DAYS, BY_WEEKS = 31, 100
"""Up to so many days they are drawn day by day, then week by week, else month by month."""


@dataclass(frozen=True, slots=True)
class Period:
    """Whole days in Shanghai, the last one included; ``now`` cuts off what has not been yet."""

    kind: str
    first: date
    last: date
    now: datetime

    @property
    def starts(self) -> datetime:
        return _morning(self.first)

    @property
    def ends(self) -> datetime:
        """Not part of it: the end of its last day, or this moment."""
        return max(self.starts, min(_morning(self.last + DAY), self.now.astimezone(SHANGHAI)))

    @property
    def shown_last(self) -> date:
        """The last day that has begun."""
        return max(self.first, min(self.last, self.now.astimezone(SHANGHAI).date()))

    def said(self, language: str) -> str:
        return _("{first} to {last}").format(
            first=say_date(self.first, language, with_year=True), last=say_date(self.shown_last, language)
        )

    def query(self) -> dict[str, str]:
        """What its address says."""
        if self.kind == "own":
            return {"period": "own", "from": self.first.isoformat(), "to": self.last.isoformat()}
        return {"period": self.kind, "on": self.first.isoformat()}

    def before(self) -> "Period":
        return self._beside(self.first - DAY)

    def after(self) -> "Period | None":
        """The next one, unless it has not begun."""
        following = self.last + DAY
        return self._beside(following) if _morning(following) <= self.now else None

    def _beside(self, day: date) -> "Period":
        if self.kind != "own":
            return period_around(self.kind, day, self.now)
        length = self.last - self.first
        first = day if day > self.last else day - length
        return Period("own", first, first + length, self.now)

    def spans(self, language: str) -> list["Span"]:
        """Its parts as they are drawn, each with the words under it."""
        days = (self.last - self.first).days + 1
        found, day = list[Span](), self.first
        while day <= self.shown_last:
            following = _next(day, days)
            end = min(following - DAY, self.last)
            said = say_date(day, language) if days <= BY_WEEKS else short_month(day, language)
            found.append(Span(day, end, _label(day, days, language), said))
            day = following
        return found


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a period, its last day included; ``label`` has room under a column, ``said`` in a table."""

    first: date
    last: date
    label: str
    said: str

    @property
    def bounds(self) -> tuple[datetime, datetime]:
        return _morning(self.first), _morning(self.last + DAY)


def period_around(kind: str, day: date, now: datetime) -> Period:
    """The month, quarter or year a day lies in."""
    months = {"month": 1, "quarter": 3, "year": 12}[kind]
    begins = (day.month - 1) // months * months + 1
    first = date(day.year, begins, 1)
    return Period(kind, first, _months_later(first, months) - DAY, now)


def _next(day: date, days: int) -> date:
    if days <= BY_DAYS:
        return day + DAY
    return day + 7 * DAY if days <= BY_WEEKS else _months_later(day.replace(day=1), 1)


def _label(day: date, days: int, language: str) -> str:
    if days <= BY_DAYS:
        return str(day.day)
    return f"{day.month}/{day.day}" if days <= BY_WEEKS else short_month(day, language)


def _months_later(first: date, months: int) -> date:
    month = first.month - 1 + months
    return date(first.year + month // 12, month % 12 + 1, 1)


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(), SHANGHAI)
