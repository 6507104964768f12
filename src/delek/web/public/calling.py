"""Asking somebody to come: what for, where, and what the resident sees of it until the word on the service."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language, gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from delek.core.cases.actions import Conflict, Declined, Mover, Submission, call_over, move
from delek.core.cases.flows import CALL_OVER
from delek.core.cases.forms import CallForm
from delek.core.cases.queries import offered, report_by_token, who_could_come
from delek.core.people.queries import posts_serving
from delek.core.schedule.queries.team import members, team_of

from ..access import by_link, public
from ..floods import is_flood
from .asking import is_cross_site
from .called import call_facts
from .following import missing, sealed, show
from .reporting import CONFLICT, TOO_MANY
from .team import back, next_of, query_of
from .telling import page_of
from .where import Where, choices, find

EMERGENCY = "emergency"


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for, and what is to be put right; ``first``: call 120 before anything else."""

    where: Where
    form: CallForm
    errors: dict[str, list[str]] = field(default_factory=dict)
    first: bool = False


@public
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def call(request: Any) -> HttpResponse:
    """One short form; a POST answers the page of the call, or this page with what is to be put right."""
    given = request.POST if request.method == "POST" else request.GET
    where, needs = find(given, request.now), offered(CALL_OVER.key, request.now)
    if request.method != "POST":
        return _page(request, Asked(where, CallForm(None, offered=needs, place=where.place)), 200)
    if is_cross_site(request):
        raise PermissionDenied
    asked = Asked(where, CallForm(request.POST, offered=needs, place=where.place))
    if is_flood(request, where.token, request.now.timestamp()):
        return _page(request, Asked(where, asked.form, {"form": [gettext(TOO_MANY)]}), 429)
    if not asked.form.is_valid():
        errors = {name: [str(text) for text in texts] for name, texts in asked.form.errors.items()}
        return _page(request, Asked(where, asked.form, errors), 422)
    if asked.form.cleaned_data["need"].urgency == EMERGENCY and "called" not in request.POST:
        return _page(request, Asked(where, asked.form, first=True), 422)
    return _send(request, asked)


def _send(request: Any, asked: Asked) -> HttpResponse:
    where, given = asked.where, asked.form.cleaned_data
    if not who_could_come(where.place, request.now):
        return _page(request, Asked(where, asked.form), 409)
    submission = Submission(
        submission_id=given["submission_id"], community=where.place.community, place=where.place,
        language=get_language() or "zh-hans", description=given["text"], category=given["need"], name=given["name"],
        phone=given["phone"], code=where.code, flow=CALL_OVER.key,
    )  # fmt: skip
    try:
        opened = call_over(submission=submission, at=request.now, first=_wished(request.POST.get("post", ""), request))
    except Conflict:
        return _page(request, Asked(where, asked.form, {"form": [gettext(CONFLICT)]}), 409)
    response = HttpResponseRedirect(f"/r/{opened.token}")
    response.status_code = 303
    return response


def _wished(number: str, request: Any) -> Any:
    """The post that the resident tapped, if it serves the place; it is asked first."""
    place = find(request.POST if request.method == "POST" else request.GET, request.now).place
    posts = posts_serving(place, request.now) if place and number else []
    return next((p for p in posts if str(p.pk) == number), None)


def _page(request: Any, asked: Asked, status: int) -> HttpResponse:
    where, typed, place = asked.where, request.POST, asked.where.place
    given = request.POST if request.method == "POST" else request.GET
    wished = _wished(given.get("post", ""), request)
    context = {
        "where": where, "community": place.community if place else None, "typed": typed, "errors": asked.errors,
        "needs": asked.form.offered.values(), "first": asked.first, "choices": [] if where.code else choices(),
        "submission_id": uuid4() if status in (200, 409) else typed.get("submission_id", ""),
        "chosen": given.get("need", ""),
        "wished": members([wished], request.now)[0] if wished else None, "page_query": query_of(where) if place else {},
        **_away(place, request.now),
    }  # fmt: skip
    return render(request, "public/call.html", context, status=status)


def _away(place: Any, now: datetime) -> dict[str, object]:
    """Nobody on duty: say so, and when somebody is."""
    if place is None or who_could_come(place, now):
        return {"nobody": False}
    soon = next_of(team_of(place, now))
    return {"nobody": True, "back": back(soon, now, get_language() or "zh-hans") if soon else ""}


@by_link
@require_safe
def live(request: Any, token: str) -> HttpResponse:
    """How a call stands, for the script that keeps its page fresh."""
    report = report_by_token(token, request.now)
    if report is None or report.case.flow != CALL_OVER.key:
        raise Http404
    page = page_of(report, request.now)
    context = {"page": page, "case": page.case, "own": page.case, "token": token, **call_facts(page)}
    return sealed(render(request, "public/call_live.html", context))


@by_link
@csrf_exempt
@require_POST
def cancel(request: Any, token: str) -> HttpResponse:
    """The resident no longer needs it; whoever was asked is told. A second tap says nothing twice."""
    if is_cross_site(request):
        raise PermissionDenied
    report = report_by_token(token, request.now)
    if report is None:
        return missing(request)
    try:
        move(report.case, "cancel", mover=Mover(report=report), at=request.now)
    except Declined:
        if report.case.state != "cancelled":
            page = page_of(report, request.now)
            why = gettext("This cannot be done any more. Please open the page again.")
            return show(request, token, page, {"form": [why]}, 409)
    response = HttpResponseRedirect(f"/r/{token}")
    response.status_code = 303
    return sealed(response)
