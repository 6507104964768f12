"""Each reporter chooses one way to be told, and is told that way only."""

from typing import Any

import pytest
from django.test import Client

from delek.core.cases.models import Report, Subscription
from delek.core.cases.queries.reaching import stop_link
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
        assert Client().get(path).status_code == (303 if verb == "notices/none" else 405)
    assert (Subscription.objects.count(), Report.objects.get().channel) == (0, "sms")


def test_where_notices_are_switched_off_no_button_is_shown(opened: Any, settings: Any) -> None:
    settings.PUSH = "off"
    assert "data-push=" not in Client().get(f"/r/{opened.token}").content.decode()
    assert Client().post(f"/r/{opened.token}/notices", browser().fields).status_code == 404


def test_the_choice_is_written_down_without_the_browser(opened: Any) -> None:
    Client().post(f"/r/{opened.token}/notices", browser().fields)
    event = Event.objects.get(verb="channel_chosen")
    assert event.particulars == {"report": opened.report.pk, "channel": "push"}


def test_a_browser_with_a_new_address_is_told_there_in_place_of_the_old(opened: Any) -> None:
    Client().post(f"/r/{opened.token}/notices", browser("old").fields)
    fields = browser("new").fields | {"instead_of": browser("old").endpoint}
    assert Client().post(f"/r/{opened.token}/notices", fields).json() == {"channel": "push"}
    assert [row.endpoint for row in Subscription.objects.all()] == [browser("new").endpoint]


def test_a_new_address_brings_no_notices_back_to_who_wants_none(opened: Any) -> None:
    Client().post(f"/r/{opened.token}/notices", browser("old").fields)
    Client().post(f"/r/{opened.token}/notices/none")
    fields = browser("new").fields | {"instead_of": browser("old").endpoint}
    answer = Client().post(f"/r/{opened.token}/notices", fields)
    assert (answer.status_code, Subscription.objects.count(), Report.objects.get().channel) == (409, 0, "none")


@pytest.mark.parametrize(("channel", "words"), [
    ("sms", "Messages now come this way."), ("none", "Nothing is sent now: look here, or choose another way."),
])  # fmt: skip
def test_the_page_says_that_the_browser_was_lost_until_another_way_is_chosen(
    opened: Any, channel: str, words: str
) -> None:
    Report.objects.update(channel=channel, lost_at=opened.report.created_at)
    page = f"/r/{opened.token}?lang=en"
    assert words in Client().get(page).content.decode()
    Client().post(f"/r/{opened.token}/notices", browser().fields)
    assert words not in Client().get(page).content.decode()


def mailed(opened: Any, town: Town) -> Delivery:
    Report.objects.update(channel="mail", email="resident@example.org")
    town.move(opened.report.case, "accept", "dispatcher")
    return Delivery.objects.get(channel="mail")


def test_one_click_in_a_mail_program_ends_the_mails_of_this_report(town: Town, opened: Any) -> None:
    address = stop_link(mailed(opened, town))
    assert address.endswith(f"/r/{opened.token}/notices/none")
    asked = Client().get(f"/r/{opened.token}/notices/none", headers={"Sec-Fetch-Site": "cross-site"})
    assert (asked.status_code, asked["Location"], Report.objects.get().channel) == (
        303, f"/r/{opened.token}#notices", "mail",
    )  # fmt: skip
    answer = Client().post(f"/r/{opened.token}/notices/none", {"List-Unsubscribe": "One-Click"})
    assert (answer.status_code, answer.content, Report.objects.get().channel) == (200, b"", "none")


def test_one_click_in_an_old_mail_ends_no_other_way(town: Town, opened: Any) -> None:
    mailed(opened, town)
    Report.objects.update(channel="sms")
    Client().post(f"/r/{opened.token}/notices/none", {"List-Unsubscribe": "One-Click"})
    assert Report.objects.get().channel == "sms"


def test_a_mail_that_is_about_no_report_has_no_such_address(town: Town, opened: Any) -> None:
    row = mailed(opened, town)
    row.text = "a code"
    assert stop_link(row) == ""
    row.event = None
    assert stop_link(row) == ""
