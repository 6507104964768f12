"""The list of the desk is narrowed by its address, said above it, and goes on where it ended."""

from datetime import timedelta
from typing import Any

import pytest

from delek.core.cases.models import Case
from delek.core.cases.queries.filtering import Cursor
from delek.web.desk import queue as pane
from delek.web.desk.filters import cursor, write_cursor
from tests.town import MORNING, Town
from tests.web.desk.test_desk import signed_in

HOUR = timedelta(hours=1)


def titles(town: Town, address: str, who: str = "dispatcher") -> list[str]:
    page = signed_in(town, who).get(address)
    return [row.title for group in page.context["groups"] for row in group.rows]


@pytest.fixture
def four(town: Town) -> Town:
    """Two cables in grid 3, a lamp in grid 4 that was sent to somebody, and one more that is urgent."""
    town.report("电线一", 10, at=MORNING), town.report("电线二", 11, at=MORNING + HOUR)
    lamp = town.report("路灯三", 21, category="lamp", at=MORNING + 2 * HOUR).case
    town.move(lamp, "accept", "dispatcher", MORNING + 2 * HOUR)
    town.move(lamp, "dispatch", "dispatcher", MORNING + 2 * HOUR, post=town.post("worker2"))
    hole = town.report("井盖四", 21, category="lamp", at=MORNING + 25 * HOUR).case
    town.move(hole, "accept", "dispatcher2", MORNING + 25 * HOUR, urgency="urgent")
    return town


@pytest.mark.parametrize(("query", "found"), [
    ("place={grid}", ["路灯三", "井盖四"]), ("place={point}", ["电线一"]), ("category={lamp}", ["路灯三", "井盖四"]),
    ("state=received", ["电线一", "电线二"]), ("urgency=ordinary", ["路灯三"]), ("post={worker2}", ["路灯三"]),
    ("opened_from=2026-09-22", ["井盖四"]), ("opened_to=2026-09-21", ["电线一", "电线二", "路灯三"]),
    ("opened_from=2026-09-21&opened_to=2026-09-21&state=received", ["电线一", "电线二"]), ("whose=mine", ["路灯三"]),
    ("q=路灯", ["路灯三"]), ("q=井盖", ["井盖四"]), ("q=0002", ["电线二"]), ("q=尼玛", ["路灯三"]), ("photo=1", []),
    ("q=21号", ["路灯三", "井盖四"]), ("place=0&category=x&state=none&opened_from=never&post=-1&urgency=%00",
                                       ["电线一", "电线二", "路灯三", "井盖四"]),
])  # fmt: skip
def test_each_condition_narrows(four: Town, query: str, found: list[str]) -> None:
    lamp = Case.objects.get(title="路灯三").category_id
    named = {"grid": four.grids[4].pk, "point": four.points[10].pk, "lamp": lamp, "worker2": four.post("worker2").pk}
    assert titles(four, f"/desk/?view=work&sort=opened&{query.format(**named)}") == found


def test_a_photo_is_asked_for(town: Town) -> None:
    town.report("没有照片")
    town.finish(town.report("有照片").case)
    assert titles(town, "/desk/?view=work&photo=1") == ["有照片"]


def test_what_a_heading_counts_is_the_list_it_opens(four: Town) -> None:
    page = signed_in(four, "dispatcher").get("/desk/")
    counted = {group.key: group.count for group in page.context["groups"]}
    lists = {key: len(titles(four, f"/desk/?view=now&need={key}")) for key in counted}
    assert lists == counted
    assert counted["new"] == 2


def test_each_condition_is_said_and_can_be_left_out(four: Town) -> None:
    page = signed_in(four, "dispatcher").get("/desk/?view=work&q=路灯&urgency=urgent&lang=en")
    said = [(str(chip.label), chip.said, chip.without) for chip in page.context["chips"]]
    assert [chip[1] for chip in said] == ["路灯", "Urgent"]
    assert said[0][2] == "view=work&urgency=urgent"
    assert page.content.decode().count("Without ") == 2
    assert "Nothing matches" in page.content.decode()


def test_the_counts_of_all_lists_follow_the_conditions_but_not_a_heading(four: Town) -> None:
    tabs = signed_in(four, "dispatcher").get(f"/desk/tabs?view=now&place={four.grids[3].pk}&need=new").context["tabs"]
    assert [(tab.key, tab.count) for tab in tabs] == [("now", "2"), ("work", "2"), ("above", "0"), ("done", "0")]
    assert ["need=" in tab.query for tab in tabs] == [True, False, False, False]


