"""The workers' phone: what is in hand, one case, the next steps."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from delek.core.cases.actions import be_here
from delek.core.cases.flows import CALL_OVER
from delek.core.cases.queries import cases_for
from delek.core.cases.queries.calling import CAN_COME
from delek.web.access import StaffRequest, staff
from delek.web.casework import story
from delek.web.casework.composing import compose, steps
from delek.web.casework.facing import case_facts, found, posted, reveal
from delek.web.casework.sending import Outcome, send

from .calling import call_page, post_of, todo_facts


@staff(*CAN_COME)
@require_GET
def todo_list(request: StaffRequest) -> HttpResponse:
    """What this person is sent to, what is due first first."""
    return render(request, "field/todo.html", todo_facts(request))


@staff(*CAN_COME)
@require_GET
def more(request: StaffRequest) -> HttpResponse:
    """Language, one's own account, signing out."""
    return render(request, "field/more.html", {"room": "more", "post": post_of(request)})


@staff(*CAN_COME)
@require_GET
def case(request: StaffRequest, pk: int) -> HttpResponse:
    """One case: what, where, in whose words, and what comes next."""
    opened = found(request, pk)
    return call_page(request, opened) if opened.flow == CALL_OVER.key else _page(request, opened)


@staff(*CAN_COME)
@posted("field_case")
def moves(request: StaffRequest, pk: int) -> HttpResponse:
    """Take one step; what was typed stays where it cannot be taken."""
    outcome = send(request, found(request, pk), request.standing, _now(request))
    if outcome.was_sent:
        still = cases_for(request.standing).filter(pk=pk, state__in=("dispatched", "on_site", "handling")).exists()
        return redirect("field_case", pk=pk) if still else redirect("field")
    return _page(request, found(request, pk), outcome=outcome, status=409 if outcome.stale else 422)


@staff(*CAN_COME)
@require_GET
def here(request: StaffRequest, pk: int) -> HttpResponse:
    """Who else looks at this case, at the desk or on a phone; asking says that one is here oneself."""
    return render(request, "desk/here.html", {"here": _others(request, found(request, pk))})


@staff("report.reveal")
@posted("field_case")
def reporter(request: StaffRequest, pk: int) -> HttpResponse:
    """Show the number to call; each look is recorded and its subject can read it."""
    opened = found(request, pk)
    seen = reveal(request, opened)
    if opened.flow == CALL_OVER.key:
        return call_page(request, opened, revealed=seen)
    return _page(request, opened, revealed=seen)


def _page(
    request: StaffRequest, opened: Any, *, outcome: Outcome | None = None, status: int = 200, revealed: Any = None
) -> HttpResponse:
    now, language = _now(request), get_language() or "zh-hans"
    typed = request.POST if outcome else None
    chosen = request.POST.get("transition", "") if outcome else request.GET.get("do", "")
    page = case_facts(opened, request, language)
    may = steps(opened, request.standing, chosen)
    composer = compose(opened, request.standing, now, chosen=chosen, typed=typed, outcome=outcome) if chosen else None
    page |= {
        "steps": [(s, compose(opened, request.standing, now, chosen=s.key)) for s in may], "revealed": revealed,
        "composer": composer, "here": _others(request, opened),
        "typed": typed, "outcome": outcome, "room": "todo", "post": post_of(request),
        "last": story.last_move(opened, language) if outcome and outcome.stale else None,
        "last_words": story.last_words(opened) if outcome and outcome.stale else None,
    }  # fmt: skip
    return render(request, "field/case.html", page, status=status)


def _others(request: StaffRequest, opened: Any) -> list[Any]:
    return be_here(case=opened, person=request.standing.person, at=request.now)


def _now(request: Any) -> Any:
    return request.now
