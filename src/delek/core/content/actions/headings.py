"""What policies are found by: groups of people, topics, pictures of papers. All communities share them."""

import secrets
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from delek.core.timeline.actions import By, record
from delek.foundation.words import Words

from ..models import Heading


@transaction.atomic
def add_heading(*, kind: str, name: Words, icon: str, by: By, at: datetime) -> Heading:
    """A new one, last in its kind; its key is of no meaning. Residents see it once a policy stands under it."""
    last = Heading.objects.filter(kind=kind).aggregate(last=Max("position"))["last"] or 0
    heading = Heading.objects.create(
        kind=kind, key=f"own-{secrets.token_hex(4)}", name=name, icon=icon, position=last + 1
    )
    record(subject=("heading", heading.pk), verb="heading_added", by=by, at=at, community_id=0, first=True)
    return heading


@transaction.atomic
def change_heading(*, heading: Heading, name: Words, icon: str, position: int, by: By, at: datetime) -> Heading:
    """Other words, another picture, another place in the row; the policies under it stay under it."""
    heading.name, heading.icon, heading.position = name, icon, position
    heading.save(update_fields=["name", "icon", "position"])
    record(subject=("heading", heading.pk), verb="heading_changed", by=by, at=at, community_id=0)
    return heading
