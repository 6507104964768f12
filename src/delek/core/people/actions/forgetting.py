"""What may no longer be kept of a person whose last post ended (quality.md S10)."""

from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, Q, QuerySet

from delek.core.timeline.actions import Forgetting, keep

from ..models import Introduction, Person, Post
from .introducing import forget_photos

UNUSABLE = "!"


def left(column: str, at: datetime) -> QuerySet[Person]:
    """Persons whose last post, or whose coming where they never had one, lies so long back that a column is over."""
    before = at - keep(Person, column)
    serving = Post.objects.filter(Q(ends_at=None) | Q(ends_at__gte=before), person=OuterRef("pk"))
    return Person.objects.filter(~Exists(serving), created_at__lt=before)


def _reachable(at: datetime) -> QuerySet[Person]:
    keys = Authenticator.objects.filter(user=OuterRef("pk"))
    known = ~Q(phone="") | ~Q(email="") | ~Q(password__startswith=UNUSABLE) | Exists(keys)
    return left("phone", at).filter(known)


def _close(rows: QuerySet[Person], at: datetime) -> int:
    """No number, no address, no way to sign in any more."""
    people = list(rows)
    EmailAddress.objects.filter(user__in=people).delete()
    Authenticator.objects.filter(user__in=people).delete()
    return Person.objects.filter(pk__in=[p.pk for p in people]).update(phone="", email="", password=UNUSABLE)


def _named(at: datetime) -> QuerySet[Person]:
    return left("name", at).exclude(name="", name_bo="")


def _unname(rows: QuerySet[Person], at: datetime) -> int:
    """Their deeds stay in the timeline, under their kind of post."""
    people = list(rows)
    for person in people:
        Person.objects.filter(pk=person.pk).update(name="", name_bo="", login=f"gone-{person.pk}", is_active=False)
    return len(people)


def _introduced(at: datetime) -> QuerySet[Introduction]:
    return Introduction.objects.filter(person__in=left("phone", at))


def _forget_introductions(rows: QuerySet[Introduction], at: datetime) -> int:
    """What somebody who no longer serves once showed, with their photo."""
    numbers = list(rows.values_list("pk", "photo_id"))
    forget_photos([photo for _, photo in numbers if photo], at)
    return Introduction.objects.filter(pk__in=[pk for pk, _ in numbers]).delete()[0]


FORGETTINGS = (
    Forgetting("sign-ins", Person, ("phone", "email", "password"), _reachable, _close),
    Forgetting("introductions", Introduction, ("shows", "languages"), _introduced, _forget_introductions),
    Forgetting("persons", Person, ("login", "name", "name_bo"), _named, _unname),
)
