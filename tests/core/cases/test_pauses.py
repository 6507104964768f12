"""A clock stands still only by the word of two."""

from datetime import timedelta

import pytest

from delek.core.cases.actions import Declined
from delek.core.cases.models import Case, Deadline, Statement
from delek.core.cases.rules import moves_for
from delek.core.timeline.models import Delivery
from delek.core.timeline.queries import events_of
from tests.town import MORNING, Town


def accepted(town: Town) -> Case:
    case = town.report("路灯不亮", category="lamp", phone="13900000001").case
    return town.move(case, "accept", "dispatcher")


def offered(town: Town, case: Case, who: str) -> set[str]:
    case.refresh_from_db()
    return {t.key for t in moves_for(town.standing(who), case)} & {"ask_pause", "pause", "refuse_pause"}


def test_one_asks_and_only_another_grants(town: Town) -> None:
    case = accepted(town)
    assert offered(town, case, "dispatcher") == {"ask_pause"}
    town.move(case, "ask_pause", "dispatcher", reason="等材料")
    assert offered(town, case, "dispatcher") == {"refuse_pause"}
    assert offered(town, case, "dispatcher2") == {"pause", "refuse_pause"}
    with pytest.raises(Declined) as declined:
        town.move(case, "pause", "dispatcher", reason="等材料")
    assert declined.value.why == "rule"
    assert Deadline.objects.get(step="solve").paused_at is None
    done = town.move(case, "pause", "dispatcher2", reason="等材料")
    assert (done.state, done.paused, done.pause_asked_by) == ("paused", 1, None)
    assert Deadline.objects.get(step="solve").paused_at == MORNING


@pytest.mark.parametrize("step", ["ask_pause", "refuse_pause"])
def test_both_asking_and_refusing_need_a_reason(town: Town, step: str) -> None:
    case = accepted(town)
    if step == "refuse_pause":
        town.move(case, "ask_pause", "dispatcher", reason="等材料")
    with pytest.raises(Declined) as declined:
        town.move(case, step, "dispatcher2")
    assert declined.value.missing == ("reason",)


def test_after_a_no_it_may_be_asked_again(town: Town) -> None:
    case = accepted(town)
    town.move(case, "ask_pause", "dispatcher", reason="等材料")
    town.move(case, "refuse_pause", "dispatcher2", reason="材料已到")
    assert offered(town, case, "dispatcher2") == {"ask_pause"}
    case.refresh_from_db()
    assert (case.state, case.paused) == ("accepted", 0)


def test_a_request_is_gone_when_the_case_leaves_the_desk(town: Town) -> None:
    case = accepted(town)
    town.move(case, "ask_pause", "dispatcher", reason="等材料")
    case = town.move(case, "escalate", "dispatcher", place=town.department, question="谁来换？")
    assert case.pause_asked_by is None


def test_the_resident_hears_of_the_pause_and_reads_who_must_decide(town: Town) -> None:
    case = accepted(town)
    Delivery.objects.all().delete()
    town.pause(case)
    assert Delivery.objects.count() == 1
    said = Statement.objects.get(transition="ask_pause").sentence
    assert "由另一人决定" in said.zh and "等材料" in said.zh
    assert [e.verb for e in events_of("case", case.pk)][-2:] == ["ask_pause", "pause"]


def test_postponing_counts_and_must_lead_ahead(town: Town) -> None:
    case = accepted(town)
    for until in (MORNING, MORNING - timedelta(days=1)):
        with pytest.raises(Declined) as declined:
            town.move(case, "postpone", "dispatcher", reason="缺料", until=until)
        assert declined.value.missing == ("date",)
    for days in (20, 30):
        case = town.move(case, "postpone", "dispatcher", reason="缺料", until=MORNING + timedelta(days=days))
    assert (case.postponed, Deadline.objects.get(step="solve").due_at) == (2, MORNING + timedelta(days=30))
