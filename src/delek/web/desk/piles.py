"""Heaps as they stand in the queue, and the storm they come with."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from delek.core.cases.queries.heaps import LEAST, OF_HEAPS, SPAN, Heap, heaps_of, is_storm, waiting
from delek.core.places.queries import grids_over
from delek.foundation.clock import SHANGHAI
from delek.web.access import StaffRequest
from delek.web.casework import lists

MINUTES, TALL = 15, 40
"""The minutes of the storm's picture, and its height."""


@dataclass(frozen=True, slots=True)
class Pile:
    """A heap as it stands in the queue."""

    pk: int
    count: int
    name: str
    where: str
    since: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class Storm:
    """How many came within the last ten minutes, and how many in each of the last minutes."""

    count: int
    bars: list[tuple[int, int, int]]


def piles(heaps: Sequence[Heap], open_heap: int | None, now: Any) -> list[Pile]:
    grids = grids_over((case.place for heap in heaps for case in heap.cases), now)
    return [
        Pile(heap.lead.pk, len(heap.cases), _category(heap.lead), _where(heap, grids), clock(heap.lead.opened_at),
             heap.lead.pk == open_heap)
        for heap in heaps
    ]  # fmt: skip


def storm(cases: Sequence[Any], now: Any) -> Storm | None:
    """Drawn from counts only: a bar a minute, the newest at the end."""
    if not is_storm(cases, now):
        return None
    minutes = Counter(int((now - case.opened_at) / timedelta(minutes=1)) for case in cases)
    tallest = max(minutes[n] for n in range(MINUTES)) or 1
    heights = [max(1, round(TALL * minutes[n] / tallest)) for n in reversed(range(MINUTES))]
    bars = [(n * 20, TALL - height, height) for n, height in enumerate(heights)]
    return Storm(sum(case.opened_at > now - SPAN for case in cases), bars)


def heaped(request: StaffRequest, new: int, open_heap: int | None) -> dict[str, Any]:
    """What the queue shows of heaps, where enough is new; ``members`` stand in no row of their own."""
    if new < LEAST or not request.standing.may("case.accept"):
        return {}
    cases = waiting(request.standing, request.now, OF_HEAPS)
    heaps = heaps_of(cases)
    members = {case.pk for heap in heaps for case in heap.cases}
    return {"piles": piles(heaps, open_heap, request.now), "storm": storm(cases, request.now), "members": members}


def _category(case: Any) -> str:
    return str(case.category.name.within(get_language() or "zh-hans"))


def _where(heap: Heap, grids: dict[int, Any]) -> str:
    numbers = sorted({grids[case.place_id].number for case in heap.cases if case.place_id in grids})
    if not numbers:
        return lists.place_name(heap.lead.place, get_language() or "zh-hans")
    return _("Grid {n}").format(n=_listed(numbers))


def _listed(numbers: Iterable[int]) -> str:
    return ("、" if (get_language() or "zh").startswith("zh") else ", ").join(str(n) for n in numbers)


def clock(at: Any) -> str:
    return f"{at.astimezone(SHANGHAI):%H:%M}"
