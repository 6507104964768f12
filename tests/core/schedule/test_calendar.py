"""The calendar in layers: what is known, who says so, and what it makes of a limit."""

from datetime import date, datetime, time, timedelta

import pytest

from delek.core.cases.models import Deadline
from delek.core.places.models import Place
from delek.core.schedule.actions import clear_day, load_national_years, set_day, set_hours, set_year
from delek.core.schedule.actions.national import announced
from delek.core.schedule.models import CalendarDay, CalendarYear
from delek.core.schedule.queries import days_of, working_calendar, year_of, years_missing
from delek.core.timeline.actions import SYSTEM, person
from delek.core.timeline.models import Event
from delek.foundation.clock import SHANGHAI
from tests.town import BEGINNING, MORNING, Town

LOSAR = date(2027, 2, 7)


def shanghai(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=SHANGHAI)


def enter_losar(place: Place, at: datetime = MORNING) -> None:
    """The year 2027 as an office might enter it: the eve is a worked Saturday, then eight days off."""
    days = {LOSAR + timedelta(days=n): (False, "藏历新年") for n in range(8)}
    days[date(2027, 2, 6)] = (True, "调休上班")
    set_year(place=place, year=2027, days=days, source="自治区通知", by=SYSTEM, at=at)


def test_an_announced_year_has_its_days_in_lieu_and_its_worked_weekends() -> None:
    year = announced(range(2026, 2027))[2026]
    assert year[date(2026, 2, 20)][0] is False  # in lieu
    assert {day for day, (works, _name) in year.items() if works} == {
        date(2026, 1, 4), date(2026, 2, 14), date(2026, 2, 28), date(2026, 5, 9), date(2026, 9, 20), date(2026, 10, 10),
    }  # fmt: skip
    assert (year[date(2026, 10, 1)], len(year)) == ((False, "国庆节"), 28)


def test_a_year_that_was_not_announced_is_left_out_though_the_package_reckons_its_feasts() -> None:
    found = announced(range(2024, 2101))
    assert 2026 in found and 2099 not in found and 2100 not in found


def test_the_start_set_knows_this_year_and_is_entered_once(town: Town) -> None:
    there = CalendarDay.objects.filter(place=None, day__year=2026)
    assert (there.count(), there.filter(works=True).count()) == (28, 6)
    assert load_national_years(BEGINNING) == []
    assert Event.objects.filter(verb="calendar_year_set", particulars__year=2026).count() == 1
    assert not CalendarYear.objects.filter(year=2099).exists()


def test_a_newer_package_adds_what_is_missing_and_leaves_what_somebody_changed(town: Town) -> None:
    CalendarYear.objects.filter(place=None).update(source="holidays 0.1")
    CalendarYear.objects.filter(place=None, year=2025).delete()
    CalendarDay.objects.filter(place=None, day=date(2026, 10, 1)).update(name="改过")
    assert load_national_years(BEGINNING) == [2025]
    assert CalendarDay.objects.get(place=None, day=date(2026, 10, 1)).name == "改过"


def test_the_nearer_layer_wins_and_a_day_taken_back_is_as_before(town: Town) -> None:
    region = Place.objects.get(key="region")
    for place, works in ((region, False), (town.community, True)):
        set_day(place=place, day=date(2026, 8, 20), works=works, name="雪顿节", source="通知", by=SYSTEM, at=MORNING)
    assert working_calendar(town.elsewhere, MORNING).is_working_day(date(2026, 8, 20)) is False
    assert working_calendar(town.points[10], MORNING).is_working_day(date(2026, 8, 20)) is True
    clear_day(row=next(d for d in days_of(town.community, 2026) if d.place == town.community), by=SYSTEM, at=MORNING)
    assert working_calendar(town.points[10], MORNING).is_working_day(date(2026, 8, 20)) is False


