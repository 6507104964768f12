"""P1: what the first visit of the report page costs a phone, in each language."""

from bench.house import granian, prepare
from bench.report import say
from playwright.sync_api import sync_playwright
from tests.visit import Visit

LANGUAGES = ("bo", "zh-hans", "en")


def run() -> None:
    prepare()
    from tests.town import build

    code = build().code(10)
    with granian(1) as port, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for language in LANGUAGES:
            context, visit = browser.new_context(viewport={"width": 360, "height": 760}), Visit()
            context.add_cookies([{"name": "language", "value": language, "url": f"http://127.0.0.1:{port}"}])
            page = context.new_page()
            visit.watch(page)
            page.goto(f"http://127.0.0.1:{port}/report?at={code}", wait_until="networkidle")
            fetched = visit.counted()
            kilobytes = sum(fetched.values()) / 1024
            say(f"P1 first visit of the report page, {language}", kilobytes, "KB", at_most=60, requests=len(fetched))
            context.close()
        browser.close()
