"""People, their posts, and what a post may do."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from delek.core.places.models import Place
from delek.core.timeline.actions import By, record

from ..models import Person, Post, PostKind, TeamSlot


@transaction.atomic
def add_person(
    *, login: str, name: str, by: By, at: datetime, password: str = "", one_time: bool = False, **rest: str
) -> Person:
    """Add a person who may sign in; without a password they cannot yet. ``one_time``: they must choose their own."""
    person = Person(login=login.strip().lower(), name=name, must_change_password=one_time, **rest)
    if password:
        person.set_password(password)
    else:
        person.set_unusable_password()
    person.save(force_insert=True)
    record(subject=("person", person.pk), verb="person_added", by=by, at=at, community_id=0, first=True)
    return person


@transaction.atomic
def appoint(*, person: Person, kind: PostKind, place: Place, by: By, at: datetime, call_number: str = "") -> Post:
    """Give a person a post from now on."""
    post = Post.objects.create(person=person, kind=kind, place=place, starts_at=at, call_number=call_number)
    record(
        subject=("person", person.pk), verb="appointed", by=by, at=at, community_id=place.community_id or 0,
        particulars={"post": post.pk, "kind": kind.key, "place": place.pk},
    )
    return post


@transaction.atomic
def end_post(*, post: Post, by: By, at: datetime) -> Post:
    """End a post now; what its holder did stays in the timeline."""
    post.ends_at = at
    post.save(update_fields=["ends_at"])
    record(
        subject=("person", post.person_id), verb="post_ended", by=by, at=at,
        community_id=post.place.community_id or 0, particulars={"post": post.pk},
    )
    return post


@transaction.atomic
def resume_post(*, post: Post, by: By, at: datetime) -> Post:
    """Take an ending back: the post goes on as if it had never ended."""
    post.ends_at = None
    post.save(update_fields=["ends_at"])
    record(
        subject=("person", post.person_id), verb="post_resumed", by=by, at=at,
        community_id=post.place.community_id or 0, particulars={"post": post.pk},
    )  # fmt: skip
    return post


@transaction.atomic
def drop_team_line(*, slot: TeamSlot, by: By, at: datetime) -> None:
    """Take one line out of a community's team shape; who holds such a post keeps it."""
    record(
        subject=("place", slot.community_id), verb="team_line_dropped", by=by, at=at, community_id=slot.community_id,
        particulars={"kind": slot.kind.key},
    )  # fmt: skip
    slot.delete()


@transaction.atomic
def shape_team(
    *, community: Place, kind: PostKind, position: int, minimum: int, maximum: int | None, by: By, at: datetime
) -> TeamSlot:
    """Set one line of a community's team shape."""
    slot, _ = TeamSlot.objects.update_or_create(
        community=community, kind=kind, defaults={"position": position, "minimum": minimum, "maximum": maximum}
    )
    record(
        subject=("place", community.pk), verb="team_shaped", by=by, at=at, community_id=community.pk,
        particulars={"kind": kind.key, "minimum": minimum, "maximum": maximum},
    )
    return slot


@transaction.atomic
def change_capabilities(*, kind: PostKind, capabilities: Iterable[str], by: By, at: datetime) -> PostKind:
    """Say what the holders of a kind of post may do."""
    before = set(kind.capabilities)
    kind.capabilities = sorted(capabilities)
    kind.save(update_fields=["capabilities"])
    after = set(kind.capabilities)
    record(
        subject=("post_kind", kind.pk), verb="capabilities_changed", by=by, at=at, community_id=0,
        particulars={"added": sorted(after - before), "removed": sorted(before - after)},
    )
    return kind
