"""R1 and R2: what was acknowledged exists exactly once, whatever is killed and however often it is sent."""

import hashlib
import http.client
import random
import sqlite3
import threading
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.served import Server, demo_server, submit
from tests.town import jpeg

pytestmark = pytest.mark.faults
KILLS = 50


@pytest.fixture
def server(tmp_path: Path, shared: Path) -> Iterator[Server]:
    server = demo_server(tmp_path / "server", shared)
    server.verb = ("serve",)
    server.start(180)
    yield server
    server.kill()


class Client(threading.Thread):
    """Submits reports with a photo until told to stop, each again until it is acknowledged."""

    def __init__(self, server: Server, name: int) -> None:
        super().__init__(daemon=True)
        self.server, self.number, self.done = server, name, threading.Event()
        self.taken: dict[str, str] = {}

    def run(self) -> None:
        while not self.done.is_set():
            identifier = str(uuid.uuid4())
            shade = f"#{uuid.uuid4().hex[:6]}"
            photo = jpeg(shade, (120, 90))
            while not self.done.is_set():
                try:
                    status, _ = submit(
                        self.server.origin,
                        {"submission_id": identifier, "description": f"{self.number} {shade}"},
                        [photo],
                    )
                except (OSError, http.client.HTTPException):
                    time.sleep(0.05)
                    continue
                if status in (200, 201):
                    self.taken[identifier] = hashlib.sha256(photo).hexdigest()
                    break
                assert status in (502, 503), status
                time.sleep(0.05)


def test_fifty_kills_lose_double_and_damage_nothing(server: Server) -> None:
    clients = [Client(server, n) for n in range(4)]
    for client in clients:
        client.start()
    for _ in range(KILLS):
        wait_for_one_more(clients)
        time.sleep(random.uniform(0, 0.25))
        server.kill()
        server.start(180)
    wait_for_one_more(clients)
    for client in clients:
        client.done.set()
        client.join(40)
    taken = {k: v for client in clients for k, v in client.taken.items()}
    server.stop()
    assert len(taken) > KILLS
    assert wrong(server.folder, taken) == []
    assert list((server.folder / "media" / "tmp").glob("*")) == []


def wait_for_one_more(clients: list[Client]) -> None:
    """Until a report is acknowledged, however loaded the machine: each kill meets a server at work."""
    before, end = sum(len(c.taken) for c in clients), time.monotonic() + 120
    while sum(len(c.taken) for c in clients) == before:
        assert time.monotonic() < end, "nothing was taken in two minutes"
        time.sleep(0.02)


def wrong(folder: Path, taken: dict[str, str]) -> list[str]:
    """What is not exactly once, or whose photo is not byte for byte what was sent."""
    with sqlite3.connect(folder / "delek.sqlite3") as database:
        rows = database.execute(
            """SELECT r.submission_id, m.original FROM cases_report r
               LEFT JOIN cases_statement s ON s.report_id = r.id
               LEFT JOIN cases_attachment a ON a.statement_id = s.id
               LEFT JOIN media_media m ON m.id = a.media_id"""
        ).fetchall()
    found: dict[str, list[str]] = {}
    for identifier, original in rows:
        found.setdefault(str(uuid.UUID(identifier)), []).append(original)
    bad = [i for i, sha in taken.items() if found.get(i) != [sha]]
    stored = {f.name: f for f in (folder / "media").glob("??/*")}
    damaged = [s for s in taken.values() if hashlib.sha256(stored[s].read_bytes()).hexdigest() != s]
    return bad + damaged


def test_one_submission_sent_by_eight_threads_is_one_report(server: Server) -> None:
    identifier = str(uuid.uuid4())
    answers: list[tuple[int, dict[str, str]]] = []

    def send() -> None:
        answers.extend(
            submit(server.origin, {"submission_id": identifier, "description": "电线", "category": "cable"})
            for _ in range(5)
        )

    threads = [threading.Thread(target=send) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(status for status, _ in answers) == [200] * 39 + [201]
    assert len({answer["number"] for _, answer in answers}) == 1
    assert submit(server.origin, {"submission_id": identifier, "description": "别的"})[0] == 409
