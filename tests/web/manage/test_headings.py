"""Groups, topics and papers of policies are named by whoever reviews for all communities."""

import pytest
from django.test import Client

from delek.core.content.actions import load_policies
from delek.core.content.models import Heading, Page
from delek.core.people.actions import appoint
from delek.core.people.models import PostKind
from delek.core.timeline.actions import SYSTEM
from delek.core.timeline.models import Event
from tests.town import BEGINNING, Town

NEW = {"kind": "group", "bo": "སློབ་གྲྭ་བ།", "zh": "寄宿学生", "en": "", "icon": "book"}
CHANGED = {"bo": "ལོ་རྒན།", "zh": "六十岁以上的人", "en": "", "icon": "sun", "position": "7"}


@pytest.fixture
def client(town: Town) -> Client:
    """The secretary, who also reviews from the district down."""
    load_policies(place=town.community, at=BEGINNING)
    kind = PostKind.objects.get(key="secretary")
    appoint(person=town.secretary, kind=kind, place=town.district, by=SYSTEM, at=BEGINNING)
    client = Client()
    client.force_login(town.secretary)
    return client


def test_one_is_added_and_offered_to_editors_and_shown_to_nobody_yet(client: Client, town: Town) -> None:
    assert client.post("/manage/headings/add", NEW)["Location"] == "/manage/headings/"
    row = Heading.objects.get(name__zh="寄宿学生")
    assert (row.kind, row.icon, Event.objects.latest("pk").verb) == ("group", "book", "heading_added")
    edit = Page.objects.get(key="veterans").pk
    assert "寄宿学生" in client.get(f"/manage/policies/{edit}").content.decode()
    assert "寄宿学生" not in client.get(f"/policies?place={town.community.key}").content.decode()


def test_another_name_is_read_by_residents_at_once(client: Client, town: Town) -> None:
    address = f"/policies?place={town.community.key}"
    assert "我 60 岁以上" in client.get(address).content.decode()
    row = Heading.objects.get(kind="group", key="older")
    assert client.post(f"/manage/headings/{row.pk}", CHANGED).status_code == 302
    page = client.get(address).content.decode()
    assert ["六十岁以上的人" in page, "我 60 岁以上" in page] == [True, False]
    assert Event.objects.latest("pk").verb == "heading_changed"


@pytest.mark.parametrize("missing", ["bo", "zh"])
def test_nothing_is_named_in_one_language(client: Client, missing: str) -> None:
    before = Heading.objects.count()
    assert client.post("/manage/headings/add", NEW | {missing: ""}).status_code == 422
    assert Heading.objects.count() == before


def test_who_reviews_for_one_community_only_looks(town: Town) -> None:
    load_policies(place=town.community, at=BEGINNING)
    client = Client()
    client.force_login(town.secretary)
    page = client.get("/manage/headings/?lang=en").content.decode()
    assert ["All communities share this." in page, "/manage/headings/add" in page] == [True, False]
    assert client.post("/manage/headings/add", NEW).status_code == 422
    client.force_login(town.administrator)
    assert client.get("/manage/headings/").status_code == 404