def test_a_name_is_not_learnt_by_trying_numbers(four: Town) -> None:
    page = signed_in(four, "stranger").get(f"/desk/?post={four.post('worker').pk}")
    assert page.context["chips"] == []
    assert "扎西" not in page.content.decode()


def test_a_filter_shows_nobody_what_they_may_not_open(four: Town) -> None:
    assert titles(four, "/desk/?view=work&q=路灯", "stranger") == []
    assert titles(four, f"/desk/?view=work&place={four.grids[4].pk}", "stranger") == []


@pytest.fixture
def by_two(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two rows a page."""
    whole = pane.page
    monkeypatch.setattr(pane, "page", lambda *given, **named: whole(*given, limit=2, **named))


@pytest.mark.parametrize("sort", ["due", "opened", "newest", "changed"])
def test_every_row_is_shown_once_whatever_the_order(four: Town, by_two: None, sort: str) -> None:
    Case.objects.filter(title="电线一").update(due_at=None)
    Case.objects.filter(title="电线二").update(due_at=None)
    client, address, seen = signed_in(four, "dispatcher"), f"/desk/?view=work&sort={sort}", []
    while address:
        page = client.get(address).context
        seen += [row.title for group in page["groups"] for row in group.rows]
        address = f"/desk/?{page['kept']}&after={page['last']}" if page["last"] else ""
    assert sorted(seen) == sorted(["电线一", "电线二", "路灯三", "井盖四"])
    assert seen[:1] == {"due": ["井盖四"], "newest": ["井盖四"], "changed": ["井盖四"], "opened": ["电线一"]}[sort]


def test_a_page_that_was_gone_past_keeps_its_rows_when_one_comes_in(four: Town, by_two: None) -> None:
    client = signed_in(four, "dispatcher")
    first = client.get("/desk/queue?view=work&sort=newest").context
    four.report("新来的", at=MORNING + 30 * HOUR)
    again = client.get(f"/desk/queue?view=work&sort=newest&until={first['last']}").context
    assert [row.title for group in again["groups"] for row in group.rows] == ["新来的", "井盖四", "路灯三"]
    assert again["last"] == ""


@pytest.mark.parametrize("text", ["", "x.1", "1", "1.", ".x", "9" * 30 + ".1", "-1.1", "1.1.1"])
def test_a_place_that_says_nothing_is_no_place(text: str) -> None:
    assert cursor(text) is None


def test_a_place_is_read_as_it_was_written() -> None:
    for row in (Cursor(MORNING + timedelta(microseconds=123456), 9), Cursor(None, 7)):
        assert cursor(write_cursor(row)) == row


def test_after_a_step_the_list_beside_stays_as_it_was(four: Town) -> None:
    case = Case.objects.get(title="电线一")
    letters = {"sentence_bo": "བོད།", "sentence_zh": "中文", "transition": "accept", "version": case.version}
    answer = signed_in(four, "dispatcher").post(f"/desk/cases/{case.pk}/moves?view=now&q=电线", letters)
    assert answer["Location"] == f"/desk/cases/{case.pk}?view=now&q=%E7%94%B5%E7%BA%BF"


def test_the_form_asks_everything_and_comes_as_a_panel_or_a_page(four: Town) -> None:
    client = signed_in(four, "dispatcher")
    page = client.get("/desk/filter?view=work&urgency=urgent&q=井盖")
    panel = client.get("/desk/filter?view=work&urgency=urgent", headers={"HX-Request": "true"}).content.decode()
    fields = {field.name: field.value for field in page.context["fields"]}
    assert (fields["view"], fields["urgency"], "need" in fields) == ("work", "urgent", False)
    assert ("<html" in page.content.decode(), "<html" in panel) == (True, False)
    assert 'value="井盖"' in page.content.decode()


def test_whoever_sits_above_is_asked_for_no_place(town: Town) -> None:
    page = signed_in(town, "superior").get("/desk/filter")
    assert [f.name for f in page.context["fields"]] == ["view", "need", "whose", "category", "state", "urgency"]


@pytest.mark.parametrize("query", ["", "view=work&q=电线&whose=place&urgency=ordinary"])
def test_a_list_costs_the_same_at_any_number(
    town: Town, django_assert_num_queries: Any, django_assert_max_num_queries: Any, query: str
) -> None:
    client = signed_in(town, "dispatcher")
    for text in ("电线一", "电线二", "电线三"):  # from three new ones on it is asked whether they lie in a heap
        town.report(text)
    client.get(f"/desk/?{query}")
    with django_assert_max_num_queries(20) as asked:
        client.get(f"/desk/?{query}")
    town.report("电线四"), town.report("电线五")
    with django_assert_num_queries(len(asked.captured_queries)):
        client.get(f"/desk/?{query}")
