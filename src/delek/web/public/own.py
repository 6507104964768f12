"""My side: what is held about the holder of a number, who looked, and what they may do about it."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext, gettext_noop
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from delek.core.cases.actions import Declined
from delek.core.cases.actions.own import correct, erase_report
from delek.core.cases.actions.proving import show_proof
from delek.core.cases.actions.visiting import CODE_MINUTES, VISIT_HOURS, Wait, WrongCode, ask_code, end_visit, show_code
from delek.core.cases.forms import CodeForm, NumberForm, OwnForm
from delek.core.cases.queries.own import Held, held, messages_to, own_report, visit_of
from delek.core.cases.queries.registry import registered

from ..access import VISIT_COOKIE, by_number, public
from ..floods import is_flood
from .asking import is_cross_site
from .following import sealed
from .reached import Ways, ways_for
from .reporting import TOO_MANY

ASKED_COOKIE = "me-asked"
WAIT = gettext_noop("You can ask for another code in {n} seconds.")
WRONG = gettext_noop("The code is wrong or too old.")


@public
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def me(request: Any) -> HttpResponse:
    """What is held about me; before that, the number whose holder I am."""
    visit = visit_of(request.COOKIES.get(VISIT_COOKIE, ""), request.now)
    if request.method == "POST":
        return _ask(request)
    return _own(request, visit) if visit else _door(request)


@public
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: Any) -> HttpResponse:
    """The code that came by message."""
    if request.method != "POST":
        return _code(request, "", 200)
    _same_site(request)
    if is_flood(request, "", request.now.timestamp()):
        return _code(request, gettext(TOO_MANY), 429)
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _code(request, str(form.errors["code"][0]), 422)
    try:
        secret = show_code(
            secret=request.COOKIES.get(ASKED_COOKIE, ""), code=form.cleaned_data["code"], at=request.now
        )
    except WrongCode:
        return _code(request, gettext(WRONG), 422)
    except Wait as wait:
        return _code(request, gettext(WAIT).format(n=wait.seconds), 429)
    response = _to("/me")
    _keep(response, VISIT_COOKIE, secret, timedelta(hours=VISIT_HOURS))
    response.delete_cookie(ASKED_COOKIE, path="/me")
    return response


@by_number
@csrf_exempt
@require_POST
def out(request: Any) -> HttpResponse:
    """Leave: nothing of the visit is kept."""
    _same_site(request)
    end_visit(visit=request.visit)
    response = _to("/me")
    response.delete_cookie(VISIT_COOKIE, path="/me")
    return response


@by_number
@csrf_exempt
@require_POST
def right(request: Any, pk: int) -> HttpResponse:
    """Put one's name right, choose language and messages."""
    report = _mine(request, pk)
    form = OwnForm(request.POST, ways=ways_for(report))
    if not form.is_valid():
        return _wrong(request, pk, [str(e) for errors in form.errors.values() for e in errors], 422)
    try:
        asked = correct(visit=request.visit, report=report, at=request.now, **form.cleaned_data)
    except Wait as wait:
        return _wrong(request, pk, [gettext(WAIT).format(n=wait.seconds)], 429)
    return _to(reverse("me_email", args=[pk]) if asked else "/me?said=kept")


@by_number
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def email(request: Any, pk: int) -> HttpResponse:
    """The code that came by e-mail; with it messages go there."""
    report = _mine(request, pk)
    if request.method != "POST":
        return _email(request, report, "", 200)
    if is_flood(request, "", request.now.timestamp()):
        return _email(request, report, gettext(TOO_MANY), 429)
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _email(request, report, str(form.errors["code"][0]), 422)
    try:
        show_proof(visit=request.visit, report=report, code=form.cleaned_data["code"], at=request.now)
    except WrongCode:
        return _email(request, report, gettext(WRONG), 422)
    except Wait as wait:
        return _email(request, report, gettext(WAIT).format(n=wait.seconds), 429)
    return _to("/me?said=kept")


@by_number
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: Any, pk: int) -> HttpResponse:
    """First what will be gone and what stays; then it is gone."""
    report = _mine(request, pk)
    if request.method != "POST":
        return sealed(render(request, "public/me_erase.html", {"report": report, "case": report.case}))
    try:
        erase_report(report=report, at=request.now)
    except Declined:
        return sealed(
            render(request, "public/me_erase.html", {"report": report, "case": report.case, "open": True}, status=409)
        )
    return _to("/me?said=erased")


