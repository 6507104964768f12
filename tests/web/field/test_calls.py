"""Calls and duty on the workers' phone."""

from datetime import time, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from delek.core.cases.actions import Submission, call_on, call_over
from delek.core.cases.models import Case, Category
from delek.core.people.actions import add_person, appoint
from delek.core.people.models import PostKind
from delek.core.schedule.actions.duty import go_on_duty, plan_shifts
from delek.core.schedule.models import DutyChange
from delek.core.schedule.queries.duty import on_duty
from delek.core.timeline.actions import SYSTEM
from tests.town import BEGINNING, MORNING, Town


@pytest.fixture
def called(town: Town, monkeypatch: pytest.MonkeyPatch) -> Town:
    """A resident calls somebody over at point 10; both workers are on duty."""
    monkeypatch.setattr("delek.web.staff.now", lambda: MORNING)
    for name in ("worker", "worker2"):
        plan_shifts(post=town.post(name), weekdays=range(7), starts=time(8), ends=time(20), by=SYSTEM, at=BEGINNING)
    call(town)
    return town


def call(town: Town) -> Case:
    submission = Submission(
        submission_id=uuid4(), community=town.community, place=town.points[10], language="bo", description="གཉིས་པ།",
        category=Category.objects.get(key="call_care"), flow="call_over", phone="13900000001",
    )  # fmt: skip
    return call_over(submission=submission, at=MORNING).report.case


def phone(town: Town, name: str = "worker") -> Client:
    client = Client()
    client.force_login(town.people[name])
    client.cookies["language"] = "en"
    return client


def tap(town: Town, transition: str, name: str = "worker", **rest: str) -> int:
    case = Case.objects.get()
    return phone(town, name).post(f"/field/cases/{case.pk}/tap", {"transition": transition} | rest).status_code


def test_a_call_stands_on_top_with_its_two_taps(called: Town) -> None:
    html = phone(called).get("/field/").content.decode()
    assert [part for part in ("An older person needs help", 'value="take"', 'value="pass"') if part not in html] == []
    assert html.index("Called over") < html.index("You are on duty.")
    assert 'value="take"' not in phone(called, "worker2").get("/field/").content.decode()


def test_one_tap_takes_it_arrives_and_is_done(called: Town) -> None:
    states = []
    for transition in ("take", "arrive", "finish"):
        tap(called, transition)
        states.append(Case.objects.get().state)
    assert states == ["coming", "arrived", "done"]


def test_one_tap_passes_it_to_the_next(called: Town) -> None:
    tap(called, "pass")
    assert Case.objects.get().assignee == called.post("worker2")
    assert 'value="take"' in phone(called, "worker2").get("/field/calls").content.decode()


def test_whoever_taps_too_late_is_told_and_nothing_moves(called: Town) -> None:
    call_on(at=MORNING + timedelta(minutes=2))
    assert tap(called, "take") == 409
    assert (Case.objects.get().state, Case.objects.get().assignee) == ("offered", called.post("worker2"))
    case = Case.objects.get()
    html = phone(called).post(f"/field/cases/{case.pk}/tap", {"transition": "take"}).content.decode()
    assert "Somebody else was asked meanwhile." in html


def test_a_tap_on_an_old_page_moves_nothing(called: Town) -> None:
    assert tap(called, "take", version="1") == 409
    assert Case.objects.get().state == "offered"


@pytest.mark.parametrize("name", ["worker2", "stranger"])
def test_whoever_was_not_asked_finds_no_call(called: Town, name: str) -> None:
    case = Case.objects.get()
    client = phone(called, name)
    found = [client.get(f"/field/cases/{case.pk}").status_code, tap(called, "take", name)]
    assert (found, Case.objects.get().state) == ([404, 404], "offered")


@pytest.mark.parametrize("transition", ["dispatch", "to_desk", "confirm", "close", "x", ""])
def test_no_other_step_is_a_tap(called: Town, transition: str) -> None:
    assert tap(called, transition) == 404


def test_a_report_is_not_moved_by_a_tap(town: Town) -> None:
    case = town.report().case
    town.move(case, "accept", "dispatcher")
    town.move(case, "dispatch", "dispatcher", post=town.post("worker"))
    client = phone(town)
    assert client.post(f"/field/cases/{case.pk}/tap", {"transition": "arrive"}).status_code == 409
    assert Case.objects.get().state == "dispatched"


def test_the_number_is_shown_on_demand_and_the_look_recorded(called: Town) -> None:
    case = Case.objects.get()
    assert "13900000001" not in phone(called).get(f"/field/cases/{case.pk}").content.decode()
    assert "13900000001" in phone(called).post(f"/field/cases/{case.pk}/reporter").content.decode()


def test_one_tap_goes_off_duty_and_back(called: Town) -> None:
    client = phone(called)
    client.post("/field/duty", {"do": "off"})
    html = client.get("/field/").content.decode()
    assert (on_duty([called.post("worker")], MORNING), "You are not on duty." in html) == ([], True)
    client.post("/field/duty", {"do": "on"})
    assert on_duty([called.post("worker")], MORNING) == [called.post("worker")]
    assert DutyChange.objects.count() == 0


def test_duty_is_a_form_not_a_link(called: Town) -> None:
    assert phone(called).get("/field/duty").status_code == 405


def test_a_volunteer_may_be_called_but_handles_no_reports(called: Town) -> None:
    person = add_person(login="volunteer", name="卓嘎", by=SYSTEM, at=BEGINNING)
    kind = PostKind.objects.get(key="volunteer")
    post = appoint(person=person, kind=kind, place=called.grids[3], by=SYSTEM, at=BEGINNING)
    called.people["volunteer"] = person
    go_on_duty(post=post, at=MORNING)
    tap(called, "pass")
    assert Case.objects.get().assignee == post
    assert (tap(called, "take", "volunteer"), Case.objects.get().state) == (302, "coming")
    report = called.report().case
    called.move(report, "accept", "dispatcher")
    assert phone(called, "volunteer").get(f"/field/cases/{report.pk}").status_code == 404


def test_the_page_costs_the_same_for_one_call_and_for_three(called: Town) -> None:
    counts = []
    for more in (0, 4):
        for _ in range(more):
            call(called)
        with CaptureQueriesContext(connection) as statements:
            phone(called).get("/field/")
        counts.append(len(statements))
    assert counts[0] == counts[1]
