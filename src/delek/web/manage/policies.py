"""Writing policies: the list, the two languages side by side, what came before."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from delek.core.content.actions import Stale, add_page, bring_back, withdraw, write
from delek.core.content.forms import NAMES, PageForm
from delek.core.content.forms import NewPageForm as NewForm
from delek.core.content.queries import (
    changes,
    desk_for,
    editions_of,
    ending_soon,
    history,
    latest,
    page_for,
    papers_known,
    shown,
    title_of,
)
from delek.core.content.queries import waiting as waiting_parts
from delek.core.content.rules import may_review, may_write
from delek.foundation.clock import SHANGHAI
from delek.foundation.dates import say_date
from delek.web.access import StaffRequest, staff

from .page import by, community, form_page, list_page, tabs

WRITE, REVIEW = "policy.write", "policy.review"
HOME = "/manage/policies/"
PARTS = {"bo": "Tibetan", "zh": "Chinese", "en": "English", "facts": "Facts"}
STATES = {
    "public": "Public",
    "waiting": "Waiting for review",
    "returned": "Sent back",
    "draft": "Draft",
    "missing": "Not written",
    "behind": "Behind the other language",
}
SECTIONS = {
    "title": "Title", "lead": "In one sentence", "who": "For whom", "benefit": "What you get", "steps": "Steps",
    "papers": "Papers", "where": "Where", "hours": "When it is open", "more": "Good to know",
    "keywords": "Other words people search by", "topic": "Topic", "groups": "Groups of people",
    "office": "Office in charge", "phone": "Phone", "valid_from": "Valid from (day)", "valid_to": "Valid to (day)",
    "questions": "Does it apply to me?",
}  # fmt: skip


@staff(WRITE, REVIEW)
def list_policies(request: StaffRequest) -> HttpResponse:
    """Every page with the state of each of its parts; what ends soon stands above."""
    rows = [_row(row, request.standing.may(REVIEW)) for row in desk_for(request.standing)]
    columns = [_("Title"), *(_(PARTS[part]) for part in PARTS), _("Valid to (day)")]
    links = [(f"{HOME}add", _("Add a policy"))] if request.standing.may(WRITE) else []
    return list_page(request, _("Policies"), columns=columns, rows=rows, links=links, notes=_notes(request))


def _row(row: Any, reviews: bool) -> dict[str, object]:
    here = f"{HOME}{row.page.pk}"
    links = [(f"{here}/review", _("Review"))] if reviews and "waiting" in row.states.values() else []
    states = [_(STATES[row.states[part]]) for part in PARTS]
    title = f"{row.title} ({_('Withdrawn')})" if row.page.withdrawn_at else row.title
    cells = [title, *states, row.page.valid_to or ""]
    return {"cells": cells, "href": here, "links": [*links, (f"{here}/history", _("History"))]}


def _notes(request: StaffRequest) -> list[str]:
    today = request.now.astimezone(SHANGHAI).date()
    return [
        _("“{title}” ends on {date}.").format(title=_title(page), date=say_date(page.valid_to, request.LANGUAGE_CODE))
        for page in ending_soon(request.standing, today)
        if page.valid_to
    ]


def _title(page: Any) -> str:
    return title_of(editions_of(page)).within("zh-hans") or str(page.key)


@staff(WRITE)
def add(request: StaffRequest) -> HttpResponse:
    place = community(request, WRITE)
    form = NewForm(request.POST or None, place=place)

    def save() -> None:
        add_page(place=place, key=form.cleaned_data["key"], by=by(request), at=request.now, position=99)

    return form_page(request, form, _("Add a policy"), save, HOME)


@staff(WRITE, REVIEW)
def edit(request: StaffRequest, pk: int) -> HttpResponse:
    """Both languages side by side. ``do``: ``preview``, ``save`` as a draft, or ``ask`` for review."""
    page = own(request, pk)
    form = PageForm(request.POST or None, page=page, newest=latest(page))
    if request.method != "POST":
        return _editor(request, page, form, 200)
    if not may_write(request.standing, page.place):
        raise Http404
    if request.POST.get("do") == "preview":
        return _editor(request, page, form, 200, previews=_previews(form))
    if not form.is_valid():
        return _editor(request, page, form, 422)
    return _save(request, page, form)


def own(request: StaffRequest, pk: int) -> Any:
    """The page, where this person writes or reviews it; not found else."""
    page = page_for(request.standing, pk)
    if page is None:
        raise Http404
    return page


def _save(request: StaffRequest, page: Any, form: PageForm) -> HttpResponse:
    asked = request.POST.get("do") == "ask"
    try:
        written = write(
            page=page, parts=form.parts(), author=request.standing.person, at=request.now,
            base=form.cleaned_data["base"], asked=asked, correction=form.cleaned_data["correction"],
        )  # fmt: skip
    except Stale:
        return _editor(request, page, form, 409)
    said = _("Saved.") if written else _("Nothing was changed.")
    messages.success(request, _("Sent to review; a second person lets it out.") if written and asked else said)
    return redirect(f"{HOME}{page.pk}")


def _previews(form: PageForm) -> list[tuple[str, Any, Any]]:
    known = papers_known()
    texts = [(tongue, shown(form.typed(tongue), tongue)) for tongue in ("bo", "zh", "en") if form.typed(tongue)]
    return [({"zh": "zh-hans"}.get(tongue, tongue), text, text.papers(known)) for tongue, text in texts]


def _editor(request: StaffRequest, page: Any, form: PageForm, status: int, **given: Any) -> HttpResponse:
    waiting = waiting_parts(page)
    context = {
        "page": page, "form": form, "tabs": tabs(request), "home": HOME, "stale": status == 409,
        "heading": latest_title(page) or page.key, "waiting": waiting,
        "may_write": may_write(request.standing, page.place), "may_review": may_review(request.standing, page.place),
        "tongues": list(NAMES.items()), "returned": _returned(latest(page)), **given,
    }  # fmt: skip
    return render(request, "manage/policy_edit.html", context, status=status)


def _returned(newest: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """What was sent back, with the reviewer's words."""
    judged = [(part, getattr(v, "verdict", None)) for part, v in newest.items()]
    return [(_(PARTS[part]), verdict) for part, verdict in judged if verdict and not verdict.approved]


