"""A printed poster is scanned: each of its three codes is followed in Tibetan to its end. And: is this code real?"""

import http.client
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pypdfium2
import pytest
import zxingcpp
from playwright.sync_api import Page

from tests.journeys.conftest import Contexts
from tests.served import Server
from tests.town import jpeg

pytestmark = pytest.mark.browser
WORDS = "གློག་སྐུད་ས་ལ་ལྷུང་འདུག"
DETECTOR = """
window.BarcodeDetector = class {
  constructor(options) { this.formats = options.formats; }
  async detect(picture) {
    if (!(picture instanceof ImageBitmap) || this.formats[0] !== "qr_code") throw new Error("not a picture");
    return FOUND;
  }
};
"""


@pytest.fixture(scope="module")
def printed(server: Server, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What a phone reads from the printed poster of point 10: the path behind each code, by where it leads."""
    file = Path(tmp_path_factory.mktemp("printed")) / "ten.pdf"
    done = server.command("posters", "--place", "point:10", "--to", str(file))
    assert done.returncode == 0, done.stderr.decode()[-500:]
    sheet = pypdfium2.PdfDocument(file.read_bytes())[0].render(scale=3).to_pil()
    found = [urlsplit(code.text) for code in zxingcpp.read_barcodes(sheet)]
    assert {f"{url.scheme}://{url.netloc}" for url in found} == {server.origin}
    return {lead(server, url.path): url.path for url in found}


def lead(server: Server, path: str) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    connection.request("GET", path)
    answer = connection.getresponse()
    target = answer.headers["Location"] or ""
    connection.close()
    return urlsplit(target).path


def scan(contexts: Contexts, path: str, *, script: bool) -> Page:
    page = contexts.resident("bo", script=script)
    page.goto(path)
    assert page.locator("html").get_attribute("lang") == "bo"
    assert page.locator(".place .plate").first.inner_text() == "10"
    return page


def on_duty(contexts: Contexts) -> None:
    """The grid's worker is there to be called."""
    worker = contexts.staff("worker3", width=360)
    worker.goto("/field/")
    on = worker.locator("button[name=do][value=on]")
    if on.count():
        on.click()
        worker.wait_for_load_state()


def receipt(page: Page) -> str:
    page.wait_for_url("**/r/**")
    number = page.locator(".receipt .number").inner_text().strip()
    page.locator("a[data-kind=primary][href^='/r/']").click()
    assert number in page.locator(".numeral").first.inner_text()
    return number


def test_the_poster_carries_three_codes(printed: dict[str, str]) -> None:
    assert sorted(printed) == ["/policies", "/report", "/staff"]


@pytest.mark.parametrize("script", [True, False], ids=["with scripts", "without scripts"])
def test_the_report_code_leads_to_ones_own_page(contexts: Contexts, printed: dict[str, str], script: bool) -> None:
    page = scan(contexts, printed["/report"], script=script)
    page.fill("textarea[name=description]", WORDS)
    page.click("form[action='/report'] button[data-kind=primary]")
    receipt(page)
    assert WORDS in page.content()
    assert contexts.errors == []


@pytest.mark.parametrize("script", [True, False], ids=["with scripts", "without scripts"])
def test_the_policy_code_leads_to_a_policy_and_to_an_answer(
    contexts: Contexts, printed: dict[str, str], script: bool
) -> None:
    page = scan(contexts, printed["/policies"], script=script)
    page.locator(".policies a").first.click()
    page.locator("a[href*='/ask']").click()
    page.fill("textarea[name=description]", "ཤོག་བུ་གང་དགོས།")
    page.click("form[action*='/ask'] button[data-kind=primary]")
    receipt(page)
    assert contexts.errors == []


def test_who_cannot_come_calls_somebody_over_from_the_policy(contexts: Contexts, printed: dict[str, str]) -> None:
    on_duty(contexts)
    page = scan(contexts, printed["/policies"], script=False)
    page.locator(".policies a").first.click()
    page.locator("a[href*='/staff/call']").click()
    assert page.locator("html").get_attribute("lang") == "bo"
    assert page.locator("input[name=need][value=call_papers]").is_checked()
    page.click("form[action='/staff/call'] button[data-kind=primary]")
    page.wait_for_url("**/r/**")
    assert page.locator("form[action$='/cancel']").count() == 1
    assert contexts.errors == []


@pytest.mark.parametrize("script", [True, False], ids=["with scripts", "without scripts"])
def test_the_staff_code_leads_to_somebody_who_is_called(
    contexts: Contexts, printed: dict[str, str], script: bool
) -> None:
    on_duty(contexts)
    page = scan(contexts, printed["/staff"], script=script)
    page.locator("a[href*='/staff/call']").first.click()
    page.check("input[name=need][value=call_care]", force=True)
    page.click("form[action='/staff/call'] button[data-kind=primary]")
    page.wait_for_url("**/r/**")
    assert page.locator("form[action$='/cancel']").count() == 1
    assert contexts.errors == []


def check_page(contexts: Contexts, found: Any) -> Page:
    page = contexts.resident("bo")
    if found is not None:
        page.add_init_script(DETECTOR.replace("FOUND", found))
    page.goto("/check")
    return page


def test_a_photo_of_a_code_is_read_in_the_phone_and_checked(contexts: Contexts, printed: dict[str, str]) -> None:
    page = check_page(contexts, f'[{{rawValue: location.origin + "{printed["/report"]}"}}]')
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    with page.expect_navigation():
        page.set_input_files("[data-scan-picture] input", {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": jpeg()})
    assert "code=" in page.url
    assert page.locator(".banner[data-tone=done]").is_visible()
    assert set(sent) == {"GET"}, "the picture goes nowhere"


def test_a_photo_without_a_code_is_said_to_have_none(contexts: Contexts) -> None:
    page = check_page(contexts, "[]")
    page.set_input_files("[data-scan-picture] input", {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": jpeg()})
    page.wait_for_selector("[data-said]")
    page.set_input_files("[data-scan-picture] input", {"name": "a.txt", "mimeType": "text/plain", "buffer": b"x"})
    page.wait_for_timeout(200)
    assert (page.locator("[data-said]").count(), page.url.endswith("/check")) == (1, True)
    assert contexts.errors == []


def test_where_the_phone_reads_no_codes_one_types_it(contexts: Contexts, printed: dict[str, str]) -> None:
    page = check_page(contexts, None)
    assert page.evaluate("'BarcodeDetector' in window") is False
    assert page.locator("[data-scan-picture]").is_visible() is False
    page.fill("input[name=code]", printed["/staff"].rpartition("/")[2])
    page.click("form[data-scan] button[data-kind=primary]")
    assert page.locator(".banner[data-tone=done]").is_visible()
