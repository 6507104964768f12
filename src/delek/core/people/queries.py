"""Who serves where, and what they may do."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from delek.core.media.models import Media
from delek.core.places.models import Place
from delek.foundation.words import Words

from .models import Introduction, Person, Post, PostKind, TeamSlot

CAPABILITIES = {
    "case.read": _("Read cases"),
    "case.accept": _("Accept, decline, ask back"),
    "case.dispatch": _("Send somebody"),
    "case.handle": _("Be sent and do the work"),
    "case.verify": _("Check finished work"),
    "case.close": _("Close cases"),
    "case.escalate": _("Pass to a higher level"),
    "case.answer": _("Answer the community"),
    "case.announce": _("Let neighbours know of a matter"),
    "case.about_staff": _("Settle reports about staff"),
    "report.reveal": _("See a reporter's name and number"),
    "message.read": _("Read messages that go out"),
    "manage.places": _("Manage places and codes"),
    "manage.people": _("Manage people and posts"),
    "manage.cases": _("Manage categories, limits, texts"),
    "manage.calendar": _("Manage the calendar"),
    "audit.read": _("Look into the records"),
    "call.take": _("Be called over"),
    "policy.write": _("Write policies"),
    "policy.review": _("Review policies"),
}
"""What a post may do, and how it is said."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The current posts of one person, with their kinds and places: everything permission hangs on."""

    person: Person
    posts: tuple[Post, ...]

    def may(self, capability: str) -> bool:
        """True where any current post carries the capability."""
        return any(capability in p.kind.capabilities for p in self.posts)

    def may_at(self, capability: str, place: Place) -> bool:
        """True where a current post carries the capability at ``place`` or above it."""
        return any(capability in p.kind.capabilities and place.path.startswith(p.place.path) for p in self.posts)

    def post_for(self, capability: str) -> Post | None:
        return next((p for p in self.posts if capability in p.kind.capabilities), None)

    def may_any(self, *capabilities: str) -> bool:
        """True where any current post carries one of the capabilities."""
        return any(self.may(capability) for capability in capabilities)

    def sent(self, post: int | None) -> Post | None:
        """The one of these posts that a case was given to."""
        return next((p for p in self.posts if p.pk == post), None)

    def places_for(self, capability: str) -> list[Place]:
        return [p.place for p in self.posts if capability in p.kind.capabilities]


def factors_of(person: Person) -> list[str]:
    """The kinds of second factor a person has: ``totp`` for the app, ``webauthn`` once for each passkey."""
    rows = Authenticator.objects.filter(user=person, type__in=("totp", "webauthn"))
    return list(rows.order_by("type", "pk").values_list("type", flat=True))


def current_posts(at: datetime) -> QuerySet[Post]:
    """Posts that are held at a moment."""
    held = Q(starts_at__lte=at) & (Q(ends_at=None) | Q(ends_at__gt=at))
    return Post.objects.filter(held, person__is_active=True).select_related("kind", "place", "person")


def standing_of(person: Person, at: datetime) -> Standing:
    return Standing(person, tuple(current_posts(at).filter(person=person).order_by("pk")))


def holders(capability: str, place: Place, at: datetime) -> list[Post]:
    """Posts within a place's subtree that carry a capability, nearest the root first."""
    posts = current_posts(at).filter(place__path__startswith=place.path).order_by("place__path", "pk")
    return [p for p in posts if capability in p.kind.capabilities]


def posts_at(place: Place, capability: str, at: datetime) -> list[Post]:
    """Posts held at this very place that carry a capability."""
    return [p for p in current_posts(at).filter(place=place).order_by("pk") if capability in p.kind.capabilities]


def nearest_above(place: Place, capability: str, at: datetime) -> list[Post]:
    """Posts with a capability at the nearest place above that has any."""
    paths = [place.path[:n] for n in range(Place.steplen, len(place.path), Place.steplen)]
    posts = [p for p in current_posts(at).filter(place__path__in=paths) if capability in p.kind.capabilities]
    nearest = max((p.place.depth for p in posts), default=0)
    return sorted((p for p in posts if p.place.depth == nearest), key=lambda p: p.pk)


def post_kinds() -> list[PostKind]:
    return list(PostKind.objects.order_by("pk"))


def ended_lately(at: datetime) -> list[Post]:
    """Posts that ended within the last day: an ending by mistake can be taken back."""
    rows = Post.objects.filter(ends_at__gt=at - timedelta(days=1), ends_at__lte=at)
    return list(rows.select_related("kind", "place", "person").order_by("-ends_at", "pk"))


def is_last_to_appoint(post: Post, at: datetime) -> bool:
    """Whether without this post nobody could appoint any more at its place."""
    if "manage.people" not in post.kind.capabilities:
        return False
    others = [p for p in current_posts(at).exclude(pk=post.pk) if "manage.people" in p.kind.capabilities]
    return not any(post.place.path.startswith(p.place.path) for p in others)


def team_shape(community: Place) -> list[TeamSlot]:
    return list(TeamSlot.objects.filter(community=community).select_related("kind"))


def posts_of_community(community: Place, at: datetime) -> Iterable[Post]:
    return current_posts(at).filter(place__path__startswith=community.path).order_by("place__path", "kind_id", "pk")


def names_of(people: Iterable[int]) -> dict[int, Words]:
    """What persons are called; whose name was forgotten is not among them."""
    return {row.pk: row.called for row in Person.objects.filter(pk__in=set(people)) if row.name}


def anybody() -> bool:
    """True once a person exists: then the first set-up is over."""
    return Person.objects.exists()


def posts_serving(place: Place, at: datetime) -> list[Post]:
    """Posts of a community that serve a place of it: there, below it, and above it up to the community."""
    if place.community is None:
        return []
    around = [p for p in posts_of_community(place.community, at) if _near(p.place.path, place.path)]
    return sorted(around, key=lambda p: (-len(p.place.path), p.pk))


def _near(path: str, other: str) -> bool:
    return path.startswith(other) or other.startswith(path)


@dataclass(frozen=True, slots=True)
class Shown:
    """What residents may know of a person; empty where the person did not agree."""

    name: Words = field(default_factory=Words)
    phone: str = ""
    languages: tuple[str, ...] = ()
    photo: str = ""


def shown_of(posts: Iterable[Post]) -> dict[int, Shown]:
    """What the holders of some posts agreed to show, by person: one statement."""
    people = {post.person_id: post.person for post in posts}
    rows = Introduction.objects.filter(person__in=people).select_related("photo")
    agreed = {row.person_id: _shown(people[row.person_id], row) for row in rows}
    return {number: agreed.get(number, Shown()) for number in people}


def _shown(person: Person, row: Introduction) -> Shown:
    may, photo = set(row.shows), row.photo
    return Shown(
        person.called if "name" in may else Words(),
        person.phone if "phone" in may else "",
        tuple(row.languages) if "languages" in may else (),
        photo.key if photo and photo.thumb and "photo" in may else "",
    )


def introduction_of(person: Person) -> Introduction:
    """How a person is introduced; not yet stored where they never said."""
    found = Introduction.objects.select_related("photo").filter(person=person).first()
    return found or Introduction(person=person)


def shown_photo(key: str, at: datetime) -> Media | None:
    """The photo that a person who holds a post now agreed to show; None of any other."""
    row = Introduction.objects.select_related("photo").filter(photo__key=key).first()
    if row is None or "photo" not in row.shows or not current_posts(at).filter(person=row.person_id).exists():
        return None
    return row.photo
