"""Printed codes: where each leads, what an old one says, and whether one is real."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from delek.core.places.queries import CodeState, Scanned, grid_of, place_by_key, scan
from delek.core.printing.actions import count_scan
from delek.core.printing.queries.layout import mark
from delek.core.printing.queries.posters import poster_of, valid_poster
from delek.foundation.words import clean

from ..access import public
from .known import known_at

LONGEST = 300
PAGES = {"policies": "/policies", "staff": "/staff", "report": "/report"}
"""Where a code of each service leads; the code of a point opens the page with all three."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is printed with a code, and what holds instead where it is no longer valid."""

    poster: Any = None
    mark: str = ""
    instead: Any = None
    instead_mark: str = ""


@public
@never_cache
@require_safe
def code(request: Any, token: str) -> HttpResponse:
    """A printed code leads to what it names; an old or strange one says so and still lets one report."""
    scanned = scan(token, request.now)
    if scanned.code is not None:
        count_scan(code_id=scanned.code.pk, at=request.now)
    if scanned.state is CodeState.GOOD and scanned.code is not None:
        page = PAGES.get(scanned.code.service)
        if page:
            return HttpResponseRedirect(f"{page}?at={quote(token)}")
        here = _about(scanned, token)
        return render(request, "public/point.html", here | {"known": known_at(scanned.place)})
    status = 410 if scanned.state is CodeState.RETIRED else 404
    return render(request, "public/code.html", _about(scanned, token), status=status)


@public
@never_cache
@require_safe
def check(request: Any) -> HttpResponse:
    """Is this code real? ``code``: what was typed or scanned; ``of``: the community that the reader is in."""
    said = clean(request.GET.get("code", ""))[:LONGEST]
    home = place_by_key(clean(request.GET.get("of", "")))
    context: dict[str, Any] = {"said": said, "of": home.key if home else "", "community": home}
    if said:
        host = _strange_host(said)
        context |= {"host": host} if host else _about(scan(_token(said), request.now), _token(said))
        found = context.get("place")
        context["elsewhere"] = bool(home and found and found.community and found.community_id != home.community_id)
    return render(request, "public/check.html", context | {"page_query": {"code": said} if said else {}})


def _about(scanned: Scanned, token: str) -> dict[str, Any]:
    place = scanned.place
    known = _known(scanned) if scanned.code is not None else Known()
    return {
        "scanned": scanned,
        "good": scanned.state is CodeState.GOOD,
        "place": place,
        "token": token if place else "",
        "community": place.community if place else None,
        "known": known,
    }


def _known(scanned: Scanned) -> Known:
    poster = poster_of(scanned.code) if scanned.code else None
    if poster is None:
        return Known()
    grid = grid_of(poster.place)
    number = grid.number if grid else 0
    if poster.retired_at is None:
        return Known(poster, mark(poster, number))
    instead = valid_poster(poster.place, poster.kind)
    return Known(poster, mark(poster, number), instead, mark(instead, number) if instead else "")


def _token(said: str) -> str:
    """The code in what was typed: an address of ours, or the code itself."""
    parts = urlsplit(said if "/" in said else "")
    if parts.query and (at := parse_qs(parts.query).get("at")):
        return at[0]
    return (parts.path or said).rstrip("/").rpartition("/")[2]


def _strange_host(said: str) -> str:
    """The host of an address that is not ours; nothing for ours or for a plain code."""
    if "/" not in said and "." not in said:
        return ""
    try:
        host = urlsplit(said if "://" in said else f"//{said}").hostname or ""
    except ValueError:
        host = ""
    ours = urlsplit(settings.ORIGIN).hostname
    return "" if host == ours else host or said
