"""The outbox gives up visibly and never repeats blindly."""

from datetime import UTC, datetime, timedelta

import pytest

from delek.core.timeline.actions import MayHaveGone, NotSent, Rejected, send_due
from delek.core.timeline.actions.sending import WAITS
from delek.core.timeline.models import Delivery

AT = datetime(2026, 5, 4, 3, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


class Scripted:
    """Raises what it was given, or takes the message."""

    def __init__(self, trouble: Exception | None = None) -> None:
        self.trouble, self.sent = trouble, list[int]()

    def send(self, delivery: Delivery) -> None:
        if self.trouble:
            raise self.trouble
        self.sent.append(delivery.pk)


def message(**rest: object) -> Delivery:
    known: dict[str, object] = {"community_id": 1, "channel": "sms", "address": "1", "language": "bo", "text": "x"}
    known |= {"created_at": AT, "due_at": AT}
    return Delivery.objects.create(**(known | rest))


@pytest.mark.parametrize(
    ("trouble", "state"),
    [
        (None, "sent"), (Rejected("no"), "failed"), (MayHaveGone("?"), "unknown"), (NotSent("down"), "waiting"),
        (ValueError("13800001234"), "unknown"),
    ],
)  # fmt: skip
def test_what_became_of_it(trouble: Exception | None, state: str) -> None:
    row = message()
    assert send_due({"sms": Scripted(trouble)}, at=AT) == 1
    row.refresh_from_db()
    assert row.state == state
    assert "13800001234" not in row.last_error


def test_it_gives_up_visibly_after_growing_waits() -> None:
    row, at = message(), AT
    for wait in WAITS:
        send_due({"sms": Scripted(NotSent("down"))}, at=at)
        row.refresh_from_db()
        assert (row.state, row.due_at) == ("waiting", at + wait)
        at = row.due_at
    send_due({"sms": Scripted(NotSent("down"))}, at=at)
    row.refresh_from_db()
    assert row.state == "failed"


def test_what_a_killed_worker_left_is_unknown_and_not_sent() -> None:
    row = message(state="sending", claimed_at=AT)
    gateway = Scripted()
    send_due({"sms": gateway}, at=AT + timedelta(minutes=6))
    row.refresh_from_db()
    assert (row.state, gateway.sent) == ("unknown", [])


def test_a_channel_without_gateway_waits() -> None:
    row = message()
    assert send_due({}, at=AT) == 0
    row.refresh_from_db()
    assert row.state == "waiting"
