"""A resident's phone for tests: a real browser with a memory that outlives it."""

from pathlib import Path
from types import TracebackType

from playwright.sync_api import Browser, BrowserContext, Page

from tests.town import jpeg

KEPT = """async (path) => {
  let copies = 0;
  for (const name of await caches.keys())
    for (const key of await (await caches.open(name)).keys())
      if (new URL(key.url).pathname === path) copies += 1;
  return copies;
}"""
EAR = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")
"""A microphone that hears a beeping tone, and that may be used without asking."""
AGE = """([id, hours]) => new Promise((resolve) => {
  const opening = indexedDB.open('delek');
  opening.onsuccess = () => {
    const rows = opening.result.transaction('outbox', 'readwrite').objectStore('outbox');
    const asked = rows.getAll();
    asked.onsuccess = () => {
      const item = asked.result[id];
      rows.put({ ...item, at: item.at - hours * 3600000 }).onsuccess = () => { opening.result.close(); resolve(); };
    };
  };
})"""
WAITING = """() => new Promise((resolve) => {
  const opening = indexedDB.open('delek');
  opening.onsuccess = () => {
    const asked = opening.result.transaction('outbox').objectStore('outbox').getAll();
    asked.onsuccess = () => {
      opening.result.close();
      resolve(asked.result.filter((item) => item.state === 'waiting').length);
    };
  };
})"""


class Phone:
    """``page`` is its open page; ``restart`` closes the browser and opens it again with what it had kept."""

    def __init__(
        self, browser: Browser, folder: Path, origin: str, language: str = "zh-hans", *, worker: bool = True
    ) -> None:
        """``worker`` False: a browser without service workers, as WeChat's on some phones."""
        self.browser, self.folder, self.origin, self.language, self.worker = browser, folder, origin, language, worker
        self.errors: list[str] = []
        self.context: BrowserContext | None = None
        self.page: Page = self._open()

    def _open(self) -> Page:
        self.context = self.browser.browser_type.launch_persistent_context(
            str(self.folder), executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu", *EAR],
            base_url=self.origin, viewport={"width": 360, "height": 760}, locale="zh-CN",
            service_workers="allow" if self.worker else "block",
        )  # fmt: skip
        self.context.add_cookies([{"name": "language", "value": self.language, "url": self.origin}])
        page = self.context.new_page()
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        return page

    def restart(self) -> None:
        self.close()
        self.page = self._open()

    def close(self) -> None:
        if self.context:
            self.context.close()

    def __enter__(self) -> "Phone":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def read(self, address: str, copies: int = 3) -> None:
        """Open a page with network and wait until the phone keeps it: in three languages, an own page in one."""
        self.page.goto(address)
        for _ in range(600):
            if self.kept(address.split("?", 1)[0]) >= copies:
                return
            self.page.wait_for_timeout(100)
        raise AssertionError(f"not kept: {address}")

    def write(self, text: str, shade: str) -> None:
        """Fill in the report, with one photo."""
        self.page.goto("/report")
        self.page.select_option("select[name=place]", "point:10")
        self.page.fill("textarea[name=description]", text)
        photo = {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": jpeg(shade)}
        self.page.set_input_files("input[type=file][data-photos]", [photo])  # type: ignore[list-item]
        self.page.locator(".photo[data-mine]").wait_for()

    def send(self) -> None:
        self.page.click("form[data-submit] button[data-kind=primary]")

    def save(self) -> None:
        """Send without network: the phone says that it keeps it."""
        self.send()
        self.page.locator("[data-kept]").wait_for()

    def speak(self, form: str) -> None:
        """One tap on the button, a second of speech, another tap."""
        button = self.page.locator(f"{form} button[data-voice]")
        button.click()
        self.page.locator(f"{form} button[data-state=listening]").wait_for()
        self.page.wait_for_timeout(1200)
        button.click()
        self.page.locator(f"{form} [data-voice-clip]").wait_for()

    def age(self, nth: int, hours: int) -> None:
        """What waits as the nth was written some hours earlier."""
        self.page.evaluate(AGE, [nth, hours])

    def waiting(self) -> int:
        return int(self.page.evaluate(WAITING))

    def kept(self, path: str) -> int:
        """How many copies of a page with this path lie in the phone."""
        return int(self.page.evaluate(KEPT, path))

    def send_all(self) -> None:
        """Wait until nothing waits any more."""
        for _ in range(1200):  # two minutes on a loaded machine
            if self.waiting() == 0:
                return
            self.page.wait_for_timeout(100)
        raise AssertionError(f"{self.waiting()} still wait")

    def send_now(self) -> None:
        """Tap "send now", unless the phone was faster and nothing waits any more."""
        button = self.page.locator("[data-outbox-now]")
        for _ in range(300):
            if button.is_visible():
                button.evaluate("button => button.click()")
                return
            if self.waiting() == 0:
                return
            self.page.wait_for_timeout(100)
        raise AssertionError("nothing to tap, though something waits")

    def background_sync(self) -> None:
        """As the browser does when the network is back, whether or not a page is open."""
        told: list[str] = []
        session = self.page.context.new_cdp_session(self.page)
        session.on(
            "ServiceWorker.workerRegistrationUpdated",
            lambda e: told.extend(r["registrationId"] for r in e["registrations"] if not r["isDeleted"]),
        )
        session.send("ServiceWorker.enable")
        while not told:
            self.page.wait_for_timeout(50)
        session.send(
            "ServiceWorker.dispatchSyncEvent",
            {"origin": self.origin, "registrationId": told[0], "tag": "outbox", "lastChance": False},
        )
