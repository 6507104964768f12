"""Who serves here, as residents may know it."""

from datetime import time, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from delek.core.media.actions import Upload, take
from delek.core.people.actions import end_post, introduce, put_photo, shape_team, take_photo_away
from delek.core.people.models import Introduction, Person, PostKind
from delek.core.places.queries import token_of
from delek.core.schedule.actions.duty import plan_shifts
from delek.core.timeline.actions import SYSTEM
from tests.town import BEGINNING, MORNING, Town, jpeg, lone_code

PHONE = "13900000011"


@pytest.fixture
def team(town: Town, monkeypatch: pytest.MonkeyPatch) -> Town:
    """Grid 3 has its chief and its worker, both planned for Mondays; the doctor's post is vacant."""
    monkeypatch.setattr("delek.web.staff.now", lambda: MORNING)
    for position, key in enumerate(("grid_chief", "grid_worker", "grid_doctor")):
        kind = PostKind.objects.get(key=key)
        shape_team(
            community=town.community, kind=kind, position=position, minimum=1, maximum=None, by=SYSTEM, at=BEGINNING
        )
    plan_shifts(post=town.post("worker"), weekdays=[0], starts=time(9), ends=time(18), by=SYSTEM, at=BEGINNING)
    plan_shifts(post=town.post("chief"), weekdays=[1], starts=time(9), ends=time(18), by=SYSTEM, at=BEGINNING)
    Person.objects.filter(login="worker").update(phone=PHONE)
    return town


def page(town: Town, language: str = "en", **query: str) -> str:
    client = Client()
    client.cookies["language"] = language
    return client.get("/staff", query or {"at": town.code()}).content.decode()


def agree(town: Town, *shows: str) -> None:
    introduce(person=town.worker, shows=shows, languages=["bo", "zh"], by=SYSTEM, at=MORNING)


def test_the_team_of_the_points_grid_stands_there_with_duty_and_vacancies(team: Town) -> None:
    html = page(team)
    assert html.count('class="person"') == 3
    assert ("Grid worker" in html, "Back tomorrow 09:00" in html, html.count("This post is vacant now.")) == (
        True, True, 1,
    )  # fmt: skip


def test_nothing_is_shown_that_nobody_agreed_to(team: Town) -> None:
    html = page(team)
    assert [word for word in ("扎西", PHONE, "spoken", "tel:1390", "/staff/photos/") if word in html] == []


@pytest.mark.parametrize(
    ("shows", "seen"),
    [("name", ["扎西"]), ("phone", [PHONE]), ("languages", ["spoken Tibetan, spoken Chinese"])],
)
def test_each_wish_shows_that_alone(team: Town, shows: str, seen: list[str]) -> None:
    agree(team, shows)
    html = page(team)
    assert [word for word in ("扎西", PHONE, "spoken Tibetan, spoken Chinese") if word in html] == seen


def test_a_number_is_offered_only_on_duty(team: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    agree(team, "phone")
    monkeypatch.setattr("delek.web.staff.now", lambda: MORNING + timedelta(hours=12))
    assert PHONE not in page(team)


def test_nobody_on_duty_is_said_with_when_and_the_hotline(team: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("delek.web.staff.now", lambda: MORNING + timedelta(hours=12))
    html = page(team)
    assert "Somebody is on duty again: tomorrow 09:00" in html
    assert 'href="tel:12345"' in html


def test_the_other_grids_worker_does_not_stand_there(team: Town) -> None:
    introduce(person=team.worker2, shows=["name"], languages=[], by=SYSTEM, at=MORNING)
    assert ("尼玛" in page(team), "尼玛" in page(team, place="model-grid-4")) == (False, True)


def test_without_a_code_the_grid_is_chosen_and_a_forged_code_says_so(team: Town) -> None:
    html = page(team, at="forged")
    assert "We do not know this code." in html
    assert "/staff?place=model-grid-3" in html


def test_a_staff_code_leads_to_the_team(team: Town) -> None:
    code = lone_code(team.points[10], "staff")
    answer = Client().get(f"/q/{token_of(code)}")
    assert answer["Location"] == f"/staff?at={token_of(code)}"


def test_a_photo_is_served_stripped_only_while_its_person_serves_and_wishes(team: Town) -> None:
    row = put_photo(
        person=team.worker, taken=take(Upload("me.jpg", jpeg())), community_id=team.community.pk, by=SYSTEM, at=MORNING
    )
    assert row.photo is not None
    address = f"/staff/photos/{row.photo.key}"
    before = Client().get(address).status_code
    agree(team, "photo")
    shown = Client().get(address)
    assert (before, shown.status_code, shown["Content-Type"], address in page(team)) == (404, 200, "image/jpeg", True)
    end_post(post=team.post("worker"), by=SYSTEM, at=MORNING)
    assert Client().get(address).status_code == 404


def test_a_photo_taken_away_is_gone(team: Town) -> None:
    taken = take(Upload("me.jpg", jpeg()))
    row = put_photo(person=team.worker, taken=taken, community_id=team.community.pk, by=SYSTEM, at=MORNING)
    agree(team, "photo")
    take_photo_away(person=team.worker, by=SYSTEM, at=MORNING)
    assert row.photo is not None
    assert Client().get(f"/staff/photos/{row.photo.key}").status_code == 404
    assert Introduction.objects.get(person=team.worker).photo is None


def test_no_photo_of_a_report_is_served_there(team: Town) -> None:
    assert Client().get(f"/staff/photos/{team.photo().key}").status_code == 404


def test_the_page_costs_the_same_statements_for_one_and_for_three(team: Town) -> None:
    Client().get("/")  # the spoken labels are known for a minute
    counts = []
    for grid in ("model-grid-4", "model-grid-3"):
        with CaptureQueriesContext(connection) as statements:
            page(team, place=grid)
        counts.append(len(statements))
    assert counts == [7, 7]


@pytest.mark.parametrize(("language", "said"), [("bo", "ལས་གནས་འདིར་ད་ལྟ་མི་སྣ་མེད།"), ("zh-hans", "这个岗位现在空着。")])
def test_the_page_speaks_the_readers_language(team: Town, language: str, said: str) -> None:
    assert said in page(team, language)
