"""The phone without network: what was read opens again, what is said waits and arrives once (quality.md R4)."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.phone import Phone
from tests.served import Server
from tests.town import silence
from tests.wire import Wire

pytestmark = pytest.mark.browser
SHADE = "#b08060"


@pytest.fixture
def wire(server: Server) -> Iterator[Wire]:
    wire = Wire(server.port)
    yield wire
    wire.close()


@pytest.fixture
def phone(browser: Browser, wire: Wire, tmp_path: Path) -> Iterator[Phone]:
    with Phone(browser, tmp_path / "phone", wire.origin) as phone:
        yield phone
        assert phone.errors == []


def rows(page: Page) -> list[str]:
    return [str(text) for text in page.locator("[data-outbox] li > b").all_text_contents()]


def story(phone: Phone) -> str:
    return phone.page.locator(".story").inner_text()


def report_online(phone: Phone, text: str) -> str:
    """The path of the case page."""
    phone.write(text, SHADE)
    phone.send()
    phone.page.wait_for_url("**/r/**")
    path = "/r/" + phone.page.url.split("/r/")[1].split("?")[0]
    phone.read(path, 1)
    return path


def test_reports_wait_through_reload_and_restart_and_arrive_in_order(phone: Phone, wire: Wire) -> None:
    phone.read("/report")
    wire.cut()
    for text in ("一", "二"):
        phone.write(text, SHADE)
        phone.save()
        phone.restart()
    phone.page.goto("/report")
    phone.page.locator("[data-outbox] li").first.wait_for()
    assert (rows(phone.page), phone.waiting()) == (["一", "二"], 2)
    assert phone.page.locator("[data-outbox-count]").text_content() == "2 件等待发送"
    wire.mend()
    phone.send_now()
    phone.send_all()
    phone.page.locator("[data-outbox] li[data-state=sent]").nth(1).wait_for()
    numbers = [int(n.split("-")[1]) for n in phone.page.locator("[data-outbox] li > a").all_text_contents()]
    assert numbers == [numbers[0], numbers[0] + 1]


def test_an_answer_that_the_server_has_but_the_phone_never_heard_of_is_said_once(phone: Phone, wire: Wire) -> None:
    path = report_online(phone, "灯不亮")
    wire.lose_answers()
    phone.page.fill("#answer textarea", "在门口")
    phone.page.click("#answer button[data-kind=primary]")
    phone.page.locator("[data-kept]").wait_for()
    wire.mend()
    phone.page.reload()
    phone.send_all()
    phone.page.goto(path)
    assert (wire.drops > 0, story(phone).count("在门口")) == (True, 1)


def test_what_is_refused_keeps_its_words_and_is_put_right(phone: Phone, wire: Wire) -> None:
    phone.read("/report")
    wire.cut()
    phone.write("井盖坏了", SHADE)
    as_an_old_page(phone.page)
    phone.page.fill("input[name=phone]", "abc")
    phone.save()
    phone.write("后面的", SHADE)
    phone.save()
    wire.mend()
    phone.page.reload()
    refused = phone.page.locator("[data-outbox] li[data-state=refused]")
    refused.wait_for()
    assert "电话号码好像不对" in refused.inner_text()
    phone.page.locator("[data-outbox] li[data-state=sent]").wait_for()
    assert (rows(phone.page), phone.waiting()) == (["井盖坏了", "后面的"], 0)
    refused.locator("a").click()
    phone.page.locator(".photo[data-mine]").wait_for()
    assert phone.page.input_value("textarea[name=description]") == "井盖坏了"
    phone.page.fill("input[name=phone]", "13900000001")
    phone.send()
    phone.page.wait_for_url("**/r/**")
    phone.page.goto("/")
    phone.page.locator("[data-outbox] li").first.wait_for()
    assert rows(phone.page) == ["后面的"]


def as_an_old_page(page: Page) -> None:
    """Kept in the phone from before it looked at numbers itself."""
    page.evaluate("document.querySelectorAll('[data-wrong]').forEach((input) => delete input.dataset.wrong)")


@pytest.mark.parametrize(("language", "words"), [
    ("zh-hans", "电话号码好像不对"), ("bo", "ཁ་པར་ཨང་"), ("en", "This does not look like a phone number."),
])  # fmt: skip
def test_a_wrong_number_is_told_before_it_waits(phone: Phone, wire: Wire, language: str, words: str) -> None:
    phone.read("/report")
    wire.cut()
    phone.page.goto(f"/report?lang={language}")
    phone.page.select_option("select[name=place]", "point:10")
    phone.page.fill("textarea[name=description]", "井盖坏了")
    phone.page.fill("input[name=phone]", "138-abc")
    phone.send()
    phone.page.locator("input[name=phone][aria-invalid]").wait_for()
    assert words in str(phone.page.text_content("#error-phone"))
    assert (phone.waiting(), phone.page.evaluate("document.activeElement.name")) == (0, "phone")
    phone.page.fill("input[name=phone]", "༡༣༩ 0000 0001")
    phone.save()
    assert phone.waiting() == 1


def test_nothing_said_and_no_place_are_told_before_it_waits(phone: Phone, wire: Wire) -> None:
    phone.read("/policies/school-aid/ask")
    wire.cut()
    phone.page.goto("/policies/school-aid/ask")
    phone.send()
    phone.page.locator("textarea[aria-invalid]").wait_for()
    assert (phone.page.text_content("#error-description"), phone.waiting()) == ("这一项要填。", 0)


def test_what_waited_says_when_it_was_written_and_when_it_arrived(phone: Phone, wire: Wire) -> None:
    phone.read("/report")
    wire.cut()
    phone.write("昨夜写的", SHADE)
    phone.save()
    phone.age(0, 5)
    wire.mend()
    phone.send_now()
    phone.send_all()
    phone.page.locator("[data-outbox] li[data-state=sent] > a").click()
    phone.page.wait_for_url("**/r/**")
    phone.page.goto(phone.page.url.split("?")[0])
    first = phone.page.locator(".story li.mine time")
    assert re.fullmatch(r"\d+月\d+日 \d\d:\d\d 写下，\d+月\d+日 \d\d:\d\d 收到", first.first.inner_text())


def test_spoken_without_network_it_arrives_with_the_recording(phone: Phone, wire: Wire) -> None:
    phone.read("/report")
    wire.cut()
    phone.page.goto("/report")
    phone.page.select_option("select[name=place]", "point:10")
    phone.speak("form[data-draft]")
    phone.save()
    phone.restart()
    phone.page.goto("/report")
    wire.mend()
    phone.send_now()
    phone.send_all()
    phone.page.locator("[data-outbox] li[data-state=sent] > a").click()
    phone.page.wait_for_url("**/r/**")
    phone.page.goto(phone.page.url.split("?")[0])
    assert phone.page.locator(".story li.mine audio, .story li.mine p.small").count() == 1


def test_what_was_read_opens_without_network_and_nothing_of_the_staff_is_kept(phone: Phone, wire: Wire) -> None:
    path = report_online(phone, "路坏了")
    for page in ("/report", "/"):
        phone.read(page)
    for address in ("/account/login/", "/desk/", "/me", "/me/code"):
        phone.page.goto(address)
    phone.page.wait_for_timeout(2500)
    assert [phone.kept(p) for p in (path, "/report", "/", "/desk/", "/account/login/")] == [1, 3, 3, 0, 0]
    assert [phone.kept(p) for p in ("/me", "/me/code")] == [0, 0]
    wire.cut()
    phone.page.goto(path)
    assert "路坏了" in story(phone)
    for language, words in (("bo", "ད་ལྟ་དྲ་རྒྱ་མི་འདུག"), ("zh-hans", "现在没有网络。"), ("en", "There is no network now.")):
        phone.page.goto(f"/policies/never-read?lang={language}")
        assert phone.page.locator("h1").text_content() == words
        phone.page.goto(f"/report?lang={language}")
        assert phone.page.locator("html").get_attribute("lang").lower() == language  # type: ignore[union-attr]


def test_a_question_about_a_policy_waits_and_is_asked_once(phone: Phone, wire: Wire) -> None:
    phone.read("/policies/school-aid/ask")
    wire.cut()
    phone.page.goto("/policies/school-aid/ask")
    phone.page.fill("textarea[name=description]", "要带什么")
    phone.save()
    wire.mend()
    phone.send_now()
    phone.send_all()
    phone.page.locator("[data-outbox] li[data-state=sent] > a").click()
    phone.page.wait_for_url("**/r/**")
    phone.page.goto(phone.page.url.split("?")[0])
    assert story(phone).count("要带什么") == 1


def test_a_report_is_deleted_from_the_phone_with_its_pages(phone: Phone, wire: Wire) -> None:
    path = report_online(phone, "请删除")
    phone.page.goto("/")
    button = phone.page.locator("[data-my-reports] li button").first
    button.click()
    button.click()
    phone.page.locator("[data-my-reports] li").first.wait_for(state="detached")
    phone.page.wait_for_timeout(500)
    assert not phone.kept(path)


def test_a_browser_without_service_workers_keeps_and_sends(browser: Browser, wire: Wire, tmp_path: Path) -> None:
    with Phone(browser, tmp_path / "phone", wire.origin, worker=False) as phone:
        phone.write("没有后台", SHADE)
        wire.cut()
        phone.save()
        wire.mend()
        phone.restart()
        phone.page.goto("/")
        phone.send_all()
        phone.page.locator("[data-my-reports] li").wait_for()
        assert phone.errors == []


def test_the_worker_sends_what_waits_when_no_page_is_open(phone: Phone, wire: Wire) -> None:
    phone.read("/report")
    wire.cut()
    phone.write("没有页面", SHADE)
    phone.save()
    assert phone.waiting() == 1
    wire.mend()
    phone.page.goto("/account/login/")
    phone.background_sync()
    phone.send_all()


def test_the_receipt_is_saved_as_a_picture_without_network(phone: Phone, wire: Wire) -> None:
    phone.write("存图片", SHADE)
    phone.send()
    phone.page.wait_for_url("**/r/**")
    address = phone.page.url
    phone.read(address.removeprefix(wire.origin), 2)
    wire.cut()
    phone.page.goto(address)
    with phone.page.expect_download() as saved:
        phone.page.click("[data-save-card]")
    assert Path(saved.value.path()).read_bytes()[:4] == b"\x89PNG"


def test_a_label_is_heard_without_network_once_it_was_seen(phone: Phone, wire: Wire, server: Server) -> None:
    phone.page.goto("/account/login/")
    phone.page.fill("input[name=login]", "administrator")
    phone.page.fill("input[name=password]", "demo-delek-2026")
    phone.page.press("input[name=password]", "Enter")
    phone.page.wait_for_url(lambda address: "/account/login/" not in address)
    phone.page.goto("/manage/clips/what")
    phone.page.set_input_files("input[name=zh-hans]", [tone()])  # type: ignore[list-item]
    phone.page.click(".fields button.button-primary")
    phone.page.wait_for_url("**/manage/clips/")
    phone.page.goto("/report")
    address = str(phone.page.get_attribute("[data-clip]", "data-clip"))
    phone.read("/report")
    for _ in range(50):
        if phone.kept(address):
            break
        phone.page.wait_for_timeout(100)
    wire.cut()
    phone.page.goto("/report")
    phone.page.click("[data-clip]")
    phone.page.locator("[data-clip][aria-pressed=true]").wait_for()
    phone.page.locator("[data-clip][aria-pressed=false]").wait_for()
    assert phone.page.evaluate(f"fetch('{address}').then((r) => r.status)") == 200


def tone() -> dict[str, object]:
    """A second of silence as a recording."""
    return {"name": "what.wav", "mimeType": "audio/wav", "buffer": silence()}
