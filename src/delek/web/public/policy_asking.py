"""A question about a policy becomes a case, with the policy named."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from delek.core.cases.actions import Conflict, Submission, open_case
from delek.core.cases.forms import MAX_WORDS, ReportForm
from delek.core.cases.queries import filing_categories
from delek.core.content.queries import Reading

from ..access import public
from ..floods import is_flood
from .asking import is_cross_site, wants_json
from .policies import about, gone, named
from .reporting import CONFLICT, TOO_MANY, received
from .waiting import written_at
from .where import Where, choices, find

QUESTION = "Question about the policy “{title}”: {question}"
ROOM = 120
"""Characters kept free for the name of the policy."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What came, and what is to be put right."""

    where: Where
    reading: Reading
    errors: dict[str, list[str]]


@public
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: Any, key: str) -> HttpResponse:
    """A short form; what is sent goes the way of every report, as a question with its own time limit."""
    where = find(request.POST if request.method == "POST" else request.GET, request.now)
    found = named(where, key)
    if not found:
        return _gone(request, where)
    if request.method != "POST":
        return _page(request, Asked(where, found[0], {}), 200)
    if is_cross_site(request):
        raise PermissionDenied
    if is_flood(request, where.token, request.now.timestamp()):
        return _refuse(request, Asked(where, found[0], {"form": [gettext(TOO_MANY)]}), 429)
    return _send(request, where, found[0])


def _gone(request: Any, where: Where) -> HttpResponse:
    """A question may have waited in a phone for longer than the policy was there."""
    if wants_json(request):
        return JsonResponse({"errors": {"form": [gettext("This policy is not here, or no longer.")]}}, status=404)
    return gone(request, where)


def _send(request: Any, where: Where, reading: Reading) -> HttpResponse:
    form = ReportForm(request.POST, offered=[], place=where.place, shown=False)
    if not form.is_valid():
        errors = {name: [str(text) for text in texts] for name, texts in form.errors.items()}
        if not request.POST.get("description", "").strip():
            errors["description"] = [gettext("Please fill this in.")]
        return _refuse(request, Asked(where, reading, errors), 422)
    if len(form.cleaned_data["description"]) > MAX_WORDS - ROOM:
        too_long = gettext("This is too long: {n} characters, at most {max}.")
        said = too_long.format(n=len(form.cleaned_data["description"]), max=MAX_WORDS - ROOM)
        return _refuse(request, Asked(where, reading, {"description": [said]}), 422)
    try:
        opened = open_case(submission=_submission(form, where, reading, written_at(request)), at=request.now)
    except Conflict:
        return _refuse(request, Asked(where, reading, {"form": [gettext(CONFLICT)]}), 409)
    return received(request, opened)


def _refuse(request: Any, asked: Asked, status: int) -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"errors": asked.errors}, status=status)
    return _page(request, asked, status)


def _submission(form: ReportForm, where: Where, reading: Reading, written: datetime | None) -> Submission:
    given = form.cleaned_data
    category = next((c for c in filing_categories() if c.key == "policy"), None)
    text = gettext(QUESTION).format(title=reading.text.title, question=given["description"])
    return Submission(
        submission_id=given["submission_id"], community=where.place.community, place=where.place,
        language=get_language() or "zh-hans", description=text, category=category, name=given["name"],
        phone=given["phone"], code=where.code, written_at=written,
    )  # fmt: skip


def _page(request: Any, asked: Asked, status: int) -> HttpResponse:
    fresh = status in (200, 409) or "submission_id" in asked.errors
    context = about(asked.where, request.POST or request.GET) | {
        "reading": asked.reading, "errors": asked.errors, "typed": request.POST, "max_words": MAX_WORDS - ROOM,
        "submission_id": uuid4() if fresh else request.POST.get("submission_id", ""),
        "choices": [] if asked.where.place else choices(),
    }  # fmt: skip
    return render(request, "public/policy_ask.html", context, status=status)
