"""Ready words are written once in both languages and fill the form of the step they are for."""

from typing import Any

import pytest
from django.test import Client

from delek.core.cases.actions.replies import set_reply_template
from delek.core.cases.models import Category
from delek.core.cases.queries.replies import answerable, reply_templates, templates_for
from delek.core.timeline.actions import SYSTEM
from delek.foundation.words import Words
from tests.town import MORNING, Town

FIELDS = {
    "step": "report.ask", "category": "", "position": 10, "bo": "ས་ཆ་གང་དུ་ཡོད་དམ།", "zh": "具体在什么位置？", "en": "",
}  # fmt: skip
STEPS = {step.name: step for step in answerable()}


@pytest.fixture
def client(town: Town) -> Client:
    client = Client()
    client.force_login(town.secretary)
    return client


def ready(town: Town, name: str, zh: str, category: str = "", position: int = 10) -> Any:
    of = Category.objects.get(key=category) if category else None
    words = Words(bo="བརྟག་ཟིན།", zh=zh)
    return set_reply_template(
        community=town.community, template=None, step=STEPS[name], category=of, position=position, words=words,
        by=SYSTEM, at=MORNING,
    )  # fmt: skip


def test_words_are_added_changed_dropped_and_taken_back(town: Town, client: Client) -> None:
    assert "No ready words yet." in client.get("/manage/replies/?lang=en").content.decode()
    assert client.post("/manage/replies/add", FIELDS).status_code == 302
    first = reply_templates(town.community)[0]
    assert "具体在什么位置？" in client.get("/manage/replies/").content.decode()
    assert client.post(f"/manage/replies/{first.pk}", FIELDS | {"zh": "在几号楼？"}).status_code == 302
    assert [row.words.zh for row in reply_templates(town.community)] == ["在几号楼？"]
    assert client.post(f"/manage/replies/{first.pk}/drop").status_code == 302
    assert reply_templates(town.community) == []
    assert client.post(f"/manage/replies/{first.pk}/restore").status_code == 302
    assert [row.pk for row in reply_templates(town.community)] == [first.pk]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"zh": ""}, "This field is required."),
        ({"zh": "原因：{reason}"}, "These placeholders must stand in it: –"),
        ({"step": "report.take"}, "These placeholders must stand in it: {department}"),
        ({"zh": "坏括号{"}, "These placeholders must stand in it"),
    ],
)
def test_what_does_not_fit_is_told_and_kept(town: Town, client: Client, given: dict[str, str], said: str) -> None:
    answer = client.post("/manage/replies/add?lang=en", FIELDS | given)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page and FIELDS["bo"] in page
    assert reply_templates(town.community) == []


@pytest.mark.parametrize("words", [Words(zh="只有中文"), Words(bo="བོད་ཡིག", zh="{reason}"), Words(bo="བོད{", zh="好")])
def test_the_verb_refuses_one_language_and_other_placeholders(town: Town, words: Words) -> None:
    with pytest.raises(ValueError):
        set_reply_template(
            community=town.community, template=None, step=STEPS["report.ask"], category=None, position=1, words=words,
            by=SYSTEM, at=MORNING,
        )  # fmt: skip


def test_the_category_s_own_words_come_first_and_others_never(town: Town) -> None:
    case = town.report(category="lamp").case
    for_all, own = ready(town, "report.ask", "在哪里？", position=1), ready(town, "report.ask", "灯杆几号？", "lamp", 9)
    ready(town, "report.ask", "水管在哪里？", "water")
    ready(town, "report.decline", "不属于社区")
    assert templates_for(case, STEPS["report.ask"].step) == [own, for_all]
    case.category = None
    assert templates_for(case, STEPS["report.ask"].step) == [for_all]


def test_the_desk_offers_them_and_a_link_fills_both_languages(town: Town) -> None:
    case, one = town.report().case, ready(town, "report.ask", "在哪里？")
    whole = ready(town, "report.accept", "收到了，谢谢")
    client = Client()
    client.force_login(town.dispatcher)
    page = client.get(f"/desk/cases/{case.pk}?do=ask").content.decode()
    assert 'data-into="question" data-words-bo="བརྟག་ཟིན།" data-words-zh="在哪里？"' in page
    filled = client.get(f"/desk/cases/{case.pk}?do=ask&words={one.pk}").context["composer"]
    assert [value for _name, _lang, value, _error in filled.asks[0].values] == ["བརྟག་ཟིན།", "在哪里？"]
    sentence = client.get(f"/desk/cases/{case.pk}?do=accept&words={whole.pk}").context["composer"]
    assert (sentence.bo, sentence.zh) == ("བརྟག་ཟིན།", "收到了，谢谢")
    nothing = client.get(f"/desk/cases/{case.pk}?do=accept&words={one.pk}").context["composer"]
    assert nothing.zh != "在哪里？"


def test_ready_sentences_carry_what_is_known(town: Town) -> None:
    case = town.report().case
    town.move(case, "accept", "dispatcher")
    town.move(case, "escalate", "dispatcher", place=town.department, question="请看")
    words = Words(bo="{department}ཡིས་བྱེད་ཀྱིན་འདུག", zh="{department}正在处理")
    set_reply_template(
        community=town.community, template=None, step=STEPS["report.take"], category=None, position=1, words=words,
        by=SYSTEM, at=MORNING,
    )  # fmt: skip
    client = Client()
    client.force_login(town.superior)
    page = client.get(f"/desk/cases/{case.pk}?do=take")
    assert [one.words.zh for one in page.context["composer"].ready] == ["供电公司正在处理"]
