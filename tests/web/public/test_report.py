"""A resident reports, with and without script."""

import io
import re
import wave
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from delek.core.cases.models import Report, Statement
from delek.core.media.models import Media
from delek.core.places.actions import retire_code
from delek.core.timeline.actions import SYSTEM
from delek.web.floods import FLOODS, LIMITS
from tests.town import MORNING, Town, jpeg, same_id

JSON = {"accept": "application/json"}


def photo(name: str = "a.jpg", colour: str = "#b08060") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, jpeg(colour), "image/jpeg")


def form(town: Town, **rest: Any) -> dict[str, Any]:
    return {"submission_id": str(uuid4()), "at": town.code(), "description": "旧线缆掉下来了"} | rest


@pytest.mark.parametrize("language", ["bo", "zh-hans", "en"])
def test_a_report_without_script_reaches_its_receipt_in_the_readers_language(town: Town, language: str) -> None:
    client = Client()
    page = client.get(f"/report?at={town.code()}&lang={language}")
    sent = re.search(r'name="submission_id" value="([^"]+)"', page.content.decode())
    assert sent
    answer = client.post("/report", form(town, submission_id=sent[1], category="cable", photos=photo()))
    assert answer.status_code == 303
    receipt = client.get(answer["Location"])
    assert (receipt.status_code, Report.objects.get().language) == (200, language)
    assert Report.objects.get().case.label in receipt.content.decode()
    assert Media.objects.count() == 1


def test_the_same_report_sent_again_answers_the_same(town: Town) -> None:
    sent = form(town)
    first = Client().post("/report", sent, headers=JSON)
    second = Client().post("/report", sent, headers=JSON)
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()
    assert set(first.json()) == {"number", "url"}


def test_the_same_number_with_other_words_is_a_conflict(town: Town) -> None:
    sent = form(town, submission_id=str(same_id()))
    Client().post("/report", sent)
    answer = Client().post("/report", sent | {"description": "别的"}, headers=JSON)
    page = Client().post("/report", sent | {"description": "别的"})
    assert (answer.status_code, page.status_code, Report.objects.count()) == (409, 409, 1)
    assert "别的" in page.content.decode()


def test_an_empty_report_is_told_what_is_enough(town: Town) -> None:
    answer = Client().post("/report", form(town, description=" ", category="other"), headers=JSON)
    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["description"])


@pytest.mark.parametrize(
    ("field", "value"),
    [("phone", "call me"), ("name", "x" * 81), ("description", "x" * 2001), ("submission_id", "not a uuid")],
)
def test_what_is_wrong_is_named_and_what_was_typed_is_kept(town: Town, field: str, value: str) -> None:
    sent = form(town, name="Tashi", phone="13900000001") | {field: value}
    assert list(Client().post("/report", sent, headers=JSON).json()["errors"]) == [field]
    page = Client().post("/report", sent)
    assert page.status_code == 422
    assert ("旧线缆" if field != "description" else "Tashi") in page.content.decode()
    assert Report.objects.count() == 0


def test_a_broken_photo_is_named_and_the_others_are_kept(town: Town) -> None:
    broken = SimpleUploadedFile("broken.jpg", jpeg()[:200], "image/jpeg")
    page = Client().post("/report?lang=en", form(town, photos=[photo(), broken])).content.decode()
    kept = re.findall(r'name="kept" value="([^"]+)"', page)
    assert ("broken.jpg" in page, len(kept), Report.objects.count()) == (True, 1, 0)
    again = Client().post("/report", form(town, kept=kept, photos=[photo("b.jpg", "#203040")]))
    assert (again.status_code, Media.objects.count()) == (303, 2)


def test_an_oversize_photo_is_refused_with_its_limit(town: Town) -> None:
    huge = SimpleUploadedFile("huge.jpg", b"\xff\xd8" + bytes(13 * 1024 * 1024), "image/jpeg")
    answer = Client().post("/report", form(town, photos=huge), headers=JSON)
    assert answer.status_code == 422
    assert "12 MB" in answer.json()["errors"]["photos"][0]


