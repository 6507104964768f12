"""The office hears of a policy that ends: once at thirty days, once at seven."""

from datetime import date, timedelta

import pytest

from delek.core.content.actions import load_policies, remind_of_ends, withdraw
from delek.core.content.models import Page
from delek.core.people.models import Person
from delek.core.timeline.actions import SYSTEM
from delek.core.timeline.models import Delivery, Event
from tests.town import BEGINNING, MORNING, Town

END = date(2026, 10, 10)  # 19 days after MORNING


@pytest.fixture
def page(town: Town) -> Page:
    load_policies(place=town.community, at=BEGINNING)
    Page.objects.filter(key="veterans").update(valid_to=END)
    return Page.objects.get(key="veterans")


def test_it_is_told_once_at_each_step_in_the_readers_language(page: Page, town: Town) -> None:
    Person.objects.filter(login="secretary").update(phone="13900000001", language="zh-hans")
    assert (remind_of_ends(at=MORNING), remind_of_ends(at=MORNING + timedelta(hours=6))) == (1, 0)
    message = Delivery.objects.get()
    assert (message.channel, message.address) == ("sms", "13900000001")
    assert "“在乡退役军人生活补助”于 10月10日 到期" in message.text
    assert message.text.endswith(f"/manage/policies/{page.pk}")
    assert [remind_of_ends(at=MORNING + timedelta(days=n)) for n in (12, 13, 14)] == [1, 0, 0]


def test_only_who_may_write_it_is_told_by_phone_or_by_mail(page: Page, town: Town) -> None:
    Person.objects.update(phone="", email="a@example.org")
    remind_of_ends(at=MORNING)
    assert [(d.channel, d.address) for d in Delivery.objects.all()] == [("mail", "a@example.org")]
    assert Delivery.objects.get().subject == "有一项政策快到期了"


def test_nobody_to_reach_is_still_an_event(page: Page) -> None:
    assert remind_of_ends(at=MORNING) == 0
    assert Event.objects.filter(verb="page_ends_soon").count() == 1


@pytest.mark.parametrize("days", [-40, 30])
def test_what_is_far_or_over_is_not_told(page: Page, days: int) -> None:
    remind_of_ends(at=MORNING + timedelta(days=days))
    assert Event.objects.filter(verb="page_ends_soon").count() == 0


def test_what_was_withdrawn_is_not_told(page: Page) -> None:
    withdraw(page=page, by=SYSTEM, at=MORNING)
    remind_of_ends(at=MORNING)
    assert Event.objects.filter(verb="page_ends_soon").count() == 0
