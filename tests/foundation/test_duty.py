"""When somebody is on duty: the week's plan, and what goes before it."""

from datetime import datetime, time, timedelta

from delek.foundation.clock import SHANGHAI
from delek.foundation.duty import Change, Roster, Weekly

MONDAY = datetime(2026, 9, 21, tzinfo=SHANGHAI)
OFFICE = Weekly(0, time(9), time(18))
NIGHT = Weekly(0, time(22), time(6))


def at(hour: float, day: int = 0) -> datetime:
    return MONDAY + timedelta(days=day, hours=hour)


def test_the_plan_holds_from_its_first_minute_to_before_its_last() -> None:
    roster = Roster((OFFICE,))
    assert [roster.is_on(at(h)) for h in (8.99, 9, 17.99, 18)] == [False, True, True, False]
    assert roster.is_on(at(10, day=1)) is False


def test_a_night_shift_ends_on_the_next_morning() -> None:
    roster = Roster((NIGHT,))
    assert [roster.is_on(moment) for moment in (at(21), at(23), at(5, 1), at(6, 1))] == [False, True, True, False]
    assert roster.until(at(23)) == at(6, 1)


def test_the_whole_day_is_a_shift_that_ends_when_it_starts() -> None:
    assert Roster((Weekly(0, time(0), time(0)),)).is_on(at(23.9)) is True


def test_the_newest_change_that_covers_a_moment_goes_before_the_plan_and_before_older_ones() -> None:
    off = Change(at(10), at(18), is_on=False)
    back = Change(at(12), at(13), is_on=True)
    roster = Roster((OFFICE,), (off, back))
    assert [roster.is_on(at(h)) for h in (9.5, 11, 12.5, 14)] == [True, False, True, False]


def test_next_is_now_on_duty_else_the_next_beginning_within_a_week() -> None:
    roster = Roster((OFFICE,))
    assert roster.next_on(at(10)) == at(10)
    assert roster.next_on(at(19)) == at(9, day=7)
    assert Roster().next_on(at(10)) is None


def test_next_after_a_change_is_where_the_plan_counts_again() -> None:
    assert Roster((OFFICE,), (Change(at(9), at(12), is_on=False),)).next_on(at(10)) == at(12)


def test_until_says_when_duty_ends() -> None:
    assert Roster((OFFICE,)).until(at(10)) == at(18)
    assert Roster().until(at(10)) is None