def test_an_altered_kept_photo_is_not_taken(town: Town) -> None:
    answer = Client().post("/report", form(town, kept="forged"), headers=JSON)
    assert (answer.status_code, Media.objects.count()) == (422, 0)


def test_an_unknown_code_still_lets_one_report(town: Town) -> None:
    assert Client().get("/q/nothing").status_code == 404
    answer = Client().post("/report", form(town, at="nothing", place=town.points[11].key), headers=JSON)
    assert (answer.status_code, Report.objects.get().case.place) == (201, town.points[11])


def test_without_a_code_one_chooses_the_place(town: Town) -> None:
    assert town.points[21].key in Client().get("/report").content.decode()
    missing = Client().post("/report", form(town, at=""), headers=JSON)
    assert (missing.status_code, list(missing.json()["errors"])) == (422, ["place"])


def test_a_good_code_leads_to_its_report_page_and_a_retired_one_says_so(town: Town) -> None:
    assert Client().get(f"/q/{town.code()}")["Location"] == f"/report?at={town.code()}"
    retire_code(code=town.codes[10], by=SYSTEM, at=MORNING)
    page = Client().get(f"/q/{town.code()}")
    assert (page.status_code, f"/report?at={town.code()}" in page.content.decode()) == (410, True)
    assert Client().post("/report", form(town), headers=JSON).status_code == 201


def test_no_cookie_is_set_but_the_language(town: Town) -> None:
    client = Client()
    client.get("/")
    client.get(f"/report?at={town.code()}")
    client.get(client.post("/report", form(town))["Location"])
    assert list(client.cookies) == []
    client.get("/?lang=bo")
    assert list(client.cookies) == ["language"]


def test_another_sites_form_is_not_taken(town: Town) -> None:
    for headers in ({"sec-fetch-site": "cross-site"}, {"origin": "https://evil.example"}):
        assert Client().post("/report", form(town), headers=headers).status_code == 403
    assert Client().post("/report", form(town), headers={"origin": "http://testserver"}).status_code == 303
    assert Client().post("/report", form(town), headers={"origin": "null"}).status_code == 303


def test_a_flood_from_one_sender_waits_and_keeps_what_was_typed(town: Town, settings: Any) -> None:
    settings.FLOOD_LIMITS = {"address": (1, 10**9)}
    Client().post("/report", form(town))
    page = Client().post("/report", form(town))
    assert (page.status_code, "旧线缆" in page.content.decode(), Report.objects.count()) == (429, True, 1)


def test_a_report_needs_few_statements(town: Town) -> None:
    Client().post("/report", form(town))
    with CaptureQueriesContext(connection) as asked:
        Client().post("/report", form(town, category="lamp", phone="13900000001", photos=photo()))
    statements = [q["sql"] for q in asked if "SAVEPOINT" not in q["sql"]]
    assert len(statements) <= 12, "\n".join(statements)


def test_a_recording_alone_is_enough(town: Town) -> None:
    sound = io.BytesIO()
    with wave.open(sound, "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))
        file.writeframes(bytes(1600))
    voice = SimpleUploadedFile("voice.wav", sound.getvalue(), "audio/wav")
    answer = Client().post("/report", form(town, description="", voice=voice), headers=JSON)
    assert (answer.status_code, Media.objects.get().kind, Statement.objects.get().text) == (201, "voice", "")


def test_a_broken_recording_is_named(town: Town) -> None:
    voice = SimpleUploadedFile("voice.ogg", b"OggS and no more", "audio/ogg")
    answer = Client().post("/report?lang=en", form(town, voice=voice), headers=JSON)
    assert "This recording could not be opened" in answer.json()["errors"]["voice"][0]


def test_odd_bytes_in_the_place_are_no_place(town: Town) -> None:
    answer = Client().post("/report", form(town, at="", place="a\x00b"), headers=JSON)
    assert answer.status_code == 422


def test_a_storm_of_a_hundred_in_ten_minutes_passes(town: Town) -> None:
    kinds = ("code", "address")
    asked = [FLOODS.lets(kind, "one", second, LIMITS[kind]) for second in range(0, 600, 6) for kind in kinds]
    assert asked == [True] * 200
