"""Asking somebody to come, as the resident does it."""

from datetime import time, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from delek.core.cases.models import Case, Report
from delek.core.people.actions import introduce
from delek.core.people.models import Person
from delek.core.schedule.actions.duty import go_off_duty, go_on_duty, plan_shifts
from delek.core.timeline.actions import SYSTEM
from tests.town import BEGINNING, MORNING, Town


@pytest.fixture
def served(town: Town, monkeypatch: pytest.MonkeyPatch) -> Town:
    """Two workers are on duty every day until eight."""
    at(monkeypatch, 0)
    for name in ("worker", "worker2"):
        plan_shifts(post=town.post(name), weekdays=range(7), starts=time(8), ends=time(20), by=SYSTEM, at=BEGINNING)
    return town


def at(monkeypatch: pytest.MonkeyPatch, minutes: float) -> None:
    monkeypatch.setattr("delek.web.staff.now", lambda: MORNING + timedelta(minutes=minutes))


def client(language: str = "en") -> Client:
    made = Client()
    made.cookies["language"] = language
    return made


def form(town: Town, **rest: str) -> dict[str, str]:
    return {"submission_id": str(uuid4()), "at": town.code(), "need": "call_care"} | rest


def ask(town: Town, language: str = "en", **rest: str) -> Any:
    return client(language).post("/staff/call", form(town, **rest))


def link(answer: Any) -> str:
    assert answer.status_code == 303
    return str(answer["Location"])


def do(town: Town, transition: str, who: str = "worker") -> Case:
    return town.move(Case.objects.get(), transition, who)


def test_the_form_asks_for_what_and_knows_the_point(served: Town) -> None:
    html = client().get("/staff/call", {"at": served.code()}).content.decode()
    assert "An older person needs help" in html
    assert f'name="at" value="{served.code()}"' in html
    assert 'name="place"' not in html


def test_a_call_leads_to_its_page_where_somebody_is_being_asked(served: Town) -> None:
    page = client().get(link(ask(served, text="二楼"))).content.decode()
    case = Case.objects.get()
    assert (case.flow, case.state, case.place, case.assignee) == (
        "call_over", "offered", served.points[10], served.post("worker"),
    )  # fmt: skip
    assert [said for said in ("Asking Grid worker", "You said: 二楼", "I no longer need it") if said not in page] == []


def test_medical_danger_leads_to_120_first_and_keeps_what_was_typed(served: Town) -> None:
    answer = ask(served, need="call_ill", text="心口疼")
    html = answer.content.decode()
    assert (answer.status_code, Case.objects.count()) == (422, 0)
    assert [part for part in ("Call 120 first", 'href="tel:120"', "心口疼") if part not in html] == []
    link(ask(served, need="call_ill", called="1"))
    assert Case.objects.get().category.key == "call_ill"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("need", "", "Please choose one."), ("need", "cable", "Please choose one."),
        ("phone", "call me", "This does not look like a phone number."), ("name", "x" * 81, "The name is too long."),
        ("text", "x" * 2001, "This is too long"), ("submission_id", "x", "Please look at 1 places below."),
        ("at", "forged", "Please choose one."),
    ],
)  # fmt: skip
def test_bad_input_is_said_and_kept(served: Town, field: str, value: str, said: str) -> None:
    answer = ask(served, **{"text": "二楼"} | {field: value})
    html = answer.content.decode()
    assert (answer.status_code, said in html, Case.objects.count()) == (422, True, 0)
    assert field == "text" or "二楼" in html


def test_nobody_on_duty_is_said_with_when_and_no_case_is_made(served: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, 12 * 60)
    page = client().get("/staff/call", {"at": served.code()}).content.decode()
    answer = ask(served, text="二楼")
    html = answer.content.decode()
    assert "Somebody is on duty again: tomorrow 08:00" in page
    assert "<textarea" not in page
    assert (answer.status_code, "二楼" in html, 'href="tel:12345"' in html, Case.objects.count()) == (
        409,
        True,
        True,
        0,
    )


def test_the_same_form_sent_twice_is_one_call_and_other_words_a_conflict(served: Town) -> None:
    sent = form(served)
    first, second = (client().post("/staff/call", sent) for _ in range(2))
    other = client().post("/staff/call", sent | {"text": "other"})
    assert (link(first) == link(second), other.status_code, Case.objects.count()) == (True, 409, 1)


def test_another_sites_form_is_refused(served: Town) -> None:
    answer = Client(headers={"sec-fetch-site": "cross-site"}).post("/staff/call", form(served))
    assert (answer.status_code, Case.objects.count()) == (403, 0)