@by_number
@require_safe
def data(request: Any) -> HttpResponse:
    """All of it as a file to take away."""
    response = JsonResponse(_as_data(request), json_dumps_params={"ensure_ascii": False, "indent": 2})
    response.headers["Content-Disposition"] = 'attachment; filename="delek-my-data.json"'
    return sealed(response)


def _ask(request: Any) -> HttpResponse:
    _same_site(request)
    if is_flood(request, "", request.now.timestamp()):
        return _door(request, gettext(TOO_MANY), 429)
    form = NumberForm(request.POST)
    if not form.is_valid():
        return _door(request, str(form.errors["phone"][0]), 422)
    try:
        secret = ask_code(phone=form.cleaned_data["phone"], language=_language(), at=request.now)
    except Wait as wait:
        return _door(request, gettext(WAIT).format(n=wait.seconds), 429)
    response = _to("/me/code")
    _keep(response, ASKED_COOKIE, secret, timedelta(minutes=15))
    return response


def _door(request: Any, error: str = "", status: int = 200) -> HttpResponse:
    page = {"error": error, "typed": request.POST.get("phone", "")[:40]}
    return sealed(render(request, "public/me.html", page, status=status))


def _code(request: Any, error: str, status: int) -> HttpResponse:
    return sealed(render(request, "public/me_code.html", {"error": error, "minutes": CODE_MINUTES}, status=status))


def _email(request: Any, report: Any, error: str, status: int) -> HttpResponse:
    page = {"report": report, "case": report.case, "error": error, "minutes": CODE_MINUTES}
    return sealed(render(request, "public/me_email.html", page, status=status))


def _wrong(request: Any, pk: int, texts: list[str], status: int) -> HttpResponse:
    return _own(request, request.visit, {"pk": pk, "texts": texts, "typed": request.POST}, status)


def _own(request: Any, visit: Any, wrong: dict[str, Any] | None = None, status: int = 200) -> HttpResponse:
    reports = held(visit, request.now)
    page = {
        "names": _by_name([(one, ways_for(one.report)) for one in reports]),
        "messages_out": messages_to(visit), "registered": registered(), "visit": visit,
        "thanks": request.GET.get("said", ""), "wrong": wrong or {},
        "visit_ends": visit.shown_at + timedelta(hours=VISIT_HOURS),
    }  # fmt: skip
    return sealed(render(request, "public/me_own.html", page, status=status))


def _by_name(reports: Sequence[tuple[Held, Ways]]) -> list[tuple[str, list[tuple[Held, Ways]]]]:
    """One phone may serve a family: reports stand under the name that was left with them, each with its ways."""
    names: dict[str, list[tuple[Held, Ways]]] = {}
    for one, ways in reports:
        names.setdefault(one.report.name, []).append((one, ways))
    return list(names.items())


def _mine(request: Any, pk: int) -> Any:
    _same_site(request)
    report = own_report(request.visit, pk, request.now)
    if report is None:
        raise Http404
    return report


def _as_data(request: Any) -> dict[str, Any]:
    reports = held(request.visit, request.now)
    return {
        "phone": request.visit.phone,
        "reports": [_report_data(one) for one in reports],
        "messages": [
            {"at": m.created_at, "state": m.state, "language": m.language, "text": m.text}
            for m in messages_to(request.visit)
        ],
        "registered": [asdict(row) for row in registered()],
    }


def _report_data(one: Held) -> dict[str, Any]:
    report, address = one.report, f"{settings.ORIGIN}/r/{one.token}"
    return {
        "number": report.case.label, "link": address, "place": report.case.place.name.as_json(),
        "sent": report.created_at, "name": report.name, "language": report.language, "messages": report.channel,
        "email": report.email,
        "said": [
            {"at": told.at, "text": told.statement.text,
             "files": [f"{address}/media/{m.key}/screen" for m in told.media if m.screen]}
            for told in one.said
        ],
        "looked_at": [
            {"at": look.at, "post": look.post.kind.name.as_json() if look.post else None} for look in one.looks
        ],
    }  # fmt: skip


def _same_site(request: Any) -> None:
    if is_cross_site(request):
        raise PermissionDenied


def _keep(response: HttpResponse, name: str, secret: str, time: timedelta) -> None:
    response.set_cookie(
        name, secret, max_age=time, path="/me", secure=settings.SECURE, httponly=True, samesite="Strict"
    )


def _to(address: str) -> HttpResponse:
    response = HttpResponseRedirect(address)
    response.status_code = 303
    return sealed(response)


def _language() -> str:
    return get_language() or "zh-hans"
