"""Called over: who is asked, how long, and what everybody reads of it. The time is passed in."""

from datetime import time, timedelta
from uuid import uuid4

import pytest
from django.db.models import F

from delek.core.cases.actions import Declined, Mover, Particulars, Submission, call_on, call_over, judge, move, pass_on
from delek.core.cases.actions.calling import _try, seek
from delek.core.cases.models import Case, Category, Deadline, Report
from delek.core.cases.queries import calls_for, cases_for, story
from delek.core.cases.queries.calling import next_to_ask, steps_between
from delek.core.people.actions import add_person, appoint, introduce
from delek.core.people.models import Person, PostKind
from delek.core.schedule.actions.duty import go_off_duty, go_on_duty, plan_shifts
from delek.core.timeline.actions import SYSTEM
from delek.core.timeline.models import Delivery
from delek.core.timeline.queries import breaks, events_of
from tests.town import BEGINNING, MORNING, Town

PHONES = {"worker": "13900000011", "worker2": "13900000012", "chief": "13900000003"}


@pytest.fixture
def served(town: Town) -> Town:
    """The chief and the worker of grid 3 and the worker of grid 4 are on duty."""
    for name, phone in PHONES.items():
        plan_shifts(post=town.post(name), weekdays=range(7), starts=time(8), ends=time(20), by=SYSTEM, at=BEGINNING)
        Person.objects.filter(login=name).update(phone=phone)
    return town


def call(town: Town, need: str = "call_care", *, at: object = MORNING, **rest: object) -> Report:
    first = rest.pop("first", None)
    submission = Submission(
        submission_id=rest.pop("submission_id", None) or uuid4(),  # type: ignore[arg-type]
        community=town.community, place=town.points[10], language="bo", description="", flow="call_over",
        category=Category.objects.get(key=need), code=town.codes[10], **rest,  # type: ignore[arg-type]
    )  # fmt: skip
    return call_over(submission=submission, at=at, first=first).report  # type: ignore[arg-type]


def fresh(report: Report) -> Case:
    return Case.objects.select_related("assignee__person").get(pk=report.case_id)


def asked(report: Report) -> str:
    case = fresh(report)
    return case.assignee.person.login if case.assignee else case.state


def step(town: Town, report: Report, transition: str, who: str, minutes: float = 0) -> Case:
    return town.move(fresh(report), transition, who, MORNING + timedelta(minutes=minutes))


def reads(report: Report, language: str = "en") -> list[str]:
    return [t.statement.sentence.within(language) for t in story(report) if t.statement.sentence]


def after(minutes: float) -> int:
    return call_on(at=MORNING + timedelta(minutes=minutes))


def test_the_nearest_of_the_right_post_is_told_at_once(served: Town) -> None:
    report = call(served)
    assert (fresh(report).state, asked(report)) == ("offered", "worker")
    told = Delivery.objects.get()
    assert (told.address, told.event.verb, told.created_at) == (PHONES["worker"], "offer", MORNING)  # type: ignore[union-attr]
    assert [case.pk for case in calls_for(served.standing("worker"))] == [report.case_id]


def test_the_right_post_goes_before_the_nearer_one(served: Town) -> None:
    doctor = add_person(login="doctor", name="白珍", by=SYSTEM, at=BEGINNING)
    post = appoint(
        person=doctor, kind=PostKind.objects.get(key="mediator"), place=served.community, by=SYSTEM, at=BEGINNING
    )
    go_on_duty(post=post, at=MORNING)
    assert asked(call(served, "call_dispute")) == "chief"
    go_off_duty(post=served.post("chief"), at=MORNING)
    assert asked(call(served, "call_dispute")) == "doctor"


def test_the_tree_counts_the_own_grid_then_the_community_then_the_next_grid(town: Town) -> None:
    point = town.points[10]
    assert [steps_between(point, p) for p in (point, town.grids[3], town.community, town.grids[4])] == [0, 1, 2, 3]


