"""The report page, and what it sends."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from delek.core.cases.actions import Conflict, Opened, Submission, open_case
from delek.core.cases.flows import REPORT
from delek.core.cases.forms import MAX_WORDS, ReportForm
from delek.core.cases.queries import offered
from delek.core.cases.queries.concerned import team_of

from ..access import public
from ..floods import is_flood
from .asking import is_cross_site, wants_json
from .intake import MAX_PHOTOS, Files, receive
from .known import known_at
from .waiting import written_at
from .where import Where, choices, find

CONFLICT = "This form was already sent with other words. Please open the page again."
TOO_MANY = "Too many at once. Please wait a moment."


@dataclass(frozen=True, slots=True)
class Sent:
    """What came, and what is to be put right."""

    where: Where
    form: ReportForm
    files: Files = field(default_factory=Files)
    errors: dict[str, list[str]] = field(default_factory=dict)


@public
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: Any) -> HttpResponse:
    """Three steps on one page; a POST answers the receipt's address, or the page with what is to be put right."""
    if request.method == "POST":
        return _send(request)
    where = find(request.GET, request.now)
    form = ReportForm(None, offered=offered(REPORT.key, request.now), place=where.place, shown=False)
    return _page(request, Sent(where, form), 200)


def serving(request: Any, where: Where) -> Any:
    """Who serves at the place, for whoever says that it is about one of them."""
    return team_of(where.place, request.now) if where.place and request.POST.get("concerns") else []


def _send(request: Any) -> HttpResponse:
    if is_cross_site(request):
        raise PermissionDenied
    where = find(request.POST, request.now)
    if is_flood(request, where.token, request.now.timestamp()):
        form = ReportForm(request.POST, offered=offered(REPORT.key, request.now), place=where.place, shown=True)
        return _refuse(request, Sent(where, form, errors={"form": [gettext(TOO_MANY)]}), 429)
    files = receive(request)
    shown, team = bool(files.taken or files.refused), serving(request, where)
    form = ReportForm(request.POST, offered=offered(REPORT.key, request.now), place=where.place, shown=shown, team=team)
    if not form.is_valid() or files.refused:
        return _refuse(request, Sent(where, form, files, _errors(form, files)), 422)
    try:
        opened = open_case(submission=_submission(form, where, files, written_at(request)), at=request.now)
    except Conflict:
        return _refuse(request, Sent(where, form, files, {"form": [gettext(CONFLICT)]}), 409)
    return received(request, opened)


def _submission(form: ReportForm, where: Where, files: Files, written: datetime | None) -> Submission:
    given = form.cleaned_data
    return Submission(
        submission_id=given["submission_id"], community=where.place.community, place=where.place,
        language=get_language() or "zh-hans", description=given["description"], category=given["category"],
        name=given["name"], phone=given["phone"], code=where.code, about_staff=given["about_staff"],
        concerns=given["concerns"], about=given["about"], files=files.taken, written_at=written,
    )  # fmt: skip


def _errors(form: ReportForm, files: Files) -> dict[str, list[str]]:
    errors = {field: [str(text) for text in texts] for field, texts in form.errors.items()}
    for turned in files.refused:
        said = f"{turned.name}: {turned.why}" if turned.name else turned.why
        errors.setdefault(turned.field, []).append(said)
    return errors


def received(request: HttpRequest, opened: Opened) -> HttpResponse:
    """What a page or a phone is told of a report that is kept: where its receipt stands."""
    url = f"/r/{opened.token}?new=1"
    if wants_json(request):
        number = opened.report.case.label
        return JsonResponse({"number": number, "url": url}, status=201 if opened.created else 200)
    response = HttpResponseRedirect(url)
    response.status_code = 303
    return response


def _refuse(request: HttpRequest, sent: Sent, status: int) -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"errors": sent.errors}, status=status)
    return _page(request, sent, status)


def _page(request: HttpRequest, sent: Sent, status: int) -> HttpResponse:
    typed, where = request.POST, sent.where
    team = team_of(where.place, request.now) if where.place else []  # type: ignore[attr-defined]
    fresh = status in (200, 409) or "submission_id" in sent.errors
    context = {
        "errors": sent.errors, "typed": typed, "kept": sent.files.kept(), "refused": sent.files.refused, "where": where,
        "community": where.place.community if where.place else None, "categories": sent.form.offered.values(),
        "choices": [] if where.code else choices(), "max_photos": MAX_PHOTOS, "max_words": MAX_WORDS, "team": team,
        "submission_id": uuid4() if fresh else typed.get("submission_id", ""),
        "page_query": {"at": where.token} if where.token else {}, "token": where.token,
        "known": known_at(where.place) if where.code and status == 200 else [],
    }  # fmt: skip
    return render(request, "public/report.html", context, status=status)
