"""Reading remarks, and which labels are spoken."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from delek.core.language.queries import Entry, entry_of

from .models import LABELS, Clip, Remark

NOBODY = Q(word="", text="")
__all__ = ["LABELS", "Marked", "clip", "clips", "marked", "remarks"]


@dataclass(frozen=True, slots=True)
class Marked:
    """A remark beside the entry of the catalogue that its word comes from, where one is found."""

    remark: Remark
    entry: Entry | None


def remarks(*, done: bool) -> QuerySet[Remark]:
    """Newest first; those whose words were forgotten are left out."""
    return Remark.objects.filter(done_at__isnull=not done).exclude(NOBODY)


def marked(rows: Iterable[Remark]) -> list[Marked]:
    return [Marked(row, entry_of(row.word, row.language)) for row in rows]


def clips() -> dict[tuple[str, str], str]:
    """The short name of each recording by label and language; another recording has another name."""
    return {(c.label, c.language): c.media.key[:12] for c in Clip.objects.select_related("media")}


def clip(label: str, language: str, name: str) -> Clip | None:
    rows = Clip.objects.select_related("media")
    return rows.filter(label=label, language=language, media__key__startswith=name).first()
