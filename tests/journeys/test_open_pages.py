"""S6 and S7 in a real browser: planted words run nowhere, nobody else is asked for anything."""

import uuid
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.faults.payloads import MARK, pages
from tests.journeys.conftest import Contexts
from tests.served import Server, submit

pytestmark = pytest.mark.browser
PUBLIC = ("/", "/report", "/policies", "/staff", "/privacy", "/wrong-word", "/account/login/")
STAFF = {
    "dispatcher1": ("/desk/", "/desk/messages"),
    "administrator": ("/manage/", "/manage/places/", "/manage/people/"),
}
WATCH = f"window.{MARK} = () => {{ document.title = '{MARK} ran'; }};"


class Watch:
    """Notes dialogs, calls, requests to others, and what the policy of the page refused."""

    def __init__(self, page: Page, origin: str) -> None:
        self.host, self.found, self.page = urlsplit(origin).netloc, list[str](), page
        page.add_init_script(WATCH)
        page.on("dialog", lambda d: (self.found.append(f"dialog {d.message}"), d.dismiss()))
        page.on("request", self._asked)
        page.on("console", self._said)

    def _asked(self, request: Any) -> None:
        if urlsplit(request.url).scheme in ("http", "https") and urlsplit(request.url).netloc != self.host:
            self.found.append(f"asked {request.url}")

    def _said(self, message: Any) -> None:
        if "Content Security Policy" in message.text:
            self.found.append(message.text)

    def visit(self, path: str) -> None:
        answer = self.page.goto(path)
        assert answer and answer.status < 500
        if MARK in self.page.title():
            self.found.append(f"ran on {path}")


def test_planted_words_run_nowhere_and_no_page_asks_anybody_else(contexts: Contexts, server: Server) -> None:
    links = []
    for text in pages()[:8]:
        fields = {
            "submission_id": str(uuid.uuid4()),
            "description": text.replace("\0", ""),
            "name": "<img src onerror=xq7(1)>",
        }
        status, answer = submit(server.origin, fields)
        assert status == 201
        links.append(answer["url"].split("?")[0])
    resident = Watch(contexts.resident("bo"), server.origin)
    for path in (*PUBLIC, *links, f"{links[0]}/receipt"):
        resident.visit(path)
    found = resident.found
    for login, rooms in STAFF.items():
        watch = Watch(signed_in(contexts, login), server.origin)
        for path in rooms:
            watch.visit(path)
        cases = watch.page.eval_on_selector_all(
            "a[href^='/desk/cases/']", "all => all.map(a => a.getAttribute('href'))"
        )
        for path in dict.fromkeys(cases):
            watch.visit(path)
        found += watch.found
    assert found == []


def signed_in(contexts: Contexts, login: str) -> Page:
    page = contexts.resident("zh-hans")
    page.goto("/account/login/")
    page.fill("input[name=login]", login)
    page.fill("input[name=password]", "demo-delek-2026")
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda url: "/account/login/" not in url)
    return page
