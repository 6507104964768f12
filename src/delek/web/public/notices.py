"""Notices in the reporter's browser: asked for by one tap on the page of the matter, ended by another."""

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from delek.core.cases.actions.reaching import choose, renew_in_browser, stop_in_browser, tell_in_browser
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
    """This browser is to be told; with ``instead_of`` only where it was told under that address before."""
    report = _report(request, token)
    if report is None or settings.PUSH == "off":
        return _answer({"errors": []}, 404)
    if is_flood(request, "", request.now.timestamp()):
        return _answer({"errors": [gettext(TOO_MANY)]}, 429)
    form = BrowserForm(request.POST, anywhere=settings.PUSH_ANYWHERE)
    if not form.is_valid():
        return _answer({"errors": [str(CANNOT)]}, 422)
    old = request.POST.get("instead_of", "")
    if not old:
        tell_in_browser(report=report, at=request.now, **form.cleaned_data)
    elif not renew_in_browser(report=report, old=old, at=request.now, **form.cleaned_data):
        return _answer({"channel": report.channel}, 409)
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
@require_http_methods(["GET", "HEAD", "POST"])
def none(request: Any, token: str) -> HttpResponse:
    """No messages at all, by a plain form. A mail program asks here, too: with one click (RFC 8058) for no more
    e-mails, or by opening the address, which changes nothing (scanners open it as well) and leads to the form.
    """
    posted, one_click = request.method == "POST", request.POST.get("List-Unsubscribe") == "One-Click"
    report = _report(request, token) if posted else report_by_token(token, request.now)
    if report is None:
        return missing(request)
    if posted and (report.channel == "mail" or not one_click):
        choose(report=report, channel="none", at=request.now)
    if one_click:
        return sealed(HttpResponse(content_type="text/plain"))
    response = HttpResponseRedirect(f"/r/{token}#notices")
    response.status_code = 303
    return sealed(response)


def _report(request: Any, token: str) -> Any:
    if is_cross_site(request):
        raise PermissionDenied
    return report_by_token(token, request.now)


def _answer(told: dict[str, Any], status: int) -> HttpResponse:
    return sealed(JsonResponse(told, status=status))
