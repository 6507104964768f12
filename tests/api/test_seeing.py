"""All matters of one's own place, for a key that may: no word, no name, none about staff, none of another place."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from delek.core.cases.models import Case
from delek.foundation.clock import now
from tests.town import Town

from .programs import Sending, let_in


@pytest.fixture
def seeing(town: Town) -> Sending:
    return let_in(town.community, may_see=True)


def get(program: Sending, what: str = "cases", /, **given: str) -> Any:
    return Client().get(f"/api/v1/{what}", given, headers={"Authorization": f"Bearer {program.key}"})


def labels(answer: Any) -> list[str]:
    return [row["number"] for row in answer.json()["cases"]]


def test_every_matter_is_there_without_what_anybody_said(town: Town, seeing: Sending) -> None:
    case = town.report("秘密的话", name="卓嘎", phone="13912345678").case
    town.move(case, "decline", "dispatcher", now(), reason="秘密的理由")
    answer = get(seeing, locale="en")
    row = answer.json()["cases"][0]
    assert (row["number"], row["state"], row["open"], row["stage"]) == (case.label, "declined", False, 5)
    assert row["place"] == {"key": "model-point-10", "kind": "point", "number": 10, "name": "North lane"}
    assert [w for w in ("秘密", "卓嘎", "13912345678") if w in answer.content.decode()] == []
    assert get(seeing, f"cases/{case.label}", locale="en").json() == row


def test_what_is_about_staff_or_of_another_place_is_not_there(town: Town, seeing: Sending) -> None:
    staff = town.report(category="staff").case
    theirs = let_in(town.elsewhere, may_see=True)
    own = town.report().case
    assert (labels(get(seeing)), labels(get(theirs))) == ([own.label], [])
    assert [get(seeing, f"cases/{label}").status_code for label in (staff.label, "x", "2026-9999")] == [404] * 3


def test_only_a_key_that_may_is_let_in(town: Town, program: Sending) -> None:
    nobody = Client().get("/api/v1/cases")
    assert (nobody.status_code, nobody["WWW-Authenticate"], nobody["Content-Type"]) == (
        401, "Bearer", "application/problem+json",
    )  # fmt: skip
    assert get(program).status_code == 403
    assert get(program, "cases/2026-0001").status_code == 403
    assert Client().get("/api/v1/cases", headers={"Authorization": "Bearer wrong"}).status_code == 403


def test_a_reader_goes_on_where_it_ended(town: Town, seeing: Sending) -> None:
    cases = [town.report(category=key).case for key in ("lamp", "cable", "lamp")]
    for hours, case in enumerate(cases):
        Case.objects.filter(pk=case.pk).update(changed_at=now() - timedelta(hours=9 - hours), opened_at=now())
    Case.objects.filter(pk=cases[2].pk).update(state="closed")
    first = [case.label for case in cases]
    assert labels(get(seeing)) == first
    assert labels(get(seeing, changed_from=get(seeing).json()["cases"][1]["changed_at"])) == first[1:]
    assert labels(get(seeing, changed_to=get(seeing).json()["cases"][1]["changed_at"])) == first[:2]
    assert labels(get(seeing, category="lamp", open="true")) == first[:1]
    assert labels(get(seeing, open="false")) == first[2:]
    assert labels(get(seeing, place="model-point-10,x", page="2", page_size="2")) == first[2:]
    assert labels(get(seeing, place="model-point-11")) == []


@pytest.mark.parametrize("given", [{"open": "yes"}, {"changed_from": "x"}, {"page": "0"}, {"opened_to": "2026-99-01"}])
def test_what_cannot_be_understood_is_said(town: Town, seeing: Sending, given: dict[str, str]) -> None:
    answer = get(seeing, **given)
    assert (answer.status_code, answer.json()["status"]) == (400, 400)


def test_the_list_asks_the_database_as_often_however_long_it_is(town: Town, seeing: Sending) -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as asked:
            get(seeing)
        return len(asked)

    town.report()
    statements()
    one = statements()
    for _ in range(2):
        town.report()
    assert statements() == one <= 4
