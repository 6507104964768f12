"""The list behind a number: the very cases that were counted, newest first."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _

from delek.core.cases.queries import cases_for
from delek.core.cases.queries.around import surround
from delek.core.cases.queries.figures import BY_KEY, FEW, Figure, behind
from delek.core.people.queries import Standing
from delek.web.casework.lists import state_look, state_name, title_of

from .asking import Question
from .page import days_taken

SHOWN = 50
PARTS = ("counted", "rest", "all")


@dataclass(frozen=True, slots=True)
class Entry:
    """One case; who may not open it reads what kind of matter it is, and no words of it."""

    case: Any
    title: str
    state: str
    look: str
    may_open: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """The entries of one page, how many there are in all, and the address of the next page."""

    figure: Figure
    name: str
    rest: str
    formula: str
    count: int
    entries: list[Entry]
    more: str


def listing(standing: Standing, question: Question, given: Any, now: Any) -> Listing:
    """The list a number's link asks for, else what came in; not found where there is no such number, or it may not be
    said."""
    figure, part = BY_KEY.get(given.get("figure") or "received"), given.get("part", "counted")
    if figure is None or part not in PARTS:
        raise Http404
    cases = behind(standing, question.asked, figure, part)
    days = _number(given.get("days"))
    if days is not None:
        cases = cases.filter(pk__in=[pk for pk, _good in (days_taken(standing, question, now) or {}).get(days, ())])
    count = cases.count()
    if figure.about_persons and behind(standing, question.asked, figure, "all").count() < FEW:
        raise Http404
    after = _number(given.get("after"))
    rows = list((cases if after is None else cases.filter(pk__lt=after)).order_by("-pk")[: SHOWN + 1])
    page = rows[:SHOWN]
    said = {"figure": figure.key, "part": part, "days": days}
    more = question.query(**said, after=page[-1].pk) if len(rows) > SHOWN else ""
    name, rest = _(figure.name), _rest(figure, part, count)
    return Listing(figure, name, rest, _(figure.formula), count, _entries(standing, page, now), more)


def _rest(figure: Figure, part: str, count: int) -> str:
    return _(figure.rest).format(n=count) if part == "rest" and figure.rest else ""


def _entries(standing: Standing, cases: list[Any], now: Any) -> list[Entry]:
    surround(cases, now)
    mine = cases_for(standing).select_related(None).filter(pk__in=[case.pk for case in cases])
    open_to = set(mine.values_list("pk", flat=True))
    return [_entry(case, case.pk in open_to) for case in cases]


def _entry(case: Any, may_open: bool) -> Entry:
    if not may_open:
        case.title = ""
    return Entry(case, title_of(case), state_name(case), state_look(case.state), may_open)


def _number(said: str | None) -> int | None:
    if not said:
        return None
    if not (said.isascii() and said.isdecimal() and len(said) < 16):
        raise Http404
    return int(said)
