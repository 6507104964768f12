"""R4: what is written without network arrives once each, in order, with its photo, whatever happens to the phone."""

import io
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import sync_playwright

from tests.phone import Phone
from tests.served import Server, demo_server
from tests.wire import Wire

pytestmark = [pytest.mark.faults, pytest.mark.browser]
REPORTS = 100
ARRIVED = """
SELECT s.text, m.original, (julianday(s.at) - julianday(s.written_at)) * 24 FROM cases_statement s
LEFT JOIN cases_attachment a ON a.statement_id = s.id LEFT JOIN media_media m ON m.id = a.media_id
WHERE s.transition = 'open' ORDER BY s.id"""


@pytest.fixture
def server(tmp_path: Path, shared: Path) -> Iterator[Server]:
    server = demo_server(tmp_path / "server", shared)
    server.start(180)
    yield server
    server.stop()


def shade(n: int) -> str:
    return f"#{20 + 2 * n:02x}{220 - 2 * n:02x}80"


def red_of(server: Server, address: str) -> int:
    """How red the stored photo is: which of the reports it belongs to."""
    stored = next(p for p in (server.folder / "media").rglob("*") if p.is_file() and p.name.startswith(address))
    with Image.open(io.BytesIO(stored.read_bytes())) as photo:
        pixel = photo.convert("RGB").getpixel((10, 10))
    assert isinstance(pixel, tuple)
    return int(pixel[0])


def write_all(phone: Phone, wire: Wire) -> None:
    """A hundred reports; reloads in the middle of one, restarts of the browser, a network that loses answers."""
    for n in range(REPORTS):
        phone.write(f"{n:03d}", shade(n))
        if n % 10 == 5:
            phone.page.wait_for_timeout(200)
            phone.page.reload()
            phone.page.locator(".photo[data-mine]").wait_for()
            assert phone.page.input_value("textarea[name=description]") == f"{n:03d}"
        if n % 10 == 7:
            wire.lose_answers()
        phone.save()
        wire.cut()
        if n % 25 == 24:
            phone.restart()


def test_a_hundred_reports_written_offline_arrive_once_each_and_in_order(server: Server, tmp_path: Path) -> None:
    wire = Wire(server.port)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        with Phone(browser, tmp_path / "phone", wire.origin) as phone:
            phone.read("/report")
            wire.cut()
            write_all(phone, wire)
            phone.page.goto("/report")
            assert phone.waiting() == REPORTS
            wire.mend()
            phone.restart()
            wire.cut()
            phone.page.goto("/report")
            phone.age(40, 6)
            wire.mend()
            phone.send_all()
            assert phone.errors == []
        browser.close()
    wire.close()
    arrived = sqlite3.connect(server.folder / "delek.sqlite3").execute(ARRIVED).fetchall()
    assert [text for text, *_ in arrived] == [f"{n:03d}" for n in range(REPORTS)]
    assert [n for n, (_, photo, _) in enumerate(arrived) if abs(red_of(server, photo) - (20 + 2 * n)) > 6] == []
    assert [n for n, (*_, waited) in enumerate(arrived) if waited and waited > 1] == [40]
    assert arrived[40][2] == pytest.approx(6, abs=0.5)
    assert wire.drops > 0
