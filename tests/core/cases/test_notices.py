"""Half of a limit and all of it: who is told, and that it is once."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from delek.core.cases.actions import notices, tell_of_clocks
from delek.core.cases.models import Case, Deadline, Notice
from delek.core.people.actions import end_post
from delek.core.people.models import Person
from delek.core.timeline.actions import SYSTEM
from delek.core.timeline.models import Delivery, Event
from delek.core.timeline.queries import breaks
from delek.foundation.clock import SHANGHAI
from tests.town import MORNING, Town

HOUR = timedelta(hours=1)


def shanghai(month: int, day: int, hour: int = 10, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=SHANGHAI)


def given() -> list[tuple[str, int, list[str], list[str]]]:
    return [
        (n.deadline.step, n.share, _logins(n.holders), _logins(n.superiors)) for n in Notice.objects.order_by("pk")
    ]


def _logins(posts: Any) -> list[str]:
    return sorted(posts.values_list("person__login", flat=True))


def at_work(town: Town) -> Case:
    """A lamp that a worker is at; only the clock of its solution runs, from 21 September to 8 October at 10:00."""
    case = town.report("路灯不亮", category="lamp").case
    town.move(case, "accept", "dispatcher")
    town.move(case, "dispatch", "dispatcher", post=town.post("worker"))
    return town.move(case, "arrive", "worker")


def test_half_is_told_to_the_desk_and_the_whole_to_the_office_above(town: Town) -> None:
    town.report("路灯不亮", category="lamp")
    assert tell_of_clocks(at=MORNING) == 0
    half, due = Deadline.objects.values_list("half_at", "due_at").get(step="acknowledge")
    assert (half, due) == (shanghai(9, 21, 13), shanghai(9, 22, 10))
    tell_of_clocks(at=half)
    tell_of_clocks(at=due)
    desk = ["dispatcher", "dispatcher2", "secretary"]
    assert given()[0] == ("acknowledge", 50, desk, [])
    assert given()[1] == ("acknowledge", 100, desk, ["subdistrict_officer"])


def test_whoever_was_sent_is_told_and_then_the_desk(town: Town) -> None:
    at_work(town)
    tell_of_clocks(at=shanghai(9, 27))
    tell_of_clocks(at=shanghai(10, 8, 10))
    desk = ["dispatcher", "dispatcher2", "secretary"]
    assert given() == [("solve", 50, ["worker"], []), ("solve", 100, ["worker"], desk)]


def test_a_worker_whose_post_has_ended_is_told_nothing_but_the_desk_is(town: Town) -> None:
    at_work(town)
    end_post(post=town.post("worker"), by=SYSTEM, at=MORNING)
    tell_of_clocks(at=shanghai(9, 27))
    assert given() == [("solve", 50, ["dispatcher", "dispatcher2", "secretary"], [])]


def test_the_department_that_was_asked_is_told(town: Town) -> None:
    case = town.report("路灯不亮", category="lamp").case
    town.move(case, "accept", "dispatcher")
    town.move(case, "escalate", "dispatcher", place=town.department, question="谁来换？")
    Deadline.objects.exclude(step="superior").update(notice_at=None)
    clock = Deadline.objects.get(step="superior")
    tell_of_clocks(at=clock.due_at)
    assert given() == [("superior", 100, ["superior"], [])]


def test_each_is_told_once_however_often_the_worker_comes_by(town: Town) -> None:
    at_work(town)
    turns = [tell_of_clocks(at=shanghai(9, 27) + n * HOUR) for n in range(5)]
    turns += [tell_of_clocks(at=shanghai(10, 8) + n * HOUR) for n in range(5)]
    assert (turns, Notice.objects.count()) == ([1, 0, 0, 0, 0, 1, 0, 0, 0, 0], 2)
    assert list(Event.objects.filter(verb__endswith="_told").values_list("verb", flat=True)) == [
        "half_told", "late_told",
    ]  # fmt: skip
    assert list(breaks()) == []


def test_two_workers_that_saw_the_same_row_tell_it_once(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    at_work(town)
    seen = notices.due_notices(shanghai(9, 27))
    monkeypatch.setattr(notices, "due_notices", lambda at: seen)
    assert [tell_of_clocks(at=shanghai(9, 27)) for _ in range(2)] == [1, 0]


def test_after_a_weekend_without_worker_the_greater_stands_for_both(town: Town) -> None:
    at_work(town)
    assert [tell_of_clocks(at=shanghai(10, 9)) for _ in range(2)] == [1, 0]
    assert Notice.objects.get().share == 100


@pytest.mark.parametrize("stop", ["pause", "finish"])
def test_what_a_move_stopped_is_not_told(town: Town, stop: str) -> None:
    case = at_work(town)
    if stop == "pause":
        town.pause(case)
    else:
        town.move(case, "finish", "worker", media=[town.photo()])
        town.move(case, "verify", "dispatcher")
    assert tell_of_clocks(at=shanghai(12, 1)) == 0


def test_a_pause_between_the_look_and_the_telling_wins(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    case = at_work(town)
    seen = notices.due_notices(shanghai(9, 27))
    town.pause(case)
    monkeypatch.setattr(notices, "due_notices", lambda at: seen)
    assert tell_of_clocks(at=shanghai(9, 27)) == 0


def test_after_a_pause_both_are_later_by_its_length(town: Town) -> None:
    case = at_work(town)
    before = Deadline.objects.get(step="solve")
    town.pause(case)
    town.move(case, "resume", "dispatcher", MORNING + 24 * HOUR)
    after = Deadline.objects.get(step="solve")
    assert before.half_at and after.half_at == before.half_at + 24 * HOUR
    assert (after.due_at, after.notice_at) == (before.due_at + 24 * HOUR, after.half_at)


def test_a_postponed_clock_begins_a_new_term_of_which_is_told_anew(town: Town) -> None:
    case = at_work(town)
    tell_of_clocks(at=shanghai(10, 8))
    town.move(case, "postpone", "dispatcher", shanghai(10, 8, 11), reason="缺料", until=shanghai(10, 16, 18))
    turns = [tell_of_clocks(at=at) for at in (shanghai(10, 8, 12), shanghai(10, 13, 11), shanghai(10, 16, 18))]
    assert turns == [0, 1, 1]
    assert [(n.share, n.due_at) for n in Notice.objects.order_by("pk")] == [
        (100, shanghai(10, 8)), (50, shanghai(10, 16, 18)), (100, shanghai(10, 16, 18)),
    ]  # fmt: skip


def test_one_clock_that_fails_holds_up_no_other(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    bad, good = at_work(town), at_work(town)
    real = notices.holders_of

    def fails(case: Case, step: str, at: datetime) -> Any:
        if case.pk == bad.pk:
            raise ValueError("no")
        return real(case, step, at)

    monkeypatch.setattr(notices, "holders_of", fails)
    at = shanghai(9, 27)
    assert [tell_of_clocks(at=at), tell_of_clocks(at=at)] == [1, 0]
    assert (Notice.objects.get().case_id, Event.objects.filter(verb="half_told").count()) == (good.pk, 1)
    monkeypatch.undo()
    assert tell_of_clocks(at=at + notices.LATER) == 1


def test_the_message_waits_for_office_hours_but_not_where_it_is_urgent(town: Town) -> None:
    Person.objects.filter(login="worker").update(phone="13900000001", language="zh-hans")
    lamp = at_work(town)
    tell_of_clocks(at=shanghai(9, 26, 20))
    waiting = Delivery.objects.get(address="13900000001")
    assert (waiting.due_at, waiting.channel) == (shanghai(9, 28, 9, 30), "sms")
    assert lamp.label in waiting.text and f"/field/cases/{lamp.pk}" in waiting.text
    Delivery.objects.all().delete()
    Deadline.objects.update(notice_at=None)
    cable = town.report().case
    town.move(cable, "accept", "dispatcher")
    town.move(cable, "dispatch", "dispatcher", post=town.post("worker"))
    tell_of_clocks(at=MORNING + 13 * HOUR)
    assert {d.due_at for d in Delivery.objects.filter(address="13900000001")} == {MORNING + 13 * HOUR}


def test_who_has_no_number_is_written_to_and_the_office_above_learns_no_link(town: Town) -> None:
    Person.objects.filter(login="subdistrict_officer").update(email="office@example.org", language="en")
    case = town.report("路灯不亮", category="lamp").case
    tell_of_clocks(at=shanghai(9, 22))
    mail = Delivery.objects.get()
    assert (mail.channel, mail.language, "/desk/" in mail.text, case.label in mail.text) == ("mail", "en", False, True)


def test_a_report_about_a_person_goes_past_that_person_to_the_office_above(town: Town) -> None:
    case = town.report("服务态度不好", category="staff").case
    Case.objects.filter(pk=case.pk).update(concerns=town.post("secretary"))
    tell_of_clocks(at=shanghai(9, 21, 14))
    assert given() == [("acknowledge", 50, ["subdistrict_officer"], [])]
