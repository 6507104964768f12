"""The duty plan, and one tap."""

from datetime import time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from delek.core.people.models import Post
from delek.core.schedule.actions.duty import FORGETTINGS, clear_shifts, go_off_duty, go_on_duty, plan_shifts
from delek.core.schedule.models import DutyChange
from delek.core.schedule.queries.duty import on_duty, rosters, shifts_of
from delek.core.timeline.actions import SYSTEM
from delek.core.timeline.models import Event
from tests.town import MORNING, Town

EVENING = MORNING + timedelta(hours=10)


@pytest.fixture
def worker(town: Town) -> Post:
    post = town.post("worker")
    plan_shifts(post=post, weekdays=[0], starts=time(9), ends=time(18), by=SYSTEM, at=MORNING)
    return post


def is_on(post: Post, at: object = MORNING) -> bool:
    return rosters([post], at)[post.pk].is_on(at)  # type: ignore[arg-type]


def test_a_planned_shift_is_duty(worker: Post) -> None:
    assert (is_on(worker), is_on(worker, EVENING)) == (True, False)


def test_planning_the_same_start_again_replaces_its_end(worker: Post) -> None:
    plan_shifts(post=worker, weekdays=[0, 0], starts=time(9), ends=time(12), by=SYSTEM, at=MORNING)
    assert [shift.ends for shift in shifts_of([worker])[worker.pk]] == [time(12)]


def test_a_cleared_plan_is_no_duty_and_its_clearing_an_event(worker: Post) -> None:
    clear_shifts(post=worker, by=SYSTEM, at=MORNING)
    assert is_on(worker) is False
    assert Event.objects.filter(subject_kind="post", verb="duty_planned").count() == 2


def test_off_duty_by_a_tap_lasts_until_the_shift_would_have_ended(worker: Post) -> None:
    go_off_duty(post=worker, at=MORNING)
    assert is_on(worker) is False
    assert rosters([worker], MORNING)[worker.pk].next_on(MORNING) == MORNING + timedelta(days=7, hours=-1)


def test_on_duty_beyond_the_plan_ends_by_itself_after_twelve_hours(worker: Post) -> None:
    go_on_duty(post=worker, at=EVENING)
    assert is_on(worker, EVENING + timedelta(hours=11)) is True
    assert is_on(worker, EVENING + timedelta(hours=12)) is False


def test_tapping_back_and_forth_leaves_the_plan_in_force(worker: Post) -> None:
    go_off_duty(post=worker, at=MORNING)
    go_on_duty(post=worker, at=MORNING)
    assert is_on(worker) is True
    assert DutyChange.objects.count() == 0


def test_off_duty_beyond_the_plan_ends_at_once(worker: Post) -> None:
    go_on_duty(post=worker, at=EVENING)
    go_off_duty(post=worker, at=EVENING + timedelta(hours=1))
    assert is_on(worker, EVENING + timedelta(hours=1)) is False


def test_no_event_tells_of_taps_and_the_night_deletes_them(worker: Post) -> None:
    before = Event.objects.count()
    go_off_duty(post=worker, at=MORNING)
    assert Event.objects.count() == before
    night = MORNING + timedelta(days=1)
    assert FORGETTINGS[0].blank(FORGETTINGS[0].due(night), night) == 1
    assert DutyChange.objects.count() == 0


def test_duty_of_many_costs_two_statements(town: Town, worker: Post) -> None:
    for posts in ([worker], [town.post(name) for name in ("worker", "worker2", "chief")]):
        with CaptureQueriesContext(
            connection,
        ) as statements:
            assert on_duty(posts, MORNING) == [worker]
        assert len(statements) == 2
