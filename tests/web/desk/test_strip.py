"""The superior sees the days of the clock, and whoever dispatches sees who is on duty."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from delek.core.cases.models import Case
from delek.core.schedule.actions import set_day
from delek.core.schedule.actions.duty import go_off_duty, plan_shifts
from delek.core.timeline.actions import SYSTEM
from delek.foundation.clock import SHANGHAI
from delek.web.casework.nearby import near_staff
from delek.web.casework.strip import Strip, strip_of
from tests.town import MORNING, Town
from tests.web.desk.test_desk import signed_in


def passed_up(town: Town, at: datetime) -> Case:
    case = town.report("旧电线杆倾斜", category="pole", at=at).case
    town.move(case, "accept", "dispatcher", at)
    return town.move(case, "escalate", "dispatcher", at, place=town.department, question="谁来移杆？")


def strip(case: Case, at: datetime) -> Strip:
    found = strip_of(case, at, "zh-hans")
    assert found is not None
    return found


def test_the_strip_is_the_one_of_the_design(town: Town) -> None:
    """10 September at 16:02, seen on the 22nd: the Mid-Autumn day, the National Day and a worked Sunday lie in it."""
    case = passed_up(town, datetime(2026, 9, 10, 16, 2, tzinfo=SHANGHAI))
    seen = strip(case, datetime(2026, 9, 22, 10, tzinfo=SHANGHAI))
    assert (seen.whole, seen.used, seen.left, seen.late) == (15, 8, 7, 0)
    assert (seen.begins, seen.ends, len(seen.days)) == ("9月10日", "10月8日", 29)
    looks = [(day.number, day.look) for day in seen.days]
    assert [n for n, look in looks if look == "used"] == [11, 14, 15, 16, 17, 18, 20, 21]
    assert [n for n, look in looks if look in ("today", "due")] == [22, 8]
    assert [n for n, look in looks if look == "open"] == [23, 24, 28, 29, 30]
    assert (seen.away, seen.worked, seen.days[0].look) == (6, ("9月20日",), "off")


def test_when_it_is_over_the_strip_says_by_how_much(town: Town) -> None:
    case = passed_up(town, MORNING)
    seen = strip(case, MORNING + timedelta(days=40))
    assert (seen.used, seen.left, seen.late > 3) == (15, 0, True)
    assert seen.days[-1].look in ("late", "off")
    page = signed_in(town, "superior").get(f"/desk/cases/{case.pk}?lang=en").content.decode()
    assert "clock-strip" in page and "you see those that came up to you" in page


def test_a_day_off_that_is_entered_moves_the_strip(town: Town) -> None:
    case = passed_up(town, MORNING)
    before = strip(case, MORNING).left
    set_day(place=None, day=date(2026, 9, 23), works=False, name="", source="", by=SYSTEM, at=MORNING)
    assert strip(case, MORNING).left == before - 1  # until the clock itself is reckoned anew


def test_without_a_superior_there_is_no_strip(town: Town) -> None:
    case = town.report("路灯不亮", category="lamp").case
    assert strip_of(case, MORNING, "zh-hans") is None
    assert "clock-strip" not in signed_in(town, "dispatcher").get(f"/desk/cases/{case.pk}").content.decode()


def duty(town: Town, who: str, weekday: int = 0) -> None:
    plan_shifts(post=town.post(who), weekdays=[weekday], starts=time(8), ends=time(18), by=SYSTEM, at=MORNING)


def test_who_is_on_duty_stands_first_then_the_nearest(town: Town) -> None:
    case, dispatcher = town.report().case, town.standing("dispatcher")
    logins = [hand.post.person.login for hand in near_staff(case, dispatcher, MORNING)]
    assert logins[-1] == "worker2"
    duty(town, "worker2")
    hands = near_staff(case, dispatcher, MORNING)
    assert next((h.post.person.login, h.is_on, h.is_near) for h in hands) == ("worker2", True, False)
    duty(town, "worker")
    assert [h.post.person.login for h in near_staff(case, dispatcher, MORNING)][:2] == ["worker", "worker2"]
    go_off_duty(post=town.post("worker"), at=MORNING)
    assert next(h.post.person.login for h in near_staff(case, dispatcher, MORNING)) == "worker2"


def test_the_case_marks_duty_and_says_when_somebody_is_next(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("delek.web.staff.now", lambda: MORNING)
    duty(town, "worker"), duty(town, "worker2", weekday=1)
    page = signed_in(town, "dispatcher").get(f"/desk/cases/{town.report().case.pk}?lang=zh-hans").content.decode()
    assert page.count('class="is-on"') == 1
    assert "下次在岗：9月22日 08:00" in page


def test_duty_costs_two_statements_at_any_number(
    town: Town, django_assert_num_queries: Any
) -> None:
    case, dispatcher = town.report().case, town.standing("dispatcher")
    near_staff(case, dispatcher, MORNING)
    with django_assert_num_queries(4):
        near_staff(case, dispatcher, MORNING)
    duty(town, "worker"), duty(town, "worker2")
    with django_assert_num_queries(4):
        near_staff(case, dispatcher, MORNING)
