"""A case's running clock as the pages draw it: how full its ring is, and the words beside it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from delek.foundation.dates import say_duration

SOON = 50


@dataclass(frozen=True, slots=True)
class Ring:
    """``used`` of 100 parts of the time, the look (``is-soon``, ``is-late``, ``is-done`` or none), and words."""

    used: int
    look: str
    left: str
    number: str
    unit: str


def ring(case: Any, now: datetime, language: str) -> Ring:
    """The ring of a case; a case without a clock has an empty one."""
    if case.due_at is None:
        return Ring(0, "", "", "", "")
    left = case.due_at - now
    used = _used(case, now)
    look = "is-late" if left < timedelta() else "is-soon" if used >= SOON else ""
    if case.state == "finished":
        look = "is-done"
    return Ring(used, look, say_left(_whole_days(left), language), *_short(left))


def say_left(left: timedelta, language: str) -> str:
    said = say_duration(left, language)
    return _("{time} late").format(time=said) if left < timedelta() else said


def _used(case: Any, now: datetime) -> int:
    begun: datetime = case.due_from or case.opened_at
    whole: timedelta = case.due_at - begun
    if whole <= timedelta():
        return 100
    return max(0, min(100, round((now - begun) / whole * 100)))


def _short(left: timedelta) -> tuple[str, str]:
    """What fits into a ring: a number and its unit."""
    sign = "+" if left < timedelta() else ""
    minutes = int(abs(left).total_seconds() // 60)
    if minutes >= 24 * 60:
        return f"{sign}{minutes // (24 * 60)}", _("days")
    if 60 <= minutes < 600 and not sign:
        return f"{minutes // 60}:{minutes % 60:02d}", _("hours")
    if minutes >= 60:
        return f"{sign}{minutes // 60}", _("hours")
    return f"{sign}{minutes}", _("minutes")


def _whole_days(left: timedelta) -> timedelta:
    """What is longer than a day is said in days: a row has no room for hours besides."""
    days = abs(left) // timedelta(days=1)
    return (timedelta(days=days) if left > timedelta() else -timedelta(days=days)) if days else left