def test_whom_the_resident_wishes_is_asked_first_if_on_duty(served: Town) -> None:
    assert asked(call(served, first=served.post("worker2"))) == "worker2"
    go_off_duty(post=served.post("worker2"), at=MORNING)
    assert asked(call(served, first=served.post("worker2"))) == "worker"


def test_somebody_already_called_is_asked_last(served: Town) -> None:
    call(served)
    assert asked(call(served)) == "chief"


def test_passing_asks_the_next_in_the_same_moment(served: Town) -> None:
    report = call(served)
    pass_on(case=fresh(report), standing=served.standing("worker"), at=MORNING)
    assert asked(report) == "chief"
    assert not cases_for(served.standing("worker")).filter(pk=report.case_id).exists()


def test_no_answer_in_two_minutes_asks_the_next_and_none_before(served: Town) -> None:
    report = call(served)
    assert (after(1.9), asked(report)) == (0, "worker")
    assert (after(2), asked(report)) == (1, "chief")
    assert (after(4), asked(report)) == (1, "worker2")


def test_after_six_minutes_the_desk_arranges_it(served: Town) -> None:
    report = call(served)
    for minutes in (2, 4, 5.9):
        after(minutes)
    assert fresh(report).state == "offered"
    after(6)
    assert (fresh(report).state, fresh(report).assignee) == ("desk", None)
    assert reads(report)[-1] == "The desk is arranging it."


def test_where_everybody_passed_the_desk_has_it_at_once(served: Town) -> None:
    report = call(served)
    for name in ("worker", "chief", "worker2"):
        pass_on(case=fresh(report), standing=served.standing(name), at=MORNING)
    assert fresh(report).state == "desk"


def test_nobody_on_duty_goes_to_the_desk(town: Town) -> None:
    assert fresh(call(town)).state == "desk"


