"""Reading what a community may set."""

from django.db.models import Q

from delek.core.places.models import Place

from ..flows.base import Transition
from ..flows.report import REPORT
from ..models import Category, ReplyText, TimeLimit


def all_categories() -> list[Category]:
    return list(Category.objects.order_by("retired", "tile", "pk"))


def limits_of(place: Place) -> list[TimeLimit]:
    """The general limits, each replaced by the place's own where it has one."""
    rows = TimeLimit.objects.filter(Q(place=None) | Q(place=place)).order_by("pk")
    found: dict[tuple[str, str], TimeLimit] = {}
    for row in sorted(rows, key=lambda r: r.place_id is not None):
        found[row.urgency, row.step] = row
    return list(found.values())


def telling_transitions() -> list[Transition]:
    return [t for t in REPORT.transitions if t.sentence]


def reply_texts(community: Place) -> dict[str, ReplyText]:
    return {row.transition: row for row in ReplyText.objects.filter(community=community, flow=REPORT.key)}
