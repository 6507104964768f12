"""Prints: asked for, watched, fetched."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from delek.core.printing.queries.jobs import job_in, jobs_in, printed
from delek.foundation.dates import say_moment
from delek.web.access import StaffRequest, staff

from .ordering import PrintForm
from .page import by, list_page, places, tabs

MAY = "manage.places"
HOME = "/manage/prints/"


@staff(MAY)
def prints(request: StaffRequest) -> HttpResponse:
    rows = [
        {
            "cells": [
                say_moment(job.asked_at, request.LANGUAGE_CODE), _what(job), job.place.name, job.paper.upper(),
                job.total, state(job), job.asked_by.name if job.asked_by else "",
            ],
            "href": f"{HOME}{job.pk}",
            "links": [(f"{HOME}{job.pk}/file", _("Fetch the file"))] if job.file else [],
        }
        for job in jobs_in(request.standing.places_for(MAY))
    ]  # fmt: skip
    columns = [_("Asked"), _("What"), _("For"), _("Paper"), _("How many"), _("State"), _("By")]
    notes = [_("Files are kept for a week.")]
    links = [(f"{HOME}ask", _("Print"))]
    empty = _("Nothing was printed in the last week.")
    return list_page(request, _("Prints"), columns=columns, rows=rows, links=links, notes=notes, empty=empty)


@staff(MAY)
def ask(request: StaffRequest) -> HttpResponse:
    """Ask for a print, then watch it."""
    kinds = ("community", "grid", "point")
    within = [place for place in places(request, MAY) if place.kind in kinds]
    first = {"place": request.GET.get("place", ""), "kind": request.GET.get("kind", "poster"), "copies": 25}
    form = PrintForm(request.POST or None, initial=first, places=within)
    if request.method == "POST" and form.is_valid():
        job = form.ask(asker=request.standing.person.pk, by=by(request), at=request.now)
        return redirect(f"{HOME}{job.pk}")
    given = {"form": form, "heading": _("Print"), "tabs": tabs(request), "back": HOME, "button": _("Print")}
    return render(request, "manage/form.html", given, status=422 if form.is_bound else 200)


@staff(MAY)
def watch(request: StaffRequest, pk: int) -> HttpResponse:
    """How far a print is; the page asks again by itself until it is done."""
    job = _found(request, pk)
    going = job.state in ("waiting", "printing")
    given = {"job": job, "going": going, "state": state(job), "heading": f"{_what(job)} · {job.place.name}"}
    return render(request, "manage/print.html", given | {"tabs": tabs(request)})


@staff(MAY)
def fetch(request: StaffRequest, pk: int) -> HttpResponse:
    """The file, never kept by a browser or a proxy: codes in it may be retired tomorrow."""
    job = _found(request, pk)
    data = printed(job)
    if data is None:
        raise Http404
    name = f"delek-{job.kind}-{job.paper}-{job.pk}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(data, content_type="application/pdf", headers=headers)


def state(job: Any) -> str:
    states = {"waiting": _("Waiting"), "printing": _("Printing"), "done": _("Done"), "failed": _("Failed")}
    return states[job.state]


def _found(request: StaffRequest, pk: int) -> Any:
    job = job_in(request.standing.places_for(MAY), pk)
    if job is None:
        raise Http404
    return job


def _what(job: Any) -> str:
    return _("Posters") if job.kind == "poster" else _("Household cards")
