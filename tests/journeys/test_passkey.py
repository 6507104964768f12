"""A passkey as the second factor, and alone: a real browser with an authenticator of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.conftest import Contexts
from tests.journeys.test_setup import PASSWORD, set_up
from tests.served import Server

pytestmark = pytest.mark.browser
FINGER = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip
"""A device that always finds the right finger."""


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Server]:
    server = Server(tmp_path, extra={"DATABASE_URL": ""})
    server.start(120)
    yield server
    server.stop()


@pytest.fixture
def page(browser: Browser, office: Server) -> Iterator[Page]:
    """Under a name: passkeys take no number."""
    contexts = Contexts(browser, f"http://localhost:{office.port}")
    page = contexts.resident("zh-hans")
    page.set_viewport_size({"width": 1366, "height": 900})
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": FINGER})
    yield page
    assert contexts.errors == []
    contexts.close()


def with_password(page: Page) -> None:
    page.goto("/account/login/")
    page.fill("[name=login]", "first")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")


def sign_out(page: Page) -> None:
    page.goto("/manage/")
    page.click("form[action='/account/logout/'] button")
    page.wait_for_url(lambda address: "/manage/" not in address)


def add_passkey(page: Page, *, alone: bool) -> None:
    page.wait_for_url("**/account/2fa/")
    page.click("a[href$='/webauthn/add/']")
    page.fill("[name=password]", PASSWORD)
    page.click("main form button[type=submit]")
    page.wait_for_url("**/webauthn/add/")
    page.fill("[name=name]", "办公室电脑")
    page.set_checked("[name=passwordless]", alone)
    page.click("#mfa_webauthn_add")
    page.wait_for_url(lambda address: not address.endswith("/webauthn/add/"))


@pytest.mark.parametrize("alone", [False, True])
def test_a_passkey_is_added_and_signs_in(page: Page, office: Server, alone: bool) -> None:
    set_up(page, office)
    with_password(page)
    add_passkey(page, alone=alone)
    page.goto("/account/2fa/webauthn/")
    assert "办公室电脑" in (page.text_content("main") or "")
    sign_out(page)
    if alone:
        page.goto("/account/login/")
        page.click("#passkey_login")
    else:
        with_password(page)
        page.wait_for_url("**/account/2fa/authenticate/**")
        page.click("#mfa_webauthn_authenticate")
    page.wait_for_url("**/desk/**")
    assert page.is_visible("#queue-title")
