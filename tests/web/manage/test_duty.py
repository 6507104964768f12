"""The duty plan as the office edits it."""

from datetime import time

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from delek.core.schedule.actions.duty import plan_shifts
from delek.core.schedule.models import Shift
from delek.core.timeline.actions import SYSTEM
from tests.town import BEGINNING, Town


def office(town: Town, name: str = "secretary") -> Client:
    client = Client()
    client.force_login(town.people[name])
    client.cookies["language"] = "en"
    return client


def given(town: Town, name: str = "worker", **rest: object) -> dict[str, object]:
    return {"post": town.post(name).pk, "weekdays": [0, 1], "starts": "09:00", "ends": "18:00"} | rest


def test_a_shift_is_planned_on_each_ticked_day(town: Town) -> None:
    assert office(town).post("/manage/duty/add", given(town)).status_code == 302
    assert list(Shift.objects.values_list("weekday", "starts")) == [(0, time(9)), (1, time(9))]
    assert "Mo Tu 09:00–18:00" in office(town).get("/manage/duty/").content.decode()


def test_a_plan_is_cleared(town: Town) -> None:
    office(town).post("/manage/duty/add", given(town))
    office(town).post(f"/manage/duty/{town.post('worker').pk}/clear")
    assert Shift.objects.count() == 0


@pytest.mark.parametrize("wrong", [{"weekdays": []}, {"weekdays": [7]}, {"starts": "x"}, {"post": 0}])
def test_bad_input_is_said_and_nothing_planned(town: Town, wrong: dict[str, object]) -> None:
    answer = office(town).post("/manage/duty/add", given(town, **wrong))
    assert (answer.status_code, 'class="error"' in answer.content.decode(), Shift.objects.count()) == (422, True, 0)


@pytest.mark.parametrize("name", ["worker", "dispatcher", "stranger", "auditor"])
def test_only_whoever_keeps_the_calendar_plans(town: Town, name: str) -> None:
    client = office(town, name)
    answers = [client.get("/manage/duty/"), client.post("/manage/duty/add", given(town))]
    assert ([a.status_code for a in answers], Shift.objects.count()) == ([404, 404], 0)


def test_another_communitys_post_is_not_found(town: Town) -> None:
    assert office(town).post(f"/manage/duty/{town.post('stranger').pk}/clear").status_code == 404
    assert office(town).post("/manage/duty/add", given(town, "stranger")).status_code == 422


def test_the_plan_costs_the_same_for_one_shift_and_for_many(town: Town) -> None:
    counts = []
    for days in ([0], range(7)):
        for name in ("worker", "worker2", "chief"):
            plan_shifts(post=town.post(name), weekdays=days, starts=time(9), ends=time(18), by=SYSTEM, at=BEGINNING)
        with CaptureQueriesContext(connection) as statements:
            office(town).get("/manage/duty/")
        counts.append(len(statements))
    assert counts[0] == counts[1]
