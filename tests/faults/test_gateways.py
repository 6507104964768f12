"""R5: mail and SMS are down, hang, or talk nonsense.

Reports are taken all the same, messages go out later and once, the desk sees what did not.
"""

import socket
import threading
import time
import uuid
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from delek.config.jobs import JOBS
from delek.core.timeline.actions import Delivery, send_due
from delek.foundation import clock
from delek.gateways.mail import MailGateway
from delek.gateways.sms import SmsGateway
from tests.town import MORNING, Town

pytestmark = pytest.mark.faults
HTTP = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


class Post(threading.Thread):
    """One port that behaves as it is told: ``down`` closes at once, ``hangs``, ``nonsense``, or ``well``."""

    def __init__(self, kind: str, mood: str) -> None:
        super().__init__(daemon=True)
        self.kind, self.mood, self.taken, self.done = kind, mood, list[bytes](), threading.Event()
        self.door = socket.create_server(("127.0.0.1", 0))
        self.port = int(self.door.getsockname()[1])

    def run(self) -> None:
        while not self.done.is_set():
            try:
                line, _ = self.door.accept()
            except OSError:
                return
            with line:
                line.settimeout(3)
                try:
                    self._serve(line)
                except OSError:
                    continue

    def _serve(self, line: socket.socket) -> None:
        if self.mood == "hangs":
            self.done.wait(2)
        elif self.mood == "nonsense":
            line.sendall(b"\x00\xff nonsense\r\n" * 20)
        elif self.mood == "well":
            self._http(line) if self.kind == "sms" else self._smtp(line)

    def _http(self, line: socket.socket) -> None:
        data = b""
        while b"\r\n\r\n" not in data or len(data.split(b"\r\n\r\n", 1)[1]) < _length(data):
            data += line.recv(65536)
        self.taken.append(data)
        line.sendall(HTTP)

    def _smtp(self, line: socket.socket) -> None:
        line.sendall(b"220 ready\r\n")
        with line.makefile("rb") as said:
            for word in said:
                verb = word[:4].upper()
                if verb == b"DATA":
                    line.sendall(b"354 go on\r\n")
                    self.taken.append(b"".join(iter(said.readline, b".\r\n")))
                line.sendall(b"221 bye\r\n" if verb == b"QUIT" else b"250 ok\r\n")

    def stop(self) -> None:
        self.done.set()
        self.door.close()


def _length(data: bytes) -> int:
    head = data.lower().split(b"content-length:")
    return int(head[1].split(b"\r\n")[0]) if len(head) > 1 else 0


@pytest.fixture
def posts() -> Iterator[Any]:
    opened: list[Post] = []

    def open_post(kind: str, mood: str) -> Post:
        opened.append(Post(kind, mood))
        opened[-1].start()
        return opened[-1]

    yield open_post
    for post in opened:
        post.stop()


def gateway(post: Post) -> Any:
    if post.kind == "sms":
        return SmsGateway(f"http://127.0.0.1:{post.port}/", "key", wait=0.3)
    return MailGateway(f"smtp://127.0.0.1:{post.port}", "desk@example.org", wait=0.3)


@pytest.mark.parametrize("kind", ["sms", "mail"])
@pytest.mark.parametrize("mood", ["down", "hangs", "nonsense"])
def test_reports_are_taken_and_nothing_goes_out_twice(town: Town, posts: Any, kind: str, mood: str) -> None:
    trouble = posts(kind, mood)
    _report(town, kind)
    at = clock.now()
    began = time.monotonic()
    assert send_due({kind: gateway(trouble)}, at=at) == 1
    assert time.monotonic() - began < 30
    _report(town, kind)
    well = posts(kind, "well")
    for minutes in (10, 20, 40, 300):
        send_due({kind: gateway(well)}, at=at + timedelta(minutes=minutes))
    states = sorted(Delivery.objects.values_list("state", flat=True))
    certain = kind == "mail"  # before DATA nothing can have gone; an HTTP request that was sent may have been taken
    assert states == (["sent", "sent"] if certain else ["sent", "unknown"])
    assert len(well.taken) == states.count("sent")


def _report(town: Town, kind: str) -> None:
    fields = {"submission_id": str(uuid.uuid4()), "at": town.code(), "description": "电线", "phone": "13900000001"}
    assert Client().post("/report", fields).status_code == 303
    Delivery.objects.filter(state="waiting").update(
        channel=kind, address="13900000001" if kind == "sms" else "a@example.org"
    )


def test_the_desk_and_the_doctor_see_what_did_not_go_out(town: Town, posts: Any, capsys: Any) -> None:
    from delek.config import upkeep

    _report(town, "sms")
    send_due({"sms": gateway(posts("sms", "nonsense"))}, at=clock.now())
    desk = Client()
    desk.force_login(town.dispatcher)
    page = desk.get("/desk/messages?lang=en").content.decode()
    assert "Nobody knows whether it arrived" in page
    assert "13900000001" not in page
    upkeep.doctor()
    assert "1 messages are unknown" in capsys.readouterr().out


def test_a_job_that_fails_does_not_stop_the_others(db: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from delek.config import jobs, worker

    done: list[str] = []

    def broken(*, at: Any) -> None:
        raise OSError("the provider is down")

    def works(*, at: Any) -> None:
        done.append("works")

    rows = (jobs.Job("broken", timedelta(seconds=1), broken), jobs.Job("works", timedelta(seconds=1), works))
    monkeypatch.setattr(worker, "JOBS", rows)
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)
    turning = worker.Worker()
    turning.turn(MORNING)
    turning.turn(MORNING + timedelta(seconds=1))
    assert done == ["works", "works"]
    assert {job.name for job in JOBS} >= {"messages", "retention"}
