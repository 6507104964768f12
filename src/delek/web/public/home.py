"""The first page, and the pages about the site itself."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from delek.core.places.queries import communities

from ..access import public


@public
@require_safe
def home(request: Any) -> HttpResponse:
    """The communities and the door to a report."""
    every = communities()
    only = every[0] if len(every) == 1 else None
    return render(request, "public/home.html", {"communities": every, "community": only})


@public
@require_safe
def privacy(request: Any) -> HttpResponse:
    return render(request, "public/privacy.html")
