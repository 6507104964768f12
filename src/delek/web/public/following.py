"""The reporter's pages of a case: receipt, story, status, media."""

from typing import Any
from uuid import uuid4

import segno
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from delek.core.cases.flows import CALL_OVER
from delek.core.cases.queries import report_by_token, story
from delek.core.media.queries import served

from ..access import by_link
from .called import call_facts
from .reached import reached
from .telling import Page, first_steps, page_of

SIZES = ("screen", "thumb")


@by_link
@require_safe
def case(request: Any, token: str) -> HttpResponse:
    """The case page; with ``?new=1`` the receipt."""
    report = report_by_token(token, request.now)
    if report is None:
        return missing(request)
    if request.GET.get("new"):
        return card(request, token, report)
    return show(request, token, page_of(report, request.now))


@by_link
@require_safe
def receipt(request: Any, token: str) -> HttpResponse:
    """The card to keep: number, code, place, time, what happens next."""
    report = report_by_token(token, request.now)
    return missing(request) if report is None else card(request, token, report)


@by_link
@require_safe
def status(request: Any, token: str) -> HttpResponse:
    """The state of a matter for a script."""
    report = report_by_token(token, request.now)
    if report is None:
        return sealed(JsonResponse({"error": "unknown"}, status=404))
    page = page_of(report, request.now)
    state = {"number": report.case.label, "state": page.case.state, "stage": page.stage}
    return sealed(JsonResponse(state))


@by_link
@require_safe
def media(request: Any, token: str, key: str, size: str) -> HttpResponse:
    """A photo, recording or document of this story; of any other case there is none."""
    report = report_by_token(token, request.now)
    found = [m for told in story(report) for m in told.media if m.key == key] if report and size in SIZES else []
    copy = served(found[0], size) if found else None
    if copy is None:
        raise Http404
    response = HttpResponse(copy[0], content_type=copy[1])
    kind = "attachment" if found[0].kind == "document" else "inline"
    response.headers["Content-Disposition"] = kind
    response.headers["Cache-Control"] = "private, max-age=86400"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def card(request: HttpRequest, token: str, report: Any) -> HttpResponse:
    """The receipt with its code, and what happens next; a call has none, its page says it all."""
    if report.case.flow == CALL_OVER.key:
        return HttpResponseRedirect(f"/r/{token}")
    link = f"{settings.ORIGIN}/r/{token}"
    mine = [told for told in story(report) if told.mine]
    photos = [m for told in mine for m in told.media if m.kind == "photo"]
    context = {
        "report": report, "case": report.case, "community": report.case.community, "token": token, "link": link,
        "qr": segno.make(link, error="m").svg_inline(omitsize=True, svgclass=None, lineclass=None),
        "steps": first_steps(report), "photos": len(photos),
        "written_at": mine[0].statement.written_at if mine else None,
        "calendar_unknown": any(not d.calendar_known for d in report.case.deadlines.all()),
    }  # fmt: skip
    return sealed(render(request, "public/receipt.html", context))


def show(
    request: HttpRequest, token: str, page: Page, errors: dict[str, list[str]] | None = None, code: int = 200
) -> HttpResponse:
    """The case page, with what is to be put right in its forms."""
    context = {
        "page": page, "case": page.case, "own": page.report.case, "community": page.report.case.community,
        "token": token, "errors": errors or {}, "typed": request.POST, "thanks": "said" in request.GET,
        "reached": reached(page.report, ends=page.too_late),
        "submission_id": uuid4() if code in (200, 409) else request.POST.get("submission_id", ""),
    }  # fmt: skip
    if page.case.flow == CALL_OVER.key:
        return sealed(render(request, "public/call_case.html", context | call_facts(page), status=code))
    return sealed(render(request, "public/case.html", context, status=code))


def missing(request: HttpRequest) -> HttpResponse:
    return sealed(render(request, "public/missing.html", status=404))


def sealed(response: HttpResponse) -> HttpResponse:
    """A link is a key: no page passes it on, nothing on the way keeps the page."""
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "no-store"
    return response
