"""Categories, limits, texts and the calendar are data that a community changes."""

import pytest
from django.test import Client

from delek.core.cases.models import Category, ReplyText, TimeLimit
from delek.core.people.actions import appoint
from delek.core.people.models import PostKind
from delek.core.schedule.models import CalendarDay, OfficeSpan
from delek.core.timeline.actions import SYSTEM
from delek.core.timeline.models import Event
from tests.town import BEGINNING, Town


@pytest.fixture
def client(town: Town) -> Client:
    client = Client()
    client.force_login(town.administrator)
    return client


def last_verb() -> str:
    return Event.objects.order_by("-pk")[0].verb


def test_every_room_opens_and_a_category_is_retired(client: Client, town: Town) -> None:
    for room in ("categories/", "limits/", "texts/", "texts/ask", "calendar/", "calendar/day", "calendar/hours"):
        assert client.get(f"/manage/{room}").status_code == 200
    kind = PostKind.objects.get(key="administrator")
    appoint(person=town.administrator, kind=kind, place=town.district, by=SYSTEM, at=BEGINNING)
    row = Category.objects.get(key="snow")
    client.post(f"/manage/categories/{row.pk}", {"zh": "雪", "icon": "c-snow", "urgency": "urgent", "retired": "on"})
    row.refresh_from_db()
    assert (row.name.zh, row.retired, last_verb()) == ("雪", True, "category_changed")


def test_a_limit_is_set_for_ones_own_community_only(client: Client, town: Town) -> None:
    general = TimeLimit.objects.get(place=None, urgency="ordinary", step="solve")
    client.post(f"/manage/limits/{general.pk}", {"amount": 5, "unit": "working_days"})
    own = TimeLimit.objects.get(place=town.community)
    general.refresh_from_db()
    assert (own.amount, general.amount, last_verb()) == (5, 7, "limit_set")


def test_a_text_needs_both_languages_and_the_right_placeholders(client: Client) -> None:
    address = "/manage/texts/ask"
    assert client.post(address, {"zh": "请问：{question}"}).status_code == 422
    assert client.post(address, {"zh": "请问：{name}", "bo": "{question}"}).status_code == 422
    assert client.post(address, {"zh": "请问：{question", "bo": "{question}"}).status_code == 422
    assert client.post(address, {"zh": "请问：{question}", "bo": "དྲི་བ། {question}"}).status_code == 302
    assert (ReplyText.objects.get().text.zh, last_verb()) == ("请问：{question}", "reply_text_set")


def test_days_and_hours_are_set(client: Client, town: Town) -> None:
    client.post("/manage/calendar/day", {"day": "2026-08-20", "works": "0", "name": "雪顿节", "source": "通知"})
    assert (CalendarDay.objects.get(place=town.community).works, last_verb()) == (False, "calendar_day_set")
    hours = {"morning_from": "09:00", "morning_to": "12:30", "afternoon_from": "15:00", "afternoon_to": "18:00"}
    client.post("/manage/calendar/hours", hours)
    assert (OfficeSpan.objects.filter(place=town.community).count(), last_verb()) == (2, "office_hours_set")
