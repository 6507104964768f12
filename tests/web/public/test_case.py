"""The reporter follows the matter and has a word."""

from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from delek.core.cases.models import Case, Report, Statement
from delek.core.cases.queries import token_of
from delek.core.media.actions import process_waiting
from delek.core.media.models import Media
from delek.foundation.clock import now
from tests.town import Town, jpeg


def link(report: Report) -> str:
    return f"/r/{token_of(report)}"


def finished(town: Town, **rest: Any) -> Report:
    at = now()
    report = town.report(at=at, **rest)
    town.finish(report.case, at)
    town.move(report.case, "verify", "dispatcher", at)
    return report


def state() -> str:
    return Case.objects.order_by("pk")[0].state


def test_the_case_page_tells_the_story_and_is_kept_by_nobody(town: Town) -> None:
    page = Client().get(f"{link(finished(town))}?lang=en")
    text = page.content.decode()
    for said in ("You said: 旧线缆掉下来了", "The desk accepted your report.", "Waiting for your word"):
        assert said in text
    assert (page["Cache-Control"], page["Referrer-Policy"]) == ("no-store", "no-referrer")


def test_what_was_not_accepted_shows_no_stages_that_never_were(town: Town) -> None:
    report, going = town.report("别的社区的事"), town.report("井盖松动")
    town.move(report.case, "decline", "dispatcher", reason="不在本社区")
    pages = [Client().get(link(each)).content.decode() for each in (report, going)]
    assert ['class="stages"' in page for page in pages] == [False, True]


def test_an_answer_may_be_spoken(town: Town) -> None:
    assert 'name="voice"' in Client().get(link(town.report("井盖松动"))).content.decode()


def test_another_reporters_words_are_not_told(town: Town) -> None:
    first, second = town.report("我家在三楼"), town.report("电线掉了")
    town.move(second.case, "join", "dispatcher", case=first.case)
    text = Client().get(link(second)).content.decode()
    assert ("我家在三楼" in text, "电线掉了" in text) == (False, True)


def test_media_are_served_with_this_story_only(town: Town) -> None:
    report, other = finished(town), town.report("别的")
    key = Media.objects.get().key
    assert Client().get(f"{link(report)}/media/{key}/thumb").status_code == 404
    process_waiting(at=now())
    photo = Client().get(f"{link(report)}/media/{key}/thumb")
    assert (photo.status_code, photo["Content-Type"]) == (200, "image/jpeg")
    assert (photo["X-Content-Type-Options"], photo["Cache-Control"]) == ("nosniff", "private, max-age=86400")
    assert Client().get(f"{link(other)}/media/{key}/thumb").status_code == 404
    assert Client().get(f"{link(report)}/media/{key}/original").status_code == 404


def test_an_unknown_link_says_so(town: Town) -> None:
    assert [Client().get(path).status_code for path in ("/r/x", "/r/x/receipt", "/r/x.json")] == [404] * 3


def test_the_status_for_a_script(town: Town) -> None:
    report = finished(town)
    answer = Client().get(f"{link(report)}.json").json()
    assert answer == {"number": report.case.label, "state": "verified", "stage": 5}


def test_solved_closes_the_matter_once(town: Town) -> None:
    report = finished(town)
    word = {"solved": "solved", "rating": "4", "text": "谢谢"}
    first, second = (Client().post(f"{link(report)}/word", word) for _ in range(2))
    assert (first.status_code, second.status_code, state()) == (303, 303, "closed")
    assert Statement.objects.filter(text="谢谢").count() == 1


def test_not_solved_goes_on(town: Town) -> None:
    report = finished(town)
    answer = Client().post(
        f"{link(report)}/word", {"solved": "not", "text": "还是不亮"}, headers={"accept": "application/json"}
    )
    assert (answer.json()["url"], state()) == (f"{link(report)}?said=1", "accepted")


def test_a_word_without_a_choice_is_asked_for_again(town: Town) -> None:
    page = Client().post(f"{link(finished(town))}/word", {"text": "谢谢大家"})
    assert (page.status_code, "谢谢大家" in page.content.decode(), state()) == (422, True, "verified")


def test_closed_is_reopened_with_a_reason_within_seven_days(town: Town) -> None:
    report = finished(town)
    Client().post(f"{link(report)}/word", {"solved": "solved"})
    assert Client().post(f"{link(report)}/reopen", {"text": ""}).status_code == 422
    assert Client().post(f"{link(report)}/reopen", {"text": "又坏了"}).status_code == 303
    assert state() == "accepted"


def test_after_seven_days_a_new_report_is_asked_for(town: Town) -> None:
    report = finished(town)
    Client().post(f"{link(report)}/word", {"solved": "solved"})
    Case.objects.update(closed_at=now() - timedelta(days=8))
    Statement.objects.update(at=now() - timedelta(days=8))
    page = Client().post(f"{link(report)}/reopen?lang=en", {"text": "又坏了"})
    assert (page.status_code, "More than 7 days have passed" in page.content.decode()) == (409, True)


def test_a_question_is_answered_with_a_photo(town: Town) -> None:
    report = town.report()
    town.move(report.case, "ask", "dispatcher", question="几号楼？")
    assert "几号楼？" in Client().get(link(report)).content.decode()
    photo = SimpleUploadedFile("a.jpg", jpeg(), "image/jpeg")
    answer = Client().post(f"{link(report)}/answer", {"text": "3号楼", "photos": photo})
    assert (answer.status_code, state(), Media.objects.count()) == (303, "received", 1)


def test_the_case_page_needs_few_statements(town: Town) -> None:
    report = finished(town)
    Client().get(link(report))
    with CaptureQueriesContext(connection) as asked:
        Client().get(link(report))
    assert len(asked) == 4


def test_the_other_pages_answer(town: Town) -> None:
    assert [Client().get(path).status_code for path in ("/", "/privacy", "/wrong-word")] == [200] * 3
    assert Client().get("/nowhere").status_code == 404
