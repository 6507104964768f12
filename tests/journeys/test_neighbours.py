"""One reports, the desk lets neighbours know, another says "I have this too": in Tibetan, with and without scripts."""

import subprocess
import sys

import pytest
from playwright.sync_api import Browser

from tests.journeys.conftest import Contexts
from tests.journeys.test_budget import LANGUAGES, MOST_BYTES, MOST_REQUESTS, NARROW, context, look
from tests.served import Server
from tests.visit import Visit

pytestmark = pytest.mark.browser
SAID = "ལམ་གློག་འབར་གྱི་མི་འདུག"
OWN = "ངའི་ཁྱིམ་གྱི་སྒོ་ལ་ཡང་འབར་གྱི་མི་འདུག"
CODE = """
import django; django.setup()
from delek.core.printing.models import Poster
from delek.core.places.queries import token_of
print(token_of(Poster.objects.filter(place__kind="point", place__number=21).latest("pk").point))
"""


@pytest.fixture(scope="module")
def hub(browser: Browser, server: Server) -> str:
    """The page of point 21, where the desk has let neighbours know of one matter."""
    contexts = Contexts(browser, server.origin)
    _let_know(contexts, _report(contexts))
    assert contexts.errors == []
    contexts.close()
    environment = server.environment() | {"DJANGO_SETTINGS_MODULE": "delek.config.settings"}
    said = subprocess.run([sys.executable, "-c", CODE], env=environment, capture_output=True, check=True, text=True)
    return f"/q/{said.stdout.strip().splitlines()[-1]}"


def _report(contexts: Contexts) -> str:
    page = contexts.resident("bo")
    page.goto("/report?place=point:21")
    page.fill("textarea[name=description]", "སྲང་ལམ་ནག་པོ་རེད།")
    page.click("form[action='/report'] button[data-kind=primary]")
    page.wait_for_url("**/r/**")
    return page.locator(".receipt .number").inner_text().strip()


def _let_know(contexts: Contexts, number: str) -> None:
    desk = contexts.staff("dispatcher1")
    desk.locator(".rows a.row", has=desk.locator(f"b[title='{number}']")).click()
    desk.wait_for_url("**/desk/cases/**")
    desk.click(".announcing summary")
    desk.fill(".announcing textarea[name=bo]", SAID)
    desk.fill(".announcing textarea[name=zh]", "路灯不亮")
    with desk.expect_navigation():
        desk.locator(".announcing form button").first.click()


@pytest.mark.parametrize("script", [True, False], ids=["with scripts", "without scripts"])
def test_a_neighbour_joins_and_gets_a_page_of_their_own(contexts: Contexts, hub: str, script: bool) -> None:
    page = contexts.resident("bo", script=script)
    page.goto(hub)
    assert page.locator(".matter h3").inner_text() == SAID
    page.locator(".matter a").click()
    page.fill("textarea[name=text]", OWN)
    page.click("form[action^='/matters/'] button[data-kind=primary]")
    page.wait_for_url("**/r/**")
    page.locator("a[data-kind=primary][href^='/r/']").click()
    assert OWN in page.content()
    assert contexts.errors == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_everybody_can_read_what_is_open_here(browser: Browser, server: Server, hub: str, language: str) -> None:
    phone = context(browser, server, language, viewport=NARROW)
    page, visit = phone.new_page(), Visit()
    visit.watch(page)
    page.goto(hub, wait_until="networkidle")
    fetched = visit.counted()
    matter = page.locator(".matter a").get_attribute("href") or ""
    found = [line for address in (hub, matter, "/matters/999") for line in look(page, address, narrow=True)]
    phone.close()
    assert found == []
    assert (sum(fetched.values()) <= MOST_BYTES, len(fetched) <= MOST_REQUESTS) == (True, True), fetched