def latest_title(page: Any) -> str:
    newest = latest(page)
    return next((newest[t].text.title for t in ("zh", "bo", "en") if t in newest and newest[t].text.title), "")


@staff(WRITE, REVIEW)
@require_safe
def history_of(request: StaffRequest, pk: int) -> HttpResponse:
    """Everything that was written, by whom, and what was said of it."""
    page = own(request, pk)
    rows = [_version(f"{HOME}{pk}", version, request.LANGUAGE_CODE) for version in history(page)]
    columns = [_("Version"), _("Day"), _("Written by"), _("State"), _("Reviewed by")]
    heading = f"{_('History')}: {latest_title(page) or page.key}"
    return list_page(request, heading, columns=columns, rows=rows, links=[(f"{HOME}{pk}", _("Write"))])


def _version(here: str, version: Any, language: str) -> dict[str, object]:
    verdict = getattr(version, "verdict", None)
    state = _("Waiting for review") if version.asked else _("Draft")
    if verdict:
        state = _("Published") if verdict.approved else f"{_('Sent back')}: {verdict.note}"
    writer = version.written_by.name if version.written_by else _("Start set")
    reviewer = verdict.by.name if verdict and verdict.by else ""
    name, day = f"{_(PARTS[version.part])} {version.number}", say_date(version.written_at, language)
    href = f"{here}/compare?part={version.part}&new={version.number}"
    return {"cells": [name, day, writer, state, reviewer], "href": href}


@staff(WRITE, REVIEW)
@require_safe
def compare(request: StaffRequest, pk: int) -> HttpResponse:
    """Two versions of one part: ``new`` against ``old``, or against the one before it."""
    page = own(request, pk)
    versions = [v for v in history(page) if v.part == request.GET.get("part")]
    new = next((v for v in versions if str(v.number) == request.GET.get("new")), None)
    if new is None:
        raise Http404
    before = [v for v in versions if v.number < new.number]
    old = next((v for v in before if str(v.number) == request.GET.get("old")), before[0] if before else None)
    context = {
        "heading": f"{_(PARTS[new.part])} {new.number}", "tabs": tabs(request), "page": page, "old": old,
        "new": new, "before": before, "changes": told(changes(old, new)), "home": HOME,
    }  # fmt: skip
    return render(request, "manage/policy_compare.html", context)


def told(found: list[Any]) -> list[tuple[str, Any]]:
    """Changes with the names of their sections."""
    return [(_(SECTIONS[change.section]), change.pieces) for change in found]


@staff(WRITE)
@require_POST
def take_away(request: StaffRequest, pk: int) -> HttpResponse:
    page = own(request, pk)
    if not page.withdrawn_at and may_write(request.standing, page.place):
        withdraw(page=page, by=by(request), at=request.now)
    return redirect(f"{HOME}{pk}")


@staff(WRITE)
@require_POST
def put_back(request: StaffRequest, pk: int) -> HttpResponse:
    page = own(request, pk)
    if page.withdrawn_at and may_write(request.standing, page.place):
        bring_back(page=page, by=by(request), at=request.now)
    return redirect(f"{HOME}{pk}")
