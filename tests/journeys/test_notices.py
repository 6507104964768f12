"""From the tap on the page to the notice in a real browser, over a push service of our own on a local socket."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser import Browser, PushService
from tests.journeys.conftest import Contexts
from tests.journeys.test_story import act
from tests.served import Server, demo_server

pytestmark = pytest.mark.browser
# The browser's own push service is on the internet: only its subscription is stood in for, with real keys.
STANDIN = """
(fields) => {
  let on = false;
  const subscription = {
    endpoint: fields.endpoint,
    toJSON: () => ({ endpoint: fields.endpoint, keys: { p256dh: fields.key, auth: fields.secret } }),
    unsubscribe: async () => { on = false; return true; },
  };
  PushManager.prototype.subscribe = async () => { on = true; return subscription; };
  PushManager.prototype.getSubscription = async () => (on ? subscription : null);
}
"""
SHOWN = """async () => {
  const ready = await navigator.serviceWorker.ready;
  return (await ready.getNotifications()).map((n) => [n.title, n.lang, n.data]);
}"""
TAPPED = """async () => {
  const [notification] = await registration.getNotifications();
  const waitUntil = (work) => void work.catch(() => undefined);
  dispatchEvent(Object.assign(new Event('notificationclick'), { notification, waitUntil }));
}"""
RENEWED = """async (fields) => {
  const keys = { p256dh: fields.key, auth: fields.secret };
  const newSubscription = { toJSON: () => ({ endpoint: fields.endpoint, keys }) };
  let work;
  const waitUntil = (promise) => (work = promise);
  dispatchEvent(Object.assign(new Event('pushsubscriptionchange'), { newSubscription, waitUntil }));
  await work;
}"""
KNOWN = "async (n) => (await (await (await caches.open('delek-told')).match('/told?' + n))?.text()) ?? ''"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Iterator[Server]:
    server = demo_server(Path(tmp_path_factory.mktemp("notices")), shared, DELEK_PUSH="anywhere")
    server.start(180)
    yield server
    server.stop()


@pytest.fixture
def service() -> Iterator[PushService]:
    made = PushService()
    yield made
    made.end()


def report(page: Page) -> str:
    page.goto("/report")
    page.select_option("select[name=place]", "point:10")
    page.fill("textarea[name=description]", "གློག་སྐུད་རྙིང་པ།")
    page.click("form[data-submit] button[data-kind=primary]")
    page.wait_for_url("**/r/**")
    path = "/r/" + page.url.split("/r/")[1].split("?")[0]
    page.goto(path)
    return path


def is_told(page: Page, path: str, browser: Browser) -> bool:
    """Whether the server tells this browser: only then may it be renewed, here by itself."""
    fields = browser.fields | {"instead_of": browser.endpoint}
    return page.request.post(f"{path}/notices", form=fields).status == 200  # type: ignore[arg-type]


def deliver(page: Page, origin: str, words: object) -> None:
    """Hand a decrypted notice to the service worker, as the browser does."""
    session, told = page.context.new_cdp_session(page), list[str]()
    session.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda e: told.extend(r["registrationId"] for r in e["registrations"] if not r["isDeleted"]),
    )
    session.send("ServiceWorker.enable")
    while not told:
        page.wait_for_timeout(50)
    data = json.dumps(words)
    session.send("ServiceWorker.deliverPushMessage", {"origin": origin, "registrationId": told[0], "data": data})


def test_one_tap_and_the_news_comes_as_a_notice_another_and_it_ends(
    contexts: Contexts, server: Server, service: PushService
) -> None:
    page, browser = contexts.resident("bo"), Browser(service.endpoint())
    page.context.grant_permissions(["notifications"], origin=server.origin)
    page.add_init_script(f"({STANDIN})({json.dumps(browser.fields)})")
    path = report(page)
    page.locator("[data-push-on]").click()
    page.locator("[data-push-off]").wait_for()
    number = page.locator("[data-push]").get_attribute("data-number")
    assert page.locator("[data-way]").text_content() == "བཤེར་ཆས་ཀྱི་བརྡ་ཐོ།"
    desk = contexts.staff("dispatcher1")
    desk.goto("/desk/")
    desk.locator("a[href*='/desk/cases/']").first.click()
    act(desk, "accept")
    for _ in range(200):
        if service.got:
            break
        page.wait_for_timeout(100)
    words = browser.read(service.got[0][2])
    assert words == {"number": number, "text": f"ཡར་ཞུ་ཨང་{number}ལ་འཕེལ་རིམ་གསར་པ་ཡོད།", "language": "bo"}
    deliver(page, server.origin, words)
    page.wait_for_timeout(500)
    assert page.evaluate(SHOWN) == [[words["text"], "bo", number]]
    assert page.evaluate(KNOWN, number) == path
    with page.expect_navigation():
        page.context.service_workers[0].evaluate(TAPPED)
    page.wait_for_url(f"**{path}")
    renewed = Browser(service.endpoint("new"))
    page.context.service_workers[0].evaluate(RENEWED, renewed.fields)
    assert [is_told(page, path, at) for at in (browser, renewed)] == [False, True]
    page.locator("[data-push-off]").click()
    page.locator("[data-push-on]").wait_for()
    assert not is_told(page, path, renewed)
    assert (page.locator("[data-way]").text_content(), page.evaluate(KNOWN, number)) == ("བརྡ་གཏོང་མི་དགོས།", "")


def test_a_browser_without_notices_sees_no_button_and_nobody_is_asked_on_load(contexts: Contexts) -> None:
    page = contexts.resident("zh-hans")
    page.add_init_script("Notification.requestPermission = () => { throw new Error('asked on load'); }")
    report(page)
    page.wait_for_timeout(300)
    assert page.locator("[data-push-on]").is_visible()
    page.add_init_script("delete window.PushManager")
    page.reload()
    page.wait_for_timeout(300)
    assert (page.locator("[data-push-on]").is_visible(), page.locator("#notices").is_visible()) == (False, True)


def test_a_refusal_is_said_and_nothing_changes(contexts: Contexts) -> None:
    page = contexts.resident("zh-hans")
    page.add_init_script("Notification.requestPermission = async () => 'denied'")
    report(page)
    page.locator("[data-push-on]").click()
    page.get_by_text("浏览器不允许本页发通知").wait_for()
    assert page.locator("[data-push-off]").is_visible() is False
