"""All matters of a community, as a program reads them that may see them: no words, no names, none about staff."""

from datetime import datetime

from django.db.models import Q

from delek.core.cases.flows import REPORT, closed_states
from delek.core.cases.models import Case
from delek.core.cases.queries.around import surround
from delek.core.places.models import Place


def matters(community: Place, *, narrowed: Q, most: tuple[int, int], at: datetime) -> list[Case]:
    """What changed longest ago comes first, so that a reader goes on where it ended. At most three statements."""
    rows = Case.objects.filter(
        narrowed, community=community, flow=REPORT.key, number__isnull=False, about_staff=False, concerns=None
    )
    found = list(rows.select_related("joined_to").order_by("changed_at", "pk")[most[0] : most[1]])
    surround(found, at)
    return found


def in_states(*, is_open: bool) -> Q:
    closed = Q(state__in=closed_states())
    return ~closed if is_open else closed
