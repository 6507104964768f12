"""What a reporter says after their report: their word on the result, an answer, more photos, "not solved"."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from delek.core.cases.actions import Conflict, Declined, answer, content_of, judge, once
from delek.core.cases.actions.speaking import REOPEN_DAYS
from delek.core.cases.forms import SayForm, WordForm
from delek.core.cases.queries import report_by_token
from delek.core.cases.queries.repeats import said_just_now
from delek.core.media.actions import enter

from ..access import by_link
from ..floods import is_flood
from .asking import is_cross_site, wants_json
from .following import missing, sealed, show
from .intake import Files, receive
from .reporting import CONFLICT, TOO_MANY
from .telling import page_of
from .waiting import written_at

LATE = "More than {n} days have passed. Please make a new report."
Do = Callable[[Any, dict[str, Any], list[Any], Any], object]


@by_link
@csrf_exempt
@require_POST
def word(request: Any, token: str) -> HttpResponse:
    """Solved, half or not, with a rating."""

    def do(report: Any, given: dict[str, Any], media: list[Any], at: Any) -> object:
        return judge(
            report=report, solved=given["solved"], rating=given["rating"], text=given["text"], media=media, at=at,
            written_at=written_at(request),
        )  # fmt: skip

    return _say(request, token, lambda files: WordForm(request.POST), do)


@by_link
@csrf_exempt
@require_POST
def reply(request: Any, token: str) -> HttpResponse:
    """The answer to a question, or more words and photos."""

    def do(report: Any, given: dict[str, Any], media: list[Any], at: Any) -> None:
        answer(report=report, text=given["text"], media=media, at=at, written_at=written_at(request))

    return _say(request, token, lambda files: SayForm(request.POST, shown=bool(files.taken)), do)


@by_link
@csrf_exempt
@require_POST
def reopen(request: Any, token: str) -> HttpResponse:
    """It is not solved after all: within seven days, with a reason: in words, spoken, or shown."""

    def do(report: Any, given: dict[str, Any], media: list[Any], at: Any) -> object:
        return judge(
            report=report, solved="not", rating=None, text=given["text"], media=media, at=at,
            written_at=written_at(request),
        )  # fmt: skip

    return _say(request, token, lambda files: SayForm(request.POST, shown=bool(files.taken)), do)


def _say(request: Any, token: str, form_of: Callable[[Files], forms.Form], do: Do) -> HttpResponse:
    if is_cross_site(request):
        raise PermissionDenied
    report = report_by_token(token, request.now)
    if report is None:
        return _gone(request)
    if is_flood(request, "", request.now.timestamp()):
        return _again(request, token, report, {"form": [gettext(TOO_MANY)]}, 429)
    files = receive(request)
    form = form_of(files)
    errors = {field: [str(text) for text in texts] for field, texts in form.errors.items()}
    for turned in files.refused:
        errors.setdefault(turned.field, []).append(f"{turned.name}: {turned.why}" if turned.name else turned.why)
    if errors:
        return _again(request, token, report, errors, 422)
    try:
        _keep(request, report, form.cleaned_data, files, do)
    except Declined as declined:
        return _again(request, token, report, {"form": [_why(declined)]}, 409)
    except Conflict:
        return _again(request, token, report, {"form": [gettext(CONFLICT)]}, 409)
    return _thanks(request, token)


def _keep(request: Any, report: Any, given: dict[str, Any], files: Files, do: Do) -> None:
    """Everything or nothing. What came before with the same number is not said twice; without a number the same
    words within a minute are not."""
    key, at = given.pop("submission_id"), request.now
    addresses = [t.address for t in files.taken]

    def say() -> None:
        media = enter(files.taken, community_id=report.case.community_id, at=at) if files.taken else []
        do(report, given, media, at)

    if key:
        content = content_of(request.resolver_match.url_name, given.items(), addresses)
        once(report=report, key=key, content=content, at=at, do=say)
    elif not said_just_now(report, given["text"], addresses, at):
        with transaction.atomic():
            say()


def _gone(request: HttpRequest) -> HttpResponse:
    if wants_json(request):
        said = gettext("This report was not found. Please look at the number again.")
        return sealed(JsonResponse({"errors": {"form": [said]}}, status=404))
    return missing(request)


def _why(declined: Declined) -> str:
    if declined.why == "late":
        return gettext(LATE).format(n=REOPEN_DAYS)
    return gettext("This cannot be done any more. Please open the page again.")


def _again(
    request: HttpRequest, token: str, report: Any, errors: dict[str, list[str]], status: int
) -> HttpResponse:
    if wants_json(request):
        return sealed(JsonResponse({"errors": errors}, status=status))
    return show(request, token, page_of(report, request.now), errors, status)  # type: ignore[attr-defined]


def _thanks(request: HttpRequest, token: str) -> HttpResponse:
    url = f"/r/{token}?said=1"
    if wants_json(request):
        return sealed(JsonResponse({"url": url}))
    response = HttpResponseRedirect(url)
    response.status_code = 303
    return sealed(response)
