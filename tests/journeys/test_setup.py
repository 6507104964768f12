"""A new office: from an empty folder to the first report on the desk, in a browser, as a new user."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from allauth.mfa.totp.internal import auth
from playwright.sync_api import Browser, Page

from tests.journeys.conftest import Contexts
from tests.served import Server

pytestmark = pytest.mark.browser
PASSWORD = "a long enough word"
NAMES = {"district_zh": "新区", "subdistrict_zh": "新街道", "community_zh": "新社区", "community_bo": "སྡེ་ཁུལ།"}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Server]:
    server = Server(tmp_path, extra={"DATABASE_URL": ""})
    server.start(120)
    yield server
    server.stop()


def set_up(page: Page, office: Server) -> None:
    page.goto(f"/manage/setup/?token={(office.folder / 'setup.token').read_text()}")
    for name, value in NAMES.items():
        page.fill(f"[name={name}]", value)
    page.fill("[name=grids]", "2")
    page.fill("[name=points]", "2")
    page.fill("[name=login]", "first")
    page.fill("[name=name]", "白玛")
    page.fill("[name=password]", "short")
    page.click("main button[type=submit]")
    assert page.input_value("[name=community_zh]") == "新社区"
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url("**/account/login/**")


def sign_in(page: Page) -> None:
    page.fill("[name=login]", "first")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/account/2fa/")
    page.click("a[href$='/totp/activate/']")
    page.fill("[name=password]", PASSWORD)
    page.click("main form button[type=submit]")
    page.wait_for_url("**/totp/activate/")
    secret = page.text_content("#authenticator_secret") or ""
    counter = next(auth.yield_hotp_counters_from_time())
    page.fill("[name=code]", auth.format_hotp_value(auth.hotp_value(secret, counter)))
    page.click("main form button[type=submit]")
    page.wait_for_url("**/account/2fa/**")


def test_from_an_empty_folder_to_the_first_report_on_the_desk(browser: Browser, office: Server) -> None:
    contexts = Contexts(browser, office.origin)
    page = contexts.resident("zh-hans")
    set_up(page, office)
    sign_in(page)
    page.goto("/start")
    page.wait_for_url("**/desk/**")
    page.goto("/manage/people/appoint")
    page.fill("[name=login]", "worker")
    page.fill("[name=name]", "扎西")
    page.select_option("[name=kind]", label="网格员")
    page.select_option("[name=place]", label="第1网格")
    page.click("main form button.button-primary")
    page.wait_for_selector("dl.handed code")
    assert "扎西" in page.content()
    resident = contexts.resident("bo")
    resident.goto("/report")
    resident.select_option("select[name=place]", "point:1")
    resident.fill("textarea[name=description]", "ལམ་གློག་མི་འབར།")
    resident.click("form[action^='/report'] button[data-kind=primary]")
    resident.wait_for_url("**/r/**")
    page.goto("/desk/")
    assert "ལམ་གློག་མི་འབར།" in page.content()
    assert contexts.errors == []
    contexts.close()
