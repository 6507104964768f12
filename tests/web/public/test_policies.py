"""A resident finds, reads and asks about a policy; without scripts; in each language."""

import re
from datetime import date
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from delek.core.cases.models import Case, Report, Statement
from delek.core.content.actions import load_policies, withdraw
from delek.core.content.models import Edition, Page
from delek.core.places.queries import token_of
from delek.core.timeline.actions import SYSTEM
from tests.town import BEGINNING, MORNING, Town, lone_code, same_id

TITLES = {"bo": "རྒན་རྒོན་བདེ་ཐང་ཁ་གསབ།", "zh-hans": "老年人健康补贴", "en": "Health allowance for older people"}


@pytest.fixture
def office(town: Town) -> Town:
    """The town with its examples."""
    load_policies(place=town.community, at=BEGINNING)
    return town


def read(address: str, language: str = "en") -> str:
    client = Client()
    client.cookies["language"] = language
    return client.get(address).content.decode()


def seek(office: Town, language: str = "en", **asked: str) -> list[str]:
    """The keys that the list of the point shows for what is asked."""
    return links(read(f"/policies?{urlencode({'at': office.code()} | asked)}", language))


def links(page: str) -> list[str]:
    """The keys of the policies in the list, in order."""
    return re.findall(r'<li><a href="/policies/([a-z-]+)', page)


@pytest.mark.parametrize("language", ["bo", "zh-hans", "en"])
def test_a_policy_is_read_in_each_language_with_and_without_a_code(office: Town, language: str) -> None:
    for tail in ("", f"?at={office.code()}"):
        page = read(f"/policies/old-age-health{tail}", language)
        assert f"<title>{TITLES[language]}" in page
        assert page.count('class="plate"') == 4
        assert (f'href="/policies{tail}"' in page, f'href="/policies/old-age-health/ask{tail}"' in page) == (True, True)


def test_a_policy_code_leads_to_the_policies_of_its_point(office: Town) -> None:
    token = token_of(lone_code(office.points[10], "policies"))
    assert Client().get(f"/q/{token}")["Location"] == f"/policies?at={token}"
    page = read(f"/policies?at={token}")
    assert (len(links(page)), "Grid point 10, North lane" in page) == (14, True)


def test_it_is_found_by_group_by_topic_and_by_words(office: Town) -> None:
    assert seek(office, group="veteran") == ["veterans"]
    assert seek(office, topic="housing") == ["housing"]
    assert seek(office, q="低保")[0] == "minimum-living"
    assert seek(office, "bo", q="གླ་ཆ།") == ["legal-aid"]
    assert seek(office, group="older", q="看病")[0] == "medical-insurance"


def test_where_nothing_is_found_one_may_call(office: Town) -> None:
    page = read(f"/policies?at={office.code()}&q=zzzz")
    assert ("Nothing was found. Please call and ask: 12345" in page, links(page)) == (True, [])
    assert Client().get(f"/policies?at={office.code()}&q=%00&group=%22%3E&topic={'x' * 5000}").status_code == 200


def test_the_offices_phone_comes_first_then_the_communitys_then_the_hotline(office: Town) -> None:
    assert 'href="tel:12348"' in read("/policies/legal-aid")
    assert 'href="tel:12345"' in read("/policies/veterans")
    office.community.phone = "0891-6000000"
    office.community.save()
    assert 'href="tel:0891-6000000"' in read(f"/policies/veterans?at={office.code()}")


def test_who_cannot_come_is_led_to_call_somebody_over_with_the_need_chosen(office: Town) -> None:
    token = office.code(10)
    page = Client().get(f"/policies/veterans?at={token}&lang=bo").content.decode()
    assert f'href="/staff/call?at={token}&amp;need=call_papers"' in page
    nearer = Client().get(f"/policies/veterans?place={office.community.key}").content.decode()
    assert f'href="/staff/call?place={office.community.key}&amp;need=call_papers"' in nearer
    assert Client().get(f"/staff/call?at={token}&need=<b>").status_code == 200


