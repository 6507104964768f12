"""The open matters of a point, and "I have this problem too"."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from delek.core.cases.actions import announce, take_down
from delek.core.cases.models import Announcement, Report
from delek.core.places.queries import token_of
from delek.core.printing.actions import issue_poster
from delek.core.timeline.actions import SYSTEM
from delek.foundation.words import Words
from tests.town import MORNING, Town

SAID = Words(bo="ལམ་གློག་གཉིས་འབར་གྱི་མི་འདུག", zh="路灯不亮，有两盏")
OVER = "This matter is no longer open here."


def show(town: Town, text: str = "我家在三号楼", **given: Any) -> Announcement:
    case = town.report(text, name="卓玛", phone="13900000001", **given).case
    return announce(case=case, text=SAID, standing=town.standing("dispatcher"), at=MORNING)


def hub(town: Town, point: int = 10) -> str:
    poster = issue_poster(place=town.points[point], kind="poster", by=SYSTEM, at=MORNING)
    return f"/q/{token_of(poster.point)}"


def page(client: Client, address: str, language: str = "en", status: int = 200) -> str:
    answer = client.get(f"{address}{'&' if '?' in address else '?'}lang={language}")
    assert answer.status_code == status
    return answer.content.decode()


def test_the_hub_shows_the_offices_sentence_and_nothing_of_the_reporter(client: Client, town: Town) -> None:
    row, address = show(town), hub(town)
    shown = page(client, address, "bo")
    assert f'<h3 lang="bo">{SAID.bo}</h3>' in shown
    assert f'href="/matters/{row.pk}?at=' in shown
    for secret in ("卓玛", "13900000001", "三号楼", row.case.label):
        assert secret not in shown + page(client, f"/matters/{row.pk}"), secret
    assert f'<h3 lang="zh-Hans">{SAID.zh}</h3>' in page(client, address), "there is no English sentence"


def test_where_nothing_is_open_the_hub_says_so(client: Client, town: Town) -> None:
    town.report("没公开的事")
    shown = page(client, hub(town))
    assert "There are no open matters here now." in shown
    assert "没公开的事" not in shown


def test_who_scans_the_report_code_sees_them_too(client: Client, town: Town) -> None:
    row = show(town)
    assert f'href="/matters/{row.pk}?at={town.code(10)}"' in page(client, f"/report?at={town.code(10)}")
    assert "/matters/" not in page(client, f"/report?at={town.code(11)}")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_hub_asks_the_database_no_more_for_more_matters(
    client: Client, town: Town, rows: int, django_assert_num_queries: Any
) -> None:
    address = hub(town)
    for n in range(rows):
        show(town, f"事情{n}")
    page(client, address)
    with django_assert_num_queries(3):
        shown = page(client, address)
    assert shown.count('class="matter"') == rows


def test_without_a_script_a_neighbour_joins_and_gets_a_receipt_of_their_own(client: Client, town: Town) -> None:
    row = show(town)
    form = {"submission_id": str(uuid4()), "at": town.code(10), "text": "我家也是"}
    answer = client.post(f"/matters/{row.pk}", form)
    assert answer.status_code == 303
    receipt = client.get(answer["Location"], {"lang": "en", "new": "1"}).content.decode()
    assert "Received. Thank you." in receipt
    own = Report.objects.latest("pk")
    assert (own.case.joined_to_id, own.code, own.case.label in receipt) == (row.case_id, town.codes[10], True)
    story = page(client, answer["Location"].split("?")[0])
    assert f"Your report is joined with {row.case.label}" in story
    assert client.post(f"/matters/{row.pk}", form)["Location"] == answer["Location"]
    assert Report.objects.count() == 2


def test_a_code_of_another_point_is_not_noted_with_the_report(client: Client, town: Town) -> None:
    row = show(town)
    client.post(f"/matters/{row.pk}", {"submission_id": str(uuid4()), "at": town.code(11)})
    own = Report.objects.latest("pk")
    assert (own.code, own.case.place) == (None, town.points[10])


def test_the_phones_outbox_is_answered_in_json(client: Client, town: Town) -> None:
    row, wants = show(town), {"Accept": "application/json"}
    form = {"submission_id": str(uuid4())}
    answers = [client.post(f"/matters/{row.pk}", form, headers=wants) for _ in range(2)]
    assert [a.status_code for a in answers] == [201, 200]
    assert answers[0].json()["url"] == answers[1].json()["url"]
    wrong = client.post(f"/matters/{row.pk}", {**form, "phone": "abc"}, headers=wants)
    assert (wrong.status_code, list(wrong.json()["errors"])) == (422, ["phone"])


def test_what_is_wrong_is_said_and_what_was_typed_stays(client: Client, town: Town) -> None:
    row = show(town)
    form = {"submission_id": str(uuid4()), "text": "我家也是", "phone": "abc"}
    answer = client.post(f"/matters/{row.pk}?lang=en", form)
    assert answer.status_code == 422
    kept = answer.content.decode()
    assert ["我家也是" in kept, 'value="abc"' in kept, form["submission_id"] in kept] == [True] * 3
    assert Report.objects.count() == 1


def test_what_is_no_longer_open_says_so_and_offers_to_report(client: Client, town: Town) -> None:
    row = show(town)
    take_down(case=row.case, standing=town.standing("dispatcher"), at=MORNING)
    assert OVER in page(client, f"/matters/{row.pk}", status=404)
    answer = client.post(f"/matters/{row.pk}?lang=en", {"submission_id": str(uuid4()), "text": "我家也是"})
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert [OVER in shown, "我家也是" in shown, f"place={town.points[10].key}" in shown] == [True] * 3
    waits = client.post(f"/matters/{row.pk}", {"submission_id": str(uuid4())}, headers={"Accept": "application/json"})
    assert (waits.status_code, list(waits.json()["errors"])) == (409, ["form"])
    assert (Report.objects.count(), client.get("/matters/999").status_code) == (1, 404)


def test_another_site_and_a_flood_are_refused(client: Client, town: Town, settings: Any) -> None:
    row, form = show(town), {"submission_id": str(uuid4())}
    assert client.post(f"/matters/{row.pk}", form, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    settings.FLOOD_LIMITS = {"address": (0, 60)}
    assert client.post(f"/matters/{row.pk}", form).status_code == 429
    assert Report.objects.count() == 1


@pytest.mark.parametrize("language", ["bo", "zh-hans", "en"])
def test_the_pages_are_there_in_every_language(client: Client, town: Town, language: str) -> None:
    row = show(town)
    shown = page(client, f"/matters/{row.pk}", language)
    assert 'name="submission_id"' in shown
    assert ("I have this too" in shown) == (language == "en")
