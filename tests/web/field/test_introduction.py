"""What residents may know of oneself, said on the phone or by the office."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from delek.core.people.models import Introduction
from delek.core.timeline.models import Event
from tests.town import Town, jpeg

HERE = "/field/introduction"


def phone(town: Town, name: str = "worker") -> Client:
    client = Client()
    client.force_login(town.people[name])
    client.cookies["language"] = "en"
    return client


def mine(town: Town) -> Introduction:
    return Introduction.objects.get(person=town.worker)


def test_nothing_is_ticked_before_the_person_ticks_it(town: Town) -> None:
    html = phone(town).get(HERE).content.decode()
    assert ("checked" in html, Introduction.objects.count()) == (False, 0)


def test_what_is_ticked_is_kept_with_an_event_and_can_be_taken_back(town: Town) -> None:
    client = phone(town)
    client.post(HERE, {"shows": ["name", "languages"], "languages": ["bo"]})
    assert (mine(town).shows, mine(town).languages) == (["languages", "name"], ["bo"])
    client.post(HERE, {})
    assert (mine(town).shows, mine(town).languages) == ([], [])
    assert Event.objects.filter(verb="introduced", actor_id=town.worker.pk).count() == 2


def test_a_photo_is_put_and_taken_away(town: Town) -> None:
    client = phone(town)
    client.post(HERE, {"shows": ["photo"], "photo": SimpleUploadedFile("me.jpg", jpeg())})
    assert mine(town).photo is not None
    client.post(HERE, {"shows": ["photo"], "without": "on"})
    assert mine(town).photo is None


def test_what_is_no_photo_is_said_and_nothing_kept(town: Town) -> None:
    answer = phone(town).post(HERE, {"shows": ["name"], "photo": SimpleUploadedFile("me.jpg", b"<svg onload=x>")})
    assert (answer.status_code, "Please choose another." in answer.content.decode()) == (422, True)
    assert Introduction.objects.count() == 0


@pytest.mark.parametrize("shows", ["password", "login"])
def test_nothing_else_can_be_shown(town: Town, shows: str) -> None:
    assert phone(town).post(HERE, {"shows": [shows]}).status_code == 422


def test_the_office_writes_it_for_its_own_people_only(town: Town) -> None:
    address = f"/manage/people/{town.post('worker').pk}/introduction"
    assert phone(town, "stranger").post(address, {"shows": ["name"]}).status_code == 404
    assert phone(town, "dispatcher").post(address, {"shows": ["name"]}).status_code == 404
    assert phone(town, "secretary").post(address, {"shows": ["name"]}).status_code == 302
    assert mine(town).shows == ["name"]
