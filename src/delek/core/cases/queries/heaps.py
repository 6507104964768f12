"""Many reports of one thing in a short time: heaps, of what nobody has accepted yet."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import cos, hypot, radians

from delek.core.people.queries import Standing
from delek.core.places.models import Place

from ..flows import REPORT
from ..models import Case, Report
from .around import surround
from .desk import ROW, cases_for
from .filtering import at_home

LEAST, AT_MOST = 3, 500
"""How many reports make a heap, and how many of those that wait are looked at."""
APART, BACK = timedelta(hours=1), timedelta(days=1)
OF_HEAPS = ("community", "place", "holder", "category", "opened_at")
"""What says whether reports lie in a heap."""
NEAR_METRES, DEGREE_METRES = 400, 111_320
STORM, SPAN = 20, timedelta(minutes=10)
"""From so many new reports in so short a time it is a storm."""


@dataclass(frozen=True, slots=True)
class Heap:
    """Reports of one category, each within an hour and a short walk of another, the oldest first."""

    cases: tuple[Case, ...]

    @property
    def lead(self) -> Case:
        return self.cases[0]


def waiting(standing: Standing, at: datetime, facts: Sequence[str] = ROW) -> list[Case]:
    """The reports of the last day that wait to be accepted; danger to life and words about staff are for themselves."""
    rows = at_home(cases_for(standing), standing).filter(
        flow=REPORT.key, state="received", about_staff=False, category__isnull=False, opened_at__gte=at - BACK
    )
    rows = rows.exclude(urgency="emergency").select_related(None).only(*facts).order_by("opened_at", "pk")
    cases = list(rows[:AT_MOST])
    surround(cases, at)
    return cases


def heaps_of(cases: Iterable[Case]) -> list[Heap]:
    """The heaps among some reports in the order of time, the largest first."""
    alike: defaultdict[tuple[int, int | None], list[Case]] = defaultdict(list)
    for case in cases:
        alike[case.community_id, case.category_id].append(case)
    heaps = [Heap(tuple(heap)) for rows in alike.values() for heap in _near(rows) if len(heap) >= LEAST]
    return sorted(heaps, key=lambda heap: (-len(heap.cases), heap.lead.opened_at, heap.lead.pk))


def is_storm(cases: Iterable[Case], at: datetime) -> bool:
    return sum(case.opened_at > at - SPAN for case in cases) >= STORM


def left_numbers(cases: Iterable[Case]) -> tuple[int, int]:
    """How many reporters there are, and how many of them left a number."""
    phones = list(Report.objects.filter(case__in=[case.pk for case in cases]).values_list("phone", flat=True))
    return len(phones), sum(bool(phone) for phone in phones)


def _near(cases: Sequence[Case]) -> list[list[Case]]:
    """Each report makes one heap of those it is near to; only the last report of each place is asked."""
    heap_of: dict[int, list[Case]] = {}
    last: dict[int, Case] = {}
    for case in cases:
        mine = [case]
        for other in list(last.values()):
            if case.opened_at - other.opened_at <= APART and are_near(case.place, other.place):
                mine = _poured(heap_of[other.pk], mine, heap_of)
        heap_of[case.pk] = mine
        last[case.place_id] = case
    heaps = {id(heap): heap for heap in heap_of.values()}
    return [sorted(heap, key=lambda case: (case.opened_at, case.pk)) for heap in heaps.values()]


def _poured(heap: list[Case], more: list[Case], heap_of: dict[int, list[Case]]) -> list[Case]:
    if heap is not more:
        heap.extend(more)
        heap_of.update((case.pk, heap) for case in more)
    return heap


def are_near(one: Place, other: Place) -> bool:
    """In the same grid, or a short walk apart."""
    if one.pk == other.pk or one.path[: -Place.steplen] == other.path[: -Place.steplen]:
        return True
    if None in (one.longitude, one.latitude, other.longitude, other.latitude):
        return False
    east = ((one.longitude or 0) - (other.longitude or 0)) * cos(radians(one.latitude or 0))
    return hypot(east, (one.latitude or 0) - (other.latitude or 0)) * DEGREE_METRES <= NEAR_METRES
