"""A case moves only as its flow says."""

from datetime import timedelta

import pytest

from delek.core.cases.actions import Declined, Mover, Stale, add_words, judge, move
from delek.core.cases.models import Case, Deadline, Holding, Statement
from delek.core.cases.queries import cases_for, story
from delek.core.timeline.models import Delivery
from delek.core.timeline.queries import breaks, events_of
from tests.town import MORNING, Town

DAY = timedelta(days=1)


def test_the_reference_case_of_the_fallen_cables_plays_to_its_end(town: Town) -> None:
    report = town.report("旧线缆掉下来了", phone="13900000001")
    case = report.case
    town.move(case, "accept", "dispatcher", MORNING, urgency="urgent")
    town.move(case, "dispatch", "dispatcher", MORNING, post=town.post("worker"))
    town.move(case, "arrive", "worker", MORNING, media=[town.photo()])
    town.move(case, "handle", "worker", MORNING + DAY)
    town.move(case, "finish", "worker", MORNING + 2 * DAY, media=[town.photo()])
    town.move(case, "verify", "dispatcher", MORNING + 2 * DAY)
    done = judge(report=report, solved="solved", rating=4, text="谢谢", media=[], at=MORNING + 3 * DAY)
    assert (done.state, done.solved, done.rating) == ("closed", "solved", 4)
    assert [e.verb for e in events_of("case", case.pk)] == [
        "open", "accept", "dispatch", "arrive", "handle", "finish", "verify", "confirm",
    ]  # fmt: skip
    assert list(breaks()) == []
    assert Delivery.objects.count() == 3


def test_who_fixes_is_not_who_closes(town: Town) -> None:
    case = town.finish(town.report().case)
    Case.objects.filter(pk=case.pk).update(finished_by=town.post("dispatcher2"))
    with pytest.raises(Declined) as declined:
        town.move(case, "verify", "dispatcher2")
    assert declined.value.why == "rule"
    assert town.move(case, "verify", "dispatcher").state == "verified"


def test_a_grid_chief_verifies_in_the_own_grid_and_in_no_other(town: Town) -> None:
    own, other = town.finish(town.report(point=10).case), town.finish(town.report(point=21).case)
    assert town.move(own, "verify", "chief").state == "verified"
    with pytest.raises(Declined):
        town.move(other, "verify", "chief")


def test_a_move_out_of_turn_is_declined_and_changes_nothing(town: Town) -> None:
    case = town.report().case
    with pytest.raises(Declined):
        town.move(case, "verify", "dispatcher")
    case.refresh_from_db()
    assert (case.state, case.version) == ("received", 1)


def test_what_a_move_asks_for_is_named_when_missing(town: Town) -> None:
    case = town.report().case
    with pytest.raises(Declined) as declined:
        town.move(case, "decline", "dispatcher")
    assert declined.value.missing == ("reason",)


def test_the_second_of_two_dispatchers_is_told_and_overwrites_nothing(town: Town) -> None:
    case = town.report().case
    town.move(case, "accept", "dispatcher")
    with pytest.raises(Stale):
        move(case, "decline", mover=Mover(standing=town.standing("dispatcher2")), at=MORNING, version=1)


def test_a_case_goes_up_and_comes_back_as_one_case(town: Town) -> None:
    case = town.report("旧电线杆歪了", phone="13900000001").case
    town.move(case, "accept", "dispatcher")
    town.move(case, "escalate", "dispatcher", place=town.department, question="谁来换这根电线杆？")
    assert cases_for(town.standing("superior")).filter(pk=case.pk).exists()
    town.move(case, "take", "superior", MORNING + DAY)
    back = town.move(case, "reply", "superior", MORNING + 3 * DAY, answer="9月25日更换")
    assert (back.state, back.holder) == ("accepted", town.community)
    assert Holding.objects.get().answer == "9月25日更换"
    assert Deadline.objects.get(step="superior").met_at == MORNING + 3 * DAY


def test_a_superior_may_refuse_and_the_community_goes_on(town: Town) -> None:
    case = town.report().case
    town.move(case, "accept", "dispatcher")
    town.move(case, "escalate", "dispatcher", place=town.department, question="能处理吗？")
    back = town.move(case, "refuse", "superior", reason="不归本部门管")
    assert (back.state, Holding.objects.get().refused) == ("accepted", True)


def test_every_reporter_of_a_joined_matter_hears(town: Town) -> None:
    first, second = town.report("电线", phone="13900000001"), town.report("电线掉了", phone="13900000002")
    town.move(second.case, "join", "dispatcher", case=first.case)
    Delivery.objects.all().delete()
    town.move(first.case, "accept", "dispatcher")
    assert sorted(Delivery.objects.values_list("address", flat=True)) == ["13900000001", "13900000002"]


def test_a_joined_reporter_reads_the_story_but_not_the_other_words(town: Town) -> None:
    first, second = town.report("我家在三楼"), town.report("电线掉了")
    town.move(second.case, "join", "dispatcher", case=first.case)
    second.refresh_from_db()
    said = [told.statement.text for told in story(second)]
    assert "我家在三楼" not in said
    assert "电线掉了" in said


def test_a_pause_moves_the_limit_by_its_length(town: Town) -> None:
    case = town.report(category="road").case
    town.move(case, "accept", "dispatcher")
    before = Deadline.objects.get(step="solve").due_at
    town.pause(case)
    town.move(case, "resume", "dispatcher", MORNING + 2 * DAY)
    assert Deadline.objects.get(step="solve").due_at == before + 2 * DAY


def test_a_reopened_case_keeps_its_first_clock(town: Town) -> None:
    report = town.report()
    first = Deadline.objects.get(step="solve")
    case = town.finish(report.case)
    town.move(case, "verify", "dispatcher")
    again = judge(report=report, solved="not", rating=1, text="还是不亮", media=[], at=MORNING + DAY)
    clock = Deadline.objects.get(step="solve")
    assert (again.state, again.reopened, clock.met_at) == ("accepted", 1, None)
    assert clock.starts_at == first.starts_at


def test_after_seven_days_a_new_report_is_needed(town: Town) -> None:
    report = town.report()
    case = town.finish(report.case)
    town.move(case, "verify", "dispatcher")
    judge(report=report, solved="solved", rating=4, text="", media=[], at=MORNING)
    with pytest.raises(Declined) as declined:
        judge(report=report, solved="not", rating=1, text="", media=[], at=MORNING + 8 * DAY)
    assert declined.value.why == "late"


def test_words_of_the_resident_come_first_on_the_desk(town: Town) -> None:
    report = town.report()
    town.move(report.case, "accept", "dispatcher")
    add_words(report=report, text="更严重了", media=[], at=MORNING + DAY)
    assert Case.objects.get().resident_spoke_at == MORNING + DAY


def test_a_report_about_a_person_goes_past_that_person(town: Town) -> None:
    report = town.report(about_staff=True)
    Case.objects.update(concerns=town.post("secretary"))
    assert not cases_for(town.standing("secretary")).filter(pk=report.case_id).exists()
    assert not cases_for(town.standing("dispatcher")).filter(pk=report.case_id).exists()
    assert Statement.objects.count() == 1


def test_another_community_finds_nothing(town: Town) -> None:
    town.report()
    assert cases_for(town.standing("stranger")).count() == 0
