"""What the page of the figures shows: tiles, charts, lines; each number with the address of its list."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from delek.core.cases.queries import breakdown
from delek.core.cases.queries.figures import HEAD, Number
from delek.core.people.queries import Standing
from delek.core.schedule.queries import working_calendar
from delek.foundation.clock import SHANGHAI

from . import drawing
from .asking import NONE, OWN, Question

TILES = ("filing", "dispatch", "closing", "unsolved", "on_time", "rework", "postponement", "response", "solved",
         "satisfied")  # fmt: skip
"""Beside the closing rate always stands what residents called not solved."""
LONG = 10
"""Days from which on all are one column."""


@dataclass(frozen=True, slots=True)
class Tile:
    """One number with its formula, its strip, and the lists behind it."""

    number: Number
    name: str
    formula: str
    href: str
    rest: str
    rest_href: str
    strip: drawing.Strip

    @property
    def figure(self) -> Any:
        return self.number.figure


def spoken() -> str:
    """The language that is spoken now."""
    return get_language() or "zh-hans"


def head(found: dict[str, Number], question: Question) -> list[Tile]:
    """The four numbers above all."""
    return [_tile(found[figure.key], question) for figure in HEAD]


def tiles(found: dict[str, Number], question: Question) -> list[Tile]:
    """Every indicator, in the order of :data:`TILES`."""
    return [_tile(found[key], question) for key in TILES]


def _tile(number: Number, question: Question) -> Tile:
    figure, left = number.figure, number.total - number.count
    rest = _(figure.rest).format(n=left) if figure.rest and left else ""
    return Tile(
        number, _(figure.name), _(figure.formula), listed(question, figure.key), rest,
        listed(question, figure.key, "rest"), drawing.strip(number.count, number.total),
    )  # fmt: skip


def listed(question: Question, figure: str, part: str = "counted", **other: object) -> str:
    """The address of the list behind a number."""
    return f"{reverse('desk_figures_cases')}?{question.query(figure=figure, part=part, **other)}"


@dataclass(frozen=True, slots=True)
class Cell:
    """A number of a line; nothing where it is too small to be said."""

    count: int
    href: str
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A place, category or holder; ``href`` asks of it alone."""

    name: Any
    href: str
    units: drawing.Row
    cells: list[Cell]
    place: Any = None


@dataclass(frozen=True, slots=True)
class Table:
    """Lines of one kind; ``per``: how many cases a unit stands for."""

    rows: list[Row]
    per: int


def by_place(standing: Standing, question: Question) -> Table:
    root = question.asked.place
    pairs = [
        (place, line, {"place": place.pk, "here": 1 if place.pk == root.pk else None})
        for place, line in breakdown.by_place(standing, question.asked)
    ]
    return _table(pairs, question, lambda place: place.name)


def by_category(standing: Standing, question: Question) -> Table:
    pairs = breakdown.by_category(standing, question.asked)
    named = [(c, line, {"category": c.pk if c else NONE}) for c, line in pairs]
    return _table(named, question, lambda category: category.name if category else _("Without a category"))


def by_holder(standing: Standing, question: Question) -> Table:
    pairs = breakdown.by_holder(standing, question.asked)
    named = [(place, line, {"holder": place.pk if place else OWN}) for place, line in pairs]
    return _table(named, question, lambda place: place.name if place else _("Nobody above"), is_holder=True)


def _table(pairs: Iterable[Any], question: Question, name: Any, *, is_holder: bool = False) -> Table:
    pairs = list(pairs)
    per = drawing.scale([line.counts["received"] for _of, line, _asks in pairs])
    return Table([_row(of, line, asks, question, name, per, is_holder) for of, line, asks in pairs], per)


def _row(of: Any, line: Any, asks: Any, question: Question, name: Any, per: int, is_holder: bool) -> Row:
    counts = line.counts
    parts = (("done", counts["settled"]), ("up", counts["above"]),
             ("open", counts["received"] - counts["settled"] - counts["above"]))  # fmt: skip
    hidden = {"unsolved", *(("due", "closing", "on_time") if is_holder else ())} if line.is_few else set()
    cells = [_cell(key, counts, asks, question, key in hidden) for key in (*breakdown.COLUMNS[:3], "due",
             *breakdown.COLUMNS[3:])]  # fmt: skip
    href = f"{reverse('desk_figures')}?{question.query(**asks)}"
    return Row(name(of), href, drawing.row(parts, per), cells, of if "place" in asks else None)


def _cell(key: str, counts: Any, asks: Any, question: Question, is_hidden: bool) -> Cell:
    figure, part = ("closing", "all") if key == "due" else (key, "counted")
    href = listed(question, figure, part, **asks) if counts[key] and not is_hidden else ""
    return Cell(counts[key], href, is_hidden)


@dataclass(frozen=True, slots=True)
class Bar:
    """One part of a period as a line of the table beside its chart."""

    label: str
    counts: tuple[int, int]
    hrefs: tuple[str, str]


def by_time(standing: Standing, question: Question, language: str) -> tuple[drawing.Chart, list[Bar]]:
    """What came in, and what of it is settled, by the days, weeks or months of the period."""
    spans = question.period.spans(language)
    found = breakdown.by_time(standing, question.asked, [span.bounds for span in spans])
    bars = []
    for span, counts in zip(spans, found, strict=True):
        own: dict[str, Any] = {"period": "own", "on": None, "from": span.first.isoformat(), "to": span.last.isoformat()}
        hrefs = (listed(question, "received", **own), listed(question, "settled", **own))
        bars.append(Bar(span.said, counts, hrefs))
    return drawing.columns([span.label for span in spans], found), bars


def by_days(standing: Standing, question: Question, now: datetime) -> tuple[drawing.Chart, list[Bar]] | None:
    """How many working days it took until somebody found it done; None where there are too many to draw."""
    found = days_taken(standing, question, now)
    if found is None:
        return None
    labels = [*(str(n) for n in range(LONG)), f"{LONG}+"]
    counts = [(sum(good for _pk, good in found[n]), sum(not good for _pk, good in found[n])) for n in range(LONG + 1)]
    bars = [
        Bar(label, pair, (listed(question, "settled", days=n),) * 2)
        for n, (label, pair) in enumerate(zip(labels, counts, strict=True))
    ]
    return drawing.beads(labels, counts), bars


def days_taken(standing: Standing, question: Question, now: datetime) -> dict[int, list[tuple[int, bool]]] | None:
    """The settled cases by the working days they took, each with whether that was within its limit."""
    took = breakdown.took(standing, question.asked)
    if took is None:
        return None
    calendar = working_calendar(question.asked.place, now)
    worked = _worked([(opened, done) for _pk, opened, done, _good in took], calendar)
    found = {n: list[tuple[int, bool]]() for n in range(LONG + 1)}
    for pk, opened, done, good in took:
        first, last = (bisect_right(worked, moment.astimezone(SHANGHAI).date()) for moment in (opened, done))
        found[min(max(last - first, 0), LONG)].append((pk, good))
    return found


def _worked(moments: list[tuple[datetime, datetime]], calendar: Any) -> list[Any]:
    """Every working day from the first beginning to the last end, in order."""
    if not moments:
        return []
    first = min(opened for opened, _done in moments).astimezone(SHANGHAI).date()
    last = max(done for _opened, done in moments).astimezone(SHANGHAI).date()
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [day for day in days if calendar.is_working_day(day)]

