"""What a first visit costs, and that every page can be read by everybody."""

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

from tests.journeys.conftest import PASSWORD
from tests.served import Server, demo_server, submit
from tests.town import jpeg
from tests.visit import Visit

pytestmark = pytest.mark.browser
LANGUAGES = ("bo", "zh-hans", "en")
MOST_BYTES, MOST_REQUESTS = 60 * 1024, 8
WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 360, "height": 760}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Iterator[Server]:
    """The model community in a full morning."""
    server = demo_server(Path(tmp_path_factory.mktemp("office")), shared, "office")
    server.start(300)
    yield server
    server.stop()


def code(server: Server) -> str:
    """A point's printed token, as the demo says it."""
    line = next(x for x in (server.folder / "server.log").read_text().splitlines() if x.startswith("A point's code"))
    return line.rsplit("/", 1)[1]


def context(browser: Browser, server: Server, language: str, **more: object) -> BrowserContext:
    made = browser.new_context(base_url=server.origin, locale="zh-CN", reduced_motion="reduce", **more)  # type: ignore[arg-type]
    made.add_cookies([{"name": "language", "value": language, "url": server.origin}])
    return made


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_visit_of_any_page_stays_in_its_budget(browser: Browser, server: Server, language: str) -> None:
    for address in first_pages(code(server)):
        fresh, visit = context(browser, server, language, viewport=NARROW), Visit()
        page = fresh.new_page()
        visit.watch(page)
        page.goto(address, wait_until="networkidle")
        fetched = visit.counted()
        fresh.close()
        assert f"{server.origin}/static/css/resident.css" in fetched
        assert sum(fetched.values()) <= MOST_BYTES, fetched
        assert len(fetched) <= MOST_REQUESTS, fetched
        assert {url for url in fetched if not url.startswith(server.origin)} == set()


def first_pages(point: str) -> list[str]:
    """Where a printed code or a link from outside may lead; the pages of policies are counted with their journey."""
    served = [f"/report?at={point}", f"/staff?at={point}", f"/staff/call?at={point}", "/policies/school-aid/ask"]
    return [*served, f"/q/{point}", f"/check?code={point}", "/", "/me"]


def test_a_report_is_sent_without_scripts(browser: Browser, server: Server) -> None:
    plain = context(browser, server, "bo", viewport=NARROW, java_script_enabled=False)
    page = plain.new_page()
    page.goto(f"/report?at={code(server)}")
    page.fill("textarea[name=description]", "ལམ་གློག་མི་འབར།")
    page.click("form[action^='/report'] button[data-kind=primary]")
    page.wait_for_url("**/r/**")
    assert page.locator(".receipt .number").inner_text().startswith("20")
    plain.close()


@pytest.fixture(scope="module")
def followed(server: Server) -> str:
    """The token of one report with a photo."""
    fields = {"submission_id": str(uuid.uuid4()), "at": code(server), "category": "cable"}
    fields |= {"description": "旧线缆掉下来了", "name": "王女士"}
    status, answer = submit(server.origin, fields, [jpeg()])
    assert status in (200, 201), answer
    return answer["url"].split("/r/")[1].split("/")[0].split("?")[0]


def residents_pages(server: Server, token: str) -> list[str]:
    point = code(server)
    report = [f"/report?at={point}", "/report", f"/r/{token}/receipt", f"/r/{token}", "/"]
    team = ["/staff", f"/staff?at={point}", f"/staff/call?at={point}", "/staff/call", "/me", "/me/code"]
    strange = ["/q/000000000000", "/r/nobody", "/offline", "/no-such-page"]
    return [*report, *team, f"/q/{point}", *checked(point), "/privacy", "/wrong-word", *strange]


def checked(point: str) -> list[str]:
    """A true code, a strange address, and the empty form."""
    return [f"/check?code={point}", f"/check?code=https://elsewhere.example/q/{point}", "/check"]


def staff_state(browser: Browser, server: Server, login: str) -> object:
    """Signed in once; the cookies serve every language after."""
    entered = context(browser, server, "zh-hans")
    page = entered.new_page()
    page.goto("/account/login/")
    page.fill("input[name=login]", login)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url("**/desk/**" if not login.startswith("worker") else "**/field/**")
    state = entered.storage_state()
    entered.close()
    return state


def serious(page: Page) -> list[str]:
    """What axe calls serious or critical, with the first place of each."""
    found = Axe().run(page).response["violations"]
    heavy = [one for one in found if one["impact"] in ("serious", "critical")]
    return [f"{page.url} {one['id']}: {one['nodes'][0]['html'][:160]}" for one in heavy]


def too_wide(page: Page) -> list[str]:
    """Whether the page scrolls sideways when its letters are twice as large."""
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    page.evaluate("document.documentElement.style.fontSize = ''")
    return [f"{page.url} is {over} too wide"] if over > 0 else []


def look(page: Page, address: str, *, narrow: bool) -> list[str]:
    found = []
    page.goto(address)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        found += [f"{scheme} {line}" for line in serious(page)]
    return found + (too_wide(page) if narrow else [])


EDGES = """() => ['.stages [aria-current]', '.stages li:not([aria-current], [data-state])'].map((each) => {
  const mark = getComputedStyle(document.querySelector(each), '::before');
  return [mark.borderTopStyle, mark.borderTopWidth, mark.backgroundColor, mark.backgroundImage].join(' ');
})"""


@pytest.mark.parametrize("wish", [{"contrast": "more"}, {"forced_colors": "active"}])
def test_stages_are_told_apart_with_more_contrast_and_in_the_phones_own_colours(
    browser: Browser, server: Server, followed: str, wish: dict[str, str]
) -> None:
    phone = context(browser, server, "zh-hans", viewport=NARROW, **wish)
    page = phone.new_page()
    page.goto(f"/r/{followed}")
    now, later = page.evaluate(EDGES)
    assert (now != later, later.split(" ", 2)[:2]) == (True, ["solid", "1px"])
    assert page.locator("button.voice").is_visible()
    phone.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_everybody_can_read_what_residents_see(browser: Browser, server: Server, followed: str, language: str) -> None:
    phone = context(browser, server, language, viewport=NARROW)
    page = phone.new_page()
    found = [line for address in residents_pages(server, followed) for line in look(page, address, narrow=True)]
    phone.close()
    assert found == []


@pytest.mark.parametrize(("login", "start", "row"), [
    ("dispatcher1", "/desk/", ".rows a.row"), ("water", "/desk/", ".rows a.row"), ("worker3", "/field/", "a.job"),
])  # fmt: skip
def test_everybody_can_read_what_staff_see(browser: Browser, server: Server, login: str, start: str, row: str) -> None:
    state, found = staff_state(browser, server, login), []
    for language in LANGUAGES:
        size = NARROW if start == "/field/" else WIDE
        room = context(browser, server, language, viewport=size, storage_state=state)
        page = room.new_page()
        page.goto(start)
        opened = page.locator(row).first.get_attribute("href") or ""
        found += [line for address in (start, opened) for line in look(page, address, narrow=size is NARROW)]
        room.close()
    assert found == []
