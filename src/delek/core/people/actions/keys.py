"""What a person signs in with: passwords, and the second factor."""

import secrets
from collections import Counter
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction

from delek.core.timeline.actions import By, record

from ..models import Person

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""None that is taken for another when read aloud or from a slip of paper."""


def new_word() -> str:
    """A password to hand over: three times four letters, 59 bits."""
    return "-".join("".join(secrets.choice(LETTERS) for _n in range(4)) for _part in range(3))


@transaction.atomic
def give_password(*, person: Person, by: By, at: datetime) -> str:
    """A one-time password in place of whatever they had, kept nowhere: it is returned to be shown once.

    Every session of the person ends with it, and the next sign-in goes on only with a password of their own.
    """
    word = new_word()
    person.set_password(word)
    person.must_change_password = True
    person.save(update_fields=["password", "must_change_password"])
    record(subject=("person", person.pk), verb="password_given", by=by, at=at, community_id=0)
    return word


@transaction.atomic
def change_password(*, person: Person, password: str, by: By, at: datetime) -> None:
    """One's own password, chosen by oneself."""
    person.set_password(password)
    person.must_change_password = False
    person.save(update_fields=["password", "must_change_password"])
    record(subject=("person", person.pk), verb="password_changed", by=by, at=at, community_id=0)


@transaction.atomic
def reset_second_factor(*, person: Person, reason: str, by: By, at: datetime) -> None:
    """Take app, passkeys and recovery codes away: the next sign-in sets up a new second factor."""
    rows = Authenticator.objects.select_for_update().filter(user=person)
    kinds = Counter(rows.values_list("type", flat=True))
    rows.delete()
    record(
        subject=("person", person.pk), verb="second_factor_reset", by=by, at=at, community_id=0,
        particulars={"reason": reason, "kinds": dict(sorted(kinds.items()))},
    )  # fmt: skip
