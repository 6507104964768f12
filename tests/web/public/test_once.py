"""An answer or a rating that a phone sends again is said once (quality.md R2, R4)."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from delek.core.cases.models import Case, Report, Statement
from tests.town import Town, jpeg
from tests.web.public.test_case import finished, link

JSON = {"Accept": "application/json"}


def photo(colour: str = "#b08060") -> SimpleUploadedFile:
    return SimpleUploadedFile("p.jpg", jpeg(colour), "image/jpeg")


def send(report: Report, what: str, **given: object) -> tuple[int, dict[str, object]]:
    answer = Client().post(f"{link(report)}/{what}", given, headers=JSON)
    return answer.status_code, answer.json()


def said() -> list[str]:
    return [s.transition for s in Statement.objects.filter(speaker="resident").exclude(transition="open")]


def test_an_answer_sent_three_times_is_said_once_with_its_photo(town: Town) -> None:
    report, key = town.report(), uuid4()
    answers = [send(report, "answer", text="在三楼", photos=photo(), submission_id=key) for _ in range(3)]
    assert answers == [(200, {"url": f"{link(report)}?said=1"})] * 3
    assert (said(), Statement.objects.get(text="在三楼").media.count()) == (["words"], 1)


def test_the_same_words_with_another_number_are_said_again(town: Town) -> None:
    report = town.report()
    assert [send(report, "answer", text="好", submission_id=uuid4())[0] for _ in range(2)] == [200, 200]
    assert said() == ["words", "words"]


@pytest.mark.parametrize("other", [{"text": "别的"}, {"text": "在三楼", "photos": photo()}])
def test_a_number_with_other_content_is_a_conflict(town: Town, other: dict[str, object]) -> None:
    report, key = town.report(), uuid4()
    send(report, "answer", text="在三楼", submission_id=key)
    status, answer = send(report, "answer", submission_id=key, **other)
    assert (status, list(answer), said()) == (409, ["errors"], ["words"])


def test_another_reporters_number_is_a_conflict(town: Town) -> None:
    first, second, key = town.report(), town.report("别的"), uuid4()
    send(first, "answer", text="好", submission_id=key)
    assert (send(second, "answer", text="好", submission_id=key)[0], said()) == (409, ["words"])


def test_a_rating_sent_again_after_the_case_is_closed_gets_the_same_answer(town: Town) -> None:
    report, key = finished(town), uuid4()
    word = {"solved": "solved", "rating": "4", "text": "", "submission_id": key}
    assert [send(report, "word", **word)[0] for _ in range(2)] == [200, 200]
    assert (Case.objects.get().state, said()) == ("closed", ["confirm"])


def test_a_reopening_sent_again_reopens_once(town: Town) -> None:
    report, key = finished(town), uuid4()
    send(report, "word", solved="solved", submission_id=uuid4())
    assert [send(report, "reopen", text="又断了", submission_id=key)[0] for _ in range(2)] == [200, 200]
    assert (Case.objects.get().reopened, said()) == (1, ["confirm", "reopen"])


def test_a_refused_word_uses_no_number_up(town: Town) -> None:
    report, key = town.report(), uuid4()
    assert send(report, "word", solved="solved", submission_id=key)[0] == 409
    assert (send(report, "answer", text="好", submission_id=key)[0], said()) == (200, ["words"])


def test_a_strange_number_is_refused_and_an_unknown_link_says_so(town: Town) -> None:
    report = town.report()
    assert send(report, "answer", text="好", submission_id="x")[0] == 422
    answer = Client().post("/r/x/answer", {"text": "好"}, headers=JSON)
    assert (answer.status_code, list(answer.json()["errors"])) == (404, ["form"])
