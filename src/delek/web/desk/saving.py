"""Filters that somebody keeps under a name: saved, renamed, deleted, brought back."""

from typing import Any
from urllib.parse import parse_qsl

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from delek.core.cases.actions import Declined
from delek.core.cases.actions.saving import LONGEST, MOST, drop_filter, rename_filter, save_filter
from delek.core.cases.queries.saved import saved_by
from delek.web.access import StaffRequest, staff
from delek.web.casework import lists

from .filters import read


@staff("case.read")
@require_GET
def saved_filters(request: StaffRequest) -> HttpResponse:
    """One's own filters, each with its name to change."""
    return _page(request)


@staff("case.read")
@require_POST
def save(request: StaffRequest) -> HttpResponse:
    """Keep the list of an address under a name and show it; what its address does not say right is not kept."""
    view = lists.view_of(request.standing, request.POST.get("view", ""))
    query = read(request.POST, view, request.standing, request.now).query
    try:
        save_filter(person=request.standing.person, name=request.POST.get("name", ""), query=query, at=request.now)
    except Declined as declined:
        return _page(request, status=422, error=_why(declined), unsaved=query)
    return redirect(f"{reverse('desk')}?{query}")


@staff("case.read")
@require_POST
def rename(request: StaffRequest, pk: int) -> HttpResponse:
    """Another name for it."""
    try:
        rename_filter(saved=_own(request, pk), name=request.POST.get("name", ""))
    except Declined as declined:
        return _page(request, status=422, error=_why(declined))
    return redirect("desk_filters")


@staff("case.read")
@require_POST
def drop(request: StaffRequest, pk: int) -> HttpResponse:
    """Delete it and offer it back at once."""
    saved = _own(request, pk)
    drop_filter(saved=saved)
    return _page(request, dropped=saved, pairs=dict(parse_qsl(saved.query)))


def _own(request: StaffRequest, pk: int) -> Any:
    own = next((row for row in saved_by(request.standing.person) if row.pk == pk), None)
    if own is None:
        raise Http404
    return own


def _page(request: StaffRequest, *, status: int = 200, **given: Any) -> HttpResponse:
    page = {"saved": saved_by(request.standing.person), "room": "desk", "longest": LONGEST, **given}
    return render(request, "desk/filters.html", page, status=status)


def _why(declined: Declined) -> str:
    return {
        "many": _("At most {n} filters can be saved. Delete one first.").format(n=MOST),
        "taken": _("Another of your filters has this name."),
    }.get(declined.why, _("Please write a name."))
