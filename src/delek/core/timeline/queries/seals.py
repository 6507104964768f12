"""The seals, and whether they still hold."""

import hashlib
from collections.abc import Iterator

from ..models import Event
from . import Break, events_of, newest_of

SEAL = ("seal", 1)


def last_seal() -> Event | None:
    return next(iter(newest_of(*SEAL)), None)


def digest_between(after: int, until: int) -> tuple[int, str]:
    """How many events have a number after one and up to another, and one digest over all their hashes."""
    rows = Event.objects.filter(pk__gt=after, pk__lte=until).order_by("pk").values_list("pk", "hash")
    count, digest = 0, hashlib.sha256()
    for pk, held in rows.iterator(chunk_size=5000):
        count += 1
        digest.update(f"{pk}:{held}\n".encode())
    return count, digest.hexdigest()


def broken_seals() -> Iterator[Break]:
    """Each seal over which something was changed, added or taken away since."""
    for event in events_of(*SEAL):
        sealed = event.particulars
        count, digest = digest_between(sealed["after"], sealed["until"])
        day, subject = f"{event.at:%Y-%m-%d}", "seal:1"
        if count != sealed["events"]:
            reason = f"on {day} there were {sealed['events']} events up to {sealed['until']}, now there are {count}"
            yield Break(event.pk, subject, event.sequence, reason)
        elif digest != sealed["digest"]:
            yield Break(event.pk, subject, event.sequence, f"an event that was sealed on {day} is another now")


def seal_named(text: str) -> Event | None:
    """The seal whose hash somebody noted, with or without gaps, whole or at least its first sixteen signs."""
    signs = "".join(text.lower().split())
    if len(signs) < 16:
        return None
    return next((event for event in events_of(*SEAL) if event.hash.startswith(signs)), None)
