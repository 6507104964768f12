"""The figures as a workbook: one sheet a language, numbers as numbers, words as words and never as formulas."""

from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override
from xlsxwriter import Workbook

from .report import FEW, Report

WIDTHS = (34, 12, 12, 14, 12, 12, 12, 18)
CALM = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def workbook(reports: list[Report]) -> bytes:
    """The file."""
    out = BytesIO()
    with Workbook(out, CALM) as book:
        for report in reports:
            _Sheet(book, report).fill()
    return out.getvalue()


class _Sheet:
    """One sheet, written from above."""

    def __init__(self, book: Any, report: Report) -> None:
        with override(report.language):
            self.sheet, self.words = book.add_worksheet(_("Figures")), [_("Number"), _("Of"), "%", _("Formula")]
        self.report, self.row = report, 0
        face = {"font_name": "Noto Serif Tibetan"} if report.language == "bo" else {}
        self.plain, self.title = book.add_format(face), book.add_format(face | {"bold": True, "font_size": 16})
        self.head = book.add_format(face | {"bold": True, "font_size": 12, "top": 1})
        self.column = book.add_format(face | {"font_color": "#50626D", "bottom": 1, "text_wrap": True})

    def fill(self) -> None:
        for n, width in enumerate(WIDTHS):
            self.sheet.set_column(n, n, width)
        self.sheet.set_landscape()
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(1, 0)
        self._write([self.report.title], self.title)
        for words in (self.report.about, self.report.made, *self.report.notes):
            self._write([words], self.plain)
        self._indicators()
        for section in self.report.sections:
            self.row += 1
            self._write([section.title], self.head)
            self._write(section.columns, self.column)
            for line in section.rows:
                self._write([line.name, *line.cells], self.plain)

    def _indicators(self) -> None:
        self.row += 1
        self._write([self.report.heading, *self.words], self.column)
        for one in (*self.report.head, *self.report.indicators):
            few = one.count is None
            self._write([one.name, FEW if few else one.count, "" if few else one.total,
                         "" if one.percent is None else one.percent, one.formula], self.plain)  # fmt: skip

    def _write(self, cells: list[Any], form: Any) -> None:
        """Numbers as numbers; whatever a word begins with, it stays a word."""
        for n, cell in enumerate(cells):
            if isinstance(cell, int):
                self.sheet.write_number(self.row, n, cell, form)
            elif cell:
                self.sheet.write_string(self.row, n, cell, form)
        self.row += 1
