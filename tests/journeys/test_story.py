"""The story of the fallen cables: Tibetan on the resident's side, Chinese on the staff's, with and without scripts."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import Contexts
from tests.town import jpeg

pytestmark = pytest.mark.browser
WORDS = "གློག་སྐུད་རྙིང་པ་ས་ལ་ལྷུང་འདུག"
THANKS = "ཐུགས་རྗེ་ཆེ།"


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "photo.jpg"
    path.write_bytes(jpeg(size=(1280, 960)))
    return path


def report(page: Page, photo: Path) -> str:
    page.goto("/report")
    page.select_option("select[name=place]", "point:10")
    page.check("input[name=category][value=cable]", force=True)
    page.set_input_files("input[type=file][name=photos]", [str(photo)])
    page.fill("textarea[name=description]", WORDS)
    page.fill("input[name=name]", "སྒྲོལ་མ།")
    page.fill("input[name=phone]", "13900000001")
    page.click("form[action^='/report'] button[type=submit], form[action^='/report'] button:not([type])")
    page.wait_for_url("**/r/**")
    assert page.locator("html").get_attribute("lang") == "bo"
    return page.url.split("/r/")[1].split("/")[0].split("?")[0]


def act(page: Page, transition: str, **fields: str) -> None:
    """One move on the desk, by the link that works without scripts too."""
    page.goto(page.url.split("?")[0] + f"?do={transition}")
    for name, value in fields.items():
        field = page.locator(f"form[action*='/moves'] [name={name}]")
        if field.evaluate("e => e.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    page.locator("form[action*='/moves'] [data-send]").click()
    page.wait_for_load_state()


def step(page: Page, transition: str, photo: Path | None = None) -> None:
    """One step on the worker's phone."""
    page.goto(page.url.split("?")[0] + f"?do={transition}")
    if photo:
        page.set_input_files("form[action*='/moves'] input[type=file]", [str(photo)])
    page.locator("form[action*='/moves'] button[type=submit], form[action*='/moves'] [data-send]").first.click()
    page.wait_for_load_state()


@pytest.mark.parametrize("script", [True, False], ids=["with scripts", "without scripts"])
def test_from_the_wall_to_the_thank_you(contexts: Contexts, photo: Path, script: bool) -> None:
    resident = contexts.resident("bo", script=script)
    token = report(resident, photo)
    desk = contexts.staff("dispatcher1")
    desk.goto("/desk/")
    desk.locator("a[href*='/desk/cases/']").first.click()
    desk.wait_for_url("**/desk/cases/**")
    case = desk.url.split("/cases/")[1].split("?")[0].strip("/")
    assert WORDS in desk.content()
    act(desk, "accept")
    worker_post = desk_post(desk, "worker3")
    act(desk, "dispatch", post=worker_post)
    field = contexts.staff("worker3", width=360)
    field.goto(f"/field/cases/{case}")
    step(field, "arrive", photo)
    step(field, "handle")
    step(field, "finish", photo)
    second = contexts.staff("dispatcher2")
    second.goto(f"/desk/cases/{case}")
    act(second, "verify")
    resident.goto(f"/r/{token}")
    assert resident.locator(".story > li").count() >= 6
    resident.check("input[name=solved][value=solved]", force=True)
    resident.check("input[name=rating][value='4']", force=True)
    resident.locator("form[action$='/word'] textarea").fill(THANKS)
    with resident.expect_navigation():
        resident.locator("form[action$='/word'] button[data-kind=primary]").click()
    resident.goto(f"/r/{token}")
    assert THANKS in resident.content()
    second.goto(f"/desk/cases/{case}")
    assert "已结案" in second.content()
    assert contexts.errors == []


def desk_post(page: Page, login: str) -> str:
    """The value of the worker's post among those offered; the nearest is offered first."""
    page.goto(page.url.split("?")[0] + "?do=dispatch")
    options = page.locator("form[action*='/moves'] select[name=post] option").all()
    found = [o.get_attribute("value") or "" for o in options if "扎西" in (o.text_content() or "")]
    assert found, login
    return found[0]
