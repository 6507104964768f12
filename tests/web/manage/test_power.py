"""Nobody raises themselves, and nobody changes what others share."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from delek.core.cases.models import Category
from delek.core.people.actions import appoint
from delek.core.people.models import Person, Post, PostKind, TeamSlot
from delek.core.timeline.actions import SYSTEM
from delek.core.timeline.models import Event
from delek.foundation.clock import now
from tests.town import BEGINNING, Town


def kind(key: str) -> PostKind:
    return PostKind.objects.get(key=key)


def signed_in(town: Town, who: str) -> Client:
    client = Client()
    client.force_login(town.people[who])
    return client


def over_all(town: Town) -> Client:
    """The administrator, of the whole district too."""
    appoint(person=town.administrator, kind=kind("administrator"), place=town.district, by=SYSTEM, at=BEGINNING)
    return signed_in(town, "administrator")


@pytest.mark.parametrize("key", ["dispatcher", "secretary", "superior", "auditor", "grid_chief"])
def test_an_administrator_gives_nobody_a_post_that_reads_what_residents_said(town: Town, key: str) -> None:
    client = signed_in(town, "administrator")
    given = {"login": "puppet", "name": "代理", "kind": kind(key).pk, "place": town.community.pk}
    assert client.post("/manage/people/appoint", given).status_code == 422
    assert not Post.objects.filter(person__login="puppet").exists()


def test_nobody_appoints_themselves_and_what_was_typed_is_kept(town: Town) -> None:
    client = signed_in(town, "administrator")
    given = {"login": "administrator", "kind": kind("grid_worker").pk, "place": town.grids[3].pk, "call_number": "77"}
    answer = client.post("/manage/people/appoint?lang=en", given)
    assert (answer.status_code, "Nobody appoints themselves" in answer.content.decode()) == (422, True)
    assert 'value="77"' in answer.content.decode()
    assert Post.objects.filter(person=town.administrator).count() == 1


def test_a_secretary_appoints_a_dispatcher(town: Town) -> None:
    given = {"login": "new", "name": "新来", "kind": kind("dispatcher").pk, "place": town.community.pk}
    client = signed_in(town, "secretary")
    answer = client.post("/manage/people/appoint", given)
    word = re.search(r"<code>(\S+)</code>", answer.content.decode())
    assert word and answer.headers["Cache-Control"].startswith("max-age=0, no-cache, no-store")
    assert Person.objects.get(login="new").check_password(word[1])
    assert word[1] not in str(answer.cookies) + client.get("/manage/people/").content.decode()
    given["place"] = town.grids[3].pk
    assert client.post("/manage/people/appoint", given | {"kind": kind("grid_worker").pk}).status_code == 302


def test_nobody_adds_to_a_kind_of_post_they_hold(town: Town) -> None:
    client = over_all(town)
    appoint(person=town.administrator, kind=kind("secretary"), place=town.community, by=SYSTEM, at=BEGINNING)
    own = kind("administrator")
    added = [*own.capabilities, "case.read"]
    assert client.post(f"/manage/kinds/{own.pk}", {"capabilities": added}).status_code == 422
    assert "case.read" not in kind("administrator").capabilities


def test_what_all_communities_share_is_changed_only_by_who_manages_them_all(town: Town) -> None:
    volunteer, snow = kind("volunteer"), Category.objects.get(key="snow")
    wishes = (
        (f"/manage/kinds/{volunteer.pk}", {"capabilities": ["message.read"]}),
        (f"/manage/categories/{snow.pk}", {"zh": "雪", "icon": "c-snow", "urgency": "urgent"}),
        ("/manage/categories/add", {"zh": "新类", "icon": "c-other", "urgency": "ordinary"}),
    )
    for address, given in wishes:
        answer = signed_in(town, "administrator").post(f"{address}?lang=en", given)
        assert (answer.status_code, "All communities share this" in answer.content.decode()) == (422, True), address
    client = over_all(town)
    assert [client.post(address, given).status_code for address, given in wishes] == [302] * 3
    assert Category.objects.filter(key__startswith="own-").get().name.zh == "新类"


def test_an_ending_is_taken_back_within_a_day_but_not_by_oneself(town: Town) -> None:
    client, post = signed_in(town, "administrator"), town.post("worker")
    client.post(f"/manage/people/{post.pk}/end")
    assert f"/manage/people/{post.pk}/resume" in client.get("/manage/people/").content.decode()
    client.post(f"/manage/people/{post.pk}/resume")
    post.refresh_from_db()
    assert (post.ends_at, Event.objects.order_by("-pk")[0].verb) == (None, "post_resumed")
    own = town.post("administrator")
    Post.objects.filter(pk=own.pk).update(ends_at=now() - timedelta(hours=1))
    appoint(person=town.administrator, kind=kind("administrator"), place=town.grids[3], by=SYSTEM, at=BEGINNING)
    client.post(f"/manage/people/{own.pk}/resume")
    assert Post.objects.get(pk=own.pk).ends_at is not None
    Post.objects.filter(pk=post.pk).update(ends_at=now() - timedelta(days=2))
    assert client.post(f"/manage/people/{post.pk}/resume").status_code == 404


def test_the_last_who_may_appoint_stays(town: Town) -> None:
    client = signed_in(town, "secretary")
    client.post(f"/manage/people/{town.post('administrator').pk}/end")
    page = client.post(f"/manage/people/{town.post('secretary').pk}/end?lang=en", follow=True).content.decode()
    assert "Appoint a successor first" in page
    assert town.post("secretary").ends_at is None


def test_a_line_of_the_team_is_changed_and_taken_out(town: Town) -> None:
    client = signed_in(town, "administrator")
    assert "The team has no shape yet" in client.get("/manage/team/?lang=en").content.decode()
    client.post("/manage/team/set", {"kind": kind("grid_doctor").pk, "position": 1, "minimum": 2, "maximum": 3})
    line = TeamSlot.objects.get()
    assert 'value="3"' in client.get(f"/manage/team/set?line={line.pk}").content.decode()
    client.post(f"/manage/team/{line.pk}/drop")
    assert (TeamSlot.objects.count(), Event.objects.order_by("-pk")[0].verb) == (0, "team_line_dropped")


@pytest.mark.parametrize("language", ["zh-hans", "bo", "en"])
def test_no_raw_key_is_shown(town: Town, language: str) -> None:
    client = signed_in(town, "administrator")
    for page in ("kinds/", "categories/", "limits/", f"kinds/{kind('volunteer').pk}"):
        shown = client.get(f"/manage/{page}?lang={language}").content.decode()
        for raw in (">urgent<", ">working_days<", ">solve<", "case.read<", "case.read,", "message.read,"):
            assert raw not in shown, (page, raw)
