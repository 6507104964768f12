"""Taking media in, and making the copies that may be seen."""

import secrets
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from delek.core.rows import insert
from delek.core.timeline.actions import Forgetting

from .checks.documents import check_document
from .checks.voice import check_voice, clean_voice
from .models import Media
from .queries import sandbox, store, waiting
from .sandbox import Reason, Refused

EDGES = {"screen": 1600, "thumb": 400}
TRIES = 3
EXPIRED = "expired"
FRESH, STRAY = timedelta(hours=1), timedelta(days=2)
"""How new a file must be to count as being stored just now; how old one that nobody names."""


@dataclass(frozen=True, slots=True)
class Upload:
    """One file as it arrived."""

    name: str
    data: bytes
    kind: str = Media.Kind.PHOTO


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that was checked and durably stored, not yet a row."""

    upload: Upload
    address: str
    mime: str
    width: int = 0
    height: int = 0


def take(upload: Upload) -> Taken:
    """Check one file by its content and store it durably. Raises Refused; OSError when the disk refuses."""
    if upload.kind == Media.Kind.VOICE:
        facts = check_voice(upload.data)
        return Taken(upload, store().put(upload.data), facts.mime)
    if upload.kind == Media.Kind.DOCUMENT:
        check_document(upload.data)
        return Taken(upload, store().put(upload.data), "application/pdf")
    photo = sandbox().check_photo(upload.data)
    return Taken(upload, store().put(upload.data), f"image/{photo.format.lower()}", photo.width, photo.height)


def take_each(uploads: Sequence[Upload]) -> list[Taken | Refused]:
    """Take several files side by side, answered in their order: one is decoded while another is written down."""
    if len(uploads) < 2:
        return [_tried(upload) for upload in uploads]
    with ThreadPoolExecutor(len(uploads)) as side_by_side:
        return list(side_by_side.map(_tried, uploads))


def _tried(upload: Upload) -> Taken | Refused:
    try:
        return take(upload)
    except Refused as refused:
        return refused


def enter(taken: Sequence[Taken], *, community_id: int, at: datetime) -> list[Media]:
    """Make the rows of stored files, in one statement."""
    rows = [
        Media(
            community_id=community_id, key=secrets.token_hex(16), kind=t.upload.kind, mime=t.mime,
            original=t.address, size=len(t.upload.data), width=t.width, height=t.height, created_at=at,
        )
        for t in taken
    ]
    insert(*rows)
    return rows


def process(media: Media, *, at: datetime) -> None:
    """Make the copies that may be seen: re-encoded, without place and device. A broken one gives up visibly."""
    media.attempts += 1
    try:
        _derive(media)
    except (Refused, OSError, ValueError) as trouble:
        reason = trouble.reason if isinstance(trouble, Refused) else Reason.broken
        if media.attempts >= TRIES or isinstance(trouble, Refused):
            media.refused = str(reason)
            media.processed_at = at
    else:
        media.processed_at = at
    media.save(update_fields=["attempts", "screen", "thumb", "width", "height", "refused", "processed_at"])


def process_waiting(*, at: datetime) -> int:
    """Process what waits; one bad row never stops the loop."""
    rows = waiting()
    for media in rows:
        process(media, at=at)
    return len(rows)


def _derive(media: Media) -> None:
    data = store().read(media.original)
    if media.kind == Media.Kind.VOICE:
        media.screen = store().put(clean_voice(data))
        return
    if media.kind == Media.Kind.DOCUMENT:
        media.screen = media.original
        return
    copies = sandbox().derive_photo(data, EDGES)
    media.screen, media.thumb = store().put(copies["screen"].data), store().put(copies["thumb"].data)
    media.width, media.height = copies["screen"].width, copies["screen"].height


def erase(rows: QuerySet[Media], at: datetime) -> int:
    """From now on nothing of these is served; :func:`delete_files` takes their files away."""
    pks = list(rows.values_list("pk", flat=True))
    Media.objects.filter(pk__in=pks, processed_at=None).update(processed_at=at)
    return Media.objects.filter(pk__in=pks).update(erased_at=at, refused=EXPIRED)


def erased_with_files(at: datetime) -> QuerySet[Media]:
    """Erased media whose files lie there still."""
    return Media.objects.filter(erased_at__lte=at).exclude(original="", screen="", thumb="")


def delete_files(rows: QuerySet[Media], at: datetime) -> int:
    """Delete what no living photo shares with these, then blank the addresses; a second call finds nothing to do."""
    done = 0
    for media in rows:
        if all(_discard(address, at) for address in {media.original, media.screen, media.thumb} - {""}):
            done += Media.objects.filter(pk=media.pk).update(original="", screen="", thumb="")
    return done


def sweep_strays(*, at: datetime) -> int:
    """Delete files that came with a form nobody completed: no media names them, and they are two days old."""
    before = (at - STRAY).timestamp()
    return sum(store().discard(address, before) for address in store() if not _named(address).exists())


def _discard(address: str, at: datetime) -> bool:
    if _named(address).filter(erased_at=None).exists():
        return True
    return store().discard(address, (at - FRESH).timestamp())


def _named(address: str) -> QuerySet[Media]:
    return Media.objects.filter(Q(original=address) | Q(screen=address) | Q(thumb=address))


FORGETTINGS = (
    Forgetting(
        "files", Media, ("original", "screen", "thumb"), due=erased_with_files, blank=delete_files
    ),
)
