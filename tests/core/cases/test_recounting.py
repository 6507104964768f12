"""A calendar that becomes known, or changes, under clocks that run."""

from datetime import date, datetime, time, timedelta

import pytest

from delek.core.cases.actions import follow_calendar, recounting, tell_of_clocks
from delek.core.cases.actions.clocks import in_working_days
from delek.core.cases.models import Case, Deadline, Notice
from delek.core.schedule.actions import clear_day, set_day, set_hours, set_year
from delek.core.schedule.models import CalendarChange
from delek.core.timeline.actions import SYSTEM
from delek.core.timeline.models import Event
from delek.core.timeline.queries import breaks, events_named
from delek.foundation.clock import SHANGHAI
from tests.town import MORNING, Town

NEW_YEAR = [date(2027, 1, day) for day in (1, 2, 3)]
SOON = timedelta(minutes=3)


def shanghai(year: int, month: int, day: int, hour: int = 10) -> datetime:
    return datetime(year, month, day, hour, tzinfo=SHANGHAI)


DECEMBER = shanghai(2026, 12, 28)


@pytest.fixture
def lamp(town: Town) -> Case:
    """Opened on 28 December, when nothing of the next year is known."""
    CalendarChange.objects.all().delete()
    return town.report("路灯不亮", category="lamp", at=DECEMBER).case


def enter(town: Town, at: datetime, days: int = 5) -> None:
    """The office enters 2027: the first days of January are off."""
    off = {date(2027, 1, 1) + timedelta(days=n): (False, "元旦") for n in range(days)}
    set_year(place=town.district, year=2027, days=off, source="通知", by=SYSTEM, at=at)


def solve() -> Deadline:
    return Deadline.objects.get(step="solve")


def test_a_year_that_is_entered_moves_what_was_reckoned_without_it(town: Town, lamp: Case) -> None:
    assert (solve().due_at, solve().calendar_known) == (shanghai(2027, 1, 6), False)
    enter(town, DECEMBER)
    assert follow_calendar(at=DECEMBER) == 0  # other processes may still reckon by the old one
    assert follow_calendar(at=DECEMBER + SOON) == 1
    assert (solve().due_at, solve().calendar_known) == (shanghai(2027, 1, 11), True)
    assert not CalendarChange.objects.exists()


def test_what_the_case_shows_as_due_moves_along(town: Town, lamp: Case) -> None:
    town.move(lamp, "accept", "dispatcher", DECEMBER)
    town.move(lamp, "dispatch", "dispatcher", DECEMBER, post=town.post("worker"))
    town.move(lamp, "arrive", "worker", DECEMBER)
    version = Case.objects.get().version
    enter(town, DECEMBER)
    follow_calendar(at=DECEMBER + SOON)
    case = Case.objects.get()
    assert (case.due_at, case.version) == (shanghai(2027, 1, 11), version)


def test_each_change_is_an_event_that_says_why_and_the_chain_holds(town: Town, lamp: Case) -> None:
    enter(town, DECEMBER)
    follow_calendar(at=DECEMBER + SOON)
    told = events_named("case", lamp.pk, "clock_recounted")
    because = Event.objects.get(verb="calendar_year_set", particulars__year=2027)
    assert [(e.particulars["step"], e.particulars["because"], e.particulars["why"]) for e in told] == [
        ("solve", because.pk, "calendar")
    ]
    before, due = (datetime.fromisoformat(told[0].particulars[key]) for key in ("before", "due"))
    assert (before, due) == (shanghai(2027, 1, 6), shanghai(2027, 1, 11))
    assert list(breaks([("case", lamp.pk)])) == []


def test_the_same_calendar_again_changes_and_tells_nothing(town: Town, lamp: Case) -> None:
    enter(town, DECEMBER)
    follow_calendar(at=DECEMBER + SOON)
    enter(town, DECEMBER + SOON)
    assert follow_calendar(at=DECEMBER + 2 * SOON) == 0
    assert Event.objects.filter(verb="clock_recounted").count() == 1


def test_one_day_changed_and_taken_back_moves_the_clock_there_and_back(town: Town, lamp: Case) -> None:
    day = set_day(
        place=town.community, day=date(2026, 12, 31), works=False, name="停电", source="", by=SYSTEM, at=DECEMBER
    )
    assert follow_calendar(at=DECEMBER + SOON) == 1
    assert solve().due_at == shanghai(2027, 1, 7)
    clear_day(row=day, by=SYSTEM, at=DECEMBER + SOON)
    assert follow_calendar(at=DECEMBER + 2 * SOON) == 1
    assert solve().due_at == shanghai(2027, 1, 6)


@pytest.mark.parametrize("day", [date(2026, 12, 25), date(2027, 1, 7)])
def test_a_day_outside_a_clocks_span_leaves_it(town: Town, lamp: Case, day: date) -> None:
    set_day(place=None, day=day, works=False, name="", source="", by=SYSTEM, at=DECEMBER)
    assert follow_calendar(at=DECEMBER + SOON) == 0
    assert solve().due_at == shanghai(2027, 1, 6)


def test_a_day_of_another_community_leaves_it(town: Town, lamp: Case) -> None:
    set_day(place=town.elsewhere, day=NEW_YEAR[0], works=False, name="", source="", by=SYSTEM, at=DECEMBER)
    assert follow_calendar(at=DECEMBER + SOON) == 0


