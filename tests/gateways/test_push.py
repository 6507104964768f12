"""R5 for notices: a push service that is down, hangs, talks nonsense, or knows the browser no longer."""

import logging
import socket
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from delek.core.cases.actions.reaching import choose, fall_back, tell_in_browser
from delek.core.cases.models import Report, Subscription
from delek.core.timeline.actions import MayHaveGone, NotSent, Rejected, send_due
from delek.core.timeline.models import Delivery, Event
from delek.core.timeline.queries import breaks
from delek.gateways import push
from delek.gateways.push import PushGateway, open_address
from tests.browser import Browser, PushService
from tests.town import MORNING, Town

pytestmark = pytest.mark.django_db


@pytest.fixture
def service() -> Iterator[PushService]:
    made = PushService()
    yield made
    made.end()


@pytest.fixture
def browser(service: PushService) -> Browser:
    return Browser(service.endpoint())


def gateway(*, anywhere: bool = True) -> PushGateway:
    return PushGateway(b"k" * 32, "https://desk.example.org", wait=0.3, anywhere=anywhere)


def notice(town: Town, browser: Browser) -> Delivery:
    """The notice of a report whose reporter asked for it in this browser, in Tibetan."""
    report = town.report(language="bo")
    tell_in_browser(report=report, at=MORNING, **browser.fields)
    town.move(report.case, "accept", "dispatcher")
    return Delivery.objects.get(channel="push")


def test_only_the_browser_reads_the_notice_and_it_says_no_more_than_that_there_is_news(
    town: Town, service: PushService, browser: Browser
) -> None:
    row = notice(town, browser)
    gateway().send(row)
    path, headers, body = service.got[0]
    number = Report.objects.get().case.label
    text = f"ཡར་ཞུ་ཨང་{number}ལ་འཕེལ་རིམ་གསར་པ་ཡོད།"
    assert browser.read(body) == {"number": number, "text": text, "language": "bo"}
    sent = (path, headers["Content-Encoding"], headers["TTL"], headers["Authorization"][:8])
    assert sent == ("/send/one", "aes128gcm", "259200", "vapid t=")
    assert number.encode() not in body


@pytest.mark.parametrize(
    ("status", "trouble"),
    [(500, NotSent), (503, NotSent), (429, NotSent), (400, Rejected), (403, Rejected), (301, Rejected),
     (0, MayHaveGone), (-1, MayHaveGone)],
)  # fmt: skip
def test_each_answer_is_told_apart(
    town: Town, service: PushService, browser: Browser, status: int, trouble: type[Exception]
) -> None:
    row, service.status = notice(town, browser), status
    with pytest.raises(trouble):
        gateway().send(row)
    assert Subscription.objects.count() == 1


@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_that_is_gone_is_forgotten(town: Town, service: PushService, browser: Browser, status: int) -> None:
    row, service.status = notice(town, browser), status
    send_due({"push": gateway()}, at=MORNING, lost=fall_back)
    assert Subscription.objects.count() == 0
    with pytest.raises(Rejected, match="asked for no more"):
        gateway().send(row)
    assert len(service.got) == 1


def left(town: Town, browser: Browser, **rest: str) -> Report:
    """A report whose reporter left other ways before asking for notices here."""
    report = town.report(phone=rest.get("phone", ""))
    Report.objects.filter(pk=report.pk).update(email=rest.get("email", ""))
    report.refresh_from_db()
    tell_in_browser(report=report, at=MORNING, **browser.fields)
    town.move(report.case, "accept", "dispatcher")
    return report


@pytest.mark.parametrize(("ways", "told"), [
    ({"phone": "13900000001", "email": "resident@example.org"}, ("mail", "resident@example.org")),
    ({"phone": "13900000001"}, ("sms", "13900000001")), ({}, None),
])  # fmt: skip
def test_the_news_of_a_browser_that_is_gone_goes_the_way_that_was_left(
    town: Town, service: PushService, browser: Browser, ways: dict[str, str], told: tuple[str, str] | None,
    settings: Any,
) -> None:  # fmt: skip
    settings.MAIL_URL = "smtp://localhost"
    report, service.status = left(town, browser, **ways), 410
    send_due({"push": gateway()}, at=MORNING, lost=fall_back)
    report.refresh_from_db()
    others = Delivery.objects.filter(event__verb="accept").exclude(channel="push")
    assert [(d.channel, d.address) for d in others] == ([told] if told else [])
    assert (report.channel, report.lost_at) == (told[0] if told else "none", MORNING)
    last = Event.objects.filter(subject_kind="case", subject_id=report.case_id).latest("sequence")
    assert (last.verb, last.actor_kind, list(breaks())) == ("channel_lost", "system", [])


def test_after_too_many_failures_the_news_goes_another_way_once(
    town: Town, service: PushService, browser: Browser
) -> None:
    left(town, browser, phone="13900000001")
    service.status = 503
    for hours in (0, 1, 2, 3, 6, 20, 40, 60):
        send_due({"push": gateway()}, at=MORNING + timedelta(hours=hours), lost=fall_back)
    assert Delivery.objects.get(channel="push").state == "failed"
    assert Delivery.objects.filter(channel="sms", event__verb="accept").count() == 1


