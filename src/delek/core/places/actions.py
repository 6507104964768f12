"""Changing the tree of places."""

from datetime import datetime
from typing import Any

from django.db import transaction

from delek.core.timeline.actions import By, record
from delek.foundation.words import Words

from .models import Code, Place
from .queries import CODES, GRIDS, PLACES


@transaction.atomic
def add_place(*, parent: Place | None, kind: str, key: str, name: Words, by: By, at: datetime, **rest: Any) -> Place:
    """Add one place below ``parent`` (None: a root). Its community is found from above."""
    place = Place(kind=kind, key=key, name=name, **rest)
    if parent is None:
        Place.objects.add_root(instance=place)
    else:
        place.community_id = parent.pk if parent.kind == Place.Kind.COMMUNITY else parent.community_id
        Place.objects.add_child(Place.objects.get(pk=parent.pk), instance=place)
    if kind == Place.Kind.COMMUNITY:
        place.community = place
        place.save(update_fields=["community"])
    record(
        subject=("place", place.pk), verb="place_added", by=by, at=at, community_id=place.community_id or 0, first=True
    )
    return place


@transaction.atomic
def change_place(*, place: Place, by: By, at: datetime, **changes: Any) -> Place:
    """Change a place's words, number or position."""
    for name, value in changes.items():
        setattr(place, name, value)
    place.save(update_fields=list(changes))
    PLACES.forget()
    GRIDS.forget()
    record(
        subject=("place", place.pk),
        verb="place_changed",
        by=by,
        at=at,
        community_id=place.community_id or 0,
        particulars={"columns": sorted(changes)},
    )
    return place


@transaction.atomic
def retire_code(*, code: Code, by: By, at: datetime) -> None:
    """Retire a code: from now on its page says so and still lets one report."""
    code.retired_at = at
    code.save(update_fields=["retired_at"])
    CODES.forget()
    record(
        subject=("place", code.place_id),
        verb="code_retired",
        by=by,
        at=at,
        community_id=code.place.community_id or 0,
        particulars={"code": code.pk},
    )


@transaction.atomic
def revive_code(*, code: Code, by: By, at: datetime) -> None:
    """Take back that a code was retired: it leads again to what it names."""
    code.retired_at = None
    code.save(update_fields=["retired_at"])
    CODES.forget()
    record(
        subject=("place", code.place_id),
        verb="code_revived",
        by=by,
        at=at,
        community_id=code.place.community_id or 0,
        particulars={"code": code.pk},
    )
