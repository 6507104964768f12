"""The first page, printed codes, and the pages about the site itself."""

from typing import Any
from urllib.parse import quote

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from delek.core.places.queries import CodeState, communities, scan

from ..access import public

PAGES = {"policies": "/policies", "staff": "/staff"}
"""Where a code of each service leads; every other code lets one report."""


@public
@require_safe
def home(request: Any) -> HttpResponse:
    """The communities and the door to a report."""
    every = communities()
    only = every[0] if len(every) == 1 else None
    return render(request, "public/home.html", {"communities": every, "community": only})


@public
@require_safe
def code(request: Any, token: str) -> HttpResponse:
    """A printed code leads to what it names; an old or strange one says so and still lets one report."""
    scanned = scan(token, request.now)
    if scanned.state is CodeState.GOOD:
        page = PAGES.get(scanned.code.service if scanned.code else "", "/report")
        return HttpResponseRedirect(f"{page}?at={quote(token)}")
    status = 410 if scanned.state is CodeState.RETIRED else 404
    place = scanned.place
    context = {"scanned": scanned, "token": token if place else "", "community": place.community if place else None}
    return render(request, "public/code.html", context, status=status)


@public
@require_safe
def privacy(request: Any) -> HttpResponse:
    return render(request, "public/privacy.html")
