"""R5: an SMS provider that is down, hangs or talks nonsense."""

import socket
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pytest

from delek.core.timeline.actions import MayHaveGone, NotSent, Rejected, send_due
from delek.core.timeline.models import Delivery
from delek.gateways.sms import SmsGateway

AT = datetime(2026, 5, 4, 3, 0, tzinfo=UTC)


class Provider(ThreadingHTTPServer):
    """Answers with ``status``; 0 hangs, -1 talks nonsense."""

    daemon_threads = True
    status = 200

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.got: list[dict[str, list[str]]] = []
        self.released = threading.Event()


class Answering(BaseHTTPRequestHandler):
    server: Provider

    def do_POST(self) -> None:
        self.server.got.append(parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode()))
        if self.server.status == 0:
            self.server.released.wait(10)
        elif self.server.status == -1:
            self.wfile.write(b"nonsense\r\n\r\n")
        else:
            self.send_response(self.server.status)
            self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def provider() -> Iterator[Provider]:
    server = Provider()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.released.set()
    server.shutdown()
    server.server_close()


def gateway(port: int) -> SmsGateway:
    return SmsGateway(f"http://127.0.0.1:{port}/", "key", wait=0.3)


def message(**rest: object) -> Delivery:
    known = {
        "community_id": 1, "channel": "sms", "address": "13800001234", "language": "bo", "text": "ཐོ་འགོད།",
        "created_at": AT, "due_at": AT,
    }  # fmt: skip
    return Delivery(**(known | rest))


def test_a_message_arrives_with_what_the_provider_needs(provider: Provider) -> None:
    gateway(provider.server_port).send(message(pk=7))
    assert provider.got == [{"to": ["13800001234"], "text": ["ཐོ་འགོད།"], "id": ["7"], "key": ["key"]}]


@pytest.mark.parametrize(
    ("status", "trouble"), [(500, NotSent), (503, NotSent), (400, Rejected), (0, MayHaveGone), (-1, MayHaveGone)]
)
def test_each_answer_is_told_apart(provider: Provider, status: int, trouble: type[Exception]) -> None:
    provider.status = status
    with pytest.raises(trouble):
        gateway(provider.server_port).send(message(pk=7))


def test_a_provider_that_is_down_got_nothing() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    with pytest.raises(NotSent):
        gateway(port).send(message(pk=7))


@pytest.mark.django_db
def test_down_and_up_again_sends_once(provider: Provider) -> None:
    row = message()
    row.save()
    provider.status = 503
    wired = {"sms": gateway(provider.server_port)}
    send_due(wired, at=AT)
    row.refresh_from_db()
    assert (row.state, row.attempts, row.due_at) == ("waiting", 1, AT + timedelta(minutes=1))
    provider.status = 200
    for minutes in (0, 1, 2, 3):
        send_due(wired, at=AT + timedelta(minutes=minutes))
    row.refresh_from_db()
    assert (row.state, len(provider.got)) == ("sent", 2)


@pytest.mark.django_db
def test_what_may_have_gone_is_never_repeated(provider: Provider) -> None:
    row = message()
    row.save()
    provider.status = 0
    for days in range(3):
        send_due({"sms": gateway(provider.server_port)}, at=AT + timedelta(days=days))
    row.refresh_from_db()
    assert (row.state, len(provider.got)) == ("unknown", 1)
