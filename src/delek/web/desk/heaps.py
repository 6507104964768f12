"""Heaps at the desk: shown as one, joined by one step, and taken apart again."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from delek.core.cases.actions import Particulars
from delek.core.cases.flows.report import REPORT
from delek.core.cases.queries.heaps import Heap, heaps_of, left_numbers, waiting
from delek.foundation.words import Words, clean
from delek.web.access import StaffRequest, staff
from delek.web.casework import batches, lists, nearby
from delek.web.casework.facing import found
from delek.web.casework.saying import missing_words
from delek.web.casework.sending import sentence_before

from .piles import clock, piles
from .queue import Page, queue

AT_ONCE, VOICES = 100, 12
"""Reports joined by one step; words shown."""


@dataclass(frozen=True, slots=True)
class Bubble:
    """Reports at one point of the plan: the more, the larger."""

    x: int
    y: int
    size: int
    count: int


@staff("case.accept")
@require_GET
def heap(request: StaffRequest, pk: int) -> HttpResponse:
    """One heap: what was said, where, and the one step for all of it."""
    return _heap_page(request, _found(request, pk))


@staff("case.accept")
def join(request: StaffRequest, pk: int) -> HttpResponse:
    """Accept the first and join the others with it; each reporter reads one message. What stood against it is said."""
    if request.method != "POST":
        return redirect("desk_heap", pk=_found(request, pk).lead.pk)
    letters = {x: clean(request.POST.get(f"sentence_{x}", "")) for x in ("bo", "zh", "en")}
    rows = batches.chosen(request, AT_ONCE)
    missing = [f"sentence_{x}" for x in ("bo", "zh") if not letters[x]]
    if missing or len(rows) < 2:
        errors = [missing_words(name) for name in missing] or [_("Choose at least two reports.")]
        return _heap_page(request, _found(request, pk), errors=errors, typed=letters, status=422)
    lead, *others = rows
    letter = Words(**letters)
    why = batches.try_move(request, lead, "accept", Particulars(sentence=letter))
    if why:
        return _result(request, lead, [batches.Done(lead.case, why)])
    joining = Particulars(case=lead.case, sentence=_joining(request, others[0].case, lead.case, letter))
    return _result(request, lead, batches.move_each(request, others, "join", joining))


@staff("case.accept")
def apart(request: StaffRequest, pk: int) -> HttpResponse:
    """Take the joining back: each report is handled by itself again."""
    lead = found(request, pk)
    if request.method != "POST":
        return redirect("desk_case", pk=lead.pk)
    rows = [row for row in batches.chosen(request, AT_ONCE) if row.case.joined_to_id == lead.pk]
    done = batches.move_each(request, rows, "separate")
    return render(request, "desk/batch.html", _said(request, done, _("Taken apart again")))


def _found(request: StaffRequest, pk: int) -> Heap:
    """The heap a case lies in now; one that is there no more is not found."""
    heaps = heaps_of(waiting(request.standing, request.now))
    for one in heaps:
        if pk in {case.pk for case in one.cases}:
            return one
    raise Http404


def _heap_page(
    request: StaffRequest, heap: Heap, *, errors: Sequence[str] = (), typed: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    cases, now, lead = heap.cases[:AT_ONCE], request.now, heap.lead
    letter = sentence_before(lead, REPORT.by_key["accept"], request.standing, now)
    joining = sentence_before(cases[1], REPORT.by_key["join"], request.standing, now)
    reporters, phones = left_numbers(cases)
    seen = lists.Seen(now, get_language() or "zh-hans")
    page = queue(request, open_heap=lead.pk) | {
        "heap": heap, "pile": piles([heap], lead.pk, now)[0], "joinable": cases, "errors": errors,
        "letters": typed or letter.as_json(), "joining": _numbered(joining, lead), "reporters": reporters,
        "phones": phones, "anonymous": reporters - phones, "last": clock(heap.cases[-1].opened_at),
        "voices": [(case, lists.title_of(case), lists.place_name(case.place, seen.language), clock(case.opened_at))
                   for case in reversed(heap.cases[-VOICES:])],
        "plan": nearby.plan(lead), "staff_near": _could_go(request, lead), "left_over": len(heap.cases) - len(cases),
    }  # fmt: skip
    page["bubbles"] = _bubbles(page["plan"], heap)
    return render(request, "desk/heap.html", page, status=status)


def _could_go(request: StaffRequest, lead: Any) -> list[Any]:
    return nearby.near_staff(lead, request.standing, request.now) if request.standing.may("case.dispatch") else []


def _bubbles(plan: Any, heap: Heap) -> list[Bubble]:
    numbers = Counter(case.place.number for case in heap.cases)
    dots = plan.dots if plan else []
    return [Bubble(dot.x, dot.y, min(90, 26 + 6 * numbers[dot.number]), numbers[dot.number])
            for dot in dots if numbers[dot.number]]  # fmt: skip


def _joining(request: StaffRequest, case: Any, lead: Any, letter: Words) -> Words:
    """What the reporters of the others read: that theirs was joined, then the letter."""
    said = _numbered(sentence_before(case, REPORT.by_key["join"], request.standing, request.now), lead)
    return replace(said, bo=f"{said.bo} {letter.bo}", zh=f"{said.zh}{letter.zh}", en=f"{said.en} {letter.en}".strip())


def _numbered(words: Words, lead: Any) -> Words:
    return Words(*(text.replace("{number}", lead.label) for text in (words.bo, words.zh, words.en)))


def _result(request: StaffRequest, lead: batches.Chosen, done: list[batches.Done]) -> HttpResponse:
    joined = batches.went(done)
    for one in joined:
        one.case.refresh_from_db(fields=["version"])
    page = _said(request, done, _("Joined with {number}").format(number=lead.case.label))
    return render(request, "desk/batch.html", page | {"lead": lead.case, "undo": joined})


def _said(request: StaffRequest, done: list[batches.Done], heading: str) -> Page:
    return {"room": "desk", "heading": heading, "went": batches.went(done), "stayed": batches.stayed(done)}
