"""A real browser on a real server with the model community."""

import os
import uuid
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.served import Server, demo_server

ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
PASSWORD = "demo-delek-2026"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Iterator[Server]:
    folder = Path(tmp_path_factory.mktemp("journey"))
    if database := own_database():
        server = Server(folder, verb=("demo", "--stage", "empty"), extra={"DELEK_DEMO": "1"} | database)
    else:
        server = demo_server(folder, shared)
    server.start(180)
    yield server
    server.stop()


def own_database() -> dict[str, str]:
    """A database of this server's own, where journeys beside each other would share that of DATABASE_URL."""
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        return {}
    name = f"journey_{uuid.uuid4().hex}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return {"DATABASE_URL": urlsplit(url)._replace(path=f"/{name}").geturl()}


@pytest.fixture
def contexts(browser: Browser, server: Server) -> Iterator["Contexts"]:
    made = Contexts(browser, server.origin)
    yield made
    made.close()


class Contexts:
    """Browsers of residents and of staff, each with its own cookies; errors of pages fail the journey."""

    def __init__(self, browser: Browser, origin: str) -> None:
        self.browser, self.origin = browser, origin
        self.open: list[BrowserContext] = []
        self.errors: list[str] = []

    def resident(self, language: str, *, script: bool = True) -> Page:
        context = self.browser.new_context(
            base_url=self.origin, java_script_enabled=script, viewport={"width": 360, "height": 760}, locale="zh-CN"
        )
        context.add_cookies([{"name": "language", "value": language, "url": self.origin}])
        return self._page(context)

    def staff(self, login: str, *, width: int = 1440) -> Page:
        context = self.browser.new_context(
            base_url=self.origin, viewport={"width": width, "height": 900}, locale="zh-CN"
        )
        page = self._page(context)
        page.goto("/account/login/")
        page.fill("input[name=login]", login)
        page.fill("input[name=password]", PASSWORD)
        page.press("input[name=password]", "Enter")
        page.wait_for_url("**/desk/**" if not login.startswith("worker") else "**/field/**")
        return page

    def _page(self, context: BrowserContext) -> Page:
        self.open.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("response", lambda r: self.errors.append(r.url) if r.status >= 500 else None)
        return page

    def close(self) -> None:
        for context in self.open:
            context.close()
