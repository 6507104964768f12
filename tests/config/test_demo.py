"""The model community: its year ends today, its office is full, its storm is one."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from delek.config.demo import build as demo
from delek.config.demo.days import first_day, moved
from delek.config.demo.town import DEPARTMENTS
from delek.core.cases.models import Case
from delek.core.cases.queries.desk import group_of, soon_until, todo
from delek.core.people.models import Person
from delek.core.people.queries import standing_of
from delek.foundation.working_time import WorkingCalendar

AT = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)  # a Tuesday, 11:00 in the office
GOLDEN_WEEK = {date(2026, 10, day): False for day in range(1, 9)} | {date(2026, 10, 10): True}
DAYS = [
    AT,
    datetime(2026, 10, 9, 3, tzinfo=UTC),
    datetime(2027, 1, 10, 12, tzinfo=UTC),
    datetime(2026, 4, 30, tzinfo=UTC),
]
REPORTS = json.loads((Path(demo.__file__).with_name("data") / "reports.json").read_text())


def moments(row: dict[str, list[dict[str, str]]]) -> list[datetime]:
    return [datetime.fromisoformat(step["at"]) for step in row["steps"]]


@pytest.mark.parametrize("at", DAYS, ids=lambda at: at.date().isoformat())
def test_the_story_ends_today_and_never_ahead(at: datetime) -> None:
    ends = [max(moments(row)) + by for row, by in moved(REPORTS, at=at, calendar=WorkingCalendar(days=GOLDEN_WEEK))]
    assert len(ends) == 76
    assert at - timedelta(days=2) < max(ends) <= at
    assert sum(at - end < timedelta(days=14) for end in ends) >= 2


@pytest.mark.parametrize("at", DAYS, ids=lambda at: at.date().isoformat())
def test_the_first_report_lies_early_in_the_year_or_60_days_back(at: datetime) -> None:
    told = moved(REPORTS, at=at, calendar=WorkingCalendar(days=GOLDEN_WEEK))
    opened = [datetime.fromisoformat(row["opened"]) + by for row, by in told]
    assert opened == sorted(opened)
    assert abs(opened[0].date() - first_day(at)) <= timedelta(days=14)


def test_nothing_ordinary_is_done_by_staff_on_a_holiday() -> None:
    calendar = WorkingCalendar(days=GOLDEN_WEEK)
    for row, by in moved(REPORTS, at=datetime(2026, 10, 20, tzinfo=UTC), calendar=calendar):
        for step, moment in zip(row["steps"], moments(dict(row)), strict=True):
            if "who" in step and row["urgency"] == "ordinary" and moment.isoweekday() <= 5:
                assert calendar.is_working_day((moment + by).date()), row["number"]


@pytest.mark.django_db
def test_the_office_stands_in_a_full_morning() -> None:
    assert demo.build(stage="office", at=AT)
    year = list(Case.objects.filter(flow="report").order_by("opened_at"))
    held = {case.holder.key for case in year if case.state in ("escalated", "superior")}
    assert held == {f"department:{key}" for key in DEPARTMENTS}
    assert sum(case.state in ("escalated", "superior") for case in year) == 5
    assert sum(case.closed_at is not None for case in year) == 71
    assert len(year) == 93
    assert [case for case in year if case.changed_at > AT or case.opened_at > AT] == []
    until = soon_until(standing_of(Person.objects.get(login="dispatcher1"), AT), AT)
    groups = {group_of(case, AT, until) for case in year if case.closed_at is None}
    assert groups == {"new", "spoke", "check", "late", "back", "soon", "other"}
    assert {case.solved for case in year} == {"", "solved", "half", "not"}
    assert {case.rating for case in year} == {None, 2, 3, 4}
    assert sum(case.reopened for case in year) == 7
    worker = standing_of(Person.objects.get(login="worker3"), AT)
    assert todo(worker).count() == 3


@pytest.mark.django_db
def test_the_storm_brings_a_hundred_reports_in_ten_minutes() -> None:
    assert demo.build(stage="storm", at=AT)
    opened = Case.objects.values_list("opened_at", flat=True)
    assert len(opened) == 100
    assert {case for case in opened if not AT - timedelta(minutes=10) <= case <= AT} == set()


@pytest.mark.django_db
def test_a_filled_database_is_left_alone() -> None:
    assert demo.build(stage="empty", at=AT)
    assert not demo.build(stage="year", at=AT)
