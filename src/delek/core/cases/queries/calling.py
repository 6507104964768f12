"""Who could come: on duty, of the right post, the nearest first."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from delek.core.people.models import Post
from delek.core.people.queries import Standing, current_posts
from delek.core.places.models import Place
from delek.core.schedule.queries.duty import on_duty
from delek.core.timeline.queries import events_of

from ..flows import CALL_OVER
from ..models import Case, Category, Deadline

CAN_COME = ("call.take", "case.handle")
IN_HAND = ("offered", "coming", "arrived")
UNRATED = timedelta(days=1)
"""So long a finished call waits for the resident's word."""


def who_could_come(place: Place, at: datetime) -> list[Post]:
    """Everybody of the place's community who is on duty now and may be called over."""
    if place.community is None:
        return []
    posts = current_posts(at).filter(place__path__startswith=place.community.path).order_by("pk")
    return on_duty([p for p in posts if any(c in p.kind.capabilities for c in CAN_COME)], at)


def next_to_ask(case: Case, at: datetime, first: Post | None = None) -> Post | None:
    """Who is asked next: ``first`` if they can, then the nearest of the right posts, then anybody; nobody twice."""
    tried = _tried(case)
    posts = [p for p in who_could_come(case.place, at) if p.pk not in tried and not _is_concerned(p, case)]
    busy, kinds = _busy(posts), case.category.post_kinds if case.category else []
    return min(posts, key=lambda p: _order(p, case, busy, kinds, first), default=None)


def _order(
    post: Post, case: Case, busy: Collection[int], kinds: list[str], first: Post | None
) -> tuple[bool, bool, bool, int, int, int]:
    is_right = post.kind.key in kinds or not kinds
    rank = kinds.index(post.kind.key) if post.kind.key in kinds else len(kinds)
    is_first = first is not None and post.pk == first.pk
    return not is_first, not is_right, post.pk in busy, steps_between(post.place, case.place), rank, post.pk


def steps_between(one: Place, other: Place) -> int:
    """How many steps of the tree lie between two places: from a point to its grid one, to the next grid three."""
    length = Place.steplen
    parts = [[p.path[n : n + length] for n in range(0, len(p.path), length)] for p in (one, other)]
    shared = next((n for n, (a, b) in enumerate(zip(*parts, strict=False)) if a != b), min(map(len, parts)))
    return len(parts[0]) + len(parts[1]) - 2 * shared


def _tried(case: Case) -> set[int]:
    return {int(e.particulars["post"]) for e in events_of("case", case.pk) if e.verb in ("offer", "dispatch")}


def _busy(posts: list[Post]) -> set[int]:
    rows = Case.objects.filter(flow=CALL_OVER.key, assignee__in=[p.pk for p in posts], state__in=IN_HAND)
    return {number for number in rows.values_list("assignee", flat=True) if number}


def _is_concerned(post: Post, case: Case) -> bool:
    return case.concerns is not None and case.concerns.person_id == post.person_id


def calls_for(standing: Standing) -> QuerySet[Case]:
    """The calls that somebody is asked to come to, or is on the way to, the oldest first."""
    rows = Case.objects.filter(flow=CALL_OVER.key, assignee__in=[p.pk for p in standing.posts], state__in=IN_HAND)
    return rows.select_related("place", "community", "category").order_by("opened_at", "id")


def was_asked(standing: Standing, number: int) -> bool:
    """Whether somebody was asked to come to a call, though others may be asked by now."""
    posts = {post.pk for post in standing.posts}
    return any(e.verb in ("offer", "dispatch") and e.particulars["post"] in posts for e in events_of("case", number))


def waiting_calls(at: datetime, limit: int = 100) -> list[int]:
    """Calls of which the worker is to go on with something now: nobody asked, no answer in time, no rating."""
    due = Q(state="asked") | Q(state="offered", due_at__lte=at) | Q(state="done", changed_at__lte=at - UNRATED)
    return list(
        Case.objects.filter(due, flow=CALL_OVER.key).order_by("due_at", "id").values_list("pk", flat=True)[:limit]
    )


def is_over(case: Case, step: str, at: datetime) -> bool:
    """Whether the time of one step is over."""
    return Deadline.objects.filter(case=case, step=step, met_at=None, due_at__lte=at).exists()


def need_by_key(key: str) -> Category | None:
    return Category.objects.filter(key=key, flow=CALL_OVER.key, retired=False).first()
