"""The second person: reads what waits beside what is public, lets it out or sends it back."""

import re
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from delek.core.content.actions import Declined, OneLanguage, approve, send_back
from delek.core.content.queries import HTML, changes, papers_known, shown, waiting
from delek.core.content.rules import is_second_person
from delek.foundation.words import clean
from delek.web.access import StaffRequest, staff

from .page import tabs
from .policies import HOME, PARTS, REVIEW, latest_title, own, told

LONGEST = 500
WHY = {
    "capability": "You may not review this policy.",
    "changed": "Somebody changed or reviewed it meanwhile. Please read it again.",
    "second_person": "You wrote this yourself; somebody else must let it out.",
}


@staff(REVIEW)
def review(request: StaffRequest, pk: int) -> HttpResponse:
    """``do``: ``approve`` or ``return``; ``read``: the parts chosen, each with the number that was read."""
    page = own(request, pk)
    if request.method != "POST":
        return _page(request, page, {}, 200)
    numbers = _read(request)
    note = clean(request.POST.get("note", ""))[:LONGEST]
    if not numbers:
        return _page(request, page, {"error": _("Please choose at least one part.")}, 422)
    if request.POST.get("do") == "return" and not note:
        return _page(request, page, {"error": _("Please say what is to be changed.")}, 422)
    try:
        _judge(request, page, numbers, note)
    except Declined as declined:
        return _page(request, page, {"error": _(WHY[declined.why])}, 409)
    except OneLanguage as lone:
        return _page(request, page, {"lacking": [_(PARTS[part]) for part in lone.languages]}, 409)
    return redirect(HOME)


def _judge(request: StaffRequest, page: Any, numbers: dict[str, int], note: str) -> None:
    if request.POST.get("do") == "return":
        send_back(page=page, numbers=numbers, standing=request.standing, note=note, at=request.now)
        messages.success(request, _("Sent back."))
        return
    alone = request.POST.get("alone") == "1"
    approve(page=page, numbers=numbers, standing=request.standing, at=request.now, alone=alone)
    messages.success(request, _("It is public now."))


def _read(request: StaffRequest) -> dict[str, int]:
    """``read=zh:7``; anything else is left out."""
    pairs = (value.partition(":") for value in request.POST.getlist("read")[:8])
    return {part: int(number) for part, _sign, number in pairs if part in PARTS and re.fullmatch("[0-9]{1,9}", number)}


def _page(request: StaffRequest, page: Any, given: dict[str, Any], status: int) -> HttpResponse:
    known = papers_known()
    parts = [_part(request, row, known) for row in waiting(page)]
    context = {
        "heading": f"{_('Review')}: {latest_title(page) or page.key}", "tabs": tabs(request), "page": page,
        "parts": parts, "chosen": request.POST.getlist("read"), "note": request.POST.get("note", ""),
        "home": HOME, "longest": LONGEST, **given,
    }  # fmt: skip
    return render(request, "manage/policy_review.html", context, status=status)


def _part(request: StaffRequest, row: Any, known: Any) -> dict[str, Any]:
    """One waiting part: what changed against what is public, and how it will look."""
    version = row.version
    text = shown(version.content, version.part) if version.part in HTML else None
    return {
        "version": version, "name": _(PARTS[version.part]), "value": f"{version.part}:{version.number}",
        "own": not is_second_person(request.standing.person, version), "changes": told(changes(row.public, version)),
        "fresh": row.public is None, "text": text, "papers": text.papers(known) if text else [],
        "language": {"zh": "zh-hans"}.get(version.part, version.part),
    }  # fmt: skip
