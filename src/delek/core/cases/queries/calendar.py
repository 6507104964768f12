"""Which running clocks a change of the calendar touches."""

from datetime import date, datetime, time, timedelta

from django.db.models import Q

from delek.core.places.models import Place
from delek.foundation.clock import SHANGHAI

from ..flows import open_states
from ..models import Deadline


def clocks_across(place: Place | None, first: date, last: date) -> Q:
    """The running clocks at a place and below it (everywhere without one) that count a day of a span."""
    begins = datetime.combine(first, time(), SHANGHAI)
    ends = datetime.combine(last + timedelta(days=1), time(), SHANGHAI)
    running = Q(met_at=None, working_days__isnull=False, case__state__in=open_states())
    across = running & Q(starts_at__lt=ends, due_at__gte=begins)
    return across & Q(case__place__path__startswith=place.path) if place else across


def cases_across(place: Place | None, first: date, last: date, *, after: int, limit: int) -> list[int]:
    """The numbers of the next cases with such a clock."""
    rows = Deadline.objects.filter(clocks_across(place, first, last), case__gt=after)
    return list(rows.order_by("case_id").values_list("case_id", flat=True).distinct()[:limit])