def test_an_example_says_so_until_the_office_has_checked_text_and_facts(office: Town) -> None:
    said = "Example; the office has not checked it yet."
    assert said in read("/policies/veterans")
    Edition.objects.filter(page__key="veterans").update(checked_at=MORNING)
    assert said in read("/policies/veterans")
    Page.objects.filter(key="veterans").update(facts_checked_at=MORNING)
    page = read("/policies/veterans")
    assert (said in page, "Checked by the community on 21 September." in page) == (False, True)


def test_without_tibetan_it_says_so_and_shows_the_chinese(office: Town) -> None:
    Edition.objects.filter(page__key="veterans").exclude(language="zh").delete()
    page = read("/policies/veterans", "bo")
    assert "ད་དུང་བོད་ཡིག་ཏུ་བསྒྱུར་མེད།" in page
    assert '<h1 lang="zh-Hans">在乡退役军人生活补助</h1>' in page
    assert "ད་དུང་བསྒྱུར་མེད།" in read(f"/policies?at={office.code()}&group=veteran", "bo")
    assert "སྲིད་ཇུས་འདིའི་སྐོར་འདྲི་བ།" in page


def test_where_the_chinese_is_newer_the_tibetan_page_says_so(office: Town) -> None:
    Edition.objects.filter(page__key="veterans", language="zh").update(said=2)
    assert "The Chinese text is newer" not in read("/policies/veterans?lang=zh-hans")
    assert "རྒྱ་ཡིག་ལ་གསར་བཅོས་བྱས་ཟིན།" in read("/policies/veterans", "bo")


def test_what_is_over_says_since_when_and_comes_last(office: Town) -> None:
    Page.objects.filter(key="veterans").update(valid_to=date(2026, 1, 31))
    assert "No longer valid since 31 January." in read("/policies/veterans")
    assert seek(office)[-1] == "veterans"


def test_what_was_withdrawn_is_not_found_with_a_way_on(office: Town) -> None:
    withdraw(page=Page.objects.get(key="veterans"), by=SYSTEM, at=MORNING)
    for path in ("/policies/veterans", "/policies/veterans/ask", "/policies/nothing"):
        answer = Client().get(path)
        assert (answer.status_code, 'href="/policies"' in answer.content.decode()) == (404, True)


def test_a_strange_code_is_said_and_one_reads_all_the_same(office: Town) -> None:
    page = read("/policies?at=nothing")
    assert "We do not know this code. You can read all the same." in page
    assert f'href="/policies?place={office.community.key}"' in page
    assert len(links(read(f"/policies?at=nothing&place={office.community.key}"))) == 14


def test_of_two_communities_one_chooses_and_the_nearer_text_wins(office: Town) -> None:
    load_policies(place=office.elsewhere, at=BEGINNING)
    assert f'href="/policies?place={office.elsewhere.key}"' in read("/policies")
    assert f'href="/policies/veterans?place={office.elsewhere.key}"' in read("/policies/veterans")
    page = read(f"/policies?place={office.elsewhere.key}")
    assert f'href="/policies/veterans?place={office.elsewhere.key}"' in page


def test_the_questions_can_be_answered_without_sending_anything(office: Town) -> None:
    page = read("/policies/pension-insurance")
    check = page.split('<section class="check"')[1].split("</section>")[0]
    assert "<form" not in check
    assert re.findall(r'name="q\d" value="(\w+)"', check) == ["yes", "no", "no", "yes", "no", "yes"]
    static = check.split("<noscript>")[1].split("</noscript>")[0]
    assert static.count("<li") == 3


