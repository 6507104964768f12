"""What a program sends becomes a report like any other, once."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from delek.core.cases.models import Case, Report, Statement
from delek.core.media.models import Media
from delek.core.partners.actions import retire_program
from delek.core.partners.models import Brought
from delek.core.timeline.actions import SYSTEM
from delek.core.timeline.models import Event
from tests.town import MORNING, Town, jpeg, silence

from .programs import HERE, V2, Sending, let_in, xml

LAMP = {"service_code": "lamp", "description": "路灯不亮", **HERE}


def photo(name: str = "a.jpg", colour: str = "#b08060") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, jpeg(colour), "image/jpeg")


def test_a_report_is_taken_at_once_and_has_its_number(town: Town, program: Sending) -> None:
    answer = program.post(**LAMP, first_name="某", last_name="某", phone="139 0000 0001", email="a@example.org")
    report = Report.objects.get()
    assert answer.status_code == 201
    told = answer.json()[0]
    assert told["service_request_id"] == report.case.label
    assert (report.name, report.phone, report.email) == ("某 某", "13900000001", "")
    assert (report.case.category.key, report.case.place) == ("lamp", town.points[10])  # type: ignore[union-attr]
    assert Statement.objects.get().text == "路灯不亮\n\n29.650100, 91.100100"
    assert Brought.objects.get().program == program.row
    assert [e.verb for e in Event.objects.filter(subject_kind="case").order_by("sequence")] == ["open", "brought"]
    assert Client().get(f"/r/{told['token']}").status_code == 200


def test_xml_answers_as_the_specification_shows(town: Town, program: Sending) -> None:
    tree = xml(program.post("requests.xml", **LAMP))
    assert (tree.tag, [leaf.tag for leaf in tree.iter()][1]) == ("service_requests", "request")
    assert tree.findtext("request/service_request_id") == Case.objects.get().label


@pytest.mark.parametrize("name", ["Idempotency-Key", "submission_id"])
def test_the_same_again_answers_the_same_and_other_words_are_a_conflict(
    town: Town, program: Sending, name: str
) -> None:
    def send(**more: Any) -> Any:
        given = {"headers": {name: "x 1"}} if "-" in name else {name: "x 1"}
        return program.post(**LAMP | more | given)

    first, again, other = send(), send(), send(description="别的")
    assert (first.status_code, again.status_code, other.status_code) == (201, 200, 409)
    assert first.json() == again.json()
    assert other.json()[0]["code"] == "409"
    assert Report.objects.count() == 1


def test_without_a_key_the_same_words_of_the_same_sender_are_one_report(town: Town, program: Sending) -> None:
    codes = [program.post(**LAMP, email=who).status_code for who in ("a@example.org", "a@example.org", "b@example.org")]
    assert codes == [201, 200, 201]
    assert [program.post(**LAMP).status_code for _ in range(2)] == [201, 201]


def test_one_programs_keys_are_not_anothers(town: Town, program: Sending) -> None:
    other = let_in(town.community, name="别的程序")
    assert program.post(**LAMP, submission_id="1").status_code == 201
    assert other.post(**LAMP, submission_id="1").status_code == 201
    assert Report.objects.count() == 2


def test_photos_and_a_recording_come_along_and_an_address_is_not_fetched(town: Town, program: Sending) -> None:
    voice = SimpleUploadedFile("v.wav", silence(), "audio/wav")
    answer = program.post(**LAMP, media=[photo(), photo("b.jpg", "#102030")], voice=voice,
                          media_url="http://127.0.0.1/a.jpg")  # fmt: skip
    assert answer.status_code == 201
    assert "media_url is not fetched" in answer.json()[0]["service_notice"]
    assert sorted(Media.objects.values_list("kind", flat=True)) == ["photo", "photo", "voice"]


@pytest.mark.parametrize(
    ("files", "status"),
    [
        ([SimpleUploadedFile("a.jpg", b"no photo", "image/jpeg")], 400),
        ([photo(f"{n}.jpg", f"#{n}02030") for n in range(1, 7)], 400),
        ([SimpleUploadedFile("a.jpg", b"x" * (13 << 20), "image/jpeg")], 413),
    ],
)  # fmt: skip
def test_files_that_are_none_are_refused_and_nothing_is_taken(
    town: Town, program: Sending, files: list[Any], status: int
) -> None:
    assert program.post(**LAMP, media=files).status_code == status
    assert Report.objects.count() == 0


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"api_key": None}, 403), ({"api_key": "wrong"}, 403), ({"jurisdiction_id": "other"}, 403),
        ({"jurisdiction_id": "nowhere"}, 404), ({"service_code": None}, 400), ({"service_code": "none"}, 404),
        ({"lat": None, "long": None}, 400), ({"lat": "x"}, 400), ({"lat": "nan"}, 400), ({"lat": "95"}, 400),
        ({"long": None}, 400), ({"lat": "30.9"}, 400), ({"address_id": "other"}, 400), ({"phone": "abc"}, 400),
        ({"description": "x" * 2001}, 400), ({"description": "x" * 5001}, 400),
        ({"service_code": "other", "description": "", "lat": None, "long": None, "address_id": "model"}, 400),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_code_and_nothing_is_taken(
    town: Town, program: Sending, given: dict[str, Any], status: int
) -> None:
    answer = program.post(**LAMP | given)
    assert (answer.status_code, Report.objects.count()) == (status, 0)
    assert {error["code"] for error in answer.json()} == {str(status)}


def test_a_key_that_may_only_read_or_was_retired_sends_nothing(town: Town, program: Sending) -> None:
    assert let_in(town.community, may_write=False).post(**LAMP).status_code == 403
    retire_program(program=program.row, by=SYSTEM, at=MORNING)
    assert program.post(**LAMP).status_code == 403
    assert Report.objects.count() == 0


def test_a_program_that_asks_too_much_is_told_when_to_come_again(town: Town) -> None:
    slow, small = let_in(town.community, per_minute=2), let_in(town.community, per_day=1)
    answers = [slow.get("services.json") for _ in range(3)]
    assert [a.status_code for a in answers] == [200, 200, 429]
    assert 1 <= int(answers[-1]["Retry-After"]) <= 60
    assert [small.post(**LAMP).status_code for _ in range(2)] == [201, 429]


def test_json_is_not_taken_where_a_form_is_asked_for(town: Town, program: Sending) -> None:
    sent = json.dumps(LAMP | {"api_key": program.key})
    answer = Client().post(f"{V2}requests.json", sent, content_type="application/json")
    assert (answer.status_code, answer.json()[0]["code"]) == (415, "415")


def test_the_key_may_come_by_either_kind_of_authorization(town: Town, program: Sending) -> None:
    import base64

    basic = base64.b64encode(f":{program.key}".encode()).decode()
    for header in (f"Bearer {program.key}", f"Basic {basic}"):
        answer = program.post(**LAMP, api_key=None, headers={"Authorization": header})
        assert answer.status_code == 201
    bad = program.post(**LAMP, api_key=None, headers={"Authorization": "Basic ###"})
    assert bad.status_code == 403


def test_a_report_about_staff_takes_its_own_way(town: Town, program: Sending) -> None:
    case = program.send(service_code="staff", **{"attribute[about]": "穿蓝衣服的"})
    assert (case.about_staff, Report.objects.get().about) == (True, "穿蓝衣服的")
    assert program.send(**{"attribute[about]": "忽略"}).about_staff is False
