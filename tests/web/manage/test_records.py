"""Auditors see the seals and how often somebody looked at names."""

from datetime import timedelta

import pytest
from django.test import Client

from delek.core.cases.actions import reveal_reporter
from delek.core.timeline.actions import seal
from delek.core.timeline.queries.looks import MANY, looks
from delek.foundation.clock import now
from tests.town import MORNING, Town


@pytest.fixture
def client(town: Town) -> Client:
    client = Client()
    client.force_login(town.auditor)
    return client


def page(client: Client, query: str = "") -> str:
    return client.get(f"/manage/records/?lang=en{query}").content.decode()


def look(town: Town, times: int) -> None:
    report = town.report(phone="13900000001")
    for _ in range(times):
        reveal_reporter(report=report, standing=town.standing("dispatcher"), at=now())


def test_a_seal_that_was_noted_is_found_and_another_is_not(town: Town, client: Client) -> None:
    assert "There is no seal yet" in page(client)
    event = seal(at=MORNING)
    assert event is not None
    signs = " ".join(event.hash[n : n + 4] for n in range(0, 64, 4))
    assert signs in page(client)
    assert "stands in the records" in page(client, f"&seal={event.hash[:16]}")
    for wrong in (event.hash[:15], "f" * 64, "不是"):
        assert "No seal begins like this" in page(client, f"&seal={wrong}")


def test_many_looks_on_one_day_are_called_unusual_and_name_no_reporter(town: Town, client: Client) -> None:
    assert "Nobody looked" in page(client)
    look(town, MANY - 1)
    assert "Unusual" not in page(client)
    look(town, 1)
    shown = page(client)
    assert ">Unusual<" in shown and "1 days on which" in shown and "拉姆" in shown
    assert "13900000001" not in shown


def test_the_looks_of_another_community_are_not_told(town: Town, client: Client) -> None:
    look(town, 2)
    assert looks([town.elsewhere.pk], now()) == []
    assert [row.count for row in looks([town.community.pk], now())] == [2]
    assert looks([town.community.pk], now() + timedelta(days=32)) == []


@pytest.mark.parametrize("who", ["dispatcher", "administrator", "worker"])
def test_who_does_not_look_into_records_finds_no_such_page(town: Town, who: str) -> None:
    client = Client()
    client.force_login(town.people[who])
    assert client.get("/manage/records/").status_code == 404
