"""Places, codes, people and teams are changed by those who may, each change with its event."""

import pytest
from django.test import Client

from delek.core.people.actions import appoint
from delek.core.people.models import Person, Post, PostKind, TeamSlot
from delek.core.places.models import Place
from delek.core.timeline.actions import SYSTEM
from delek.core.timeline.models import Event
from tests.town import BEGINNING, Town


@pytest.fixture
def client(town: Town) -> Client:
    client = Client()
    client.force_login(town.administrator)
    return client


def last_verb() -> str:
    return Event.objects.order_by("-pk")[0].verb


@pytest.mark.parametrize("room", ["places", "people", "people/appoint", "kinds", "team", "team/set"])
def test_every_room_opens(client: Client, room: str) -> None:
    assert client.get(f"/manage/{room}" if "/" in room else f"/manage/{room}/").status_code == 200


def test_a_point_is_added_and_changed_and_leads_to_its_posters(client: Client, town: Town) -> None:
    given = {"name_zh": "新点位", "name_bo": "གསར།", "number": 99}
    assert client.post(f"/manage/places/{town.grids[3].pk}/add", given).status_code == 302
    point = Place.objects.get(number=99)
    assert (point.kind, point.community_id, last_verb()) == ("point", town.community.pk, "place_added")
    client.post(f"/manage/places/{point.pk}", given | {"name_zh": "改名"})
    point.refresh_from_db()
    assert (point.name.zh, last_verb()) == ("改名", "place_changed")
    assert point.codes.count() == 0, "codes come with the poster that carries them"
    page = client.get("/manage/places/").content.decode()
    assert f'href="/manage/posters/?place={point.pk}"' in page


def test_another_communitys_place_is_not_found(client: Client, town: Town) -> None:
    pk = town.elsewhere.pk
    for path in (f"places/{pk}", f"places/{pk}/add", f"posters/?place={pk}"):
        assert client.get(f"/manage/{path}").status_code == 404
    assert client.post(f"/manage/people/{town.post('stranger').pk}/end").status_code == 404


def test_a_new_person_is_appointed_and_the_first_password_shown_once(client: Client, town: Town) -> None:
    kind = PostKind.objects.get(key="grid_worker")
    given = {"login": "Dorje", "name": "多杰", "kind": kind.pk, "place": town.grids[3].pk}
    page = client.post("/manage/people/appoint?lang=en", given, follow=True).content.decode()
    password = page.split("<code>")[1].split("</code>")[0]
    person = Person.objects.get(login="dorje")
    assert person.check_password(password)
    assert password not in client.get("/manage/people/").content.decode()
    client.post(f"/manage/people/{Post.objects.get(person=person).pk}/end")
    assert (Post.objects.get(person=person).ends_at is not None, last_verb()) == (True, "post_ended")


def test_nobody_gives_away_what_they_do_not_hold(client: Client, town: Town) -> None:
    over_all = PostKind.objects.get(key="administrator")
    appoint(person=town.administrator, kind=over_all, place=town.district, by=SYSTEM, at=BEGINNING)
    kind = PostKind.objects.get(key="volunteer")
    assert client.post(f"/manage/kinds/{kind.pk}", {"capabilities": ["audit.read"]}).status_code == 422
    client.post(f"/manage/kinds/{kind.pk}", {"capabilities": ["message.read"]})
    kind.refresh_from_db()
    assert (kind.capabilities, last_verb()) == (["call.take", "message.read"], "capabilities_changed")


def test_the_team_says_what_is_vacant(client: Client, town: Town) -> None:
    kind = PostKind.objects.get(key="grid_doctor")
    client.post("/manage/team/set", {"kind": kind.pk, "position": 1, "minimum": 2, "maximum": 3})
    assert TeamSlot.objects.get().minimum == 2
    assert "2 vacant" in client.get("/manage/team/?lang=en").content.decode()


def test_a_dispatcher_finds_no_settings(town: Town) -> None:
    client = Client()
    client.force_login(town.dispatcher)
    assert client.get("/manage/places/").status_code == 404
