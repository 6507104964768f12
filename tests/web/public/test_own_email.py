"""An e-mail address is a way of messages only after a code that went there came back."""

import re
from typing import Any

import pytest
from django.test import Client

from delek.core.cases.models import Case, Proof, Report, Subscription
from delek.core.timeline.models import Delivery
from delek.web.floods import FLOODS
from tests.browser import Browser
from tests.town import MORNING, Town

PHONE, EMAIL = "13800001111", "reader@example.org"


@pytest.fixture(autouse=True)
def calm(settings: Any) -> None:
    FLOODS.forget()
    settings.MAIL_URL = "smtp://127.0.0.1"


@pytest.fixture
def report(town: Town) -> Report:
    return town.report("旧线缆掉下来了", name="卓玛", phone=PHONE)


def code_to(address: str) -> str:
    found = re.search(r"\d{6}", Delivery.objects.filter(address=address).order_by("-id")[0].text)
    assert found
    return found[0]


@pytest.fixture
def client(report: Report) -> Client:
    client = Client()
    client.post("/me", {"phone": PHONE})
    client.post("/me/code", {"code": code_to(PHONE)})
    return client


def choose(client: Client, report: Report, email: str = EMAIL, language: str = "en") -> Any:
    return client.post(f"/me/{report.pk}", {"name": "卓玛", "language": language, "channel": "mail", "email": email})


def way(report: Report) -> tuple[str, str]:
    report.refresh_from_db()
    return report.channel, report.email


def test_a_proven_address_gets_what_sms_got_with_a_subject_and_how_to_get_no_more(
    town: Town, report: Report, client: Client
) -> None:
    assert choose(client, report)["Location"] == f"/me/{report.pk}/email"
    assert way(report) == ("sms", "")
    code = code_to(EMAIL)
    assert client.post(f"/me/{report.pk}/email", {"code": code})["Location"] == "/me?said=kept"
    assert way(report) == ("mail", EMAIL)
    town.move(report.case, "accept", "dispatcher")
    row = Delivery.objects.get(event__verb="accept")
    number = report.case.label
    link = row.text.split()[4]
    assert (row.channel, row.address, row.subject) == ("mail", EMAIL, f"Report {number} was accepted")
    assert row.text.split("\n")[:3] == [
        f"Report {number} was accepted: {link}", "", f"To get no more messages: {link}#notices"
    ]  # fmt: skip
    assert client.post(f"/me/{report.pk}/email", {"code": code}).status_code == 422


@pytest.mark.parametrize(
    ("language", "subject", "stop"),
    [("bo", "ཡར་ཞུ་ཨང་{}དང་ལེན་བྱས་ཟིན།", "བརྡ་འཕྲིན་མི་དགོས་ན། "), ("zh-hans", "上报 {} 已受理", "不想再收到消息：")],
)
def test_the_language_is_the_reporters(town: Town, report: Report, language: str, subject: str, stop: str) -> None:
    Report.objects.update(channel="mail", email=EMAIL, language=language)
    town.move(report.case, "accept", "dispatcher")
    row = Delivery.objects.get(event__verb="accept")
    assert (row.subject, row.text.split("\n")[2].startswith(stop)) == (subject.format(report.case.label), True)


def test_a_wrong_code_and_one_of_another_visit_prove_nothing(report: Report, client: Client) -> None:
    choose(client, report)
    code = code_to(EMAIL)
    other = Client()
    other.post("/me", {"phone": PHONE})
    other.post("/me/code", {"code": code_to(PHONE)})
    assert other.post(f"/me/{report.pk}/email", {"code": code}).status_code == 422
    wrong = "000000" if code != "000000" else "111111"
    answers = [client.post(f"/me/{report.pk}/email", {"code": wrong}).status_code for _ in range(4)]
    assert answers == [422, 422, 422, 429]
    assert client.post(f"/me/{report.pk}/email", {"code": code}).status_code == 429
    assert way(report) == ("sms", "")


def test_the_fourth_code_of_a_day_waits_and_what_was_typed_stays(report: Report, client: Client) -> None:
    answers = [choose(client, report, f"r{n}@example.org") for n in range(4)]
    assert [a.status_code for a in answers] == [303, 303, 303, 429]
    assert 'value="r3@example.org"' in answers[3].content.decode()
    assert Proof.objects.exclude(code_digest="").count() == 1


@pytest.mark.parametrize("email", ["", "nobody", "a@b", "x@" + "y" * 300 + ".org", "a@b.org\nBcc: c@d.org"])
def test_what_is_no_address_is_said_and_kept(report: Report, client: Client, email: str) -> None:
    answer = choose(client, report, email)
    assert (answer.status_code, Proof.objects.count()) == (422, 0)
    assert "电子邮件地址好像不对" in answer.content.decode()


def test_a_second_report_of_the_number_needs_no_second_code_and_another_way_forgets_the_address(
    town: Town, report: Report, client: Client
) -> None:
    Report.objects.update(channel="mail", email=EMAIL)
    second = town.report("井盖松动", category="manhole", phone=PHONE)
    assert choose(client, second)["Location"] == "/me?said=kept"
    assert way(second) == ("mail", EMAIL)
    client.post(f"/me/{second.pk}", {"name": "", "language": "bo", "channel": "sms", "email": EMAIL})
    assert way(second) == ("sms", "")


def test_another_number_gains_nothing_by_an_address_that_was_proven_elsewhere(town: Town, report: Report) -> None:
    Report.objects.update(channel="mail", email=EMAIL)
    other = town.report("井盖松动", category="manhole", phone="13900002222")
    stranger = Client()
    stranger.post("/me", {"phone": "13900002222"})
    stranger.post("/me/code", {"code": code_to("13900002222")})
    assert choose(stranger, other)["Location"] == f"/me/{other.pk}/email"
    assert stranger.get(f"/me/{report.pk}/email").status_code == 404


def test_erasing_takes_address_browsers_proofs_and_messages_along(town: Town, report: Report, client: Client) -> None:
    choose(client, report)
    client.post(f"/me/{report.pk}/email", {"code": code_to(EMAIL)})
    town.move(report.case, "accept", "dispatcher")
    fields = Browser("https://push.example.org/x").fields
    Subscription.objects.create(
        report=report, endpoint=fields["endpoint"], endpoint_digest="x", key=fields["key"], secret=fields["secret"],
        created_at=MORNING,
    )  # fmt: skip
    Case.objects.filter(pk=report.case_id).update(state="closed", closed_at=MORNING)
    client.post(f"/me/{report.pk}/erase")
    assert way(report) == ("none", "")
    assert (Subscription.objects.count(), Proof.objects.count()) == (0, 0)
    left = Delivery.objects.filter(event__subject_kind="case").values_list("address", "text", "subject", "state")
    assert set(left) == {("", "", "", "failed")}


def test_what_cannot_be_chosen_is_neither_offered_nor_taken(report: Report, client: Client, settings: Any) -> None:
    settings.MAIL_URL = ""
    page = client.get("/me").content.decode()
    offered = [way for way in ("sms", "mail", "push", "none") if f'name="channel" value="{way}"' in page]
    answers = [
        client.post(f"/me/{report.pk}", {"name": "", "language": "bo", "channel": way, "email": EMAIL}).status_code
        for way in ("mail", "push", "pigeon", "")
    ]
    assert (offered, answers, way(report)) == (["sms", "none"], [422] * 4, ("sms", ""))
