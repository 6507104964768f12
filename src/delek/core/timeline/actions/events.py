"""Writing facts and messages."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from delek.core.rows import insert
from delek.foundation.ids import chain_hash

from ..models import Delivery, Event
from ..queries import event_fields


@dataclass(frozen=True, slots=True)
class By:
    """Who does something: a person, the resident who holds the link, or the system itself."""

    kind: str
    id: int | None = None


RESIDENT = By("resident")
SYSTEM = By("system")


def person(pk: int) -> By:
    return By("person", pk)


def record(
    *,
    subject: tuple[str, int],
    verb: str,
    by: By,
    at: datetime,
    community_id: int,
    particulars: Mapping[str, Any] | None = None,
    first: bool = False,
) -> Event:
    """Append one event to its subject's chain.

    Call it inside the transaction that changes the subject and holds its row; ``first`` saves the look for a
    predecessor where the subject was made in the same transaction.
    """
    kind, pk = subject
    last = None if first else _last(kind, pk)
    event = Event(
        community_id=community_id,
        subject_kind=kind,
        subject_id=pk,
        sequence=last.sequence + 1 if last else 1,
        verb=verb,
        actor_kind=by.kind,
        actor_id=by.id,
        at=at,
        particulars=dict(particulars or {}),
        previous_hash=last.hash if last else "",
    )
    event.hash = chain_hash(event.previous_hash, event_fields(event))
    insert(event)
    return event


def _last(kind: str, pk: int) -> Event | None:
    return Event.objects.filter(subject_kind=kind, subject_id=pk).order_by("-sequence").first()


def post_message(
    *, event: Event, channel: str, address: str, language: str, text: str, at: datetime, subject: str = "",
    not_before: datetime | None = None,
) -> Delivery:  # fmt: skip
    """Put one message into the outbox; the worker sends it, at once or not before a moment."""
    return Delivery.objects.create(
        community_id=event.community_id,
        event=event,
        channel=channel,
        address=address,
        language=language,
        subject=subject,
        text=text,
        created_at=at,
        due_at=not_before or at,
    )
