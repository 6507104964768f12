"""Two people at one case are told of each other. Rows live for less than a minute and leave nothing behind."""

from datetime import datetime, timedelta

from delek.core.people.models import Person

from ..models import Case, Presence

LASTS = timedelta(seconds=40)
"""An open page says that it is there every 15 seconds: with those, nobody is shown who left a minute ago."""


def be_here(*, case: Case, person: Person, at: datetime) -> list[Person]:
    """Say that somebody looks at a case; who else does. The caller has found the case through ``cases_for``."""
    Presence.objects.bulk_create(
        [Presence(case=case, person=person, seen_at=at)],
        update_conflicts=True, unique_fields=["case", "person"], update_fields=["seen_at"],
    )  # fmt: skip
    rows = Presence.objects.filter(case=case, seen_at__gt=at - LASTS).exclude(person=person)
    return [row.person for row in rows.select_related("person").order_by("pk")]


def forget_presence(*, at: datetime) -> int:
    """Delete who has left."""
    return Presence.objects.filter(seen_at__lte=at - LASTS).delete()[0]
