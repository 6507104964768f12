"""Categories, limits, texts and the calendar are data that a community changes."""

import pytest
from django.test import Client

from delek.core.cases.actions.reaching import link_of
from delek.core.cases.actions.telling import sentence_for
from delek.core.cases.flows import FLOWS
from delek.core.cases.models import Case, Category, ReplyText, TimeLimit
from delek.core.cases.queries.settings import texts
from delek.core.people.actions import appoint
from delek.core.people.models import PostKind
from delek.core.schedule.models import CalendarDay, OfficeSpan
from delek.core.timeline.actions import SYSTEM
from delek.core.timeline.models import Delivery, Event
from tests.town import BEGINNING, Town


@pytest.fixture
def client(town: Town) -> Client:
    client = Client()
    client.force_login(town.administrator)
    return client


def last_verb() -> str:
    return Event.objects.order_by("-pk")[0].verb


def test_every_room_opens_and_a_category_is_retired(client: Client, town: Town) -> None:
    for room in ("categories/", "limits/", "texts/", "texts/report.ask", "calendar/", "calendar/day", "calendar/hours"):
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
    address = "/manage/texts/report.ask"
    assert client.post(address, {"zh": "请问：{question}"}).status_code == 422
    assert client.post(address, {"zh": "请问：{name}", "bo": "{question}"}).status_code == 422
    assert client.post(address, {"zh": "请问：{question", "bo": "{question}"}).status_code == 422
    assert client.post(address, {"zh": "请问：{question}", "bo": "དྲི་བ། {question}"}).status_code == 302
    assert (ReplyText.objects.get().text.zh, last_verb()) == ("请问：{question}", "reply_text_set")
    assert client.post(address, {"zh": "", "bo": "", "en": ""}).status_code == 302
    assert (ReplyText.objects.count(), last_verb()) == (0, "reply_text_cleared")


def test_english_words_are_checked_too(client: Client) -> None:
    both = {"zh": "请问：{question}", "bo": "དྲི་བ། {question}"}
    for wrong in ("{name}?", "No placeholder", "{question!r}", "{question"):
        assert client.post("/manage/texts/report.ask", both | {"en": wrong}).status_code == 422
    assert client.post("/manage/texts/report.ask", both | {"en": "Please tell us: {question}"}).status_code == 302
    assert ReplyText.objects.get().text.en == "Please tell us: {question}"


def test_every_text_of_every_flow_is_listed_and_opens(client: Client) -> None:
    page = client.get("/manage/texts/").content.decode()
    names = [text.name for text in texts()]
    assert [n for n in names if f'href="/manage/texts/{n}"' not in page] == []
    assert {flow for flow in FLOWS if any(n.startswith(f"{flow}.") for n in names)} == set(FLOWS)
    opened = ("report.reopen", "call_over.take", "report.message.accept", "call_over.message.news")
    assert [client.get(f"/manage/texts/{n}").status_code for n in opened] == [200] * 4
    assert client.get("/manage/texts/report.message.nothing").status_code == 404


def test_a_community_says_on_the_page_of_a_call_who_comes_in_its_own_words(client: Client, town: Town) -> None:
    told = {"zh": "{name}马上就到。", "bo": "{name}་ད་ལྟ་ཡོང་གི་འདུག", "en": ""}
    assert client.post("/manage/texts/call_over.take", told).status_code == 302
    case = Case(community=town.community, flow="call_over")
    step = FLOWS["call_over"].by_key["take"]
    said = sentence_for(case, step, {"name": "王芳"})
    assert (said.zh, said.bo, said.en) == ("王芳马上就到。", "王芳་ད་ལྟ་ཡོང་གི་འདུག", "王芳 is on the way to you.")


def test_a_community_writes_its_messages_itself_each_reader_gets_their_language(client: Client, town: Town) -> None:
    told = {"zh": "{number}已受理，进度：{link}", "bo": "ཨང་{number}། {link}", "en": ""}
    assert client.post("/manage/texts/report.message.accept", told).status_code == 302
    for language in ("zh-hans", "bo", "en"):
        report = town.report(phone="13900000001", language=language)
        town.move(report.case, "accept", "dispatcher")
        text = Delivery.objects.filter(event__verb="accept").latest("id").text
        own = {"zh-hans": "{n}已受理，进度：{link}", "bo": "ཨང་{n}། {link}", "en": "Report {n} was accepted: {link}"}
        assert text == own[language].format(n=report.case.label, link=link_of(report))


def test_days_and_hours_are_set(client: Client, town: Town) -> None:
    client.post("/manage/calendar/day", {"day": "2026-08-20", "works": "0", "name": "雪顿节", "source": "通知"})
    assert (CalendarDay.objects.get(place=town.community).works, last_verb()) == (False, "calendar_day_set")
    hours = {"morning_from": "09:00", "morning_to": "12:30", "afternoon_from": "15:00", "afternoon_to": "18:00"}
    client.post("/manage/calendar/hours", hours)
    assert (OfficeSpan.objects.filter(place=town.community).count(), last_verb()) == (2, "office_hours_set")
