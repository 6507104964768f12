"""The first page, printed codes, and the pages about the site itself."""

from typing import Any
from urllib.parse import quote

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from delek.core.places.queries import CodeState, communities, scan
from delek.core.timeline.actions import RESIDENT, record
from delek.foundation.words import clean, shorten

from ..access import public
from ..floods import is_flood
from .asking import is_cross_site

LONGEST = 300
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


@public
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def wrong_word(request: Any) -> HttpResponse:
    """A reader names a wrong word; the translators find it among the events."""
    context: dict[str, Any] = {"text": clean(request.POST.get("text", "")), "longest": LONGEST}
    if request.method != "POST" or not context["text"]:
        context["empty"] = request.method == "POST"
        return render(request, "public/wrong_word.html", context, status=422 if context["empty"] else 200)
    if is_cross_site(request):
        raise PermissionDenied
    if is_flood(request, "", request.now.timestamp()):
        return render(request, "public/wrong_word.html", context | {"flood": True}, status=429)
    note = {"text": shorten(context["text"], LONGEST), "language": get_language() or ""}
    record(subject=("word", 0), verb="wrong_word", by=RESIDENT, at=request.now, community_id=0, particulars=note)
    return render(request, "public/wrong_word.html", {"done": True})