def test_a_crash_between_opening_and_asking_is_made_good_by_the_worker(
    served: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("delek.core.cases.actions.calling.seek", lambda **given: None)
    report = call(served)
    monkeypatch.undo()
    assert fresh(report).state == "asked"
    after(0.1)
    assert asked(report) == "worker"


def test_the_way_to_the_resident_in_full_sentences(served: Town) -> None:
    introduce(person=served.worker, shows=["name"], languages=[], by=SYSTEM, at=BEGINNING)
    report = call(served, phone="13900000001")
    step(served, report, "take", "worker", 1)
    step(served, report, "arrive", "worker", 9)
    step(served, report, "finish", "worker", 30)
    judge(report=report, solved="solved", rating=4, text="", media=[], at=MORNING + timedelta(minutes=40))
    assert reads(report) == [
        "Asking Grid worker", "扎西 is on the way to you.", "扎西 has arrived.", "Done. How was the service?",
        "Closed on 21 September. Thank you.",
    ]  # fmt: skip
    assert (fresh(report).state, fresh(report).rating) == ("closed", 4)
    assert Deadline.objects.filter(case=report.case_id, met_at=None).count() == 0
    assert Delivery.objects.filter(address="13900000001").count() == 3


def test_who_did_not_agree_is_named_by_their_post(served: Town) -> None:
    report = call(served)
    step(served, report, "take", "worker")
    assert reads(report)[-1] == "Grid worker is on the way to you."


def test_only_whoever_was_asked_may_take_it(served: Town) -> None:
    report = call(served)
    for name in ("chief", "worker2", "dispatcher"):
        with pytest.raises(Declined):
            step(served, report, "take", name)


def test_nobody_presses_what_happens_by_itself(served: Town) -> None:
    report = call(served)
    for transition in ("expire", "to_desk"):
        with pytest.raises(Declined):
            step(served, report, transition, "worker")


def test_the_resident_cancels_and_whoever_was_asked_is_told(served: Town) -> None:
    report = call(served)
    move(fresh(report), "cancel", mover=Mover(report=report), at=MORNING)
    assert fresh(report).state == "cancelled"
    assert Delivery.objects.order_by("pk").last().text.startswith("不再需要")  # type: ignore[union-attr]
    assert after(60) == 0


def test_the_resident_cannot_cancel_whoever_has_arrived(served: Town) -> None:
    report = call(served)
    step(served, report, "take", "worker")
    step(served, report, "arrive", "worker")
    with pytest.raises(Declined):
        move(fresh(report), "cancel", mover=Mover(report=report), at=MORNING)


def test_the_desk_sends_somebody_who_is_told_or_says_that_nobody_can(served: Town) -> None:
    sent, none = call(served), call(served)
    after(6)
    particulars = Particulars(post=served.post("worker2"))
    move(
        fresh(sent),
        "dispatch",
        mover=Mover(standing=served.standing("dispatcher")),
        at=MORNING + timedelta(minutes=7),
        particulars=particulars,
    )
    assert (fresh(sent).state, asked(sent)) == ("coming", "worker2")
    assert Delivery.objects.order_by("pk").last().address == PHONES["worker2"]  # type: ignore[union-attr]
    step(served, none, "nobody", "dispatcher", 8)
    assert reads(none)[-1] == "Nobody can come now. Please call Model community or 12345."


def test_whoever_cannot_come_after_all_gives_it_to_the_desk(served: Town) -> None:
    report = call(served)
    step(served, report, "take", "worker")
    step(served, report, "return", "worker", 5)
    assert (fresh(report).state, fresh(report).returned, fresh(report).assignee) == ("desk", 1, None)


def test_who_came_is_not_who_closes_and_the_night_closes_what_nobody_rates(served: Town) -> None:
    report = call(served)
    step(served, report, "take", "worker")
    step(served, report, "finish", "worker")
    with pytest.raises(Declined):
        step(served, report, "close", "worker")
    assert after(23 * 60) == 0
    after(25 * 60)
    assert fresh(report).state == "closed"


def test_not_solved_is_no_word_on_a_call(served: Town) -> None:
    report = call(served)
    step(served, report, "take", "worker")
    step(served, report, "finish", "worker")
    with pytest.raises(Declined):
        judge(report=report, solved="not", rating=None, text="", media=[], at=MORNING)


def test_the_same_call_twice_asks_once(served: Town) -> None:
    number = uuid4()
    assert call(served, submission_id=number).pk == call(served, submission_id=number).pk
    assert Delivery.objects.count() == 1


def test_the_chain_of_a_call_holds(served: Town) -> None:
    report = call(served)
    after(2)
    assert [e.verb for e in events_of("case", report.case_id)] == ["open", "offer", "expire", "offer"]
    assert list(breaks()) == []


def test_one_call_that_fails_holds_up_no_other(served: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    broken, sound = call(served), call(served)
    real = next_to_ask

    def fail(case: Case, *rest: object) -> object:
        if case.pk == broken.case_id:
            raise RuntimeError
        return real(case, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr("delek.core.cases.actions.calling.next_to_ask", fail)
    after(2)
    assert (fresh(broken).state, asked(sound)) == ("offered", "worker2")


def test_a_call_that_somebody_took_meanwhile_is_gone_on_with_by_nobody(served: Town) -> None:
    report = call(served)
    step(served, report, "take", "worker")
    before = (fresh(report).state, fresh(report).version)
    seek(case=fresh(report), at=MORNING)
    assert _try(report.case_id, MORNING) == 0
    assert (fresh(report).state, fresh(report).version) == before


def test_a_call_that_changes_in_the_same_moment_is_left_to_the_next_turn(
    served: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = call(served)

    def before_the_change(number: int) -> Case:
        Case.objects.filter(pk=number).update(version=F("version") + 1)
        held = Case.objects.get(pk=number)
        held.version -= 1
        return held

    monkeypatch.setattr("delek.core.cases.actions.calling._held", before_the_change)
    assert after(60) == 0
    assert fresh(report).state == "offered"
