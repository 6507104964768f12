"""The desk: from a report to its end, by the right people, in both languages."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from delek.core.cases.models import Case, Statement
from delek.core.timeline.models import Delivery, Event
from tests.town import MORNING, Town, jpeg

LETTERS = {"sentence_bo": "བོད་ཡིག་གི་ཚིག", "sentence_zh": "给居民的话", "sentence_en": "For the resident"}


def signed_in(town: Town, name: str) -> Client:
    client = Client()
    client.force_login(town.people[name])
    return client


def send(client: Client, case: Case, transition: str, room: str = "desk", /, **fields: Any) -> Any:
    case.refresh_from_db()
    form = LETTERS | {"transition": transition, "version": case.version} | fields
    return client.post(f"/{room}/cases/{case.pk}/moves", form)


def photo() -> SimpleUploadedFile:
    return SimpleUploadedFile("after.jpg", jpeg(), "image/jpeg")


def test_a_report_goes_from_the_desk_to_the_street_and_back(town: Town) -> None:
    case = town.report().case
    desk, field, second = (signed_in(town, name) for name in ("dispatcher", "worker", "dispatcher2"))
    steps = (
        (desk, "accept", "desk", {"urgency": "urgent"}),
        (desk, "dispatch", "desk", {"post": town.post("worker").pk}),
        (field, "arrive", "field", {}),
        (field, "handle", "field", {}),
        (field, "finish", "field", {"photos": photo()}),
        (second, "verify", "desk", {}),
        (second, "close", "desk", {}),
    )
    assert [send(client, case, step, room, **fields).status_code for client, step, room, fields in steps] == [302] * 7
    case.refresh_from_db()
    assert (case.state, case.urgency) == ("closed", "urgent")
    told = Statement.objects.filter(speaker="staff").values_list("transition", flat=True)
    assert list(told) == ["accept", "dispatch", "arrive", "handle", "finish", "verify", "close"]


def test_who_finished_cannot_verify(town: Town) -> None:
    case = town.finish(town.report().case)
    Case.objects.update(finished_by=town.post("chief"))
    assert send(signed_in(town, "chief"), case, "verify").status_code == 422
    case.refresh_from_db()
    assert case.state == "finished"


def test_another_communitys_case_is_not_found(town: Town) -> None:
    case = town.report().case
    stranger = signed_in(town, "stranger")
    pages = [stranger.get(f"/desk/cases/{case.pk}"), send(stranger, case, "accept"), stranger.get("/desk/cases/999999")]
    assert [page.status_code for page in pages] == [404, 404, 404]


def test_the_desk_is_not_there_for_a_worker(town: Town) -> None:
    assert signed_in(town, "worker").get("/desk/").status_code == 404


def test_the_slower_of_two_sees_who_was_faster_and_keeps_both_texts(town: Town) -> None:
    case = town.report().case
    town.move(case, "accept", "dispatcher2")
    answer = send(signed_in(town, "dispatcher"), case, "accept", version=1)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert all(text in page for text in ("德吉", LETTERS["sentence_bo"], LETTERS["sentence_zh"]))
    assert Event.objects.filter(verb="accept").count() == 1


@pytest.mark.parametrize("language", ["bo", "zh"])
def test_nothing_goes_out_in_one_language(town: Town, language: str) -> None:
    case = town.report().case
    answer = send(signed_in(town, "dispatcher"), case, "accept", **{f"sentence_{language}": " "})
    assert answer.status_code == 422
    assert list(answer.context["composer"].errors) == [f"sentence_{language}"]
    assert Case.objects.get().state == "received"


def test_a_reason_is_put_into_both_sentences(town: Town) -> None:
    case = town.report().case
    letters = {"sentence_bo": "རྒྱུ་མཚན། {reason}", "sentence_zh": "原因：{reason} {x}"}
    client = signed_in(town, "dispatcher")
    lacking = send(client, case, "decline", reason_zh="不属于本社区", **letters)
    assert list(lacking.context["composer"].errors) == ["reason_bo"]
    send(client, case, "decline", reason_zh="不属于本社区", reason_bo="གཞན", **letters)
    said = Statement.objects.get(transition="decline").sentence
    assert (said.bo, said.zh) == ("རྒྱུ་མཚན། གཞན", "原因：不属于本社区 {x}")


def test_joining_tells_both_reporters_from_then_on(town: Town) -> None:
    first, second = town.report(phone="13900000001"), town.report(phone="13900000002")
    client = signed_in(town, "dispatcher")
    assert send(client, second.case, "join", case=str(first.case.number)).status_code == 302
    Delivery.objects.all().delete()
    send(client, first.case, "accept")
    assert sorted(Delivery.objects.values_list("address", flat=True)) == ["13900000001", "13900000002"]


def test_a_case_goes_up_is_answered_and_comes_back(town: Town) -> None:
    case = town.report().case
    town.move(case, "accept", "dispatcher")
    desk, above = signed_in(town, "dispatcher"), signed_in(town, "superior")
    assert above.get(f"/desk/cases/{case.pk}").status_code == 404
    send(desk, case, "escalate", place=town.department.pk, question_zh="谁来换？", question_bo="སུས།")
    page = above.get("/desk/")
    assert [row.pk for group in page.context["groups"] for row in group.rows] == [case.pk]
    assert "谁来换？" in above.get(f"/desk/cases/{case.pk}").content.decode()
    assert send(above, case, "reply", answer_zh="9月28日").status_code == 302
    case.refresh_from_db()
    assert (case.state, case.holder) == ("accepted", town.community)


def test_the_number_is_shown_only_when_asked_for_and_the_look_is_recorded(town: Town) -> None:
    case = town.report(phone="13900000001", name="卓嘎").case
    client = signed_in(town, "dispatcher")
    before = client.get(f"/desk/cases/{case.pk}").content.decode()
    after = client.post(f"/desk/cases/{case.pk}/reporter").content.decode()
    assert ("13900000001" in before, "卓嘎" in before) == (False, False)
    assert ("13900000001" in after, "卓嘎" in after) == (True, True)
    assert Event.objects.filter(verb="reporter_seen", actor_id=town.dispatcher.pk).count() == 1


def test_messages_are_read_without_number_or_link(town: Town) -> None:
    town.move(town.report(phone="13900000001").case, "accept", "dispatcher")
    page = signed_in(town, "dispatcher").get("/desk/messages").content.decode()
    assert Delivery.objects.count() == 2
    assert ("13900000001" in page, "/r/…" in page) == (False, True)


def test_the_queue_asks_the_database_as_often_for_five_rows_as_for_three(
    town: Town, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    client = signed_in(town, "dispatcher")
    monkeypatch.setattr("delek.web.staff.now", lambda: MORNING)  # what is read once a minute is not read anew
    for category in ("cable", "drain", "rubbish"):  # from three new ones on it is asked whether they lie in a heap
        town.report(category=category)
    client.get("/desk/queue")
    with django_assert_max_num_queries(12) as asked:
        client.get("/desk/queue")
    budget = len(asked.captured_queries)
    town.report("路灯不亮", category="lamp")
    town.report("井盖松动", category="manhole")
    client.get("/desk/queue")  # the new categories are read once and remembered
    with django_assert_num_queries(budget):
        answer = client.get("/desk/queue")
    assert sum(len(group.rows) for group in answer.context["groups"]) == 5


def test_a_photo_is_served_to_whoever_may_open_its_case(town: Town) -> None:
    from delek.core.media.actions import process_waiting
    from delek.core.media.models import Media
    from tests.town import MORNING

    town.finish(town.report().case)
    process_waiting(at=MORNING)
    key = Media.objects.get().key
    answers = [signed_in(town, who).get(f"/desk/media/{key}/thumb") for who in ("dispatcher", "worker", "stranger")]
    assert [answer.status_code for answer in answers] == [200, 200, 404]
    assert answers[0].headers["X-Content-Type-Options"] == "nosniff"


def test_the_queue_finds_by_words(town: Town) -> None:
    town.report("旧线缆掉下来了")
    town.report("路灯不亮", category="lamp")
    answer = signed_in(town, "dispatcher").get("/desk/", {"q": "路灯"})
    assert [row.title for group in answer.context["groups"] for row in group.rows] == ["路灯不亮"]


def test_a_row_says_point_and_grid_and_the_search_keeps_its_list(town: Town) -> None:
    town.report("路灯不亮", category="lamp")
    client = signed_in(town, "dispatcher")
    page = client.get("/desk/", {"view": "work", "q": "路灯"}).content.decode()
    assert "10 号网格点 · 第3网格" in " ".join(page.split())
    assert '<input type="hidden" name="view" value="work">' in page
    tabs = client.get("/desk/tabs", {"view": "work", "q": "路灯"}).content.decode()
    assert tabs.count("q=%E8%B7%AF%E7%81%AF") == 4


def test_a_day_is_said_once_in_the_story(town: Town) -> None:
    from tests.town import MORNING

    case = town.report(at=MORNING).case
    town.move(case, "accept", "dispatcher", MORNING + timedelta(minutes=5))
    town.move(case, "dispatch", "dispatcher", MORNING + timedelta(days=1), post=town.post("worker"))
    page = signed_in(town, "dispatcher").get(f"/desk/cases/{case.pk}").content.decode()
    assert (page.count("<span>9月21日</span>"), page.count("<span>9月22日</span>")) == (1, 1)
    assert "10:05</time>" in page


def test_a_case_with_the_superior_shows_the_superiors_time(town: Town) -> None:
    case = town.report().case
    town.move(case, "accept", "dispatcher")
    case.refresh_from_db()
    community = case.due_at
    town.move(case, "escalate", "dispatcher", place=town.department, question="谁来换？")
    case.refresh_from_db()
    assert case.due_at == case.deadlines.get(step="superior").due_at > community
    town.move(case, "reply", "superior", answer="周五换。")
    case.refresh_from_db()
    assert case.due_at == community
