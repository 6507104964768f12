"""Programs are let in, limited, retired and taken back; a key stands on one page alone."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from delek.core.partners.actions import secret_of
from delek.core.partners.models import Hook, Program
from delek.core.partners.queries import program_by_key
from delek.core.timeline.models import Event
from tests.town import Town

FIELDS = {"name": "街道随手拍", "may_write": "on", "may_read": "on", "per_minute": "60", "per_day": "100"}
TAILS = ("", "/hook", "/retire", "/restore")


@pytest.fixture
def client(town: Town) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(town.administrator)
    return client


def test_the_key_stands_on_one_page_and_nowhere_else(town: Town, client: Client) -> None:
    assert "No program is let in yet." in client.get("/manage/programs/").content.decode()
    answer = client.post("/manage/programs/add", FIELDS)
    key = re.findall(r"<code[^>]*>([\w-]{43})</code>", answer.content.decode())[0]
    program = Program.objects.get()
    assert (answer.status_code, "no-store" in answer["Cache-Control"]) == (200, True)
    assert (program_by_key(key), key in str(vars(program))) == (program, False)
    listed = client.get("/manage/programs/").content.decode()
    assert (key in listed, f"…{key[-4:]}" in listed, "Never" in listed) == (False, True, True)
    assert key not in str(list(Event.objects.values()))


def test_what_a_program_may_is_changed(town: Town, client: Client) -> None:
    client.post("/manage/programs/add", FIELDS)
    program = Program.objects.get()
    changed = {"name": "新名", "may_read": "on", "per_minute": "5", "per_day": "7"}
    assert client.post(f"/manage/programs/{program.pk}", changed).status_code == 302
    program.refresh_from_db()
    assert (program.name, program.may_write, program.may_read, program.per_minute, program.per_day) == (
        "新名", False, True, 5, 7,
    )  # fmt: skip


@pytest.mark.parametrize("given", [{"name": " "}, {"name": "\u202e"}, {"per_minute": "0"}, {"per_day": "x"}])
def test_what_makes_no_sense_is_refused(town: Town, client: Client, given: dict[str, str]) -> None:
    assert client.post("/manage/programs/add", FIELDS | given).status_code == 422
    assert Program.objects.count() == 0


def test_a_retired_key_opens_nothing_until_it_is_taken_back(town: Town, client: Client) -> None:
    page = client.post("/manage/programs/add", FIELDS).content.decode()
    key, program = re.findall(r"<code[^>]*>([\w-]{43})</code>", page)[0], Program.objects.get()
    assert client.post(f"/manage/programs/{program.pk}/retire").status_code == 302
    assert program_by_key(key) is None
    assert "Take back" in client.get("/manage/programs/").content.decode()
    assert client.post(f"/manage/programs/{program.pk}/restore").status_code == 302
    assert program_by_key(key) == program
    verbs = [e.verb for e in Event.objects.filter(subject_kind="place").order_by("pk")]
    assert verbs[-3:] == ["program_admitted", "program_retired", "program_restored"]


def test_where_it_is_told_of_changes_is_set_and_its_secret_shown_once(town: Town, client: Client) -> None:
    client.post("/manage/programs/add", FIELDS)
    program, url = Program.objects.get(), "https://street.example/told"
    page = client.post(f"/manage/programs/{program.pk}/hook", {"url": url})
    secret = re.findall(r"<code[^>]*>(whsec_[\w+/=]+)</code>", page.content.decode())[0]
    assert (secret, "no-store" in page["Cache-Control"]) == (secret_of(Hook.objects.get()), True)
    form = client.get(f"/manage/programs/{program.pk}/hook").content.decode()
    assert (url in form, secret in form) == (True, False)
    assert "None yet" in client.get("/manage/programs/").content.decode()
    assert client.post(f"/manage/programs/{program.pk}/hook", {"url": ""}).status_code == 302
    assert Hook.objects.count() == 0


@pytest.mark.parametrize(
    "url",
    ["http://street.example/", "street.example", "https://", "https://a:b@c.example/", "https://[x", "javascript:1"],
)
def test_an_address_that_is_none_is_refused(town: Town, client: Client, url: str) -> None:
    client.post("/manage/programs/add", FIELDS)
    answer = client.post(f"/manage/programs/{Program.objects.get().pk}/hook", {"url": url})
    assert (answer.status_code, Hook.objects.count()) == (422, 0)


def test_another_communitys_programs_are_not_found(town: Town, client: Client) -> None:
    client.post("/manage/programs/add", FIELDS)
    Program.objects.update(community=town.elsewhere)
    pk = Program.objects.get().pk
    answers = [client.post(f"/manage/programs/{pk}{tail}", FIELDS).status_code for tail in TAILS]
    assert answers == [404] * 4


def test_the_list_asks_the_database_as_often_however_long_it_is(town: Town, client: Client) -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get("/manage/programs/")
        return len(asked)

    client.post("/manage/programs/add", FIELDS)
    client.post(f"/manage/programs/{Program.objects.get().pk}/hook", {"url": "https://street.example/"})
    statements()
    one: Any = statements()
    for _ in range(2):
        client.post("/manage/programs/add", FIELDS)
    assert statements() == one
