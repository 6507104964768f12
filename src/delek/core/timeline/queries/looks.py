"""Who looked at the names of reporters, how often."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count
from django.db.models.functions import TruncDate

from delek.foundation.clock import SHANGHAI

from ..models import Event

LOOK, MANY, DAYS = "reporter_seen", 30, 30
"""The verb of such an event; from how many a day it is unusual; how far back is told."""


@dataclass(frozen=True, slots=True)
class Looks:
    """The looks of one person at one place on one day."""

    day: date
    person: int
    community: int
    count: int

    @property
    def unusual(self) -> bool:
        return self.count >= MANY


def looks(communities: Iterable[int], at: datetime, days: int = DAYS) -> list[Looks]:
    """Person by person and day by day, the newest day first, the most first."""
    rows = (
        Event.objects.filter(community_id__in=list(communities), verb=LOOK, at__gte=at - timedelta(days=days))
        .annotate(day=TruncDate("at", tzinfo=SHANGHAI))
        .values_list("day", "actor_id", "community_id")
        .annotate(n=Count("pk"))
        .order_by("-day", "-n", "actor_id")
    )
    return [Looks(*row) for row in rows]
