"""The figures of a period in words of one language, for paper and for a workbook: the very numbers of the page."""

from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from delek.core.cases.queries.figures import RATES_FROM, Number, numbers
from delek.core.people.queries import Standing
from delek.foundation.dates import say_moment
from delek.foundation.words import Words

from . import page
from .asking import Question

FEW = "<5"
NOTHING = "–"
LANGUAGES = {"both": ("zh-hans", "bo"), "en": ("en",)}
"""What a report is written in: the two languages of the community, one after the other, or English."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a section: its name and its cells; ``units``: settled, with the superior, in work, as drawn."""

    name: str
    cells: list[int | str]
    units: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Section:
    """A table with its heading."""

    title: str
    columns: list[str]
    rows: list[Line]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Indicator:
    """One figure: so many of so many; only a formula where they are too few to be said."""

    name: str
    count: int | None
    total: int | None
    percent: int | None
    formula: str
    look: str


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that is written, in one language."""

    language: str
    title: str
    about: str
    made: str
    head: list[Indicator]
    heading: str
    indicators: list[Indicator]
    sections: list[Section]
    notes: list[str]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def reports(standing: Standing, question: Question, languages: str, at: datetime) -> list[Report]:
    """The report in each language that is asked for."""
    return [_report(standing, question, language, at) for language in LANGUAGES[languages]]


def _report(standing: Standing, question: Question, language: str, at: datetime) -> Report:
    with override(language):
        found = numbers(standing, question.asked)
        notes = [_("Below five nothing is said about persons.")]
        if found["received"].count < RATES_FROM:
            notes.insert(0, _("Fewer than {n} cases: only counts, no percentages.").format(n=RATES_FROM))
        return Report(
            language, _title(question), f"{question.period.said(language)} · {said(question.asked.place.name)}",
            _("Made on {moment}").format(moment=say_moment(at, language, with_year=True)),
            [_indicator(tile.number, tile) for tile in page.head(found, question)], _("How it went"),
            [_indicator(tile.number, tile) for tile in page.tiles(found, question)],
            _sections(standing, question, language), notes,
        )  # fmt: skip


def _title(question: Question) -> str:
    titles = {"month": _("Monthly report"), "quarter": _("Quarterly report"), "year": _("Yearly report")}
    return titles.get(question.period.kind, _("Report on a time"))


def _indicator(number: Number, tile: page.Tile) -> Indicator:
    if number.is_hidden:
        return Indicator(tile.name, None, None, None, tile.formula, tile.figure.look)
    return Indicator(tile.name, number.count, number.total, number.percent, tile.formula, tile.figure.look)


def _sections(standing: Standing, question: Question, language: str) -> list[Section]:
    _chart, bars = page.by_time(standing, question, language)
    over_time = [Line(bar.label, list(bar.counts)) for bar in bars if any(bar.counts)]
    counted = [
        _("Received"), _("Settled"), _("With the superior"), _("Due"), _("Closed"), _("In time"), _("Called not solved")
    ]  # fmt: skip
    return [
        Section(_("Over time"), [_("Time"), _("Received"), _("Of these settled")], over_time),
        _section(_("What about"), _("Category"), page.by_category(standing, question), counted),
        _section(_("At which places"), _("Place"), page.by_place(standing, question), counted),
        _section(_("Who above held it"), _("Holder"), page.by_holder(standing, question), counted),
    ]


def _section(title: str, column: str, table: page.Table, counted: list[str]) -> Section:
    rows = [Line(said(row.name), [_cell(cell) for cell in row.cells], _units(row, table.per)) for row in table.rows]
    note = _("One block is {n} cases.").format(n=table.per) if table.per > 1 else ""
    return Section(title, [column, *counted], rows, note)


def _cell(cell: page.Cell) -> int | str:
    return FEW if cell.is_hidden else cell.count


def _units(row: page.Row, per: int) -> list[int]:
    received, settled, above = (cell.count for cell in row.cells[:3])
    return [-(-count // per) for count in (settled, above, received - settled - above)]


def said(name: Any) -> str:
    """A name in the language that is spoken now."""
    return name.within(page.spoken()) if isinstance(name, Words) else str(name)
