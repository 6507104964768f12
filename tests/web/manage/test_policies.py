"""The editors' rooms: both languages side by side, preview, review by a second person, history."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from delek.core.content.actions import load_policies
from delek.core.content.models import Page, Verdict, Version
from delek.core.people.actions import add_person, appoint
from delek.core.people.models import PostKind
from delek.core.timeline.actions import SYSTEM
from delek.foundation.clock import now
from tests.town import BEGINNING, Town

HOME = "/manage/policies/"


@pytest.fixture
def office(town: Town) -> Town:
    town.people["editor"] = person = add_person(login="editor", name="措姆", by=SYSTEM, at=BEGINNING)
    appoint(person=person, kind=PostKind.objects.get(key="editor"), place=town.community, by=SYSTEM, at=BEGINNING)
    load_policies(place=town.community, at=BEGINNING)
    return town


def signed_in(town: Town, who: str) -> Client:
    client = Client()
    client.force_login(town.people[who])
    client.cookies["language"] = "en"
    return client


def form_of(client: Client, page: Page) -> dict[str, Any]:
    """What the browser would send of the form as it stands."""
    form = client.get(f"{HOME}{page.pk}").context["form"]
    given = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in given.items() if value not in (None, "", False)}


def veterans() -> Page:
    return Page.objects.get(key="veterans")


def edit(client: Client, do: str = "ask", **changed: Any) -> Any:
    return client.post(f"{HOME}{veterans().pk}", form_of(client, veterans()) | {"do": do} | changed)


def judge(client: Client, do: str, **given: Any) -> Any:
    shown = client.get(f"{HOME}{veterans().pk}/review").content.decode()
    read = re.findall(r'name="read" value="([a-z]+:\d+)"', shown)
    return client.post(f"{HOME}{veterans().pk}/review", {"read": read, "do": do} | given)


def title(language: str) -> str:
    page = Client().get("/policies/veterans", headers={"cookie": f"language={language}"}).content.decode()
    return re.findall(r"<title>([^·]+) ·", page)[0]


def test_the_list_shows_the_state_of_each_part(office: Town) -> None:
    client = signed_in(office, "editor")
    edit(client, zh_title="新标题")
    assert f"{HOME}{veterans().pk}/review" not in client.get(HOME).content.decode()
    page = signed_in(office, "secretary").get(HOME).content.decode()
    row = next(r for r in page.split("<tr>") if f"{HOME}{veterans().pk}/review" in r)
    assert re.findall(r"<td>([A-Z][a-z ]+)</td>", row) == ["Public", "Waiting for review", "Public", "Public"]


@pytest.mark.parametrize("who", ["editor", "secretary"])
def test_the_room_is_found_among_the_settings(office: Town, who: str) -> None:
    client = signed_in(office, who)
    assert client.get("/manage/", follow=True).content.decode().count(f'href="{HOME}"') == 1
    if who == "editor":
        assert client.get("/start", follow=True).redirect_chain[-1][0] == HOME


def test_saving_the_form_as_it_is_changes_nothing(office: Town) -> None:
    client = signed_in(office, "editor")
    for page in Page.objects.all():
        sent = form_of(client, page) | {"do": "ask"}
        sent["groups"] = sent["groups"][::-1]
        assert client.post(f"{HOME}{page.pk}", sent).status_code == 302
    assert Version.objects.filter(number__gt=1).count() == 0


def test_what_an_editor_writes_is_public_only_after_review(office: Town) -> None:
    editor, secretary = signed_in(office, "editor"), signed_in(office, "secretary")
    assert edit(editor, zh_title="新标题", bo_title="མཚན་གསར།").status_code == 302
    assert title("zh-hans") == "在乡退役军人生活补助"
    assert judge(secretary, "approve").status_code == 302
    assert (title("zh-hans"), title("bo")) == ("新标题", "མཚན་གསར།")
    assert editor.get(f"{HOME}{veterans().pk}/review").status_code == 404


def test_one_language_alone_asks_first(office: Town) -> None:
    edit(signed_in(office, "editor"), zh_title="新标题")
    secretary = signed_in(office, "secretary")
    asked = judge(secretary, "approve")
    page = asked.content.decode()
    assert (asked.status_code, "After this, Tibetan would be missing or behind." in page) == (409, True)
    assert title("zh-hans") == "在乡退役军人生活补助"
    judge(secretary, "approve", alone="1")
    assert title("zh-hans") == "新标题"


def test_who_wrote_it_is_told_that_another_must_review(office: Town) -> None:
    secretary = signed_in(office, "secretary")
    edit(secretary, zh_title="新标题", correction="on")
    answer = judge(secretary, "approve")
    assert (answer.status_code, "somebody else must let it out" in answer.content.decode()) == (409, True)
    assert Verdict.objects.filter(by__isnull=False).count() == 0


def test_sending_back_needs_a_reason_that_the_editor_reads(office: Town) -> None:
    editor, secretary = signed_in(office, "editor"), signed_in(office, "secretary")
    edit(editor, zh_title="新标题")
    assert judge(secretary, "return", note="  ").status_code == 422
    assert judge(secretary, "return", note="请写清楚").status_code == 302
    assert "请写清楚" in editor.get(f"{HOME}{veterans().pk}").content.decode()
    assert secretary.post(f"{HOME}{veterans().pk}/review", {"read": "zh:x", "do": "approve"}).status_code == 422


def test_the_preview_shows_both_languages_and_saves_nothing(office: Town) -> None:
    client = signed_in(office, "editor")
    answer = edit(client, "preview", zh_benefit="**每月**\n\n<script>alert(1)</script>[x](javascript:alert(1))")
    page = answer.content.decode()
    shown = page.split('id="preview"')[1].split("</section>")[0]
    assert re.findall(r'<article class="policy-preview" lang="([\w-]+)"', shown) == ["bo", "zh-Hans", "en"]
    assert ("<strong>每月</strong>" in shown, "<script>" in shown, "<a " in shown) == (True, False, False)
    assert ("能得到什么" in shown, "ཐོབ་རྒྱུ་གང་ཡིན།" in shown) == (True, True)
    assert Version.objects.filter(number__gt=1).count() == 0


def test_the_second_of_two_editors_keeps_what_was_typed(office: Town) -> None:
    client = signed_in(office, "editor")
    sent = form_of(client, veterans()) | {"do": "save", "zh_title": "我的标题"}
    edit(signed_in(office, "secretary"), "save", zh_title="别人的标题")
    answer = client.post(f"{HOME}{veterans().pk}", sent)
    page = answer.content.decode()
    assert (answer.status_code, "我的标题" in page, "Somebody else saved this policy" in page) == (409, True, True)


@pytest.mark.parametrize(
    ("field", "value"),
    [("valid_to", "2020-01-01"), ("valid_from", "no day"), ("zh_title", ""), ("topic", "nothing"), ("phone", "1" * 40)],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(office: Town, field: str, value: str) -> None:
    client = signed_in(office, "editor")
    answer = edit(client, **({"valid_from": "2026-01-01", "zh_lead": "我写的一句"} | {field: value}))
    assert (answer.status_code, "我写的一句" in answer.content.decode()) == (422, True)
    assert Version.objects.filter(number__gt=1).count() == 0


def test_history_and_comparison(office: Town) -> None:
    client = signed_in(office, "editor")
    edit(client, zh_title="在乡退役军人生活补贴")
    pk = veterans().pk
    history = client.get(f"{HOME}{pk}/history").content.decode()
    assert ("Chinese 2" in history, "Chinese 1" in history, "措姆" in history) == (True, True, True)
    page = client.get(f"{HOME}{pk}/compare?part=zh&new=2").content.decode()
    assert ("<del>助</del>" in page, "<ins>贴</ins>" in page) == (True, True)
    assert client.get(f"{HOME}{pk}/compare?part=zh&new=9").status_code == 404
    assert client.get(f"{HOME}{pk}/compare").status_code == 404


def test_a_new_policy_is_begun_withdrawn_and_brought_back(office: Town) -> None:
    client = signed_in(office, "editor")
    assert client.post(f"{HOME}add", {"key": "Not a key!"}).status_code == 422
    assert client.post(f"{HOME}add", {"key": "veterans"}).status_code == 422
    assert client.post(f"{HOME}add", {"key": "winter-coal"}).status_code == 302
    assert Page.objects.get(key="winter-coal").place == office.community
    client.post(f"{HOME}{veterans().pk}/withdraw")
    assert Client().get("/policies/veterans").status_code == 404
    client.post(f"{HOME}{veterans().pk}/bring-back")
    assert Client().get("/policies/veterans").status_code == 200


def test_what_ends_soon_stands_above_the_list(office: Town) -> None:
    Page.objects.filter(key="veterans").update(valid_to=now().date() + timedelta(days=9))
    Page.objects.filter(key="housing").update(valid_to=date(2099, 1, 1))
    page = signed_in(office, "editor").get(HOME).content.decode()
    assert ("“在乡退役军人生活补助” ends on" in page, "“公租房和租房补贴” ends on" in page) == (True, False)


@pytest.mark.parametrize("who", ["dispatcher", "worker", "stranger", "administrator", "auditor"])
def test_others_find_nothing_here(office: Town, who: str) -> None:
    client, pk = signed_in(office, who), veterans().pk
    paths = ["", "add", f"{pk}", f"{pk}/history", f"{pk}/compare", f"{pk}/review", f"{pk}/withdraw", f"{pk}/bring-back"]
    assert {client.get(HOME + p).status_code for p in paths} == {404}
    assert {client.post(HOME + p).status_code for p in paths} == {404}


def test_an_editor_of_another_community_finds_nothing_of_this_one(office: Town) -> None:
    person = add_person(login="foreign", name="旦增", by=SYSTEM, at=BEGINNING)
    appoint(person=person, kind=PostKind.objects.get(key="secretary"), place=office.elsewhere, by=SYSTEM, at=BEGINNING)
    office.people["foreign"] = person
    client, pk = signed_in(office, "foreign"), veterans().pk
    assert "veterans" not in client.get(HOME).content.decode()
    for path in ("", "/history", "/review"):
        assert client.get(f"{HOME}{pk}{path}").status_code == 404
    for path in ("", "/review", "/withdraw", "/bring-back"):
        assert client.post(f"{HOME}{pk}{path}").status_code == 404
