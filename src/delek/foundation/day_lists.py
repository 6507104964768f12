"""A year's days off and worked weekends as an office types them from the notice: one day or span a line.

``2027-02-05 至 2027-02-12 休 春节`` or ``2027-01-31 班``: the day, a last day where it is a span, whether it is off or
worked, and a name. The words and digits of all three languages are understood.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

OFF = ("休", "休息", "放假", "假", "off", "གུང་གསེང", "གུང་གསེང་")
WORKED = ("班", "上班", "work", "ལས་ཀ", "ལས་ཀ་")
LONGEST = 31

_DAY = r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?"
_LINE = re.compile(rf"^{_DAY}(?:\s*(?:至|到|~|～|\.\.|–|—|to|ནས)\s*{_DAY})?\s+(\S+)(?:\s+(.*))?$", re.IGNORECASE)

Days = dict[date, tuple[bool, str]]


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong with one line: ``form``, ``date``, ``year``, ``kind``, ``span`` or ``twice``."""

    line: int
    why: str


def read_days(text: str, year: int) -> tuple[Days, list[Trouble]]:
    """The days that a text names, and every line that cannot be read. Empty lines are passed over."""
    days: Days = {}
    troubles: list[Trouble] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        why = _read(line.strip(), year, days)
        if why:
            troubles.append(Trouble(number, why))
    return days, troubles


def write_days(days: Days) -> str:
    """The same text again; every day has its own line."""
    lines = (f"{day} {'班' if works else '休'} {name}".rstrip() for day, (works, name) in sorted(days.items()))
    return "\n".join(lines)


def _read(line: str, year: int, days: Days) -> str:
    """Add a line's days; what is wrong with it, or nothing."""
    found = _LINE.match(line)
    if found is None:
        return "form"
    try:
        first = date(*(int(part) for part in found.group(1, 2, 3)))
        last = date(*(int(part) for part in found.group(4, 5, 6))) if found[4] else first
    except ValueError:
        return "date"
    if first.year != year or last.year != year:
        return "year"
    return _add(first, last, found[7].lower(), (found[8] or "").strip()[:80], days)


def _add(first: date, last: date, kind: str, name: str, days: Days) -> str:
    if kind not in OFF and kind not in WORKED:
        return "kind"
    if not first <= last <= first + timedelta(days=LONGEST - 1):
        return "span"
    if any(day in days for day in _span(first, last)):
        return "twice"
    days.update(dict.fromkeys(_span(first, last), (kind in WORKED, name)))
    return ""


def _span(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))
