"""A list goes away as a table: whole, without anybody's name or words, on record, and no cell is a formula."""

import csv
import io
import zipfile
from typing import Any

import pytest

from delek.core.cases.models import Category
from delek.core.timeline.models import Event
from delek.foundation.words import Words
from delek.web.desk import exports
from tests.town import Town
from tests.web.desk.test_desk import signed_in

PHONE = "13900000001"


def taken(town: Town, kind: str, query: str = "view=work&sort=opened", who: str = "dispatcher") -> Any:
    return signed_in(town, who).post(f"/desk/export?{query}", {"kind": kind})


def lines(answer: Any) -> list[list[str]]:
    text = b"".join(answer.streaming_content).decode()
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


def test_a_list_goes_away_as_csv_in_its_order_with_its_conditions(town: Town) -> None:
    first, _second, third = (town.report("电线", 10).case for _n in range(3))
    town.report("路灯", category="lamp")
    table = lines(taken(town, "csv", f"view=work&sort=opened&category={first.category_id}"))
    assert (table[0][0], len(table[0])) == ("编号", 10)
    assert [line[0] for line in table[1:]] == [first.label, _second.label, third.label]
    assert table[1][3:7] == ["已收到", "10 号网格点", "第3网格", "示范社区"]


def test_no_name_no_number_and_no_word_of_a_resident_goes_with_it(town: Town) -> None:
    town.report("卓玛家门口的电线", name="卓玛", phone=PHONE)
    text = str(lines(taken(town, "csv")))
    assert ("卓玛" in text, PHONE in text, "2026-0001" in text) == (False, False, True)


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_taken_for_a_formula(town: Town, sign: str) -> None:
    Category.objects.filter(key="cable").update(name=Words(zh=f"{sign}1+1", bo=f"{sign}1+1"))
    town.report()
    assert lines(taken(town, "csv"))[1][1] == f"'{sign}1+1"


def test_a_sheet_holds_the_same(town: Town) -> None:
    case = town.report().case
    answer = taken(town, "xlsx")
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert (case.label in sheet, "第3网格" in sheet, "<f>" in sheet, sheet.count("<row ")) == (True, True, False, 2)
    assert answer["Content-Disposition"] == 'attachment; filename="cases.xlsx"'


def test_a_sheet_that_is_full_says_so(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "SHEET", 2)
    town.report(), town.report()
    with zipfile.ZipFile(io.BytesIO(b"".join(taken(town, "xlsx").streaming_content))) as book:
        assert book.read("xl/worksheets/sheet1.xml").decode().count("<row ") == 3


def test_what_was_taken_is_on_record_and_auditors_read_it(town: Town) -> None:
    town.report("电线"), town.report("电线")
    taken(town, "csv", "view=work&q=电线&urgency=urgent")
    event = Event.objects.get(verb="exported")
    assert event.particulars == {"kind": "csv", "view": "work", "filter": {"urgency": "urgent"}, "words": True,
                                 "count": 2}  # fmt: skip
    page = signed_in(town, "auditor").get("/manage/records/")
    assert [(row.particulars["count"], str(name)) for row, _said, name in page.context["exports"]] == [(2, "拉姆")]
    assert len(page.context["exports"]) == 1


def test_nothing_goes_away_by_opening_an_address(town: Town) -> None:
    client = signed_in(town, "dispatcher")
    answers = [client.get("/desk/export?view=work"), client.post("/desk/export?view=work", {"kind": "exe"})]
    assert [answer["Location"] for answer in answers] == ["/desk/?view=work"] * 2
    assert not Event.objects.filter(verb="exported").exists()


def test_another_communitys_list_is_empty(town: Town) -> None:
    town.report()
    assert len(lines(taken(town, "csv", who="stranger"))) == 1


def test_a_long_list_is_read_chunk_by_chunk(
    town: Town, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    monkeypatch.setattr(exports, "CHUNK", 2)
    reports = [town.report() for _n in range(5)]
    answer = taken(town, "csv")
    with django_assert_num_queries(3 + 3):  # three chunks, and what stands around them once
        assert len(lines(answer)) == len(reports) + 1


def test_the_list_is_printed_with_what_it_is_narrowed_to(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "ON_PAPER", 1)
    town.report("卓玛家的电线"), town.report()
    page = signed_in(town, "dispatcher").get("/desk/paper?view=work&urgency=urgent&lang=en")
    text = page.content.decode()
    assert ([line[0] for line in page.context["lines"]], page.context["more"]) == (["2026-0001"], True)
    assert ("Only the first 1 are on paper" in text, "Urgent" in text, "卓玛" in text) == (True, True, False)