def test_a_phone_that_has_the_page_is_told_so(office: Town) -> None:
    here = f"/policies?at={office.code()}"
    first = Client().get("/policies/veterans")
    again = Client().get("/policies/veterans", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert Client().get(here, headers={"if-modified-since": first["Last-Modified"]}).status_code == 304
    tibetan = Client().get("/policies/veterans", headers={"if-none-match": first["ETag"], "cookie": "language=bo"})
    assert tibetan.status_code == 200
    withdraw(page=Page.objects.get(key="legal-aid"), by=SYSTEM, at=MORNING)
    listed = Client().get(here)
    assert Client().get(here, headers={"if-none-match": listed["ETag"]}).status_code == 304
    assert len(links(listed.content.decode())) == 13


@pytest.mark.parametrize(("path", "most"), [("/policies", 8), ("/policies/veterans", 7)])
def test_a_page_needs_few_statements_however_many_policies(office: Town, path: str, most: int) -> None:
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            Client().get(f"{path}?at={office.code()}")
    assert len(asked) <= most, [q["sql"] for q in asked]


def question(**rest: Any) -> dict[str, Any]:
    return {"submission_id": str(same_id()), "description": "需要什么时候去？"} | rest


def test_a_question_becomes_a_case_that_names_the_policy(office: Town) -> None:
    form = Client().get(f"/policies/veterans/ask?at={office.code()}").content.decode()
    assert re.search(r'name="submission_id" value="[0-9a-f-]{36}"', form)
    sent = question(at=office.code(), phone="13900000001")
    answer = Client().post("/policies/veterans/ask?lang=zh-hans", sent)
    case = Case.objects.get()
    assert (answer.status_code, answer["Location"][:3]) == (303, "/r/")
    assert (case.place, case.urgency, case.category and case.category.key) == (office.points[10], "question", "policy")
    assert Statement.objects.get().text == "关于政策“在乡退役军人生活补助”的问题：需要什么时候去？"
    again = Client().post("/policies/veterans/ask?lang=zh-hans", sent)
    assert (again["Location"], Report.objects.count()) == (answer["Location"], 1)


@pytest.mark.parametrize(("field", "value"), [("description", " "), ("phone", "call me"), ("description", "长" * 1990)])
def test_a_question_with_something_wrong_keeps_what_was_typed(office: Town, field: str, value: str) -> None:
    answer = Client().post("/policies/veterans/ask", question(at=office.code(), name="Tashi") | {field: value})
    page = answer.content.decode()
    assert (answer.status_code, "Tashi" in page, Report.objects.count()) == (422, True, 0)
    assert f'id="error-{field}" role="alert"></' not in page


def test_another_sites_question_is_not_taken(office: Town) -> None:
    answer = Client().post("/policies/veterans/ask", question(), headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 403


def test_where_the_place_is_not_known_the_question_asks_for_it(office: Town) -> None:
    load_policies(place=office.elsewhere, at=BEGINNING)
    missing = Client().post("/policies/veterans/ask", question())
    assert (missing.status_code, "需要什么时候去？" in missing.content.decode()) == (422, True)
    assert Client().post("/policies/veterans/ask", question(place=office.elsewhere.key)).status_code == 303
    assert Case.objects.get().community == office.elsewhere


def test_a_phone_that_kept_a_question_is_answered_as_data(office: Town) -> None:
    sent, headers = question(at=office.code()), {"accept": "application/json"}
    first, again = (Client().post("/policies/veterans/ask", sent, headers=headers) for _ in range(2))
    assert (first.status_code, again.status_code, first.json()) == (201, 200, again.json())
    assert first.json()["url"].startswith("/r/")
    wrong = Client().post("/policies/veterans/ask", question(description=" ", at=office.code()), headers=headers)
    assert (wrong.status_code, list(wrong.json()["errors"])) == (422, ["description"])


def test_a_question_about_what_was_withdrawn_meanwhile_is_answered_plainly(office: Town) -> None:
    withdraw(page=Page.objects.get(key="veterans"), by=SYSTEM, at=MORNING)
    answer = Client().post("/policies/veterans/ask?lang=en", question(), headers={"accept": "application/json"})
    said = {"form": ["This policy is not here, or no longer."]}
    assert (answer.status_code, answer.json()) == (404, {"errors": said})
