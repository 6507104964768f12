"""R5 for e-mail: a server that takes, refuses, is busy, hangs after the words, or is down."""

import socket
import socketserver
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes, policy

import pytest
from django.conf import settings

from delek.core.cases.models import Report
from delek.core.timeline.actions import MayHaveGone, NotSent, Rejected
from delek.core.timeline.models import Delivery
from delek.gateways.mail import MailGateway
from tests.town import Town

AT = datetime(2026, 5, 4, 3, 0, tzinfo=UTC)


class Post(socketserver.ThreadingTCPServer):
    """``rcpt`` and ``end`` are its answers to the address and to the words; an empty one never comes."""

    daemon_threads = allow_reuse_address = True
    rcpt = end = "250 ok"

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Talking)
        self.got: list[bytes] = []
        self.released = threading.Event()
        threading.Thread(target=self.serve_forever, daemon=True).start()


class Talking(socketserver.StreamRequestHandler):
    server: Post

    def handle(self) -> None:
        self._say("220 post")
        while line := self.rfile.readline():
            if line.upper().startswith(b"DATA"):
                self._say("354 go on")
                self.server.got.append(b"".join(iter(self.rfile.readline, b".\r\n")))
                self._say(self.server.end)
            else:
                self._say(self.server.rcpt if line.upper().startswith(b"RCPT") else "250 ok")

    def _say(self, answer: str) -> None:
        if not answer:
            self.server.released.wait(10)
        self.wfile.write(f"{answer}\r\n".encode())


@pytest.fixture
def post() -> Iterator[Post]:
    made = Post()
    yield made
    made.released.set()
    made.shutdown()
    made.server_close()


def send(port: int) -> None:
    row = Delivery(
        pk=7, community_id=1, channel="mail", address="reader@example.org", language="bo", subject="ཡར་ཞུ་ཨང་1འབྱོར་ཟིན།",
        text="བརྡ་འཕྲིན་མི་དགོས་ན། https://x/\n", created_at=AT, due_at=AT,
    )  # fmt: skip
    MailGateway(f"smtp://127.0.0.1:{port}", "office@example.org", wait=0.5).send(row)


def test_subject_and_words_arrive_in_tibetan(post: Post) -> None:
    send(post.server_address[1])
    mail = message_from_bytes(post.got[0], policy=policy.default)
    assert (mail["To"], mail["Subject"]) == ("reader@example.org", "ཡར་ཞུ་ཨང་1འབྱོར་ཟིན།")
    assert mail.get_content().strip() == "བརྡ་འཕྲིན་མི་དགོས་ན། https://x/"
    assert mail["List-Unsubscribe"] is None


@pytest.mark.parametrize(
    ("rcpt", "end", "trouble"),
    [("550 no such", "250 ok", Rejected), ("451 busy", "250 ok", NotSent), ("nonsense", "250 ok", NotSent),
     ("", "250 ok", NotSent), ("250 ok", "", MayHaveGone), ("250 ok", "554 no", Rejected)],
)  # fmt: skip
def test_each_answer_is_told_apart(post: Post, rcpt: str, end: str, trouble: type[Exception]) -> None:
    post.rcpt, post.end = rcpt, end
    with pytest.raises(trouble):
        send(post.server_address[1])


def test_a_server_that_is_down_got_nothing() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    with pytest.raises(NotSent):
        send(port)


@pytest.mark.django_db
def test_a_mail_about_a_report_says_how_to_get_no_more(post: Post, town: Town) -> None:
    opened = town.open(phone="13900000001")
    Report.objects.update(channel="mail", email="resident@example.org")
    town.move(opened.report.case, "accept", "dispatcher")
    row = Delivery.objects.get(channel="mail")
    MailGateway(f"smtp://127.0.0.1:{post.server_address[1]}", "office@example.org", wait=0.5).send(row)
    mail = message_from_bytes(post.got[0], policy=policy.default)
    assert mail["List-Unsubscribe"].strip() == f"<{settings.ORIGIN}/r/{opened.token}/notices/none>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert f"/r/{opened.token}#notices" in mail.get_content()
