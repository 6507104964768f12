"""The outbox: a row is claimed, sent once, and never blindly repeated (quality.md R5, R6)."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Protocol

from django.db import connection, transaction

from ..models import Delivery

WAITS = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2), timedelta(hours=12))
FORGOTTEN = timedelta(minutes=5)
BATCH = 20


class NotSent(Exception):
    """It has certainly not gone out; it is tried again later."""


class MayHaveGone(Exception):
    """Nobody knows whether it went out; a person decides."""


class Rejected(Exception):
    """The other side refused it for good."""


Lost = Callable[..., object]
"""Told of a message that certainly never arrives, within the transaction that notes it: ``lost(delivery=…, at=…)``."""


class Gateway(Protocol):
    """Sends one message. Returns when it was taken; raises NotSent, MayHaveGone or Rejected."""

    def send(self, delivery: Delivery) -> None: ...


def send_due(gateways: Mapping[str, Gateway], *, at: datetime, lost: Lost | None = None) -> int:
    """Send what is due over the gateway of its channel; what a killed worker left half done becomes unknown."""
    Delivery.objects.filter(state="sending", claimed_at__lt=at - FORGOTTEN).update(
        state="unknown", last_error="the worker ended while sending"
    )
    claimed = _claim(set(gateways), at)
    for delivery in claimed:
        _send(gateways[delivery.channel], delivery, at, lost)
    return len(claimed)


def _claim(channels: set[str], at: datetime) -> list[Delivery]:
    with transaction.atomic():
        waiting = Delivery.objects.filter(state="waiting", due_at__lte=at, channel__in=channels)
        ordered = waiting.order_by("due_at", "id")
        rows = list(ordered.select_for_update(skip_locked=True)[:BATCH] if _locks() else ordered[:BATCH])
        return [row for row in rows if _take(row, at)]


def _locks() -> bool:
    return connection.features.has_select_for_update_skip_locked


def _take(row: Delivery, at: datetime) -> bool:
    """True for the one worker whose conditional update found the row still waiting."""
    row.claimed_at = at
    return bool(Delivery.objects.filter(pk=row.pk, state="waiting").update(state="sending", claimed_at=at))


def _send(gateway: Gateway, delivery: Delivery, at: datetime, lost: Lost | None) -> None:
    try:
        gateway.send(delivery)
    except NotSent as trouble:
        _again(delivery, at, str(trouble), lost)
    except Rejected as trouble:
        _fail(delivery, at, str(trouble), lost)
    except MayHaveGone as trouble:
        _end(delivery, "unknown", error=str(trouble))
    except Exception as trouble:
        _end(delivery, "unknown", error=type(trouble).__name__)
    else:
        _end(delivery, "sent", sent_at=at)


def _again(delivery: Delivery, at: datetime, error: str, lost: Lost | None) -> None:
    if delivery.attempts >= len(WAITS):
        _fail(delivery, at, error, lost)
        return
    Delivery.objects.filter(pk=delivery.pk).update(
        state="waiting", attempts=delivery.attempts + 1, due_at=at + WAITS[delivery.attempts], last_error=error[:200]
    )


@transaction.atomic
def _fail(delivery: Delivery, at: datetime, error: str, lost: Lost | None) -> None:
    _end(delivery, "failed", error=error)
    if lost:
        lost(delivery=delivery, at=at)


def _end(delivery: Delivery, state: str, *, error: str = "", sent_at: datetime | None = None) -> None:
    Delivery.objects.filter(pk=delivery.pk).update(
        state=state, attempts=delivery.attempts + 1, last_error=error[:200], sent_at=sent_at
    )
