"""A resident scans the staff code and reads Tibetan; the first who is asked passes, the second comes."""

import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import Contexts

pytestmark = pytest.mark.browser
FIRST, SECOND, NEARER = "worker3", "worker1", "chief3"
"""The grid's worker, the worker of the next grid, and the chief who would be nearer."""


def duty(page: Page, do: str) -> None:
    """On duty or off, where one is not yet."""
    page.goto("/field/")
    button = page.locator(f"button[name=do][value={do}]")
    if button.count():
        button.click()
        page.wait_for_load_state()


def ask(page: Page) -> str:
    page.goto("/staff?place=point:10")
    assert page.locator("html").get_attribute("lang") == "bo"
    page.locator("a[href*='/staff/call']").first.click()
    page.check("input[name=need][value=call_papers]", force=True)
    page.fill("textarea[name=text]", "ཐོག་གཉིས་པ།")
    page.click("form[action='/staff/call'] button[data-kind=primary]")
    page.wait_for_url("**/r/**")
    return page.url


def tap(page: Page, transition: str) -> bool:
    """Tap it where it is offered."""
    page.goto("/field/")
    button = page.locator(f"button[name=transition][value={transition}]")
    if not button.count():
        return False
    button.first.click()
    page.wait_for_load_state()
    return True


@pytest.mark.parametrize("script", [True, False], ids=["with scripts", "without scripts"])
def test_the_first_passes_and_the_second_comes(contexts: Contexts, script: bool) -> None:
    resident = contexts.resident("bo", script=script)
    first, second = contexts.staff(FIRST, width=360), contexts.staff(SECOND, width=360)
    duty(contexts.staff(NEARER), "off")
    duty(first, "on")
    duty(second, "on")
    link = ask(resident)
    case = link.split("/r/")[1]
    assert tap(first, "pass")
    assert tap(second, "take")
    resident.goto(f"/r/{case}")
    assert "ལམ་དུ་ཞུགས་ཟིན།" in resident.content()
    assert tap(second, "arrive")
    assert tap(second, "finish")
    resident.goto(f"/r/{case}")
    resident.check("input[name=rating][value='4']", force=True)
    with resident.expect_navigation():
        resident.locator("form[action$='/word'] button[data-kind=primary]").click()
    resident.goto(f"/r/{case}")
    assert resident.locator("input[name=rating]").count() == 0
    assert contexts.errors == []
