"""Calls on the desk: their own group, somebody sent, or nobody."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from delek.core.cases.actions import Submission, call_on, call_over
from delek.core.cases.models import Case, Category
from tests.town import MORNING, Town


@pytest.fixture
def desk(town: Town, monkeypatch: pytest.MonkeyPatch) -> Client:
    """A call that nobody could take, and a report."""
    monkeypatch.setattr("delek.web.staff.now", lambda: MORNING + timedelta(minutes=7))
    town.report()
    submission = Submission(
        submission_id=uuid4(), community=town.community, place=town.points[10], language="bo",
        category=Category.objects.get(key="call_care"), flow="call_over",
    )  # fmt: skip
    call_over(submission=submission, at=MORNING)
    call_on(at=MORNING + timedelta(minutes=6))
    return as_(town, "dispatcher")


def as_(town: Town, name: str) -> Client:
    client = Client()
    client.force_login(town.people[name])
    client.cookies["language"] = "en"
    return client


def call() -> Case:
    return Case.objects.get(flow="call_over")


def test_calls_stand_first_under_their_own_heading(desk: Client) -> None:
    html = desk.get("/desk/queue").content.decode()
    assert html.index("Called over") < html.index("An older person") < html.index("New")


def test_the_desk_sends_somebody(desk: Client, town: Town) -> None:
    html = desk.get(f"/desk/cases/{call().pk}?do=dispatch").content.decode()
    assert "The desk has sent somebody to you." in html
    given = {
        "transition": "dispatch", "version": call().version, "post": town.post("worker").pk, "sentence_bo": "ལན།",
        "sentence_zh": "派人来了。", "sentence_en": "x",
    }  # fmt: skip
    assert desk.post(f"/desk/cases/{call().pk}/moves", given).status_code == 302
    assert (call().state, call().assignee) == ("coming", town.post("worker"))


def test_the_steps_that_happen_by_themselves_are_not_offered(desk: Client) -> None:
    html = desk.get(f"/desk/cases/{call().pk}").content.decode()
    assert [name for name in ("Ask the nearest", "No answer", "To the desk<") if f">{name}" in html] == []


def test_a_closed_call_is_found_among_the_closed(desk: Client) -> None:
    given = {"transition": "nobody", "version": call().version, "sentence_bo": "ལན།", "sentence_zh": "没有人能来。"}
    desk.post(f"/desk/cases/{call().pk}/moves", given)
    assert call().state == "nobody"
    open_page = f"/desk/cases/{call().pk}?view="
    assert open_page + "done" in desk.get("/desk/queue?view=done").content.decode()
    assert open_page not in desk.get("/desk/queue?view=now").content.decode()


def test_another_communitys_desk_finds_no_call(desk: Client, town: Town) -> None:
    stranger = as_(town, "stranger")
    assert stranger.get(f"/desk/cases/{call().pk}").status_code == 404
    assert call().label not in stranger.get("/desk/queue").content.decode()
