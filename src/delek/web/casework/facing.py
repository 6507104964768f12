"""One case, found and faced: what every staff page of it shows."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect

from delek.core.cases.actions import reveal_reporter
from delek.core.cases.queries import cases_for
from delek.core.cases.queries.routing import route_taken
from delek.core.places.queries import grids_over
from delek.web.access import StaffRequest, View

from . import lists, story
from .clocks import ring


def found(request: StaffRequest, pk: int) -> Any:
    """The case, or not found: nobody learns that another's case exists."""
    opened = cases_for(request.standing).filter(pk=pk).first()
    if opened is None:
        raise Http404
    return opened


def posted(page: str) -> Callable[[View], View]:
    """Takes a form. Whoever only opens its address, as after signing in again, is led to the page of the case."""

    def wrap(view: View) -> View:
        @wraps(view)
        def guarded(request: StaffRequest, pk: int) -> HttpResponseBase:
            return view(request, pk) if request.method == "POST" else redirect(page, pk=found(request, pk).pk)

        return guarded

    return wrap


def case_facts(opened: Any, request: StaffRequest, language: str) -> dict[str, Any]:
    """What every page of one case shows."""
    now, reports = request.now, list(opened.reports.order_by("pk"))
    return {
        "case": opened, "title": lists.title_of(opened), "state": lists.state_name(opened),
        "state_look": lists.state_look(opened.state), "urgency": lists.urgency_name(opened.urgency),
        "ring": ring(opened, now, language), "entries": story.entries(opened, language),
        "limits": story.limits(opened, now, language), "counts": story.counts(opened),
        "joined": list(opened.joined.order_by("pk")),
        "has_reporter": any(r.name or r.phone for r in reports), "may_reveal": request.standing.may("report.reveal"),
        "went_by": route_taken(opened) if opened.assignee_id or opened.holder_id != opened.community_id else None,
        "grid": grids_over([opened.place], request.now).get(opened.place_id),
        "holding": opened.holdings.filter(answered_at=None).select_related("place").order_by("-asked_at").first(),
    }  # fmt: skip


def reveal(request: StaffRequest, opened: Any) -> list[tuple[str, str]]:
    """Names and numbers of the case's reporters; each look is an event."""
    reports = [r for r in opened.reports.select_related("case").order_by("pk") if r.name or r.phone]
    return [reveal_reporter(report=r, standing=request.standing, at=request.now) for r in reports]
