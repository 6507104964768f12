"""Counts are true beyond the rows that are shown."""

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest

from delek.core.cases.models import Case
from delek.core.cases.queries import counts_for, queue
from delek.core.cases.queries.desk import OTHER, VIEWS, group_of, in_view, soon_until
from delek.core.cases.queries.filtering import NEEDS, Wanted, filtered
from delek.web.casework import lists
from delek.web.desk import queue as pane
from tests.town import MORNING, Town
from tests.web.desk.test_desk import signed_in

LATER = MORNING + timedelta(days=4)


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only three rows are shown."""
    monkeypatch.setattr(lists, "SHOWN", 3)
    monkeypatch.setattr(pane, "first_rows", lambda *given, **more: queue(*given, limit=3, **more))


def shown(town: Town, address: str) -> dict[str, tuple[int, int]]:
    page = signed_in(town, "dispatcher").get(address)
    return {group.key: (len(group.rows), group.count) for group in page.context["groups"]}


def reports(town: Town, count: int, text: str = "路灯不亮") -> list[Case]:
    return [town.report(text, category="lamp").case for _n in range(count)]


def test_a_heading_counts_what_is_not_shown_and_the_list_says_so(town: Town, few: None) -> None:
    reports(town, 5)
    page = signed_in(town, "dispatcher").get("/desk/?lang=en").content.decode()
    assert shown(town, "/desk/") == {"new": (3, 5)}
    assert '<b class="num">5</b></h2>' in page
    assert "2 more are not shown." in page


def test_a_heading_none_of_whose_rows_is_shown_stands_with_its_count(
    town: Town, few: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for case in reports(town, 4):
        town.move(case, "accept", "dispatcher")
        town.move(case, "dispatch", "dispatcher", post=town.post("worker"))
    monkeypatch.setattr("delek.web.staff.now", lambda: LATER)
    later = town.report("路灯不亮", category="lamp", at=LATER).case
    assert later.state == "received"
    assert shown(town, "/desk/") == {"new": (0, 1), "late": (3, 4)}


def test_the_database_sorts_under_the_headings_that_the_page_does(town: Town) -> None:
    standing, cases = town.standing("dispatcher", LATER), reports(town, 6)
    for case in cases[1:]:
        town.move(case, "accept", "dispatcher")
    for case in cases[2:]:
        town.move(case, "dispatch", "dispatcher", post=town.post("worker"))
    town.move(cases[3], "arrive", "worker")
    town.move(cases[3], "finish", "worker", media=[town.photo()])
    town.move(cases[4], "return", "worker", reason="不是我的网格")
    for at in (MORNING, MORNING + timedelta(days=1), LATER):
        until = soon_until(standing, at)
        found = Counter(group_of(case, at, until) for case in in_view(standing, "now", at, until))
        counts = counts_for(standing, at, until)
        assert counts.headings["now"] == found
        assert counts.views == {view: in_view(standing, view, at, until).count() for view in VIEWS}
    assert len(found) > 2


def test_a_heading_asked_of_the_database_holds_what_the_page_puts_under_it(town: Town) -> None:
    standing, cases = town.standing("dispatcher", LATER), reports(town, 5)
    for case in cases[1:]:
        town.move(case, "accept", "dispatcher")
    for case in cases[2:4]:
        town.move(case, "dispatch", "dispatcher", post=town.post("worker"))
    town.move(cases[3], "return", "worker", reason="不是我的网格")
    town.move(cases[4], "escalate", "dispatcher", place=town.department, question="谁来换？")
    for at in (MORNING, MORNING + timedelta(days=1), LATER, LATER + timedelta(days=30)):
        until = soon_until(standing, at)
        counts = counts_for(standing, at, until).headings
        for view in ("now", "above"):
            found = {need: filtered(standing, view, at, until, Wanted(need=need)).count() for need in NEEDS[view]}
            assert {need: n for need, n in found.items() if n} == {k: n for k, n in counts[view].items() if k != OTHER}


def test_the_views_count_what_a_search_finds(town: Town) -> None:
    reports(town, 2), reports(town, 1, "井盖松动")
    client = signed_in(town, "dispatcher")
    counts = {q: client.get(f"/desk/tabs?q={q}").context["tabs"][0].count for q in ("", "井盖", "没有")}
    assert counts == {"": "3", "井盖": "1", "没有": "0"}


def test_the_true_count_costs_one_statement_at_any_number(
    town: Town, few: None, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any,
    django_assert_max_num_queries: Any,
) -> None:  # fmt: skip
    client = signed_in(town, "dispatcher")
    monkeypatch.setattr("delek.web.staff.now", lambda: MORNING)
    reports(town, 3)
    client.get("/desk/queue")
    with django_assert_max_num_queries(13) as asked:
        client.get("/desk/queue")
    reports(town, 4)
    with django_assert_num_queries(len(asked.captured_queries)):
        client.get("/desk/queue")
