"""The numbers that stand on a community's posters."""

from datetime import datetime

from django.db import transaction

from delek.core.places.models import Place
from delek.core.timeline.actions import By, record
from delek.foundation.words import Words

from ..models import ServiceNumber
from ..queries.numbers import numbers_of, usual


@transaction.atomic
def set_number(
    *, community: Place, number: str, name: Words, urgent: bool, position: int, by: By, at: datetime
) -> None:
    """Add a number or change one; with the first change the usual ones become the community's own."""
    _own(community)
    ServiceNumber.objects.update_or_create(
        community=community, number=number, defaults={"name": name, "urgent": urgent, "position": position}
    )
    _record(community, "number_set", number, by, at)


@transaction.atomic
def drop_number(*, community: Place, number: str, by: By, at: datetime) -> None:
    """Take a number off the next prints."""
    _own(community)
    ServiceNumber.objects.filter(community=community, number=number).delete()
    _record(community, "number_dropped", number, by, at)


def _own(community: Place) -> None:
    if any(row.pk is None for row in numbers_of(community)):
        ServiceNumber.objects.bulk_create(usual(community))


def _record(community: Place, verb: str, number: str, by: By, at: datetime) -> None:
    record(
        subject=("place", community.pk), verb=verb, by=by, at=at, community_id=community.pk,
        particulars={"number": number},
    )  # fmt: skip
