"""What may be read: what the office let everybody know, and how one's own goes; never a name, a number, a word."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from delek.core.cases.actions import Submission, join_in, take_down
from delek.core.cases.models import Case, Category
from delek.foundation.clock import now
from tests.faults.payloads import every
from tests.town import Town, same_id

from .programs import V2, Sending, let_in, numbers, tell, xml

MODEL = {"jurisdiction_id": "model"}
SECRET = {"first_name": "卓嘎", "last_name": "不公开", "phone": "13912345678", "description": "我家门口 秘密的话"}


def public(what: str = "requests.json", **given: Any) -> Any:
    return Client().get(V2 + what, MODEL | given)


def test_nothing_is_public_before_the_office_says_so(town: Town, program: Sending) -> None:
    case = program.send(**SECRET)
    assert (numbers(public()), public(f"requests/{case.label}.json").status_code) == ([], 404)
    tell(town, case)
    assert numbers(public()) == [case.label]
    take_down(case=case, standing=town.standing("dispatcher", now()), at=now())
    assert (numbers(public()), public(f"requests/{case.label}.json").status_code) == ([], 404)


def test_an_answer_has_every_field_of_the_specification(town: Town, program: Sending) -> None:
    case = program.send(**SECRET)
    tell(town, case)
    row = public(locale="en").json()[0]
    assert row == {
        "service_request_id": case.label, "status": "open", "extended_status": "received", "status_notes": "Received",
        "service_name": "Street lamp", "service_code": "lamp", "description": "A lamp is dark",
        "agency_responsible": "Model community", "service_notice": None,
        "requested_datetime": case.opened_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "updated_datetime": case.changed_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "expected_datetime": case.deadlines.get(step="solve").due_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "address": "North lane", "address_id": "model-point-10", "zipcode": None, "lat": 29.65, "long": 91.1,
        "media_url": None,
    }  # fmt: skip
    tree = xml(public("requests.xml", locale="en"))
    assert {leaf.tag: leaf.text or "" for leaf in tree.find("request") or []} == {
        name: "" if value is None else str(value) for name, value in row.items()
    }  # fmt: skip
    assert public(f"requests/{case.label}.json", locale="en").json() == [row]


def test_no_name_no_number_and_no_word_of_a_reporter_is_ever_answered(town: Town, program: Sending) -> None:
    case = program.send(**SECRET)
    tell(town, case)
    town.move(case, "decline", "dispatcher", now(), reason="不归我们管")
    said = [public(f"requests.{form}").content.decode() for form in ("json", "xml")]
    said += [program.get(f"requests.{form}").content.decode() for form in ("json", "xml")]
    for secret in ("卓嘎", "不公开", "13912345678", "秘密的话"):
        assert [text for text in said if secret in text] == []
    assert ["不归我们管" in text for text in said] == [False, False, True, True]


def test_the_program_that_brought_it_hears_what_its_reporter_hears(town: Town, program: Sending) -> None:
    case, other = program.send(), let_in(town.community, name="别的")
    town.move(case, "ask", "dispatcher", now(), question="哪一盏？")
    own = program.get(locale="zh-hans").json()[0]
    assert (own["extended_status"], own["status"], own["description"]) == ("question", "open", "")
    assert own["status_notes"].endswith("哪一盏？")
    tell(town, case)
    assert public().json()[0]["extended_status"] == "accepted"
    assert (numbers(other.get()), numbers(program.get())) == ([case.label], [case.label])
    assert other.get().json() == public().json()


def test_a_key_that_may_only_send_reads_what_everybody_reads(town: Town) -> None:
    sending = let_in(town.community, may_read=False)
    sending.send()
    assert sending.get().json() == []


def test_a_matter_that_is_over_is_closed_and_a_joined_one_follows_it(town: Town, program: Sending) -> None:
    leading = town.report().case
    tell(town, leading)
    joined = Submission(submission_id=same_id(), community=town.community, place=leading.place, language="zh-hans",
                        joins=leading)  # fmt: skip
    join_in(submission=joined, at=now())
    second = program.send(service_code="cable")
    town.move(second, "join", "dispatcher", now(), case=leading)
    town.finish(leading, now())
    assert [row["status"] for row in program.get(status="open").json()] == ["open", "open"]
    town.move(leading, "verify", "dispatcher", now())
    town.move(leading, "close", "dispatcher", now())
    rows = program.get(status="closed").json()
    assert {row["service_request_id"]: row["extended_status"] for row in rows} == {
        second.label: "closed", leading.label: "closed",
    }  # fmt: skip
    assert numbers(public()) == [leading.label]


def test_what_is_about_staff_is_told_to_nobody_but_its_program_and_only_that_it_is_there(
    town: Town, program: Sending
) -> None:
    case = program.send(service_code="staff", **{"attribute[about]": "拉姆"})
    Case.objects.filter(pk=case.pk).update(state="accepted")
    assert public(f"requests/{case.label}.json").status_code == 404
    own = program.get(locale="en").json()[0]
    assert (own["status_notes"], own["description"]) == ("Accepted", "")


def test_a_token_names_its_request(town: Town, program: Sending) -> None:
    told = program.post(service_code="lamp", address_id="model-point-10", description="x").json()[0]
    answer = public(f"tokens/{told['token']}.json")
    assert answer.json() == [{"service_request_id": told["service_request_id"], "token": told["token"]}]
    assert public("tokens/aaaaaaaaaaaaaaaaaaaaaaaaaa.json").status_code == 404


def test_the_list_asks_the_database_as_often_however_long_it_is(town: Town, program: Sending) -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert program.get().status_code == 200
        return len(asked)

    tell(town, program.send())
    statements()
    one = statements()
    for code in ("lamp", "cable"):
        case = program.send(service_code=code)
        town.move(case, "accept", "dispatcher", now())
    statements()
    assert statements() == one
    assert one <= 7


def test_payloads_come_out_as_words_in_both_forms(town: Town, settings: Any) -> None:
    """No place of the answer is anything but text, and nothing of it is a page to a browser."""
    settings.FLOOD_LIMITS = {}
    names = ["service_code", "service_name", "description", "metadata", "type", "keywords", "group"]
    for text in [w for w in every() if 0 < len(w.strip()) <= 200][::7]:
        Category.objects.filter(key="lamp").update(name={"zh": text})
        tree = xml(public("services.xml", locale="zh-hans"))
        assert {leaf.tag for leaf in tree.iter()} == {"services", "service", *names}
        answer = public("services.json", locale="zh-hans")
        assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == (
            "application/json; charset=utf-8", "nosniff",
        )  # fmt: skip
        assert text in [row["service_name"] for row in answer.json()]


@pytest.mark.parametrize("days", [91, 400])
def test_the_last_ninety_days_are_answered_unless_one_asks_otherwise(
    town: Town, program: Sending, days: int
) -> None:
    old = program.send()
    Case.objects.filter(pk=old.pk).update(opened_at=now() - timedelta(days=days))
    assert numbers(program.get()) == []
    start = (now() - timedelta(days=days + 1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert numbers(program.get(start_date=start)) == [old.label]
    assert numbers(program.get(service_request_id=f"{old.label},x,2026-99999999999")) == [old.label]
