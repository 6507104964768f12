"""Each reporter chooses one way to be told, and is told that way only."""

from typing import Any

import pytest
from django.test import Client

from delek.core.cases.models import Report, Subscription
from delek.core.timeline.models import Delivery, Event
from delek.web.floods import FLOODS
from tests.browser import Browser
from tests.town import Town

PHONE = "13800001111"


@pytest.fixture(autouse=True)
def calm() -> None:
    FLOODS.forget()


@pytest.fixture
def opened(town: Town) -> Any:
    return town.open("旧线缆掉下来了", phone=PHONE)


def browser(name: str = "one") -> Browser:
    return Browser(f"https://push.example.org/{name}")


def told(report: Report) -> list[tuple[str, str]]:
    rows = Delivery.objects.filter(event__verb="accept", event__subject_id=report.case_id).order_by("id")
    return [(row.channel, row.address) for row in rows]


def test_who_asked_in_a_browser_is_told_there_only_once_each(town: Town, opened: Any) -> None:
    for name in ("one", "one", "two"):
        assert Client().post(f"/r/{opened.token}/notices", browser(name).fields).json() == {"channel": "push"}
    town.move(opened.report.case, "accept", "dispatcher")
    assert told(opened.report) == [("push", str(row.pk)) for row in Subscription.objects.order_by("id")]
    assert Subscription.objects.count() == 2


def test_after_the_last_browser_nothing_is_sent(town: Town, opened: Any) -> None:
    for name in ("one", "two"):
        Client().post(f"/r/{opened.token}/notices", browser(name).fields)
    channels = [
        Client().post(f"/r/{opened.token}/notices/stop", {"endpoint": browser(name).endpoint}).json()["channel"]
        for name in ("one", "two")
    ]
    town.move(opened.report.case, "accept", "dispatcher")
    assert (channels, told(opened.report), Subscription.objects.count()) == (["push", "none"], [], 0)


def test_who_wants_none_gets_none_by_a_plain_form(town: Town, opened: Any) -> None:
    page = Client().get(f"/r/{opened.token}").content.decode()
    assert (f'action="/r/{opened.token}/notices/none"' in page, "data-push=" in page) == (True, True)
    answer = Client().post(f"/r/{opened.token}/notices/none")
    town.move(opened.report.case, "accept", "dispatcher")
    assert (answer.status_code, answer["Location"]) == (303, f"/r/{opened.token}#notices")
    assert told(opened.report) == []
    assert "/notices/none" not in Client().get(f"/r/{opened.token}").content.decode()


def test_another_way_forgets_the_browsers(opened: Any) -> None:
    Client().post(f"/r/{opened.token}/notices", browser().fields)
    assert Subscription.objects.count() == 1
    Client().post(f"/r/{opened.token}/notices/none")
    assert (Subscription.objects.count(), Report.objects.get().channel) == (0, "none")


def test_who_chose_nothing_else_is_told_by_sms_in_their_language(town: Town, opened: Any) -> None:
    Report.objects.update(language="bo")
    town.move(opened.report.case, "accept", "dispatcher")
    assert told(opened.report) == [("sms", PHONE)]
    text = Delivery.objects.get(event__verb="accept").text
    assert text.startswith(f"ཡར་ཞུ་ཨང་{opened.report.case.label}དང་ལེན་བྱས་ཟིན། http")


def test_the_sixth_browser_ends_the_first(opened: Any) -> None:
    for n in range(6):
        Client().post(f"/r/{opened.token}/notices", browser(f"b{n}").fields)
    kept = Subscription.objects.order_by("id").values_list("endpoint", flat=True)
    assert list(kept) == [f"https://push.example.org/b{n}" for n in range(1, 6)]


@pytest.mark.parametrize(
    "change",
    [{"endpoint": ""}, {"endpoint": "http://push.example.org/x"}, {"endpoint": "https:///x"}, {"key": "AAAA"},
     {"secret": ""}, {"endpoint": "https://a:b@push.example.org/"}, {"endpoint": "https://x.org/" + "x" * 1000},
     {"endpoint": "https://[x/"}, {"endpoint": "javascript:x"}, {"key": "B" + "A" * 86}, {"secret": "\x00" * 20}],
)  # fmt: skip
def test_what_is_no_browser_is_refused_in_the_readers_language(opened: Any, change: dict[str, str]) -> None:
    client = Client()
    client.cookies["language"] = "bo"
    answer = client.post(f"/r/{opened.token}/notices", browser().fields | change)
    assert (answer.status_code, Subscription.objects.count()) == (422, 0)
    assert answer.json()["errors"] == ["བཤེར་ཆས་འདིར་བརྡ་ཐོ་གཏོང་མི་ཐུབ། བརྡ་གཏོང་སྟངས་གཞན་ཞིག་འདེམས་རོགས།"]


def test_without_the_link_or_from_another_site_nothing_changes(opened: Any) -> None:
    assert Client().post("/r/aaaa/notices", browser().fields).status_code == 404
    for verb in ("notices", "notices/stop", "notices/none"):
        path = f"/r/{opened.token}/{verb}"
        assert Client().post(path, browser().fields, HTTP_SEC_FETCH_SITE="cross-site").status_code == 403
        assert Client().get(path).status_code == 405
    assert (Subscription.objects.count(), Report.objects.get().channel) == (0, "sms")


def test_where_notices_are_switched_off_no_button_is_shown(opened: Any, settings: Any) -> None:
    settings.PUSH = "off"
    assert "data-push=" not in Client().get(f"/r/{opened.token}").content.decode()
    assert Client().post(f"/r/{opened.token}/notices", browser().fields).status_code == 404


def test_the_choice_is_written_down_without_the_browser(opened: Any) -> None:
    Client().post(f"/r/{opened.token}/notices", browser().fields)
    event = Event.objects.get(verb="channel_chosen")
    assert event.particulars == {"report": opened.report.pk, "channel": "push"}
