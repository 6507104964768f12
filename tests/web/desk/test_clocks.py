"""The desk shows what is due soon, of what was told, and what ran out below."""

from datetime import timedelta
from typing import Any

import pytest

from delek.core.cases.actions import tell_of_clocks
from delek.core.cases.models import Case
from tests.town import MORNING, Town
from tests.web.desk.test_desk import signed_in

MINUTE = timedelta(minutes=1)


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Sets the moment that the pages take for now."""
    moment = [MORNING]
    monkeypatch.setattr("delek.web.staff.now", lambda: moment[0])

    def set_to(value: Any) -> None:
        moment[0] = value

    return set_to


def headings(town: Town) -> dict[str, list[str]]:
    page = signed_in(town, "dispatcher").get("/desk/queue")
    return {group.key: [row.case.label for row in group.rows] for group in page.context["groups"]}


def accepted(town: Town) -> Case:
    case = town.report("路灯不亮", category="lamp").case
    town.move(case, "accept", "dispatcher")
    return town.move(case, "dispatch", "dispatcher", post=town.post("worker"))


def test_due_soon_is_what_is_due_by_the_end_of_the_next_working_day(town: Town, at: Any) -> None:
    case = accepted(town)
    on_site = case.due_at
    assert on_site is not None
    at(on_site - timedelta(days=2))
    assert headings(town) == {}
    at(on_site - timedelta(days=1))
    assert headings(town) == {"soon": [case.label]}
    assert signed_in(town, "dispatcher").get("/desk/tabs?view=now").context["tabs"][0].count == "1"
    at(on_site + MINUTE)
    assert headings(town) == {"late": [case.label]}


def test_the_row_and_the_case_say_when_a_notice_went_out_and_to_whom(town: Town, at: Any) -> None:
    case, client = accepted(town), signed_in(town, "dispatcher")
    at(case.due_at)
    assert "told-at" not in client.get("/desk/queue?view=work").content.decode()
    tell_of_clocks(at=case.due_at)
    page = client.get("/desk/queue?view=work").content.decode()
    assert "told-at" in page and "10:00" in page
    story = client.get(f"/desk/cases/{case.pk}").content.decode()
    assert "时限已到" in story
    assert "扎西" in story and "拉姆" in story


def test_a_superior_learns_what_ran_out_below_by_number_only(town: Town, at: Any) -> None:
    case = town.report("路灯不亮", category="lamp").case
    at(case.opened_at + timedelta(days=1))
    tell_of_clocks(at=case.opened_at + timedelta(days=1))
    above = signed_in(town, "subdistrict_officer")
    page = above.get("/desk/").content.decode()
    assert (case.label in page, "路灯不亮" in page, f"/desk/cases/{case.pk}" in page) == (True, False, False)
    town.move(case, "accept", "dispatcher", case.opened_at + timedelta(days=1))
    assert case.label not in above.get("/desk/").content.decode()


def test_a_list_with_notices_asks_as_often_for_three_rows_as_for_one(
    town: Town, at: Any, django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    client, soon = signed_in(town, "dispatcher"), MORNING + timedelta(days=3)
    accepted(town)
    tell_of_clocks(at=soon)
    at(soon)
    client.get("/desk/queue")
    with django_assert_max_num_queries(12) as asked:
        client.get("/desk/queue")
    accepted(town), accepted(town)
    tell_of_clocks(at=soon)
    with django_assert_num_queries(len(asked.captured_queries)):
        answer = client.get("/desk/queue")
    assert [len(group.rows) for group in answer.context["groups"]] == [3]
