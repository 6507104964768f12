"""The team that serves a grid, in the form "1+6+X": what residents may know of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from delek.core.people.models import Post, PostKind
from delek.core.people.queries import Shown, posts_serving, shown_of, team_shape
from delek.core.places.models import Place

from .duty import rosters

GROUPS = ("chief", "six", "partner")


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the team: the post, what they agreed to show, on duty now, or when they are next."""

    post: Post
    shown: Shown
    is_on: bool
    next_at: datetime | None


@dataclass(slots=True)
class Line:
    """One kind of post of the team: who holds it, and how many places are vacant."""

    kind: PostKind
    minimum: int = 0
    members: list[Member] = field(default_factory=list)

    @property
    def vacant(self) -> int:
        return max(0, self.minimum - len(self.members))

    @property
    def on_duty(self) -> int:
        return sum(member.is_on for member in self.members)


def team_of(place: Place, at: datetime) -> dict[str, list[Line]]:
    """The lines of the team that serves a grid, by group, in the order of the team's shape.

    A kind that is held but stands in no shape follows; without any shape what is held is the team.
    Whoever serves the whole community serves each of its grids.
    """
    if place.community is None:
        return {}
    lines = {slot.kind_id: Line(slot.kind, slot.minimum) for slot in team_shape(place.community)}
    posts = [post for post in posts_serving(place, at) if post.kind.group in GROUPS]
    for member in members(posts, at):
        lines.setdefault(member.post.kind_id, Line(member.post.kind)).members.append(member)
    found: dict[str, list[Line]] = {group: [] for group in GROUPS}
    for line in lines.values():
        if line.kind.group in found and (line.members or line.vacant):
            found[line.kind.group].append(line)
    return {group: rows for group, rows in found.items() if rows}


def members(posts: Iterable[Post], at: datetime) -> list[Member]:
    """What residents may know of some posts' holders, those on duty first."""
    given = list(posts)
    duty, shown = rosters(given, at), shown_of(given)
    rows = [
        Member(p, shown[p.person_id], duty[p.pk].is_on(at), duty[p.pk].next_on(at)) for p in given
    ]
    return sorted(rows, key=lambda member: not member.is_on)
