"""What is asked of a case too late, twice, or by somebody else meanwhile."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError

from delek.core.cases.actions import Declined, judge, move, name_concerned, opening
from delek.core.cases.actions.once import once
from delek.core.cases.actions.opening import Conflict
from delek.core.cases.actions.start import load_start_set
from delek.core.cases.actions.telling import fill
from delek.core.cases.models import Case, Report, Saying
from delek.core.timeline.models import Event
from delek.foundation.words import Words
from tests.town import MORNING, Town


def test_a_judgement_is_one_of_the_three_words(town: Town) -> None:
    report = town.report()
    with pytest.raises(Declined) as declined:
        judge(report=report, solved="perhaps", rating=1, text="", media=[], at=MORNING)
    assert (declined.value.why, declined.value.missing) == ("missing", ("solved",))


def test_nothing_is_judged_before_it_is_done(town: Town) -> None:
    report = town.report()
    with pytest.raises(Declined) as declined:
        judge(report=report, solved="not", rating=1, text="", media=[], at=MORNING)
    assert declined.value.why == "state"


def test_solved_once_more_after_closing_only_adds_words(town: Town) -> None:
    report = town.report()
    town.move(town.finish(report.case), "verify", "dispatcher")
    for text in ("谢谢", "还是谢谢"):
        case = judge(report=report, solved="solved", rating=4, text=text, media=[], at=MORNING)
    assert (case.state, case.statements.filter(transition="words").get().text) == ("closed", "还是谢谢")


def test_whom_it_concerns_is_not_named_any_more_once_somebody_has_it_in_hand(town: Town) -> None:
    case = town.report("态度不好", category="staff").case
    Case.objects.filter(pk=case.pk).update(assignee=town.post("worker"))
    with pytest.raises(Declined) as declined:
        name_concerned(case=case, post=town.post("chief"), standing=town.standing("subdistrict_officer"), at=MORNING)
    assert declined.value.why == "state"


def test_a_case_joined_by_mistake_is_taken_apart_again(town: Town) -> None:
    first, second = town.report().case, town.report().case
    town.move(second, "join", "dispatcher", case=first)
    second.refresh_from_db()
    assert (second.state, second.joined_to_id) == ("joined", first.pk)
    again = town.move(second, "separate", "dispatcher")
    assert (again.state, again.joined_to_id) == ("received", None)


def test_the_same_number_with_other_words_is_a_conflict(town: Town) -> None:
    number = uuid4()
    town.open("一", submission_id=number)
    assert town.open("一", submission_id=number).created is False
    with pytest.raises(Conflict):
        town.open("二", submission_id=number)


def test_a_fault_of_the_database_is_not_taken_for_the_same_report(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    def fault(*_: object) -> Report:
        raise IntegrityError("another fault")

    monkeypatch.setattr(opening, "_store", fault)
    with pytest.raises(IntegrityError, match="another fault"):
        town.open("一")


def test_said_by_two_requests_at_once_it_is_said_once(town: Town) -> None:
    """The other request notes the key after this one looked for it."""
    report, key, done = town.report(), uuid4(), list[str]()

    def meanwhile() -> None:
        done.append("said")
        raise IntegrityError("the other one was first")

    with pytest.raises(IntegrityError):
        once(report=report, key=key, content="a", at=MORNING, do=meanwhile)
    assert once(report=report, key=key, content="a", at=MORNING, do=lambda: done.append("again")) is True
    assert once(report=report, key=key, content="a", at=MORNING, do=lambda: done.append("never")) is False
    with pytest.raises(Conflict):
        once(report=report, key=key, content="b", at=MORNING, do=lambda: done.append("never"))
    assert (done, Saying.objects.filter(key=key).count()) == (["said", "again"], 1)


def test_the_start_set_loaded_again_changes_and_records_nothing(town: Town) -> None:
    before = Event.objects.count()
    load_start_set(MORNING + timedelta(days=1))
    assert Event.objects.count() == before


def test_what_a_sentence_does_not_know_yet_stays_visible_as_its_place(town: Town) -> None:
    own = Words(bo="{place}", zh="{place}：{date}", en="{place}, {date}")
    assert fill(own, "", {"place": "North lane"}).within("en") == "North lane, {date}"


def test_a_resident_takes_no_step_of_the_staff(town: Town) -> None:
    from delek.core.cases.actions import Mover

    report = town.report()
    with pytest.raises(Declined) as declined:
        move(report.case, "accept", mover=Mover(report=report), at=MORNING)
    assert declined.value.why == "rule"


def test_nobody_says_that_the_place_above_did_it_before_it_answered(town: Town) -> None:
    case = town.report().case
    town.move(case, "accept", "dispatcher")
    with pytest.raises(Declined) as declined:
        town.move(case, "done_above", "dispatcher", media=[town.photo()])
    assert declined.value.why == "rule"
    town.move(case, "escalate", "dispatcher", place=town.department, question="请看一下")
    town.move(case, "reply", "superior", answer="已换好")
    assert town.move(case, "done_above", "dispatcher", media=[town.photo()]).state == "finished"
