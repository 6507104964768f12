"""A list taken away as a table, or put on paper: no names, no numbers to call, no words of residents."""

import csv
import tempfile
from collections.abc import Iterable, Iterator
from typing import Any

import xlsxwriter
from django.http import FileResponse, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from delek.core.cases.actions.taking import record_export
from delek.core.cases.queries.desk import soon_until
from delek.core.cases.queries.filtering import cursor_of, filtered, page
from delek.core.places.queries import grids_over
from delek.foundation.clock import SHANGHAI
from delek.web.access import StaffRequest, staff
from delek.web.casework import lists

from .filters import SORT_NAMES, Filter, chips
from .queue import asked

CHUNK, ON_PAPER, SHEET = 500, 500, 1_000_000
"""Cases read at once; rows of one printed list; rows a sheet has room for."""
RISKY = ("=", "+", "-", "@", "\t", "\r")
"""What makes a table's program take a cell for a formula."""


@staff("case.read")
def export(request: StaffRequest) -> HttpResponseBase:
    """The whole list as xlsx or csv; what was taken away is on record before the first row goes out."""
    found = asked(request)
    kind = request.POST.get("kind", "")
    if request.method != "POST" or kind not in WRITERS:
        return redirect(f"/desk/?{found.query}")
    cases = _cases(request, found)
    record_export(
        standing=request.standing, kind=kind, view=found.view, conditions=found.given, count=cases.count(),
        at=request.now,
    )  # fmt: skip
    return WRITERS[kind](_table(cases, found, request.now, get_language() or "zh-hans"))


@staff("case.read")
@require_GET
def paper(request: StaffRequest) -> HttpResponse:
    """The list as it is printed."""
    found, language = asked(request), get_language() or "zh-hans"
    shown, more = page(_cases(request, found), found.sort, request.now, limit=ON_PAPER)
    printed = {
        "filter": found, "kept": found.query, "view_name": lists.NAMES[found.view], "room": "desk", "now": request.now,
        "chips": chips(found, request.standing, request.now), "sort_name": SORT_NAMES[found.sort], "more": more,
        "heads": heads(), "lines": _lines(shown, request.now, language), "home": request.standing.posts[0].place,
    }  # fmt: skip
    return render(request, "desk/paper.html", printed)


def heads() -> list[str]:
    return [_("Number"), _("Category"), _("Class"), _("State"), _("Place"), _("Grid"), _("Held by"), _("Reported"),
            _("Due"), _("Closed")]  # fmt: skip


def safe(text: str) -> str:
    """A cell that no program takes for a formula: what could be one becomes plain text by an apostrophe."""
    return f"'{text}" if text.startswith(RISKY) else text


def _cases(request: StaffRequest, found: Filter) -> Any:
    until = soon_until(request.standing, request.now)
    return filtered(request.standing, found.view, request.now, until, found.wanted).select_related(None)


def _table(cases: Any, found: Filter, now: Any, language: str) -> Iterator[list[str]]:
    """The heads, then line by line: so many cases are read at once and forgotten again."""
    with override(language):
        yield heads()
    last, more = None, True
    while more:
        rows, more = page(cases, found.sort, now, after=last, limit=CHUNK)
        with override(language):
            lines = _lines(rows, now, language)
        yield from lines
        last = cursor_of(rows[-1], found.sort) if rows else None


def _lines(cases: list[Any], now: Any, language: str) -> list[list[str]]:
    grids = grids_over((case.place for case in cases), now)
    return [_line(case, grids.get(case.place_id), language) for case in cases]


def _line(case: Any, grid: Any, language: str) -> list[str]:
    category = case.category.name.within(language) if case.category else ""
    cells = (
        case.label, category, lists.urgency_name(case.urgency), lists.state_name(case),
        lists.place_name(case.place, language), grid.name.within(language) if grid else "",
        case.holder.name.within(language), _moment(case.opened_at), _moment(case.due_at), _moment(case.closed_at),
    )  # fmt: skip
    return [safe(cell) for cell in cells]


def _moment(at: Any) -> str:
    return f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}" if at else ""


class _Line:
    """What a writer of csv writes into: it hands each line on."""

    def write(self, line: str) -> str:
        return line


def _csv(table: Iterable[list[str]]) -> HttpResponseBase:
    """Line by line as it is read; the mark at the beginning tells programs that it is UTF-8."""
    writer = csv.writer(_Line())
    lines = (writer.writerow(cells) for cells in table)
    answer = StreamingHttpResponse(_marked(lines), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="cases.csv"'
    return answer


def _marked(lines: Iterable[str]) -> Iterator[str]:
    yield "\ufeff"
    yield from lines


def _xlsx(table: Iterable[list[str]]) -> HttpResponseBase:
    """Written to a file of its own row by row, then sent; it goes when it was sent."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
    plain = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, plain) as book:
        sheet = book.add_worksheet()
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(heads()) - 1, 18)
        for number, cells in enumerate(table):
            if number == SHEET:
                full = _("A sheet has room for no more rows. The other kind of table holds them all.")
                sheet.write_row(number, 0, [full])
                break
            sheet.write_row(number, 0, cells)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename="cases.xlsx", content_type=XLSX)


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WRITERS = {"csv": _csv, "xlsx": _xlsx}
