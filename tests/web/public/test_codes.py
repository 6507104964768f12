"""Printed codes: where each leads, what an old one says, and whether one is real."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from delek.core.places.models import Place
from delek.core.places.queries import token_of
from delek.core.printing.actions import expire_posters, issue_poster, replace_poster, retire_poster, store_scans
from delek.core.printing.models import Poster, Scans
from delek.core.timeline.actions import SYSTEM
from delek.foundation.words import Words
from tests.town import MORNING, Town

FORGED = "This code was not made by the community. Please write nothing on such a page."


@pytest.fixture
def poster(town: Town) -> Poster:
    place = town.points[10]
    Place.objects.filter(pk=place.pk).update(directions=Words(bo="རྩིག་ངོས།", zh="大门右边的墙上", en="right of the gate"))
    return issue_poster(place=place, kind="poster", by=SYSTEM, at=MORNING)


def page(client: Client, address: str, status: int = 200, **given: Any) -> str:
    answer = client.get(address, {"lang": "en", **given})
    assert answer.status_code == status
    return answer.content.decode()


def check(client: Client, said: str, **given: Any) -> str:
    return page(client, "/check", code=said, **given)


def test_each_service_code_leads_to_its_page(client: Client, poster: Poster) -> None:
    for service in ("report", "staff", "policies"):
        token = token_of(poster.codes()[service])
        answer = client.get(f"/q/{token}")
        assert (answer.status_code, answer["Location"]) == (302, f"/{service}?at={token}")
        assert "no-store" in answer["Cache-Control"]
        assert client.get(answer["Location"]).status_code == 200


def test_the_code_of_a_point_opens_its_three_services(client: Client, poster: Poster) -> None:
    token = token_of(poster.point)
    shown = page(client, f"/q/{token}")
    assert [f'href="/{service}?at={token}"' in shown for service in ("report", "staff", "policies")] == [True] * 3
    assert "right of the gate" in shown


@pytest.mark.parametrize("language", ["bo", "zh-hans", "en"])
def test_the_pages_are_there_in_every_language(client: Client, poster: Poster, language: str) -> None:
    token = token_of(poster.point)
    for address in (f"/q/{token}", f"/check?code={token}", "/check"):
        assert client.get(address, {"lang": language}).status_code == 200 or "?" in address


def test_a_code_is_dead_at_once_when_its_poster_is_replaced_and_says_which_holds(
    client: Client, poster: Poster
) -> None:
    token = token_of(poster.report)
    assert client.get(f"/q/{token}").status_code == 302
    new = replace_poster(poster=poster, by=SYSTEM, at=MORNING)
    shown = page(client, f"/q/{token}", 410)
    assert "The valid one carries the mark: S-03-10 / 2" in shown
    assert f'href="/report?at={token}"' in shown
    assert client.get(f"/q/{token_of(new.report)}").status_code == 302


def test_a_poster_retired_without_another_still_lets_one_report(client: Client, poster: Poster) -> None:
    retire_poster(poster=poster, by=SYSTEM, at=MORNING)
    token = token_of(poster.staff)
    shown = page(client, f"/q/{token}", 410)
    assert "It has not been valid since" in shown
    assert "carries the mark" not in shown
    assert client.get(f"/report?at={token}").status_code == 200


@pytest.mark.parametrize("form", ["{t}", "{u}", " {u} ", "{r}", "{g}"])
def test_a_real_code_shows_what_to_compare_however_it_was_typed(client: Client, poster: Poster, form: str) -> None:
    token = token_of(poster.point)
    grouped = "-".join(token[n : n + 4] for n in range(0, len(token), 4))
    origin = settings.ORIGIN
    said = form.format(t=token, u=f"{origin}/q/{token}", r=f"{origin}/report?at={token}", g=grouped.upper())
    shown = check(client, said)
    assert "It is real. Grid point 10, North lane" in shown
    for text in ("北巷口", "བྱང་ཕྱོགས་སྲང་ལམ་གྱི་ཁ།", "right of the gate", "S-03-10 / 1"):
        assert text in shown


def test_altered_and_invented_codes_are_not_ours_and_there_is_a_way_on(client: Client, poster: Poster) -> None:
    token = token_of(poster.point)
    altered = token[:-1] + ("0" if token[-1] != "0" else "1")
    for said in (altered, "nonsense", "0000-0000-0000", "<script>alert(1)</script>", "\u0f00" * 300):
        shown = check(client, said)
        assert FORGED in shown
        assert 'href="/report"' in shown
        assert "<script>alert" not in shown


@pytest.mark.parametrize("said", ["https://delek.evil.example/q/{t}", "evil.example/q/{t}", "http://[bad/q/{t}"])
def test_an_address_of_somebody_else_is_named_even_with_a_true_code_in_it(
    client: Client, poster: Poster, said: str
) -> None:
    shown = check(client, said.format(t=token_of(poster.point)))
    assert FORGED in shown
    assert "It is real" not in shown


def test_a_code_of_another_community_says_whose_it_is(client: Client, poster: Poster) -> None:
    shown = check(client, token_of(poster.point), of="other")
    assert "This code belongs to another community: Model community" in shown
    assert "It is real" in check(client, token_of(poster.point), of="model")


def test_a_retired_code_is_not_called_real(client: Client, poster: Poster) -> None:
    replace_poster(poster=poster, by=SYSTEM, at=MORNING)
    shown = check(client, token_of(poster.point))
    assert "This code is no longer valid." in shown
    assert "S-03-10 / 2" in shown
    assert "It is real" not in shown


def test_an_expired_code_says_since_when_is_not_called_real_and_still_lets_one_report(
    client: Client, poster: Poster
) -> None:
    Poster.objects.update(valid_until=MORNING.date() - timedelta(days=1))
    assert expire_posters(at=MORNING) == 1
    for service in ("point", "report", "staff", "policies"):
        token = token_of(poster.codes()[service])
        shown = page(client, f"/q/{token}", 410)
        assert ["It has not been valid since" in shown, f'href="/report?at={token}"' in shown] == [True, True]
        assert "It is real" not in check(client, token)


def test_every_page_of_a_code_leads_to_the_check_of_its_own_community(client: Client, poster: Poster) -> None:
    token = token_of(poster.point)
    link = f'href="/check?of=model&amp;code={token}"'
    assert link in page(client, f"/q/{token}")
    retire_poster(poster=poster, by=SYSTEM, at=MORNING)
    assert link in page(client, f"/q/{token}", 410)
    assert 'href="/check"' in page(client, "/q/nonsense", 404)


@pytest.mark.parametrize("language", ["bo", "zh-hans", "en"])
@pytest.mark.parametrize("form", ["forged", "altered", "expired", "foreign"])
def test_bad_codes_are_said_in_the_readers_language_with_a_way_on(
    client: Client, poster: Poster, form: str, language: str
) -> None:
    token = token_of(poster.report)
    if form == "expired":
        retire_poster(poster=poster, by=SYSTEM, at=MORNING)
    said = {"forged": "nonsense", "altered": token[:-1] + ("0" if token[-1] != "0" else "1")}.get(form, token)
    for address in ([] if form == "foreign" else [f"/q/{said}"]) + [f"/check?code={said}&of=other"]:
        answer = client.get(f"{address}{'&' if '?' in address else '?'}lang={language}")
        shown = answer.content.decode()
        assert answer.status_code in (200, 404, 410)
        assert 'href="/report' in shown
        assert f'<html lang="{"zh-Hans" if language == "zh-hans" else language}">' in shown
        english = ("This code", "We do not know", "It has not been", "Report all the same")
        assert any(words in shown for words in english) == (language == "en")


def test_scans_are_counted_by_code_and_checks_are_not(client: Client, poster: Poster) -> None:
    for _ in range(3):
        client.get(f"/q/{token_of(poster.report)}")
    check(client, token_of(poster.report))
    client.get("/q/nonsense")
    store_scans(at=MORNING)
    assert [(s.code_id, s.count) for s in Scans.objects.all()] == [(poster.report_id, 3)]


def test_a_scan_costs_two_statements_at_first_and_none_afterwards(
    client: Client, poster: Poster, django_assert_num_queries: Any
) -> None:
    address = f"/q/{token_of(poster.report)}"
    with django_assert_num_queries(2):
        client.get(address)
    with django_assert_num_queries(0):
        client.get(address)
