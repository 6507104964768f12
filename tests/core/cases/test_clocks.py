"""The clocks of a case where its class changes, where there is no limit, and where none had run before."""

from datetime import timedelta

from delek.core.cases.actions import tell_of_clocks
from delek.core.cases.actions.clocks import due, start
from delek.core.cases.models import Case, Deadline, Notice, TimeLimit
from delek.core.cases.queries.limits import forget_limits
from delek.core.people.actions import appoint
from delek.core.people.models import Person, PostKind
from delek.core.timeline.actions import SYSTEM
from delek.core.timeline.models import Delivery
from tests.town import BEGINNING, MORNING, Town


def terms(case: Case) -> dict[str, object]:
    return dict(Deadline.objects.filter(case=case, met_at=None).values_list("step", "due_at"))


def without_limits(step: str) -> None:
    TimeLimit.objects.filter(step=step).delete()
    forget_limits()


def test_a_new_class_gives_each_running_clock_its_own_limit_from_its_first_start(town: Town) -> None:
    case = town.report("路灯不亮", category="lamp").case
    before = terms(case)["solve"]
    later = MORNING + timedelta(minutes=5)
    case = town.move(case, "accept", "dispatcher", later, urgency="urgent")
    expected = due(case, "solve", MORNING)
    assert expected is not None
    assert terms(case)["solve"] == expected.due_at != before


def test_a_new_class_without_a_limit_leaves_the_clock_as_it_was(town: Town) -> None:
    case = town.report("路灯不亮", category="lamp").case
    before = terms(case)["solve"]
    without_limits("solve")
    case = town.move(case, "accept", "dispatcher", urgency="urgent")
    assert terms(case)["solve"] == before


def test_without_limits_no_clock_runs_and_a_later_one_begins_anew(town: Town) -> None:
    for step in TimeLimit.Step:
        without_limits(step)
    case = town.report().case
    assert (terms(case), case.due_at) == ({}, None)
    TimeLimit.objects.create(place=None, urgency=case.urgency, step="solve", amount=30, unit="minutes")
    forget_limits()
    start(case, ["solve"], MORNING)
    assert terms(case) == {"solve": MORNING + timedelta(minutes=30)}


def test_a_clock_of_a_case_that_is_closed_meanwhile_tells_nobody(town: Town) -> None:
    case = town.report().case
    clock = Deadline.objects.get(case=case, step="solve")
    Case.objects.filter(pk=case.pk).update(state="closed")
    assert tell_of_clocks(at=clock.due_at) == 0
    assert not Deadline.objects.filter(case=case).exclude(notice_at=None).filter(notice_at__lte=clock.due_at).exists()


def test_passed_on_where_the_office_has_no_limit_the_reporter_reads_the_day_itself(town: Town) -> None:
    without_limits("superior")
    report = town.report()
    case = town.move(report.case, "accept", "dispatcher")
    case = town.move(case, "escalate", "dispatcher", place=town.department, question="谁来换？")
    said = case.statements.get(transition="escalate").sentence.within("en")
    assert "21 September" in said


def test_whoever_holds_it_and_stands_above_as_well_gets_one_message(town: Town) -> None:
    kind = PostKind.objects.get(key="superior")
    appoint(person=town.dispatcher, kind=kind, place=town.subdistrict, by=SYSTEM, at=BEGINNING)
    Person.objects.filter(pk=town.dispatcher.pk).update(phone="13900000021")
    case = town.report("路灯不亮", category="lamp").case
    Deadline.objects.exclude(step="acknowledge").update(notice_at=None)
    tell_of_clocks(at=Deadline.objects.get(case=case, step="acknowledge").due_at)
    notice = Notice.objects.get()
    for side in (notice.holders, notice.superiors):
        assert side.filter(person=town.dispatcher).exists()
    assert Delivery.objects.filter(address="13900000021").count() == 1
