"""A report about staff goes past the person concerned and past everybody they lead (decision 6)."""

from collections.abc import Iterable
from datetime import datetime

from delek.core.people.models import Post
from delek.core.people.queries import Standing, current_posts, standing_of
from delek.core.places.models import Place

from ..models import Case

ABOUT = "case.about_staff"
LEADING = frozenset({"case.dispatch", "case.verify", ABOUT})
"""Who holds one of these sends others, judges their work, or hears what is said about them: they lead."""


def leaders_of(standing: Standing) -> set[int]:
    """The persons who lead this one: reports about them go past this one, too. One query."""
    paths = [p.place.path for p in standing.posts]
    steps = {path[:n] for path in paths for n in range(Place.steplen, len(path) + 1, Place.steplen)}
    posts = Post.objects.filter(place__path__in=steps).exclude(person=standing.person).select_related("kind", "place")
    return {post.person_id for post in posts if leads(post, standing)}


def leads(post: Post, standing: Standing) -> bool:
    """Whether the holder of a post leads this person.

    They do where they lead at all, the other serves at their place or below it, and does not stand above: with a
    post above that hears about staff, or at the same place with everything the leader may do, and more.
    """
    may = set(post.kind.capabilities)
    here = [p for p in standing.posts if post.place.path.startswith(p.place.path)]
    if any(p.place.path != post.place.path and ABOUT in p.kind.capabilities for p in here):
        return False
    under = any(p.place.path.startswith(post.place.path) for p in standing.posts)
    return bool(may & LEADING) and under and not {c for p in here for c in p.kind.capabilities} > may


def goes_past(case: Case, standing: Standing) -> bool:
    """Whether this person may know nothing of the case, because it is about them or about who leads them."""
    if case.concerns is None:
        return False
    concerned = case.concerns.person_id
    return concerned == standing.person.pk or concerned in leaders_of(standing)


def desk_for(community: Place, concerned: Post | None, at: datetime) -> Place | None:
    """Where a report about staff is settled in the community's stead; None: in the community.

    Somebody named: the nearest place from the community upwards where somebody hears it whom they do not lead; the
    next above, where nobody does yet. Nobody named: above the community, so that it reaches none of those it may be
    about; in the community where nobody serves above.
    """
    steps = range(len(community.path), 0, -Place.steplen)
    places = {p.path: p for p in Place.objects.filter(path__in=[community.path[:n] for n in steps])}
    upwards = [places[community.path[:n]] for n in steps]
    asked = upwards if concerned else upwards[1:]
    found = next((place for place in asked if _hear(place, concerned, at)), None)
    if found is None and concerned and len(upwards) > 1:
        found = upwards[1]
    return None if found is None or found.pk == community.pk else found


def unheard(at: datetime) -> int:
    """How many open reports about staff lie at a desk above where nobody serves who may read them."""
    rows = Case.objects.filter(desk__isnull=False, closed_at=None).select_related("desk", "concerns")
    return sum(case.desk is not None and not _hear(case.desk, case.concerns, at) for case in rows)


def may_be_sent(case: Case, posts: Iterable[Post], at: datetime) -> list[Post]:
    """Those of some posts whom the case does not go past."""
    if case.concerns is None:
        return list(posts)
    return [post for post in posts if not goes_past(case, standing_of(post.person, at))]


def team_of(place: Place, at: datetime) -> list[Post]:
    """Who serves at a place and around it, up to its community: the nearest first."""
    floor = len(place.community.path) if place.community else len(place.path)
    paths = [place.path[:n] for n in range(floor, len(place.path) + 1, Place.steplen)]
    return list(current_posts(at).filter(place__path__in=paths).order_by("-place__depth", "kind_id", "pk"))


def _hear(place: Place, concerned: Post | None, at: datetime) -> bool:
    hearing = [p for p in current_posts(at).filter(place=place) if {ABOUT, "case.read"} <= set(p.kind.capabilities)]
    return any(concerned is None or _is_free_of(concerned, p, at) for p in hearing)


def _is_free_of(concerned: Post, post: Post, at: datetime) -> bool:
    if post.person_id == concerned.person_id:
        return False
    return concerned.person_id not in leaders_of(standing_of(post.person, at))
