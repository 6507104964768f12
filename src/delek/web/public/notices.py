"""Notices in the reporter's browser: asked for by one tap on the page of the matter, ended by another."""

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from delek.core.cases.actions.reaching import choose, stop_in_browser, tell_in_browser
from delek.core.cases.forms import CANNOT, BrowserForm
from delek.core.cases.queries import report_by_token

from ..access import by_link
from ..floods import is_flood
from .asking import is_cross_site
from .following import missing, sealed
from .reporting import TOO_MANY


@by_link
@csrf_exempt
@require_POST
def browser(request: Any, token: str) -> HttpResponse:
    """This browser is to be told."""
    report = _report(request, token)
    if report is None or settings.PUSH == "off":
        return _answer({"errors": []}, 404)
    if is_flood(request, "", request.now.timestamp()):
        return _answer({"errors": [gettext(TOO_MANY)]}, 429)
    form = BrowserForm(request.POST, anywhere=settings.PUSH_ANYWHERE)
    if not form.is_valid():
        return _answer({"errors": [str(CANNOT)]}, 422)
    tell_in_browser(report=report, at=request.now, **form.cleaned_data)
    return _answer({"channel": report.channel}, 200)


@by_link
@csrf_exempt
@require_POST
def stop(request: Any, token: str) -> HttpResponse:
    """This browser is to be told no more."""
    report = _report(request, token)
    if report is None:
        return _answer({"errors": []}, 404)
    stop_in_browser(report=report, endpoint=request.POST.get("endpoint", ""), at=request.now)
    return _answer({"channel": report.channel}, 200)


@by_link
@csrf_exempt
@require_POST
def none(request: Any, token: str) -> HttpResponse:
    """No messages at all, by a plain form."""
    report = _report(request, token)
    if report is None:
        return missing(request)
    choose(report=report, channel="none", at=request.now)
    response = HttpResponseRedirect(f"/r/{token}#notices")
    response.status_code = 303
    return sealed(response)


def _report(request: Any, token: str) -> Any:
    if is_cross_site(request):
        raise PermissionDenied
    return report_by_token(token, request.now)


def _answer(told: dict[str, Any], status: int) -> HttpResponse:
    return sealed(JsonResponse(told, status=status))
