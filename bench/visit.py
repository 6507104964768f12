"""P1: what the first visit of a page costs a phone, in each language, and how soon it is read on a slow one."""

from statistics import median
from uuid import uuid4

from bench.house import granian, prepare
from bench.report import say
from playwright.sync_api import Browser, Page, sync_playwright
from tests.visit import Visit

LANGUAGES = ("bo", "zh-hans", "en")
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 0.75e6 / 8}
"""A weak mobile network; the phone itself four times slower than this machine."""
RUNS, CPU = 5, 4
LARGEST = """() => new Promise((resolve) => {
  const seen = new PerformanceObserver((list) => resolve(list.getEntries().at(-1).startTime));
  seen.observe({ type: 'largest-contentful-paint', buffered: true });
})"""
PAINTED = "() => performance.getEntriesByName('first-contentful-paint')[0].startTime"


def run() -> None:
    prepare()
    from tests.town import build

    from delek.core.cases.queries import token_of

    town = build()
    code, token = town.code(10), token_of(town.report())
    report, case = f"/report?at={code}", f"/r/{token}"
    pages = {"report": report, "staff": f"/staff?at={code}", "policies": "/policies", "case": case}
    with granian(1) as port, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for name, address in pages.items():
            for language in LANGUAGES:
                _weigh(browser, f"http://127.0.0.1:{port}", address, language, name)
                _wait(browser, f"http://127.0.0.1:{port}", address, language, name)
        browser.close()


def _open(browser: Browser, origin: str, language: str) -> Page:
    context = browser.new_context(viewport={"width": 360, "height": 760}, service_workers="block", base_url=origin)
    context.add_cookies([{"name": "language", "value": language, "url": origin}])
    return context.new_page()


def _weigh(browser: Browser, origin: str, address: str, language: str, name: str) -> None:
    page, visit = _open(browser, origin, language), Visit()
    visit.watch(page)
    page.goto(address, wait_until="networkidle")
    fetched = visit.counted()
    kilobytes = sum(fetched.values()) / 1024
    say(f"P1 first visit, {name}, {language}", kilobytes, "KB", at_most=60, requests=len(fetched))
    page.context.close()


def _wait(browser: Browser, origin: str, address: str, language: str, name: str) -> None:
    """Beside it a page of one sentence in the same network: what nobody can be faster than."""
    largest, bare = [], []
    for _ in range(RUNS):
        largest.append(_slow(browser, origin, address, language, LARGEST))
        bare.append(_slow(browser, origin, "/healthz", language, PAINTED))
    ratio = median(largest) / median(bare)
    say(f"largest paint on a slow phone, {name}, {language}", median(largest), "ms", ratio=round(ratio, 2))


def _slow(browser: Browser, origin: str, address: str, language: str, script: str) -> float:
    page = _open(browser, origin, language)
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.emulateNetworkConditions", SLOW)
    wire.send("Emulation.setCPUThrottlingRate", {"rate": CPU})
    page.goto(f"{address}#{uuid4().hex}", wait_until="load")
    page.wait_for_timeout(500)
    found = float(page.evaluate(script))
    page.context.close()
    return found