def test_whom_the_resident_taps_is_asked_first(served: Town) -> None:
    go_on_duty(post=served.post("chief"), at=MORNING)
    link(ask(served, post=str(served.post("chief").pk)))
    assert Case.objects.get().assignee == served.post("chief")


def test_whoever_does_not_serve_here_is_not_asked_first(served: Town) -> None:
    link(ask(served, post=str(served.post("worker2").pk)))
    assert Case.objects.get().assignee == served.post("worker")


def test_the_page_shows_who_comes_as_they_agreed_and_only_once_they_come(served: Town) -> None:
    Person.objects.filter(login="worker").update(phone="13900000011")
    introduce(person=served.worker, shows=["name", "phone"], languages=[], by=SYSTEM, at=MORNING)
    address = link(ask(served))
    assert "扎西" not in client().get(address).content.decode()
    do(served, "take")
    page = client().get(address).content.decode()
    assert ("扎西 is on the way to you." in page, 'href="tel:13900000011"' in page) == (True, True)


def test_done_is_rated_and_closed_from_the_page(served: Town) -> None:
    address = link(ask(served))
    do(served, "take")
    do(served, "finish")
    assert 'name="rating"' in client().get(address).content.decode()
    answer = client().post(f"{address}/word", {"solved": "solved", "rating": "3", "text": "谢谢"})
    case = Case.objects.get()
    assert (answer.status_code, case.state, case.rating) == (303, "closed", 3)
    assert 'name="rating"' not in client().get(address).content.decode()


def test_a_call_cannot_be_reopened_but_the_page_says_so(served: Town) -> None:
    address = link(ask(served))
    do(served, "take")
    do(served, "finish")
    answer = client().post(f"{address}/reopen", {"text": "again"})
    assert (answer.status_code, Case.objects.get().state) == (409, "done")


def test_cancelling_twice_says_it_once_and_after_arrival_it_is_refused(served: Town) -> None:
    address = link(ask(served))
    answers = [client().post(f"{address}/cancel").status_code for _ in range(2)]
    assert (answers, Case.objects.get().state) == ([303, 303], "cancelled")
    assert "Cancelled. Whoever was asked has been told." in client().get(address).content.decode()
    Case.objects.update(state="arrived")
    assert client().post(f"{address}/cancel").status_code == 409


def test_a_report_cannot_be_cancelled_like_a_call(town: Town) -> None:
    token = town.open().token
    assert client().post(f"/r/{token}/cancel").status_code == 409
    assert client().get(f"/r/{token}/call").status_code == 404
    assert Case.objects.get().state == "received"


def test_a_strange_link_cancels_nothing(served: Town) -> None:
    ask(served)
    assert client().post("/r/strange/cancel").status_code == 404
    assert Case.objects.get().state == "offered"


def test_the_live_part_is_fresh_and_never_kept(served: Town) -> None:
    address = link(ask(served))
    do(served, "take")
    answer = client().get(f"{address}/call")
    assert ("On the way" in answer.content.decode(), answer["Cache-Control"]) == (True, "no-store")


def test_the_receipt_of_a_call_is_its_page(served: Town) -> None:
    address = link(ask(served))
    assert client().get(f"{address}/receipt")["Location"] == address


@pytest.mark.parametrize(("language", "said"), [("bo", "དྲ་མིག་པ་འབོད་བཞིན་ཡོད།"), ("zh-hans", "正在呼叫网格员")])
def test_the_page_speaks_the_readers_language(served: Town, language: str, said: str) -> None:
    assert said in client(language).get(link(ask(served, language))).content.decode()


def test_the_form_has_a_budget_whoever_is_on_duty(served: Town) -> None:
    counts = []
    client().get("/staff/call", {"at": served.code()})  # the place and the code are remembered from here on
    for name in ("worker", "chief"):
        go_on_duty(post=served.post(name), at=MORNING)
        with CaptureQueriesContext(connection) as statements:
            client().get("/staff/call", {"at": served.code()})
        counts.append(len(statements))
    assert counts == [3, 3]


def test_a_call_is_no_choice_of_the_report_page(served: Town) -> None:
    assert "call_care" not in client().get("/report", {"at": served.code()}).content.decode()


def test_nobody_left_goes_to_the_desk_and_says_so(served: Town) -> None:
    go_off_duty(post=served.post("worker2"), at=MORNING)
    address = link(ask(served))
    do(served, "pass")
    from delek.core.cases.actions import call_on

    call_on(at=MORNING)
    assert "The desk is arranging it." in client().get(address).content.decode()
    assert Report.objects.count() == 1
