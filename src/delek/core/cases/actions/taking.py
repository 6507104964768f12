"""Lists that are taken away are on record."""

from collections.abc import Mapping
from datetime import datetime

from delek.core.people.queries import Standing
from delek.core.timeline.actions import person, record

WORDS = "q"


def record_export(
    *, standing: Standing, kind: str, view: str, conditions: Mapping[str, str], count: int, at: datetime
) -> None:
    """Who took which list away, narrowed how, and how many cases it held; words that were searched for are not kept."""
    kept = {name: text for name, text in sorted(conditions.items()) if name != WORDS}
    record(
        subject=("export", standing.person.pk), verb="exported", by=person(standing.person.pk), at=at,
        community_id=standing.posts[0].place.community_id or 0,
        particulars={"kind": kind, "view": view, "filter": kept, "words": WORDS in conditions, "count": count},
    )  # fmt: skip
