"""What waited in a phone says when it was written; every clock runs from when it arrived (quality.md R4)."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from delek.core.cases.models import Case, Report, Statement
from delek.core.timeline.models import Event
from delek.core.timeline.queries import breaks
from delek.foundation.dates import say_moment
from tests.town import Town, silence
from tests.web.public.test_case import finished, link

JSON = {"Accept": "application/json"}
HOUR = 3600


def send(town: Town, waited: str, **more: object) -> Report:
    given = {"submission_id": str(uuid4()), "place": town.points[10].key, "description": "灯坏了"}
    given |= {"waited": waited} | more
    answer = Client().post("/report", given, headers=JSON)
    assert answer.status_code in (200, 201), answer.content
    return Report.objects.select_related("case").get(submission_id=given["submission_id"])


def opening(report: Report) -> Statement:
    return Statement.objects.get(report=report, transition="open")


def test_a_report_that_waited_holds_when_it_was_written_and_when_it_arrived(town: Town) -> None:
    report = send(town, str(4 * HOUR))
    said, event = opening(report), Event.objects.get(subject_kind="case", subject_id=report.case_id)
    assert said.written_at == said.at - timedelta(hours=4)
    written = datetime.fromisoformat(event.particulars["written"])
    assert (event.at - written, written.tzinfo, list(breaks())) == (timedelta(hours=4), UTC, [])


def test_its_clocks_run_from_its_arrival(town: Town) -> None:
    at_once, waited = send(town, ""), send(town, str(4 * HOUR))
    starts = [list(r.case.deadlines.order_by("id").values_list("starts_at", flat=True)) for r in (at_once, waited)]
    arrived = [[r.created_at] * len(s) for r, s in zip((at_once, waited), starts, strict=True)]
    assert (starts, len(starts[0]) > 0) == (arrived, True)
    assert waited.case.opened_at == waited.created_at


@pytest.mark.parametrize("waited", ["", "-3600", "119", "1e4", "abc", "༣༦༠༠", "3600.5", str(15 * 24 * HOUR), "9" * 40])
def test_what_cannot_be_right_is_left_out(town: Town, waited: str) -> None:
    report = send(town, waited)
    event = Event.objects.get(subject_kind="case", subject_id=report.case_id)
    assert (opening(report).written_at, "written" in event.particulars) == (None, False)


def test_sent_again_later_it_is_the_same_report(town: Town) -> None:
    key = str(uuid4())
    first, again = send(town, "600", submission_id=key), send(town, "9000", submission_id=key)
    assert (first.pk, Statement.objects.filter(transition="open").count()) == (again.pk, 1)
    assert opening(again).written_at == opening(again).at - timedelta(seconds=600)


@pytest.mark.parametrize(("language", "words"), [
    ("en", "Written {w}, arrived {a}"), ("zh-hans", "{w} 写下，{a} 收到"), ("bo", "བྲིས་པའི་དུས། {w} འབྱོར་བའི་དུས། {a}"),
])  # fmt: skip
def test_page_and_receipt_say_both_times(town: Town, language: str, words: str) -> None:
    report = send(town, str(4 * HOUR))
    said = opening(report)
    assert said.written_at
    line = words.format(w=say_moment(said.written_at, language), a=say_moment(said.at, language))
    pages = [Client().get(link(report) + part, {"lang": language}).content.decode() for part in ("", "/receipt")]
    assert [line in page for page in pages] == [True, True]


def test_an_answer_and_a_word_on_the_result_hold_it_too(town: Town) -> None:
    report = finished(town)
    for what, given in (("answer", {"text": "在三楼"}), ("word", {"solved": "not", "text": "又坏了"})):
        given |= {"waited": str(HOUR), "submission_id": str(uuid4())}
        assert Client().post(f"{link(report)}/{what}", given, headers=JSON).status_code == 200
    rows = Statement.objects.filter(report=report, transition__in=("words", "reopen"))
    assert [row.at - row.written_at for row in rows if row.written_at] == [timedelta(hours=1)] * 2
    assert Case.objects.get().reopened == 1


def test_a_case_is_reopened_by_a_recording_alone(town: Town) -> None:
    report = finished(town)
    Client().post(f"{link(report)}/word", {"solved": "solved", "submission_id": str(uuid4())}, headers=JSON)
    given = {"voice": SimpleUploadedFile("voice.wav", silence(), "audio/wav"), "submission_id": str(uuid4())}
    assert Client().post(f"{link(report)}/reopen", given, headers=JSON).status_code == 200
    said = Statement.objects.get(transition="reopen")
    assert ([m.kind for m in said.media.all()], said.text, Case.objects.get().state) == (["voice"], "", "accepted")
