"""Working time: limits counted in office hours."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delek.foundation.clock import SHANGHAI
from delek.foundation.working_time import HORIZON_DAYS, OfficeHours, WorkingCalendar

# In 2026 the autumn holiday closes 1 to 7 October; Saturday 10 October is worked to make up for it.
HOLIDAY = {date(2026, 10, day): False for day in range(1, 8)} | {date(2026, 10, 10): True}
CALENDAR = WorkingCalendar(days=HOLIDAY)

AUGUST = datetime(2026, 8, 1, tzinfo=UTC)
MOMENTS = st.builds(
    lambda after, tz: (AUGUST + after).astimezone(tz),
    st.timedeltas(timedelta(), timedelta(days=120)),
    st.sampled_from([SHANGHAI, UTC]),
)
AMOUNTS = st.timedeltas(timedelta(), timedelta(days=9))


def at(month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("day", "worked"),
    [(date(2026, 9, 30), True), (date(2026, 10, 1), False), (date(2026, 10, 10), True), (date(2026, 10, 11), False)],
)
def test_what_is_announced_goes_before_the_weekday(day: date, worked: bool) -> None:
    assert CALENDAR.is_working_day(day) is worked


def test_a_year_is_known_once_anything_is_announced_for_it() -> None:
    assert [CALENDAR.is_known_year(year) for year in (2026, 2027)] == [True, False]


@pytest.mark.parametrize(
    ("start", "hours", "due"),
    [
        (at(9, 14, 9, 30), 1, at(9, 14, 10, 30)),
        (at(9, 14, 12, 30), 1, at(9, 14, 16, 0)),
        (at(9, 14, 12, 0), 1, at(9, 14, 13, 0)),
        (at(9, 14, 17, 30), 1, at(9, 15, 10, 0)),
        (at(9, 18, 17, 30), 1, at(9, 21, 10, 0)),
        (at(9, 30, 17, 30), 1, at(10, 8, 10, 0)),
        (at(10, 9, 17, 30), 1, at(10, 10, 10, 0)),
        (at(9, 20, 3, 0), 0, at(9, 20, 3, 0)),
    ],
)
def test_hours_are_counted_only_while_the_office_is_open(start: datetime, hours: int, due: datetime) -> None:
    assert CALENDAR.add_working_time(start, timedelta(hours=hours)) == due


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        (at(9, 14, 10, 0), 1, at(9, 15, 10, 0)),
        (at(9, 14, 20, 0), 1, at(9, 15, 18, 0)),
        (at(9, 19, 10, 0), 1, at(9, 21, 18, 0)),
        (at(9, 30, 10, 0), 2, at(10, 9, 10, 0)),
        (at(9, 14, 10, 0), 7, at(9, 23, 10, 0)),
    ],
)
def test_working_days_end_at_the_same_time_of_day_or_at_closing(start: datetime, days: int, due: datetime) -> None:
    assert CALENDAR.add_working_days(start, days) == due


def test_moments_come_out_in_the_offices_time_zone() -> None:
    due = CALENDAR.add_working_time(at(9, 14, 10, 0).astimezone(UTC), timedelta(hours=1))
    assert due.isoformat() == "2026-09-14T11:00:00+08:00"


def test_between_counts_office_hours_and_knows_the_direction() -> None:
    assert CALENDAR.working_time_between(at(9, 30), at(10, 9)) == timedelta(hours=12)
    assert CALENDAR.working_time_between(at(10, 9), at(9, 30)) == timedelta(hours=-12)
    assert CALENDAR.working_time_between(at(10, 1), at(10, 8, 9, 30)) == timedelta()


@given(MOMENTS, AMOUNTS)
def test_between_undoes_add(start: datetime, amount: timedelta) -> None:
    assert CALENDAR.working_time_between(start, CALENDAR.add_working_time(start, amount)) == amount


@given(MOMENTS, MOMENTS, AMOUNTS)
def test_who_starts_later_is_never_due_earlier(one: datetime, other: datetime, amount: timedelta) -> None:
    early, late = sorted((one, other))
    assert CALENDAR.add_working_time(early, amount) <= CALENDAR.add_working_time(late, amount)


@given(MOMENTS, AMOUNTS, AMOUNTS)
def test_more_to_do_is_never_due_earlier(start: datetime, one: timedelta, other: timedelta) -> None:
    less, more = sorted((one, other))
    assert CALENDAR.add_working_time(start, less) <= CALENDAR.add_working_time(start, more)


@given(MOMENTS, MOMENTS, MOMENTS)
def test_working_time_adds_up_over_a_moment_between(a: datetime, b: datetime, c: datetime) -> None:
    between = CALENDAR.working_time_between
    assert between(a, b) + between(b, c) == between(a, c)


def test_an_office_closed_for_years_is_an_error_and_not_an_endless_loop() -> None:
    first = date(2026, 9, 14)
    closed = WorkingCalendar(days={first + timedelta(days=n): False for n in range(HORIZON_DAYS)})
    with pytest.raises(ValueError, match="not reached"):
        closed.add_working_time(at(9, 14), timedelta(hours=1))


@pytest.mark.parametrize("start", [at(9, 14), datetime(9999, 12, 30, tzinfo=SHANGHAI)])
def test_more_than_the_calendar_can_hold_is_an_error(start: datetime) -> None:
    with pytest.raises(ValueError, match="not reached"):
        CALENDAR.add_working_time(start, timedelta.max)


def test_negative_amounts_and_moments_without_time_zone_are_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        CALENDAR.add_working_days(at(9, 14), -1)
    with pytest.raises(ValueError, match="time zone"):
        CALENDAR.add_working_time(at(9, 14).replace(tzinfo=None), timedelta(hours=1))
    with pytest.raises(ValueError, match="time zone"):
        CALENDAR.working_time_between(at(9, 14), at(9, 15).replace(tzinfo=None))


@pytest.mark.parametrize(
    "spans",
    [(), ((time(10), time(9)),), ((time(9), time(12)), (time(11), time(14)))],
)
def test_office_hours_must_be_in_order_and_apart(spans: tuple[tuple[time, time], ...]) -> None:
    with pytest.raises(ValueError, match="at least one span"):
        OfficeHours(spans)


def test_a_full_day_in_tibet_has_six_hours() -> None:
    assert OfficeHours().length == timedelta(hours=6)
