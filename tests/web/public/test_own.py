"""My page: a number's holder sees, corrects, takes away and erases what is held, and sees who looked (S11)."""

import json
import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from delek.core.cases.actions import Submission, announce, join_in
from delek.core.cases.actions.speaking import reveal_reporter
from delek.core.cases.models import Case, Report, Statement, Visit
from delek.core.timeline.models import Delivery
from delek.foundation.words import Words
from delek.web.floods import FLOODS
from tests.town import MORNING, Town

PHONE = "13800001111"


@pytest.fixture(autouse=True)
def calm() -> None:
    FLOODS.forget()


@pytest.fixture
def report(town: Town) -> Report:
    return town.report("旧线缆掉下来了", name="卓玛", phone=PHONE)


def sent_code() -> str:
    text = Delivery.objects.filter(event__verb="code_asked").order_by("-id")[0].text
    found = re.search(r"\d{6}", text)
    assert found
    return found[0]


def visitor(phone: str = PHONE) -> Client:
    """Somebody who asked for a code and showed it."""
    client = Client()
    assert client.post("/me", {"phone": phone}).headers["Location"] == "/me/code"
    assert client.post("/me/code", {"code": sent_code()}).headers["Location"] == "/me"
    return client


def test_the_holder_of_a_number_sees_their_reports_and_nobody_elses(town: Town, report: Report) -> None:
    other = town.report("井盖松动", category="manhole", name="扎西", phone="13900002222")
    page = visitor().get("/me").content.decode()
    assert (report.case.label in page, "旧线缆掉下来了" in page, "卓玛" in page) == (True, True, True)
    assert (other.case.label in page, "井盖松动" in page, "13900002222" in page) == (False, False, False)


def test_a_number_written_otherwise_is_the_same_number(report: Report) -> None:
    assert report.case.label in visitor("138 0000-1111").get("/me").content.decode()


def test_nothing_tells_whether_a_number_is_known(report: Report) -> None:
    known, unknown = (Client().post("/me", {"phone": phone}) for phone in (PHONE, "13511112222"))
    assert (known.status_code, known.headers["Location"]) == (unknown.status_code, unknown.headers["Location"])
    assert Delivery.objects.filter(event__verb="code_asked").count() == 1


def test_a_code_of_another_browser_opens_nothing_and_no_code_opens_twice(report: Report) -> None:
    asked, thief = Client(), Client()
    asked.post("/me", {"phone": PHONE})
    code = sent_code()
    thief.post("/me", {"phone": "13511112222"})
    assert thief.post("/me/code", {"code": code}).status_code == 422
    assert asked.post("/me/code", {"code": code}).status_code == 303
    assert Client().post("/me/code", {"code": code}).status_code == 422
    assert asked.post("/me/code", {"code": code}).status_code == 422


def test_five_wrong_codes_make_the_right_one_worthless(report: Report) -> None:
    client = Client()
    client.post("/me", {"phone": PHONE})
    right = sent_code()
    wrong = "000000" if right != "000000" else "111111"
    assert [client.post("/me/code", {"code": wrong}).status_code for _ in range(5)] == [422, 422, 422, 422, 429]
    assert client.post("/me/code", {"code": right}).status_code == 429
    assert client.get("/me").context["typed"] == ""


def test_the_fourth_code_of_a_day_has_to_wait_known_or_not(report: Report) -> None:
    for phone in (PHONE, "13511112222"):
        assert [Client().post("/me", {"phone": phone}).status_code for _ in range(4)] == [303, 303, 303, 429]
    assert Delivery.objects.filter(event__verb="code_asked").count() == 3


def test_a_code_and_a_visit_end_in_time(report: Report) -> None:
    late = Client()
    late.post("/me", {"phone": PHONE})
    Visit.objects.update(asked_at=MORNING - timedelta(minutes=11))
    assert late.post("/me/code", {"code": sent_code()}).status_code == 422
    client = visitor()
    Visit.objects.exclude(shown_at=None).update(shown_at=MORNING - timedelta(hours=12))
    assert client.get("/me/data.json").headers["Location"] == "/me"


def test_who_looked_is_told_by_post(town: Town, report: Report) -> None:
    assert "到现在还没有人查看过您的信息" in visitor().get("/me").content.decode()
    reveal_reporter(report=report, standing=town.standing("dispatcher"), at=MORNING)
    page = visitor().get("/me").content.decode()
    assert (str(town.post("dispatcher").kind.name.zh) in page, town.dispatcher.name in page) == (True, False)


def test_name_language_and_messages_are_put_right(town: Town, report: Report) -> None:
    client = visitor()
    client.post(f"/me/{report.pk}", {"name": "卓玛措", "language": "bo", "channel": "none"})
    report.refresh_from_db()
    assert (report.name, report.language, report.channel) == ("卓玛措", "bo", "none")
    before = Delivery.objects.count()
    town.move(report.case, "accept", "dispatcher")
    assert Delivery.objects.count() == before


