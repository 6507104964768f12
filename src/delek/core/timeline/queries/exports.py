"""Who took which lists away."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from ..models import Event

EXPORT, DAYS, SHOWN = "exported", 30, 50


def exports(communities: Iterable[int], at: datetime) -> list[Event]:
    """The newest of the last month within some communities."""
    rows = Event.objects.filter(community_id__in=list(communities), verb=EXPORT, at__gte=at - timedelta(days=DAYS))
    return list(rows.order_by("-at", "-pk")[:SHOWN])
