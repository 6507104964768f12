"""Signing in: wrong tries wait, sessions end, everybody finds their room."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from delek.core.people.actions import add_person
from delek.core.timeline.actions import SYSTEM
from delek.foundation import clock
from delek.web import staff
from delek.web.signin import TRIES, Tries
from tests.town import BEGINNING, Town

RIGHT = "a right password"


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    TRIES.forget()


def test_the_wait_doubles_from_thirty_seconds_to_an_hour() -> None:
    tries, waits = Tries(), []
    for _ in range(19):
        tries.failed("tashi", "10.0.0.1", 0)
        waits.append(tries.wait("Tashi", "10.0.0.1", 0))
    assert waits == [0] * 9 + [30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600]
    assert tries.wait("tashi", "10.0.0.1", 3601) == 0
    assert tries.wait("tashi", "10.0.0.2", 0) == 0


def test_a_login_that_does_not_exist_waits_like_one_that_does(db: Any) -> None:
    add_person(login="tashi", name="扎西", by=SYSTEM, at=BEGINNING, password=RIGHT)
    for login in ("tashi", "nobody"):
        for _ in range(10):
            Client().post("/account/login/?lang=en", {"login": login, "password": "wrong"})
        answer = Client().post("/account/login/?lang=en", {"login": login, "password": RIGHT})
        assert "Too many wrong tries" in answer.content.decode()


def test_the_right_password_signs_in_and_leads_on(town: Town) -> None:
    town.dispatcher.set_password(RIGHT)
    town.dispatcher.save()
    client = Client()
    answer = client.post("/account/login/", {"login": "Dispatcher", "password": RIGHT})
    assert (answer.status_code, answer["Location"]) == (302, "/start")


@pytest.mark.parametrize(
    ("who", "room"),
    [("dispatcher", "/desk/"), ("superior", "/desk/"), ("worker", "/field/"), ("administrator", "/manage/")],
)
def test_everybody_finds_their_room(town: Town, who: str, room: str) -> None:
    client = Client()
    client.force_login(town.people[who])
    assert client.get("/start")["Location"] == room


def test_without_a_post_a_page_says_so(town: Town) -> None:
    client = Client()
    client.force_login(add_person(login="new", name="新来", by=SYSTEM, at=BEGINNING))
    assert "No post yet" in client.get("/start?lang=en").content.decode()


def test_a_session_ends_after_thirty_idle_minutes(town: Town, monkeypatch: Any) -> None:
    client, begin = Client(), clock.now()
    client.force_login(town.dispatcher)
    client.get("/start")
    monkeypatch.setattr(staff, "now", lambda: begin + timedelta(minutes=32))
    assert "/account/login/" in client.get("/start")["Location"]


def test_a_session_in_use_ends_after_twelve_hours(town: Town, monkeypatch: Any) -> None:
    client, begin = Client(), clock.now()
    client.force_login(town.dispatcher)
    for quarter in range(48):
        monkeypatch.setattr(staff, "now", lambda q=quarter: begin + timedelta(minutes=15 * q))
        assert client.get("/start")["Location"] == "/desk/"
    monkeypatch.setattr(staff, "now", lambda: begin + timedelta(hours=12, minutes=1))
    assert "/account/login/" in client.get("/start")["Location"]


def test_without_a_second_factor_staff_pages_lead_to_setting_one_up(town: Town, settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    client = Client()
    client.force_login(town.dispatcher)
    assert client.get("/desk/")["Location"] == "/account/2fa/"


@pytest.mark.parametrize("page", ["2fa/", "2fa/webauthn/", "password/change/", "logout/"])
def test_the_pages_of_sign_in_safety_open(town: Town, page: str) -> None:
    town.dispatcher.set_password(RIGHT)
    town.dispatcher.save()
    client = Client()
    client.post("/account/login/", {"login": "dispatcher", "password": RIGHT})
    assert client.get(f"/account/{page}").status_code in (200, 302)


def test_a_second_factor_can_be_begun(town: Town) -> None:
    town.dispatcher.set_password(RIGHT)
    town.dispatcher.save()
    client = Client()
    client.post("/account/login/", {"login": "dispatcher", "password": RIGHT})
    client.post("/account/reauthenticate/", {"password": RIGHT})
    for page in ("totp/activate/", "webauthn/add/"):
        answer = client.get(f"/account/2fa/{page}")
        assert answer.status_code == 200
        assert "<script>" not in answer.content.decode()


def test_a_page_that_keeps_itself_fresh_keeps_no_session_alive(town: Town, monkeypatch: Any) -> None:
    client, begin = Client(), clock.now()
    client.force_login(town.dispatcher)
    client.get("/desk/")
    by_script = {"X-Requested-With": "refresh"}
    for minute in range(2, 30, 2):
        monkeypatch.setattr(staff, "now", lambda m=minute: begin + timedelta(minutes=m))
        assert client.get("/desk/queue", headers=by_script).status_code == 200
    monkeypatch.setattr(staff, "now", lambda: begin + timedelta(minutes=31))
    assert client.get("/desk/queue", headers=by_script)["Location"].startswith("/account/login/?next=")


def test_a_person_at_work_is_not_signed_out_beside_the_script(town: Town, monkeypatch: Any) -> None:
    client, begin = Client(), clock.now()
    client.force_login(town.dispatcher)
    client.get("/desk/")
    for minute in (20, 40):
        monkeypatch.setattr(staff, "now", lambda m=minute: begin + timedelta(minutes=m))
        assert client.get("/desk/").status_code == 200
        assert client.get("/desk/queue", headers={"X-Requested-With": "refresh"}).status_code == 200


@pytest.mark.parametrize(
    ("sender", "back"),
    [
        ("http://testserver/desk/cases/7?view=now&do=decline", "/desk/cases/7%3Fview%3Dnow%26do%3Ddecline"),
        ("http://elsewhere.example/desk/cases/7", "/desk/cases/7/moves"),
        ("http://testserver", "/"),
        ("\xff", "/desk/cases/7/moves"),
        ("", "/desk/cases/7/moves"),
    ],
)
def test_a_form_sent_too_late_leads_back_to_its_page(town: Town, sender: str, back: str) -> None:
    answer = Client().post("/desk/cases/7/moves", {}, headers={"Referer": sender})
    assert answer["Location"] == f"/account/login/?next={back}"


@pytest.mark.parametrize("room", ["desk", "field"])
def test_opening_the_address_of_a_form_shows_the_case(town: Town, room: str) -> None:
    case, client = town.report().case, Client()
    town.move(case, "accept", "dispatcher")
    town.move(case, "dispatch", "dispatcher", post=town.post("worker"))
    client.force_login(town.people["worker" if room == "field" else "dispatcher"])
    assert client.get(f"/{room}/cases/{case.pk}/moves")["Location"] == f"/{room}/cases/{case.pk}"
