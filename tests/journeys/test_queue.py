"""The desk's queue by keys alone: walk, choose, narrow, take one step for two, and nothing typed or chosen is lost."""

import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import Contexts

pytestmark = pytest.mark.browser
CHOSEN, ROWS = ".rows .pick:checked", ".rows a.row"
REFRESH = "document.activeElement.blur(); document.dispatchEvent(new Event('visibilitychange'))"


def report(contexts: Contexts, text: str) -> None:
    page = contexts.resident("zh-hans")
    page.goto("/report?place=point:21")
    page.fill("textarea[name=description]", text)
    page.click("form[action='/report'] button[data-kind=primary]")
    page.wait_for_url("**/r/**")


def fresh(desk: Page) -> None:
    """The list is asked again, as it is every quarter of a minute."""
    with desk.expect_response("**/desk/queue**"):
        desk.evaluate(REFRESH)


def test_the_queue_is_worked_by_keys_and_keeps_what_was_chosen(contexts: Contexts) -> None:
    for text in ("井盖松动一", "井盖松动二"):
        report(contexts, text)
    desk = contexts.staff("dispatcher1")
    desk.goto("/desk/?view=now&need=new&q=井盖")
    for key in ("j", "x", "j", "x"):
        desk.keyboard.press(key)
    assert desk.locator(CHOSEN).count() == 2
    report(contexts, "井盖松动三")
    fresh(desk)
    desk.wait_for_function(f"document.querySelectorAll('{ROWS}').length === 3")
    assert desk.locator(CHOSEN).count() == 2
    desk.keyboard.press("b")
    desk.wait_for_url("**/desk/batch?**")
    desk.locator(".button-primary").press("Enter")
    desk.wait_for_url("**/desk/batch/go?**")
    assert desk.locator(".batch li").count() == 2
    assert contexts.errors == []


def test_the_panel_of_the_filter_opens_takes_the_focus_and_closes(contexts: Contexts) -> None:
    report(contexts, "路灯坏了")
    desk = contexts.staff("dispatcher1")
    desk.keyboard.press("f")
    desk.wait_for_selector("#panel form")
    assert desk.evaluate("document.activeElement.name") == "q"
    desk.keyboard.press("Escape")
    assert desk.locator("#panel form").count() == 0
    desk.keyboard.press("f")
    desk.wait_for_selector("#panel form")
    desk.keyboard.type("路灯")
    fresh_value = desk.input_value("#panel input[name=q]")
    desk.keyboard.press("Enter")
    desk.wait_for_url("**q=**")
    assert (fresh_value, desk.locator(ROWS).count()) == ("路灯", 1)
    desk.evaluate("document.activeElement.blur()")
    desk.keyboard.press("?")
    assert desk.locator("dialog#keys li").count() > 15
    assert contexts.errors == []