def test_another_persons_report_is_not_found(town: Town, report: Report) -> None:
    other = town.report("井盖松动", category="manhole", phone="13900002222")
    client = visitor()
    answers = [client.post(f"/me/{other.pk}", {"language": "bo"}), client.post(f"/me/{other.pk}/erase")]
    assert [a.status_code for a in answers] == [404, 404]
    other.refresh_from_db()
    assert (other.language, other.phone) == ("zh-hans", "13900002222")


def test_an_open_matter_is_not_erased_and_a_closed_one_is(town: Town, report: Report) -> None:
    client = visitor()
    assert client.post(f"/me/{report.pk}/erase").status_code == 409
    Case.objects.filter(pk=report.case_id).update(state="closed", closed_at=MORNING)
    Report.objects.filter(pk=report.pk).update(about="戴眼镜的")
    assert client.post(f"/me/{report.pk}/erase").headers["Location"] == "/me?said=erased"
    report.refresh_from_db()
    case = Case.objects.get(pk=report.case_id)
    assert (report.name, report.phone, report.about) == ("", "", "")
    assert (case.title, case.search, case.number) == ("", "", 1)
    assert list(Statement.objects.filter(report=report).values_list("text", flat=True)) == [""]


def test_a_neighbours_report_is_erased_once_the_matter_that_leads_is_over(town: Town) -> None:
    leading = town.report("路灯不亮").case
    announce(case=leading, text=Words(bo="གློག", zh="路灯"), standing=town.standing("dispatcher"), at=MORNING)
    own = Submission(
        submission_id=uuid4(), community=leading.community, place=leading.place, language="bo", phone=PHONE,
        description="我家也是", joins=leading,
    )  # fmt: skip
    report = join_in(submission=own, at=MORNING).report
    client = visitor()
    assert client.post(f"/me/{report.pk}/erase").status_code == 409
    Case.objects.filter(pk=leading.pk).update(state="closed", closed_at=MORNING)
    assert client.post(f"/me/{report.pk}/erase").status_code == 303
    report.refresh_from_db()
    assert (report.phone, report.statements.exclude(text="").count()) == ("", 0)


def test_erasing_takes_the_own_photos_and_leaves_the_chain_whole(town: Town, report: Report) -> None:
    from delek.core.cases.actions import add_words
    from delek.core.timeline.queries import breaks

    mine = town.photo()
    add_words(report=report, text="再拍一张", media=[mine], at=MORNING)
    Case.objects.filter(pk=report.case_id).update(state="closed", closed_at=MORNING)
    visitor().post(f"/me/{report.pk}/erase")
    mine.refresh_from_db()
    assert mine.erased_at is not None
    assert list(breaks()) == []


def test_all_of_it_can_be_taken_away_as_a_file(report: Report) -> None:
    answer = visitor().get("/me/data.json")
    data: dict[str, Any] = json.loads(answer.content)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert (data["phone"], [r["number"] for r in data["reports"]]) == (PHONE, [report.case.label])
    assert data["reports"][0]["said"][0]["text"] == "旧线缆掉下来了"
    assert {row["days"] for row in data["registered"]} == {1, 30, 90, 180, 1095}


def test_leaving_keeps_nothing(report: Report) -> None:
    client = visitor()
    client.post("/me/out")
    assert Visit.objects.count() == 0
    assert client.get("/me/data.json").headers["Location"] == "/me"


def test_staff_read_no_code_in_the_outbox(town: Town, report: Report) -> None:
    Client().post("/me", {"phone": PHONE})
    staff = Client()
    staff.force_login(town.dispatcher)
    page = staff.get("/desk/messages").content.decode()
    assert (sent_code() in page, "••••••" in page) == (False, True)


def test_a_visit_is_gone_after_its_day(report: Report) -> None:
    from delek.config.retention import forget_expired

    visitor()
    asked = Visit.objects.get().asked_at
    forget_expired(at=asked + timedelta(hours=23))
    assert Visit.objects.count() == 1
    forget_expired(at=asked + timedelta(hours=25))
    assert Visit.objects.count() == 0


def test_every_purpose_a_resident_reads_is_said_in_their_language() -> None:
    from delek.core.cases.queries.registry import KINDS, WORDS, registered

    said = set(WORDS)
    assert {row.purpose for row in registered()} | {row.ground for row in registered()} == said
    assert len(KINDS) == len(registered()) == 7


def test_the_page_asks_the_database_as_often_for_three_reports_as_for_one(town: Town) -> None:
    town.report("一", phone=PHONE)
    client = visitor()
    client.get("/me")
    with CaptureQueriesContext(connection) as one:
        client.get("/me")
    first = len(one)
    town.report("二", phone=PHONE), town.report("三", phone=PHONE)
    with CaptureQueriesContext(connection) as three:
        client.get("/me")
    assert len(three) == first
