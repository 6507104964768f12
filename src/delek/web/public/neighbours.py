"""A neighbour has the same problem as is open at a point."""

from typing import Any
from uuid import uuid4

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from delek.core.cases.actions import Conflict, Declined, Submission, join_in
from delek.core.cases.forms import MAX_WORDS, NeighbourForm
from delek.core.cases.queries import announced, once_announced

from ..access import public
from ..floods import is_flood
from .asking import is_cross_site, wants_json
from .known import as_known
from .reporting import CONFLICT, TOO_MANY, received
from .waiting import written_at
from .where import Where, find

OVER = "This matter is no longer open here. If something is wrong, please report it."


@public
@never_cache
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def matter(request: Any, pk: int) -> HttpResponse:
    """One open matter; a POST says "I have this problem too" and answers the sender's own receipt."""
    if request.method == "POST":
        return _send(request, pk)
    found = announced(pk)
    return _over(request, None, 404) if found is None else _page(request, found, {}, 200)


def _send(request: Any, pk: int) -> HttpResponse:
    if is_cross_site(request):
        raise PermissionDenied
    found = once_announced(pk)
    if found is None:
        return _over(request, None, 404)
    if is_flood(request, request.POST.get("at", ""), request.now.timestamp()):
        return _refuse(request, found, {"form": [gettext(TOO_MANY)]}, 429)
    form = NeighbourForm(request.POST)
    if not form.is_valid():
        errors = {field: [str(text) for text in texts] for field, texts in form.errors.items()}
        return _refuse(request, found, errors, 422)
    try:
        opened = join_in(submission=_submission(request, form, found.case), at=request.now)
    except Conflict:
        return _refuse(request, found, {"form": [gettext(CONFLICT)]}, 409)
    except Declined:
        return _over(request, found, 409)
    return received(request, opened)


def _submission(request: Any, form: NeighbourForm, case: Any) -> Submission:
    given, where = form.cleaned_data, find(request.POST, request.now)
    here = where.place is not None and where.place.pk == case.place_id
    return Submission(
        submission_id=given["submission_id"], community=case.place.community, place=case.place,
        language=get_language() or "zh-hans", description=given["text"], category=case.category, phone=given["phone"],
        code=where.code if here else None, joins=case, written_at=written_at(request),
    )  # fmt: skip


def _refuse(request: Any, found: Any, errors: dict[str, list[str]], status: int) -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"errors": errors}, status=status)
    return _page(request, found, errors, status)


def _page(request: Any, found: Any, errors: dict[str, list[str]], status: int) -> HttpResponse:
    typed, place = request.POST, found.case.place
    fresh = status in (200, 409) or "submission_id" in errors
    context = _around(request, place) | {
        "known": as_known(found), "errors": errors, "typed": typed, "max_words": MAX_WORDS,
        "submission_id": uuid4() if fresh else typed.get("submission_id", ""),
    }  # fmt: skip
    return render(request, "public/matter.html", context, status=status)


def _over(request: Any, found: Any, status: int) -> HttpResponse:
    """Said, with a way on; what was typed is offered to be reported."""
    if wants_json(request):
        return JsonResponse({"errors": {"form": [gettext(OVER)]}}, status=status)
    context = _around(request, found.case.place if found else None)
    return render(request, "public/matter_over.html", context | {"over": gettext(OVER)}, status=status)


def _around(request: Any, place: Any) -> dict[str, Any]:
    token = (request.POST or request.GET).get("at", "")
    where = find({"at": token}, request.now) if token else Where()
    code = where.token if where.code else ""
    community = place.community if place else where.place.community if where.place else None
    return {"place": place, "token": code, "community": community, "page_query": {"at": code} if code else {}}
