"""The monthly report, on paper and as a workbook: the numbers of the page, in both languages, and who took it."""

import re
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any
from xml.etree import ElementTree as Tree
from zipfile import ZipFile

import pypdfium2
import pytest

from delek.core.cases.models import Category
from delek.core.places.models import Place
from delek.core.printing.actions.sheets import TURN, set_at_once
from delek.core.printing.press import PressFailed
from delek.core.timeline.models import Event
from delek.foundation.clock import SHANGHAI
from delek.foundation.words import Words
from tests.core.cases.test_figures import grown
from tests.town import MORNING, Town
from tests.web.desk.test_desk import signed_in

NOON = datetime(2026, 9, 28, 12, tzinfo=SHANGHAI)
MONTH = "period=month&on=2026-09-01"
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture(autouse=True)
def in_september(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("delek.web.staff.now", lambda: NOON)


def taken(town: Town, who: str = "dispatcher", query: str = MONTH, **fields: str) -> Any:
    return signed_in(town, who).post(f"/desk/figures/report?{query}", fields)


def sheets(data: bytes) -> dict[str, list[list[str]]]:
    """The sheets of a workbook by name, each row as its written cells."""
    with ZipFile(BytesIO(data)) as parts:
        words = ["".join(said.itertext()) for said in _tree(parts, "sharedStrings").iter(f"{MAIN}si")]
        names = [sheet.get("name", "") for sheet in _tree(parts, "workbook").iter(f"{MAIN}sheet")]
        return {name: _rows(_tree(parts, f"worksheets/sheet{n}"), words) for n, name in enumerate(names, 1)}


def _tree(parts: ZipFile, name: str) -> Tree.Element:
    return Tree.fromstring(parts.read(f"xl/{name}.xml"))  # noqa: S314 - our own file


def _rows(sheet: Tree.Element, words: list[str]) -> list[list[str]]:
    def value(cell: Tree.Element) -> str:
        said = cell.findtext(f"{MAIN}v") or ""
        return words[int(said)] if cell.get("t") == "s" else said

    return [[value(cell) for cell in row.iter(f"{MAIN}c")] for row in sheet.iter(f"{MAIN}row")]


def text_of(data: bytes) -> str:
    with pypdfium2.PdfDocument(data) as pages:
        return "\n".join(page.get_textpage().get_text_range() for page in pages)


def test_the_workbook_says_the_numbers_of_the_page(town: Town) -> None:
    grown(town, 3, 80)
    page = signed_in(town, "dispatcher").get(f"/desk/figures/?{MONTH}&lang=en")
    rows = sheets(taken(town, format="xlsx", language="en").content)["Figures"]
    for tile in [*page.context["head"], *page.context["tiles"]]:
        number = tile.number
        counts = ["<5"] if number.is_hidden else [str(number.count), str(number.total)]
        assert [tile.name, *counts, tile.formula] in rows
    for table in ("by_category", "by_place", "by_holder"):
        for row in page.context[table].rows:
            name = row.name.within("en") if isinstance(row.name, Words) else row.name
            assert [name, *("<5" if cell.is_hidden else str(cell.count) for cell in row.cells)] in rows
    for bar in page.context["by_time"][1]:
        assert ([bar.label, *map(str, bar.counts)] in rows) == any(bar.counts)


def test_the_paper_says_the_numbers_of_the_page(town: Town) -> None:
    grown(town, 3, 80)
    page = signed_in(town, "dispatcher").get(f"/desk/figures/?{MONTH}&lang=en")
    answer = taken(town, format="pdf", language="en")
    assert answer["Content-Type"] == "application/pdf"
    said = re.sub(r"\s+", " ", text_of(answer.content))
    for tile in page.context["tiles"]:
        number = tile.number
        counts = "<5" if number.is_hidden else f"{number.count} / {number.total}"
        assert f"{tile.name} {counts}" in said, tile.name
    for row in page.context["by_place"].rows:
        name = row.name.within("en")
        cells = " ".join("<5" if cell.is_hidden else str(cell.count or "–") for cell in row.cells)
        assert f"{name} {cells}" in said, name


def test_both_languages_stand_in_one_file_with_the_same_numbers(town: Town) -> None:
    grown(town, 5)
    book = sheets(taken(town, format="xlsx", language="both").content)
    assert list(book) == ["指标", "ཚད་གཞི།"]
    zh, bo = ([[cell for cell in row if cell.isdecimal()] for row in rows] for rows in book.values())
    assert (zh == bo, len(zh) > 40) == (True, True)
    data = taken(town, format="pdf").content
    with pypdfium2.PdfDocument(data) as pages:
        first, last = (pages[n].get_textpage().get_text_range() for n in (0, len(pages) - 1))
    assert "月报" in first
    assert "\u0f0b" in last


def test_no_cell_is_a_formula_whatever_a_name_begins_with(town: Town) -> None:
    nasty = ("=1+1", "@SUM(A1)", "+1", "-1", "http://x.example", "{=1}")
    for name, category in zip(nasty, Category.objects.filter(flow="report"), strict=False):
        Category.objects.filter(pk=category.pk).update(name=Words(zh=name))
        town.report(at=MORNING, category=category.key)
    Place.objects.filter(pk=town.grids[3].pk).update(name=Words(zh='=HYPERLINK("x")'))
    data = taken(town, format="xlsx").content
    with ZipFile(BytesIO(data)) as parts:
        written = parts.read("xl/worksheets/sheet1.xml").decode()
        assert ("<f>" in written, "hyperlink" in written) == (False, False)
    names = [row[0] for row in sheets(data)["指标"] if row]
    assert [name for name in (*nasty, '=HYPERLINK("x")') if name not in names] == []


def test_that_somebody_took_it_is_recorded_with_place_and_time(town: Town) -> None:
    assert taken(town, "secretary", format="xlsx").status_code == 200
    event = Event.objects.get(verb="figures_exported")
    assert (event.subject_id, event.actor_id, event.community_id) == (
        town.community.pk, town.secretary.pk, town.community.pk,
    )  # fmt: skip
    assert event.particulars == {
        "kind": "xlsx", "from": "2026-09-01T00:00:00+08:00", "to": NOON.isoformat(),
    }  # fmt: skip


def test_it_is_asked_for_by_a_form_and_only_of_ones_own_places(town: Town) -> None:
    client = signed_in(town, "dispatcher")
    assert client.get("/desk/figures/report").status_code == 405
    assert taken(town, "worker").status_code == 404
    assert taken(town, query=f"place={town.elsewhere.pk}").status_code == 404
    wrong = "period=own&from=2026-09-02&to=2026-09-01"
    assert taken(town, query=wrong)["Location"] == f"/desk/figures/?{wrong}"
    assert not Event.objects.filter(verb="figures_exported").exists()
    page = client.get(f"/desk/figures/?{MONTH}").content.decode()
    assert f'action="/desk/figures/report?period=month&amp;on=2026-09-01&amp;place={town.community.pk}"' in page


def test_a_press_that_fails_says_so_and_nothing_is_recorded(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(**_given: Any) -> bytes:
        raise PressFailed("no")

    monkeypatch.setattr("delek.web.desk.figures.exports.set_at_once", stopped)
    answer = taken(town, format="pdf")
    assert (answer.status_code, "请过一分钟再试" in answer.content.decode()) == (503, True)
    assert not Event.objects.filter(verb="figures_exported").exists()


def test_a_sheet_that_takes_too_long_is_given_up_and_the_next_may_be_set() -> None:
    with pytest.raises(PressFailed, match="too long"):
        set_at_once(kind="figures", content={"reports": []}, longest=0.001)
    with TURN, pytest.raises(PressFailed, match="another"):
        set_at_once(kind="figures", content={"reports": []}, longest=0.01)
    with pytest.raises(PressFailed):
        set_at_once(kind="figures", content={"reports": []})
    assert TURN.acquire(blocking=False)
    TURN.release()


def test_a_year_of_many_lines_is_more_pages_and_none_is_lost(town: Town) -> None:
    for n in range(40):
        Category.objects.create(key=f"many{n}", name=Words(zh=f"分类{n}", en=f"Kind {n}"), tile=n)
        town.report(at=MORNING + timedelta(minutes=n), category=f"many{n}")
    said = text_of(taken(town, format="pdf", language="en").content)
    assert [n for n in range(40) if f"Kind {n}" not in said] == []
