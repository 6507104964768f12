"""Saying whom a report about staff is about."""

from datetime import datetime

from django.db import transaction

from delek.core.people.models import Post
from delek.core.people.queries import Standing
from delek.core.timeline.actions import person, record

from ..flows import FLOWS
from ..models import Case
from ..rules import may_name
from .moving import Declined
from .settling import settle_at


@transaction.atomic
def name_concerned(*, case: Case, post: Post, standing: Standing, at: datetime) -> Case:
    """Name the person concerned; from now on it goes past them and whom they lead, to the desk where it is settled.

    Raises Declined where it may not be done, or somebody has it in hand already.
    """
    held = Case.objects.select_for_update(of=("self",)).select_related(
        "community", "place", "holder", "concerns"
    ).get(pk=case.pk)  # fmt: skip
    if not may_name(standing, held):
        raise Declined("rule")
    if held.assignee_id or held.state not in FLOWS[held.flow].open_states():
        raise Declined("state")
    held.concerns = post
    settle_at(held, at)
    held.version, held.changed_at = held.version + 1, at
    held.save(update_fields=["concerns", "desk", "holder", "version", "changed_at"])
    record(
        subject=("case", held.pk), verb="concerned_named", by=person(standing.person.pk), at=at,
        community_id=held.community_id, particulars={"post": post.pk},
    )  # fmt: skip
    return held