def test_all_that_was_on_its_way_to_a_lost_browser_goes_another_way_once(
    town: Town, service: PushService, browser: Browser
) -> None:
    report, service.status = left(town, browser, phone="13900000001"), 410
    town.move(report.case, "ask", "dispatcher", question="几号楼？")
    for hours in (0, 1, 2):
        send_due({"push": gateway()}, at=MORNING + timedelta(hours=hours), lost=fall_back)
    pushed = Delivery.objects.filter(channel="push")
    assert pushed.count() >= 2 and {row.state for row in pushed} == {"failed"}
    told = Delivery.objects.filter(channel="sms").exclude(event__verb="open")
    assert sorted(row.event_id for row in told) == sorted(row.event_id for row in pushed)


def test_another_browser_of_the_same_reporter_goes_on(town: Town, service: PushService, browser: Browser) -> None:
    report = town.report(phone="13900000001")
    for each in (browser, Browser("https://push.example.org/two")):
        tell_in_browser(report=report, at=MORNING, **each.fields)
    town.move(report.case, "accept", "dispatcher")
    fall_back(delivery=Delivery.objects.filter(channel="push").order_by("id")[0], at=MORNING)
    report.refresh_from_db()
    assert (report.channel, report.lost_at, Subscription.objects.count()) == ("push", None, 1)
    assert not Delivery.objects.filter(channel="sms", event__verb="accept").exists()


def test_who_stopped_meanwhile_gets_nothing_another_way(town: Town, service: PushService, browser: Browser) -> None:
    report, service.status = left(town, browser, phone="13900000001"), 410
    choose(report=report, channel="none", at=MORNING)
    send_due({"push": gateway()}, at=MORNING, lost=fall_back)
    report.refresh_from_db()
    assert (report.channel, Delivery.objects.filter(channel="sms", event__verb="accept").count()) == ("none", 0)


def test_down_and_up_again_sends_once(town: Town, service: PushService, browser: Browser) -> None:
    row, service.status = notice(town, browser), 503
    for minutes in (0, 1):
        send_due({"push": gateway()}, at=MORNING + timedelta(minutes=minutes))
        service.status = 201
    for minutes in (2, 3, 60):
        send_due({"push": gateway()}, at=MORNING + timedelta(minutes=minutes))
    row.refresh_from_db()
    assert (row.state, len(service.got)) == ("sent", 2)


def test_what_may_have_gone_is_never_repeated(town: Town, service: PushService, browser: Browser) -> None:
    row, service.status = notice(town, browser), 0
    for days in range(3):
        send_due({"push": gateway()}, at=MORNING + timedelta(days=days))
    row.refresh_from_db()
    assert (row.state, len(service.got)) == ("unknown", 1)


def test_a_service_that_is_down_got_nothing(town: Town) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    row = notice(town, Browser(f"http://127.0.0.1:{port}/x"))
    with pytest.raises(NotSent):
        gateway().send(row)


def test_nothing_is_posted_without_https_nor_into_the_house(
    town: Town, service: PushService, browser: Browser
) -> None:
    row = notice(town, browser)
    with pytest.raises(Rejected, match="not https"):
        gateway(anywhere=False).send(row)
    Subscription.objects.update(endpoint=f"https://localhost:{service.server_port}/x")
    with pytest.raises(Rejected, match="within the house"):
        gateway(anywhere=False).send(row)
    assert service.got == []


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.9.9", "169.254.169.254", "100.64.0.1", "0.0.0.1", "::1", "fe80::1",
     "fd00::1", "::ffff:10.0.0.1", "224.0.0.1", "2002:7f00:1::"],
)  # fmt: skip
def test_an_address_of_the_house_is_refused_even_beside_an_open_one(address: str, monkeypatch: Any) -> None:
    def found(*_: object, **__: object) -> list[Any]:
        return [(0, 0, 0, "", ("93.184.215.14", 443)), (0, 0, 0, "", (address, 443))]

    monkeypatch.setattr(push.socket, "getaddrinfo", found)
    with pytest.raises(Rejected, match="within the house"):
        open_address("push.example.org", 443)


def test_an_open_address_is_the_one_connected_to(monkeypatch: Any) -> None:
    answer = [(0, 0, 0, "", ("2606:4700::1111", 443)), (0, 0, 0, "", ("93.184.215.14", 443))]
    monkeypatch.setattr(push.socket, "getaddrinfo", lambda *_, **__: answer)
    assert open_address("push.example.org", 443) == "93.184.215.14"


@pytest.mark.parametrize("status", [201, 410, 500, 0])
def test_the_browsers_address_stands_in_no_log_and_no_error(
    town: Town, service: PushService, browser: Browser, status: int, caplog: pytest.LogCaptureFixture, capfd: Any
) -> None:
    row, service.status = notice(town, browser), status
    with caplog.at_level(logging.INFO):
        send_due({"push": gateway()}, at=MORNING)
    row.refresh_from_db()
    out = capfd.readouterr()
    assert "/send/one" not in caplog.text + out.out + out.err + row.last_error + row.text + row.address
