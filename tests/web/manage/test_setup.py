"""A new community is set up by whoever holds the server's token, once."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from delek.core.people.models import Person, Post
from delek.core.places.models import Code, Place

FORM = {
    "district_zh": "示范区", "district_bo": "", "subdistrict_zh": "示范街道", "subdistrict_bo": "",
    "community_zh": "新社区", "community_bo": "སྡེ་ཁུལ།", "grids": "3", "points": "2",
    "login": "first", "name": "白玛", "password": "a long enough word",
}  # fmt: skip


@pytest.fixture
def token(db: Any, settings: Any, tmp_path: Path) -> str:
    settings.DATA = tmp_path
    (tmp_path / "setup.token").write_text("let-me-in")
    return "let-me-in"


def test_one_page_makes_places_and_the_first_person_and_no_code_beside_the_register(token: str, client: Client) -> None:
    assert client.get(f"/manage/setup/?token={token}").status_code == 200
    answer = client.post(f"/manage/setup/?token={token}", FORM)
    assert (answer.status_code, answer["Location"]) == (302, "/account/login/")
    assert (Place.objects.filter(kind="grid").count(), Code.objects.count()) == (3, 0)
    assert sorted(Post.objects.values_list("kind__key", flat=True)) == ["administrator", "secretary"]
    assert Person.objects.get().check_password("a long enough word")


@pytest.mark.parametrize("wrong", ["", "guess"])
def test_without_the_token_there_is_no_such_page(token: str, client: Client, wrong: str) -> None:
    assert client.get(f"/manage/setup/?token={wrong}").status_code == 404


def test_it_is_over_once_somebody_exists(token: str, client: Client, settings: Any) -> None:
    client.post(f"/manage/setup/?token={token}", FORM)
    (settings.DATA / "setup.token").write_text(token)
    assert client.get(f"/manage/setup/?token={token}").status_code == 404


def test_what_is_wrong_is_said_and_what_was_typed_is_kept(token: str, client: Client) -> None:
    answer = client.post(f"/manage/setup/?token={token}", FORM | {"password": "short"})
    assert answer.status_code == 422
    assert "新社区" in answer.content.decode()
    assert Place.objects.count() == 0
