"""What may no longer be kept of a person whose last post ended (quality.md S10)."""

from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, Q, QuerySet

from delek.core.timeline.actions import Forgetting, keep

from ..models import Person, Post

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
    return left("name", at).exclude(name="")


def _unname(rows: QuerySet[Person], at: datetime) -> int:
    """Their deeds stay in the timeline, under their kind of post."""
    people = list(rows)
    for person in people:
        Person.objects.filter(pk=person.pk).update(name="", login=f"gone-{person.pk}", is_active=False)
    return len(people)


FORGETTINGS = (
    Forgetting("sign-ins", Person, ("phone", "email", "password"), _reachable, _close),
    Forgetting("persons", Person, ("login", "name"), _named, _unname),
)
