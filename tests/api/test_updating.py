"""What was done about a request, and what its sender says later."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from delek.core.cases.models import Case, Statement
from delek.core.media.models import Media
from delek.foundation.clock import now
from tests.town import Town, jpeg

from .programs import V2, Sending, let_in, tell, xml

UPDATES = "servicerequestupdates.json"


def steps(answer: Any) -> list[tuple[str, str]]:
    return [(row["extended_status"], row["description"]) for row in answer.json()]


def test_its_program_reads_every_sentence_its_reporter_reads(town: Town, program: Sending) -> None:
    case = program.send()
    town.move(case, "ask", "dispatcher", now(), question="哪一盏？")
    assert steps(program.get(UPDATES, locale="zh-hans")) == [("question", "想问您一句：哪一盏？")]
    program.post(UPDATES, service_request_id=case.label, description="巷口那盏", update_id="1")
    case.refresh_from_db()
    town.move(case, "decline", "dispatcher", now(), reason="不归我们管")
    last = program.get(UPDATES, locale="zh-hans").json()[-1]
    assert (last["status"], last["external_status_code"], "不归我们管" in last["description"]) == (
        "closed", "declined", True,
    )  # fmt: skip


def test_everybody_reads_where_to_and_never_why(town: Town, program: Sending) -> None:
    case = program.send()
    assert Client().get(V2 + UPDATES, {"jurisdiction_id": "model"}).json() == []
    tell(town, case)
    town.move(case, "ask", "dispatcher", now(), question="秘密的问题")
    program.post(UPDATES, service_request_id=case.label, description="秘密的回答", update_id="1")
    case.refresh_from_db()
    town.move(case, "decline", "dispatcher", now(), reason="秘密的理由")
    answer = Client().get(V2 + UPDATES, {"jurisdiction_id": "model", "locale": "en"})
    assert steps(answer) == [("declined", "Not accepted")]
    assert [row["status"] for row in answer.json()] == ["closed"]
    assert "秘密" not in answer.content.decode()


def test_a_joined_request_hears_of_the_one_that_leads(town: Town, program: Sending) -> None:
    leading, own = town.report().case, program.send(service_code="cable")
    town.move(own, "join", "dispatcher", now(), case=leading)
    town.move(leading, "accept", "dispatcher", now())
    rows = program.get(UPDATES).json()
    assert [(row["service_request_id"], row["extended_status"]) for row in rows] == [
        (own.label, "joined"), (own.label, "accepted"),
    ]  # fmt: skip
    assert len({row["update_id"] for row in rows}) == 2


def test_updates_are_of_a_time_and_of_a_request(town: Town, program: Sending) -> None:
    first, second = program.send(), program.send(service_code="cable")
    for case in (first, second):
        town.move(case, "accept", "dispatcher", now())
    Statement.objects.filter(case=first, transition="accept").update(at=now() - timedelta(hours=5))
    start = (now() - timedelta(hours=2)).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert [row["service_request_id"] for row in program.get(UPDATES, start_date=start).json()] == [second.label]
    assert [row["service_request_id"] for row in program.get(UPDATES, service_request_id=first.label).json()] == [
        first.label
    ]
    assert program.get(UPDATES, start_date="2020-01-01", end_date="2020-12-31").status_code == 400


def test_an_answer_is_kept_once_and_reaches_the_desk(town: Town, program: Sending) -> None:
    case = program.send()
    town.move(case, "ask", "dispatcher", now(), question="哪一盏？")

    def say(**more: Any) -> Any:
        photo = SimpleUploadedFile("a.jpg", jpeg(), "image/jpeg")
        given = {"service_request_id": case.label, "description": "巷口那盏", "update_id": "7", "media": photo}
        return program.post(UPDATES, **given | more)

    first, again, other = say(), say(), say(description="别的")
    assert [a.status_code for a in (first, again, other)] == [201, 200, 409]
    assert first.json() == again.json()
    case.refresh_from_db()
    assert (case.state, Media.objects.count()) == ("received", 1)
    assert Statement.objects.filter(case=case, transition="answer").get().text == "巷口那盏"


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"service_request_id": None}, 400), ({"service_request_id": "2026-9999"}, 404), ({"description": " "}, 400),
        ({"service_request_id": "x"}, 404), ({"description": "x" * 2001}, 400), ({"api_key": None}, 403),
    ],
)  # fmt: skip
def test_what_is_wrong_with_an_update_is_said(
    town: Town, program: Sending, given: dict[str, Any], status: int
) -> None:
    case = program.send()
    answer = program.post(UPDATES, **{"service_request_id": case.label, "description": "x"} | given)
    assert (answer.status_code, answer.json()[0]["code"]) == (status, str(status))


def test_nobody_speaks_for_the_sender_of_another(town: Town, program: Sending) -> None:
    case, other = program.send(), let_in(town.community, name="别的")
    tell(town, case)
    answer = other.post(UPDATES, service_request_id=case.label, description="x")
    assert (answer.status_code, Statement.objects.filter(transition="words").count()) == (404, 0)


def test_of_what_is_about_staff_only_that_something_was_done(town: Town, program: Sending) -> None:
    case = program.send(service_code="staff")
    Case.objects.filter(pk=case.pk).update(concerns=None)
    row = Statement.objects.get(case=case)
    row.pk, row.speaker, row.transition, row.sentence = None, "staff", "accept", {"zh": "秘密"}  # type: ignore[assignment]
    row.report, row.salt = None, b"x" * 16
    row.save(force_insert=True)
    assert steps(program.get(UPDATES, locale="en")) == [("accepted", "Accepted")]


def test_xml_names_each_update_as_its_clients_read_it(town: Town, program: Sending) -> None:
    town.move(program.send(), "accept", "dispatcher", now())
    tree = xml(program.get("servicerequestupdates.xml"))
    assert [leaf.tag for leaf in tree] == ["request_update"]
    assert tree.findtext("request_update/status") == "open"


def test_the_list_asks_the_database_as_often_however_long_it_is(town: Town, program: Sending) -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert program.get(UPDATES).status_code == 200
        return len(asked)

    town.move(program.send(), "accept", "dispatcher", now())
    statements()
    one = statements()
    for _ in range(2):
        town.move(program.send(), "accept", "dispatcher", now())
    assert statements() == one <= 6
