"""What stands around cases and changes slowly: their places and categories, remembered instead of joined."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from delek.core.places.queries import places_of
from delek.foundation.memory import Memory

from ..models import Case, Category


def surround(cases: Sequence[Case], at: datetime) -> None:
    """Give each case its place, community, holder and category: at most one read for all that is not remembered."""
    places = places_of({pk for c in cases for pk in (c.place_id, c.community_id, c.holder_id)}, at)
    categories = CATEGORIES.get_many({c.category_id for c in cases if c.category_id}, at)
    for case in cases:
        case.place, case.community = places[case.place_id], places[case.community_id]
        case.holder = places[case.holder_id]
        case.category = categories[case.category_id] if case.category_id else None


def _read(pks: Iterable[int]) -> Mapping[int, Category]:
    return {category.pk: category for category in Category.objects.filter(pk__in=list(pks))}


CATEGORIES: Memory[int, Category] = Memory(_read)


def offered(flow: str, at: datetime) -> Sequence[Category]:
    """What may be chosen on the pages of a flow, in the order of its tiles."""
    return OFFERED.get(flow, at) or ()


def _offered(flows: Iterable[str]) -> Mapping[str, Sequence[Category]]:
    return {flow: list(Category.objects.filter(flow=flow, retired=False, tile__isnull=False).order_by("tile", "id"))
            for flow in flows}  # fmt: skip


OFFERED: Memory[str, Sequence[Category]] = Memory(_offered)