def test_a_year_is_known_when_a_layer_says_so_not_by_a_single_day(town: Town) -> None:
    set_day(place=town.community, day=LOSAR, works=False, name="藏历新年", source="通知", by=SYSTEM, at=MORNING)
    assert not working_calendar(town.community, MORNING).is_known_year(2027)
    enter_losar(town.district)
    assert working_calendar(town.community, MORNING).is_known_year(2027)
    assert not working_calendar(Place.objects.get(key="region"), MORNING).is_known_year(2027)
    found = year_of(town.community, 2027)
    assert found is not None and (found.place, found.source) == (town.district, "自治区通知")


def test_who_entered_a_day_is_kept(town: Town) -> None:
    by = person(town.administrator.pk)
    row = set_day(place=town.community, day=LOSAR, works=False, name="藏历新年", source="通知", by=by, at=MORNING)
    assert (row.entered_by, row.entered_at) == (town.administrator, MORNING)


@pytest.mark.parametrize(
    ("at", "missing"),
    [
        (shanghai(2026, 10, 31, 23, 59), []), (shanghai(2026, 11, 1), [2027]), (shanghai(2026, 12, 31), [2027]),
        (shanghai(2027, 1, 1), [2027]),
    ],
)  # fmt: skip
def test_from_the_first_of_november_the_next_year_is_missed(town: Town, at: datetime, missing: list[int]) -> None:
    assert years_missing(town.community, at) == missing
    enter_losar(town.district)
    assert years_missing(town.community, at) == []


def test_at_18_29_on_the_eve_of_losar_one_minute_counts_and_the_rest_after_the_feast(town: Town) -> None:
    enter_losar(town.district)
    hours = [(time(9, 30), time(13)), (time(15, 30), time(18, 30))]
    set_hours(place=town.community, spans=hours, by=SYSTEM, at=MORNING)
    town.report("路灯不亮", category="lamp", at=shanghai(2027, 2, 6, 18, 28))
    clocks = {row.step: (row.due_at, row.calendar_known) for row in Deadline.objects.all()}
    assert clocks["acknowledge"] == (shanghai(2027, 2, 15, 18, 28), True)
    assert clocks["on_site"] == (shanghai(2027, 2, 16, 18, 28), True)


def test_after_closing_on_the_eve_of_losar_nothing_counts_before_the_feast_is_over(town: Town) -> None:
    enter_losar(town.district)
    town.report("路灯不亮", category="lamp", at=shanghai(2027, 2, 6, 18, 28))
    assert Deadline.objects.get(step="acknowledge").due_at == shanghai(2027, 2, 15, 18)


def test_a_hanging_wire_waits_for_no_feast(town: Town) -> None:
    enter_losar(town.district)
    town.report(at=shanghai(2027, 2, 6, 18, 28))
    assert Deadline.objects.get(step="acknowledge").due_at == shanghai(2027, 2, 6, 20, 28)


def test_a_limit_that_reaches_into_an_unknown_year_says_so(town: Town) -> None:
    town.report("路灯不亮", category="lamp", at=shanghai(2026, 12, 28, 10))
    known = dict(Deadline.objects.values_list("step", "calendar_known"))
    assert known == {"acknowledge": True, "on_site": True, "solve": False}


@pytest.mark.parametrize(
    ("opened", "due"),
    [
        (shanghai(2026, 9, 21, 9, 28), shanghai(2026, 9, 21, 18)),
        (shanghai(2026, 9, 21, 9, 30), shanghai(2026, 9, 21, 18)),
        (shanghai(2026, 9, 21, 13), shanghai(2026, 9, 22, 13)),
        (shanghai(2026, 9, 21, 15, 30), shanghai(2026, 9, 22, 13)),
        (shanghai(2026, 9, 21, 18), shanghai(2026, 9, 22, 18)),
        (shanghai(2026, 9, 24, 18), shanghai(2026, 9, 28, 18)),
        (shanghai(2026, 9, 30, 17, 59), shanghai(2026, 10, 8, 17, 59)),
    ],
)  # fmt: skip
def test_the_edges_of_the_office_hours_are_exact(town: Town, opened: datetime, due: datetime) -> None:
    town.report("路灯不亮", category="lamp", at=opened)
    assert Deadline.objects.get(step="acknowledge").due_at == due