def test_an_hour_on_the_wall_a_term_that_was_set_and_a_closed_case_stay(town: Town, lamp: Case) -> None:
    wire = town.report(at=DECEMBER).case
    town.move(lamp, "accept", "dispatcher", DECEMBER)
    town.move(lamp, "postpone", "dispatcher", DECEMBER, reason="等配件", until=shanghai(2027, 1, 12))
    gone = town.report("路灯坏了", category="lamp", at=DECEMBER).case
    town.move(gone, "decline", "dispatcher", DECEMBER, reason="重复")
    before = dict(Deadline.objects.values_list("pk", "due_at"))
    enter(town, DECEMBER)
    follow_calendar(at=DECEMBER + SOON)
    moved = {pk for pk, due in Deadline.objects.values_list("pk", "due_at") if due != before[pk]}
    assert set(Deadline.objects.filter(pk__in=moved).values_list("case", flat=True)) <= {lamp.pk}
    assert Deadline.objects.get(case=lamp, step="solve").due_at == shanghai(2027, 1, 12)
    assert Deadline.objects.filter(case=wire, pk__in=moved).count() == 0


def test_how_long_a_clock_stood_still_stays_its_own(town: Town, lamp: Case) -> None:
    town.move(lamp, "accept", "dispatcher", DECEMBER)
    town.pause(lamp, DECEMBER)
    town.move(lamp, "resume", "dispatcher", DECEMBER + timedelta(days=1))
    assert solve().due_at == shanghai(2027, 1, 7)
    enter(town, DECEMBER)
    follow_calendar(at=DECEMBER + timedelta(days=1))
    assert (solve().due_at, solve().stood) == (shanghai(2027, 1, 12), timedelta(days=1))


def shares() -> list[int]:
    return list(Notice.objects.filter(deadline__step="solve").order_by("pk").values_list("share", flat=True))


def at_work(town: Town, case: Case) -> None:
    town.move(case, "accept", "dispatcher", DECEMBER)
    town.move(case, "dispatch", "dispatcher", DECEMBER, post=town.post("worker"))
    town.move(case, "arrive", "worker", DECEMBER)


def test_half_is_not_told_twice(town: Town, lamp: Case) -> None:
    at_work(town, lamp)
    half = solve().half_at
    assert half is not None
    tell_of_clocks(at=half)
    enter(town, half)
    follow_calendar(at=half + SOON)
    assert (solve().told, solve().notice_at) == (50, shanghai(2027, 1, 11))
    tell_of_clocks(at=shanghai(2027, 1, 8, 18))
    assert shares() == [50]
    tell_of_clocks(at=shanghai(2027, 1, 11))
    assert shares() == [50, 100]


def test_an_end_that_was_told_and_no_longer_holds_is_told_when_it_comes_and_once(town: Town, lamp: Case) -> None:
    at_work(town, lamp)
    late = shanghai(2027, 1, 6)
    tell_of_clocks(at=late)
    enter(town, late)
    follow_calendar(at=late + SOON)
    assert tell_of_clocks(at=late + 2 * SOON) == 0
    tell_of_clocks(at=shanghai(2027, 1, 11))
    tell_of_clocks(at=shanghai(2027, 1, 12))
    assert shares() == [100, 100]


def test_many_cases_are_done_in_batches_and_none_is_left(
    town: Town, lamp: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recounting, "BATCH", 2)
    for _n in range(4):
        town.report("路灯不亮", category="lamp", at=DECEMBER)
    enter(town, DECEMBER)
    assert [follow_calendar(at=DECEMBER + SOON) for _turn in range(4)] == [2, 2, 1, 0]
    assert set(Deadline.objects.filter(step="solve").values_list("due_at", flat=True)) == {shanghai(2027, 1, 11)}


def test_one_case_that_fails_holds_up_no_other(town: Town, lamp: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    other = town.report("路灯坏了", category="lamp", at=DECEMBER).case
    real = recounting._follow

    def broken(change: CalendarChange, pk: int, at: datetime) -> int:
        if pk == lamp.pk:
            raise RuntimeError
        return real(change, pk, at)

    monkeypatch.setattr(recounting, "_follow", broken)
    enter(town, DECEMBER)
    assert follow_calendar(at=DECEMBER + SOON) == 1
    assert Deadline.objects.get(case=other, step="solve").due_at == shanghai(2027, 1, 11)
    monkeypatch.undo()
    assert follow_calendar(at=DECEMBER + SOON) == 0
    assert follow_calendar(at=DECEMBER + SOON + timedelta(hours=2)) == 1
    assert {row.due_at for row in Deadline.objects.filter(step="solve")} == {shanghai(2027, 1, 11)}
    assert not CalendarChange.objects.exists()


def test_other_office_hours_move_the_clocks_that_run(town: Town, lamp: Case) -> None:
    late = town.report("路灯坏了", category="lamp", at=shanghai(2026, 12, 28, 17)).case
    before = Deadline.objects.get(case=late, step="solve").due_at
    set_hours(place=town.community, spans=[(time(9), time(12)), (time(14), time(16))], by=SYSTEM, at=DECEMBER)
    assert follow_calendar(at=DECEMBER + SOON) > 0
    after = Deadline.objects.get(case=late, step="solve").due_at
    assert after != before and after == in_working_days(late, late.opened_at, 7, DECEMBER).due_at
    assert not CalendarChange.objects.exists()


def test_a_clock_reckoned_today_needs_nothing(town: Town) -> None:
    CalendarChange.objects.all().delete()
    town.report("路灯不亮", category="lamp", at=MORNING)
    set_day(place=None, day=date(2026, 10, 1), works=False, name="国庆节", source="", by=SYSTEM, at=MORNING)
    assert follow_calendar(at=MORNING + SOON) == 0
