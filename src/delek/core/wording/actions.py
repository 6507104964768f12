"""The verbs of wording."""

import re
from datetime import datetime

from django.db import transaction

from delek.core.media.actions import Upload, enter, erase, process, take
from delek.core.media.models import Media
from delek.core.media.sandbox import Refused
from delek.core.timeline.actions import By, Forgetting, keep, record
from delek.foundation.words import clean, shorten

from .models import Clip, Remark

__all__ = ["FORGETTINGS", "Refused", "clear_clip", "finish", "remark", "set_clip"]
NUMBERS = re.compile(r"\+?\d(?:[ -]?\d){6,}")
"""Seven digits and more may be somebody's number; emergency numbers and the hotline stay."""


def remark(*, language: str, page: str, word: str, text: str, at: datetime) -> Remark:
    """Keep what a reader says of a word."""
    return Remark.objects.create(
        language=language, page=page_name(page), word=_said(word, 150), text=_said(text, 300), said_at=at
    )


def page_name(address: str) -> str:
    """Which page, without what names a case or a point: ``/r/`` for every case page."""
    path = clean(address).split("?", 1)[0].split("#", 1)[0]
    if not path.startswith("/"):
        return ""
    parts = path.split("/")
    return ("/".join(parts[:2]) + "/" if parts[1] in ("r", "q") else path)[:80]


def finish(*, remark: Remark, by: By, at: datetime) -> None:
    """The word was put right, or was right; doing it again changes nothing."""
    with transaction.atomic():
        if Remark.objects.filter(pk=remark.pk, done_at=None).update(done_at=at):
            record(subject=("remark", remark.pk), verb="remark_done", by=by, at=at, community_id=0)


def set_clip(*, label: str, language: str, upload: Upload, by: By, at: datetime) -> Clip:
    """Put a recording in the place of the one before. Raises Refused where it is no recording."""
    taken = take(upload)
    with transaction.atomic():
        media = enter([taken], community_id=0, at=at)[0]
        process(media, at=at)
        old = list(Clip.objects.filter(label=label, language=language).values_list("media", flat=True))
        spoken, _ = Clip.objects.update_or_create(
            label=label, language=language, defaults={"media": media, "changed_at": at}
        )
        erase(Media.objects.filter(pk__in=old), at)
        _note("clip_set", spoken, by, at)
    return spoken


def clear_clip(*, label: str, language: str, by: By, at: datetime) -> None:
    with transaction.atomic():
        for spoken in Clip.objects.filter(label=label, language=language):
            _note("clip_cleared", spoken, by, at)
            old = spoken.media_id
            spoken.delete()
            erase(Media.objects.filter(pk=old), at)


def _note(verb: str, spoken: Clip, by: By, at: datetime) -> None:
    told = {"label": spoken.label, "language": spoken.language}
    record(subject=("clip", spoken.pk), verb=verb, by=by, at=at, community_id=0, particulars=told)


def _said(text: str, longest: int) -> str:
    return shorten(NUMBERS.sub("…", clean(text)), longest)


FORGETTINGS = (
    Forgetting(
        "remarks", Remark, ("word", "text"),
        lambda at: Remark.objects.filter(said_at__lt=at - keep(Remark, "text")).exclude(word="", text=""),
        lambda rows, at: rows.update(word="", text=""),
    ),
)  # fmt: skip
