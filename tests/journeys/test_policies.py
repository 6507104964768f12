"""The policy code on the wall: scanned in Tibetan, found by group, read, answered in the phone, asked about."""

import re
import subprocess
import sys

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.conftest import Contexts
from tests.journeys.test_budget import LANGUAGES, MOST_BYTES, MOST_REQUESTS, NARROW, WIDE, context, look, staff_state
from tests.served import Server
from tests.visit import Visit

pytestmark = pytest.mark.browser
TITLE = "རྒན་རྒོན་བདེ་ཐང་ཁ་གསབ།"
ASKED = "ངའི་རྨོ་མོ་ཕེབས་མི་ཐུབ། ཅི་བྱེད་དགོས།"
ISSUE = """
import django; django.setup()
from delek.core.printing.actions import issue_poster
from delek.core.places.models import Place
from delek.core.places.queries import token_of
from delek.core.timeline.actions import SYSTEM
from delek.foundation.clock import now
point = Place.objects.get(kind="point", number=10)
print(token_of(issue_poster(place=point, kind="poster", by=SYSTEM, at=now()).policies))
"""


@pytest.fixture(scope="module")
def token(server: Server) -> str:
    """A policy code at grid point 10, issued beside the running server."""
    environment = server.environment() | {"DJANGO_SETTINGS_MODULE": "delek.config.settings"}
    said = subprocess.run([sys.executable, "-c", ISSUE], env=environment, capture_output=True, check=True, text=True)
    return said.stdout.strip().splitlines()[-1]


def answer(page: Page, *choices: int) -> None:
    """Tap the first or second answer of each question."""
    for number, choice in enumerate(choices):
        page.locator(".check fieldset").nth(number).locator("label.choice").nth(choice).click()


@pytest.mark.parametrize("script", [True, False], ids=["with scripts", "without scripts"])
def test_from_the_policy_code_to_a_question_on_the_desk(contexts: Contexts, token: str, script: bool) -> None:
    page = contexts.resident("bo", script=script)
    page.goto(f"/q/{token}")
    assert page.url.endswith(f"/policies?at={token}")
    assert page.locator(".place .plate").inner_text() == "10"
    page.locator(".finder a", has_text="ང་ལོ་60ཡན་ཡིན།").click()
    page.locator(".policies a", has_text=TITLE).click()
    assert page.locator("h1").inner_text().strip() == TITLE
    page.check("#both")
    assert page.locator("h1 .other").inner_text() == "老年人健康补贴"
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    answer(page, 0, 0)
    assert page.locator("[data-answer=yes]").is_visible()
    answer(page, 0, 1)
    assert [page.locator(f"[data-answer={a}]").is_visible() for a in ("yes", "no")] == [False, True]
    assert sent == []
    page.locator("a[href*='/ask']").click()
    page.fill("textarea[name=description]", ASKED)
    page.click("form[action*='/ask'] button[data-kind=primary]")
    page.wait_for_url("**/r/**")
    number = page.locator(".receipt .number").inner_text().strip()
    desk = contexts.staff("dispatcher1")
    desk.locator(".rows a.row", has=desk.locator(f"b[title='{number}']")).click()
    desk.wait_for_url("**/desk/cases/**")
    assert (ASKED in desk.content(), TITLE in desk.content()) == (True, True)
    assert contexts.errors == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_visit_stays_in_its_budget(browser: Browser, server: Server, token: str, language: str) -> None:
    for address in (f"/policies?at={token}", f"/policies/medical-insurance?at={token}"):
        fresh, visit = context(browser, server, language, viewport=NARROW), Visit()
        page = fresh.new_page()
        visit.watch(page)
        page.goto(address, wait_until="networkidle")
        fetched = visit.counted()
        fresh.close()
        assert sum(fetched.values()) <= MOST_BYTES, fetched
        assert len(fetched) <= MOST_REQUESTS, fetched
        assert {url for url in fetched if not url.startswith(server.origin)} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_everybody_can_read_the_policies(browser: Browser, server: Server, token: str, language: str) -> None:
    phone = context(browser, server, language, viewport=NARROW)
    page = phone.new_page()
    addresses = (f"?at={token}", "?q=zzzz", "/school-aid", "/school-aid/ask", "/none")
    found = [line for address in addresses for line in look(page, f"/policies{address}", narrow=True)]
    phone.close()
    assert found == []


def test_everybody_can_read_what_editors_see(browser: Browser, server: Server) -> None:
    state, found = staff_state(browser, server, "secretary"), []
    for language in ("bo", "zh-hans"):
        room = context(browser, server, language, viewport=WIDE, storage_state=state)
        page = room.new_page()
        page.goto("/manage/policies/")
        edit = page.locator("td a[href^='/manage/policies/']").first.get_attribute("href") or ""
        for address in ("/manage/policies/", edit, f"{edit}/history", f"{edit}/review"):
            found += look(page, address, narrow=False)
        room.close()
    assert found == []


def test_on_paper_stands_what_counts(browser: Browser, server: Server) -> None:
    reader = context(browser, server, "bo", viewport=NARROW)
    page = reader.new_page()
    page.goto("/policies/old-age-health")
    page.check("#both")
    page.emulate_media(media="print")
    gone = [".emergency", ".languages", ".check", ".foot", "[data-print]"]
    assert [part for part in gone if page.locator(part).first.is_visible()] == []
    assert page.locator(".on-paper").inner_text() == f"{server.origin}/policies/old-age-health"
    sheets = re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))
    assert 1 <= len(sheets) <= 2
    reader.close()
