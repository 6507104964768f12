"""The pane of the queue: its views, what it is narrowed to, its rows, and where it goes on."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.utils.translation import get_language

from delek.core.cases.queries import counts_for
from delek.core.cases.queries import queue as first_rows
from delek.core.cases.queries.desk import OTHER, SHOWN, Counts, soon_until
from delek.core.cases.queries.filtering import counts_wanted, cursor_of, filtered, page
from delek.core.cases.queries.notices import last_notices
from delek.core.cases.queries.saved import saved_by
from delek.core.places.queries import grids_over
from delek.web.access import StaffRequest
from delek.web.casework import lists

from .filters import SORT_NAMES, Filter, chips, read, write_cursor
from .piles import heaped

Page = dict[str, Any]
UNDER_HEADINGS = ("now", "above")
"""Views that open under headings; each heading is a list of its own."""

BEFORE_HEAPS = ("call", "new")
"""What stands by itself comes before the heaps: who called somebody over, and what is new and like nothing else."""


@dataclass(frozen=True, slots=True)
class Tab:
    """One view, how much of what is wanted it holds, and its address."""

    key: str
    name: str
    count: str
    is_current: bool
    query: str


def asked(request: StaffRequest) -> Filter:
    """The list that an address means."""
    view = lists.view_of(request.standing, request.GET.get("view", ""))
    return read(request.GET, view, request.standing, request.now)


def queue(request: StaffRequest, open_case: int | None = None, open_heap: int | None = None) -> Page:
    """Everything the pane shows."""
    found, language = asked(request), get_language() or "zh-hans"
    now, standing, view = request.now, request.standing, found.view
    until = soon_until(standing, now)
    numbers = counts(request, found, until)
    shown = {
        "room": "desk", "view": view, "search": found.wanted.words, "open_case": open_case, "now": now,
        "home": standing.posts[0].place, "view_name": lists.NAMES[view], "filter": found, "kept": found.query,
        "tabs": tabs(numbers, found), "chips": chips(found, standing, now), "saved": saved_by(standing.person),
        "may_move": standing.may_any("case.accept", "case.dispatch"),
        "sort_name": SORT_NAMES[found.sort], "calendar_missing": lists.calendar_missing(standing, now),
        "below": lists.below(standing, language) if view == "above" and found.is_plain else ([], 0),
    }  # fmt: skip
    seen = lists.Seen(now, language, open_case)
    if found.is_plain and view in UNDER_HEADINGS:
        return shown | under_headings(request, found, until, numbers, seen, open_heap)
    return shown | rows(request, found, until, seen)


def under_headings(
    request: StaffRequest, found: Filter, until: datetime, numbers: Counts, seen: lists.Seen, open_heap: int | None
) -> Page:
    """The first rows of a view under its headings; what lies in a heap stands there and in no row of its own."""
    view, given = found.view, (request.standing, found.view, seen.now, until)
    heaps = heaped(request, numbers.headings["now"].get("new", 0), open_heap) if view == "now" else {}
    members = heaps.get("members", set())
    if members:
        new = numbers.headings["now"]["new"] - len(members)
        now = {key: n for key, n in (numbers.headings["now"] | {"new": new}).items() if n > 0}
        numbers = replace(numbers, headings=numbers.headings | {"now": now})
    cases = first_rows(*given, without=members)
    groups = lists.groups(cases, numbers, view, until, seen)
    before = [group.key for group in groups if group.key in BEFORE_HEAPS]
    return heaps | {"groups": groups, "rows_query": found.query, "by_heading": True, "open_heap": open_heap,
                    "piles_after": before[-1] if before else ""}  # fmt: skip


def rows(request: StaffRequest, found: Filter, until: datetime, seen: lists.Seen) -> Page:
    """The rows of a list without headings, and where they go on."""
    cases = filtered(request.standing, found.view, seen.now, until, found.wanted)
    shown, more = page(cases, found.sort, seen.now, after=found.after, until=found.until)
    after = f"&after={request.GET.get('after')}" if found.after else ""
    last = write_cursor(cursor_of(shown[-1], found.sort)) if shown and more and not found.until else ""
    return {"groups": listed(shown, seen), "last": last, "more": SHOWN, "rows_query": found.query + after}


def listed(cases: list[Any], seen: lists.Seen) -> list[lists.Group]:
    """Cases one after another; no group where there are none."""
    grids, told = grids_over((case.place for case in cases), seen.now), last_notices(cases)
    drawn = [lists.row(case, seen, grids.get(case.place_id), told.get(case.pk)) for case in cases]
    return [lists.Group(OTHER, "", drawn, len(drawn))] if drawn else []


def tabs(counts: Counts, found: Filter) -> list[Tab]:
    """The views with their counts of what is wanted; a heading narrows the view it belongs to alone."""
    said = {tab.key: tab for tab in lists.tabs(counts, found.view)}
    if found.wanted.need:
        narrowed = counts.headings[found.view].get(found.wanted.need, 0)
        said[found.view] = replace(said[found.view], count=str(narrowed))
    return [
        Tab(key, tab.name, tab.count, tab.is_current, found.query if tab.is_current else found.without(view=key))
        for key, tab in said.items()
    ]  # fmt: skip


def counts(request: StaffRequest, found: Filter, until: datetime) -> Counts:
    if not found.given:
        return counts_for(request.standing, request.now, until)
    return counts_wanted(request.standing, request.now, until, found.wanted)
