"""The desk shows what is due soon, of what was told, and what ran out below."""

from datetime import timedelta
from typing import Any

import pytest

from delek.core.cases.actions import tell_of_clocks
from delek.core.cases.models import Case
from tests.town import MORNING, Town
from tests.web.desk.test_desk import LETTERS, signed_in

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
    return {group.key: [row.label for row in group.rows] for group in page.context["groups"]}


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


def test_two_at_one_case_are_told_of_each_other(town: Town) -> None:
    case = town.report().case
    first, second = signed_in(town, "dispatcher"), signed_in(town, "dispatcher2")
    assert "德吉" not in first.get(f"/desk/cases/{case.pk}/here").content.decode()
    assert "拉姆 也在看" in second.get(f"/desk/cases/{case.pk}").content.decode()
    assert "德吉 也在看" in first.get(f"/desk/cases/{case.pk}/here").content.decode()
    assert signed_in(town, "stranger").get(f"/desk/cases/{case.pk}/here").status_code == 404


def test_the_slower_of_two_keeps_every_word_and_reads_what_was_sent(town: Town) -> None:
    case = town.report().case
    town.move(case, "accept", "dispatcher2")
    form = {"reason_bo": "རྒྱུ་མཚན་ངེད།", "reason_zh": "不归我们", "note": "只给同事"}
    answer = signed_in(town, "dispatcher").post(
        f"/desk/cases/{case.pk}/moves", LETTERS | form | {"transition": "decline", "version": 1}
    )
    page = answer.content.decode()
    stale = page[page.index("question stale") : page.index('id="composer"')]
    assert answer.status_code == 409
    assert [text in stale for text in (*form.values(), LETTERS["sentence_bo"], LETTERS["sentence_zh"])] == [True] * 5
    assert "值班员受理了您的上报。" in stale


def test_what_was_typed_for_one_step_does_not_slip_into_another(town: Town) -> None:
    case = town.report().case
    town.move(case, "accept", "dispatcher2")
    answer = signed_in(town, "dispatcher").post(
        f"/desk/cases/{case.pk}/moves", LETTERS | {"transition": "accept", "version": 1}
    )
    composer = answer.context["composer"]
    assert composer.step.key != "accept"
    assert composer.zh != LETTERS["sentence_zh"]


def test_a_pause_that_waits_for_a_second_person_is_to_be_checked_and_counted_when_granted(town: Town) -> None:
    case = accepted(town)
    town.move(case, "ask_pause", "dispatcher2", reason="等材料")
    page = signed_in(town, "dispatcher").get(f"/desk/cases/{case.pk}")
    assert page.context["composer"].step.key == "pause"
    town.move(case, "pause", "dispatcher", reason="等材料")
    shown = signed_in(town, "dispatcher").get(f"/desk/cases/{case.pk}").context["counts"]
    assert shown == [("暂缓", 1)]
