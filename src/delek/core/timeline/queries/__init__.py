"""Reading facts."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from django.db.models import Q

from delek.foundation.ids import chain_hash

from ..models import Delivery, Event


def event_fields(event: Event) -> dict[str, Any]:
    """What the hash of an event covers."""
    return {
        "community": event.community_id,
        "subject": f"{event.subject_kind}:{event.subject_id}",
        "sequence": event.sequence,
        "verb": event.verb,
        "actor": f"{event.actor_kind}:{event.actor_id or ''}",
        "at": event.at.astimezone(UTC).isoformat(),
        "particulars": event.particulars,
    }


def events_of(kind: str, pk: int) -> list[Event]:
    """The chain of one subject, oldest first."""
    return list(Event.objects.filter(subject_kind=kind, subject_id=pk).order_by("sequence"))


def events_named(kind: str, pk: int, verb: str) -> list[Event]:
    """Those of one subject that tell the same kind of thing, oldest first."""
    return list(Event.objects.filter(subject_kind=kind, subject_id=pk, verb=verb).order_by("sequence"))


def newest_of(kind: str, pk: int, limit: int = 1, *, verbs: Collection[str] = ()) -> list[Event]:
    """The last events of one subject, newest first; only those that tell one of ``verbs``, where some are given."""
    told = Q(verb__in=verbs) if verbs else Q()
    return list(Event.objects.filter(told, subject_kind=kind, subject_id=pk).order_by("-sequence")[:limit])


def outbox(community_id: int, limit: int = 100, *, without: Any = ()) -> list[Delivery]:
    """The newest messages of one community, whatever became of them; ``without`` those of some cases."""
    rows = Delivery.objects.filter(community_id=community_id)
    hidden = Q(event__subject_kind="case", event__subject_id__in=without)
    return list(rows.exclude(hidden).order_by("-id")[:limit])


@dataclass(frozen=True, slots=True)
class Break:
    """A place where a chain does not hold, and why."""

    event_id: int
    subject: str
    sequence: int
    reason: str


def breaks(subjects: Iterable[tuple[str, int]] = ()) -> Iterator[Break]:
    """Walk every chain, or those of ``subjects``, and name each place where it does not hold (quality.md R8)."""
    subject, sequence, last_hash = "", 0, ""
    chosen = Q()
    for kind, pk in subjects:
        chosen |= Q(subject_kind=kind, subject_id=pk)
    rows = Event.objects.filter(chosen).order_by("subject_kind", "subject_id", "sequence")
    for event in rows.iterator(chunk_size=5000):
        here = f"{event.subject_kind}:{event.subject_id}"
        if here != subject:
            subject, sequence, last_hash = here, 0, ""
        if event.sequence != sequence + 1:
            yield Break(event.pk, here, event.sequence, "an event before it is missing")
        if event.previous_hash != last_hash:
            yield Break(event.pk, here, event.sequence, "it does not follow the event before it")
        if event.hash != chain_hash(event.previous_hash, event_fields(event)):
            yield Break(event.pk, here, event.sequence, "its content was changed")
        sequence, last_hash = event.sequence, event.hash
