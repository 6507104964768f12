"""The desk: queue, case, context."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from delek.core.cases.actions import be_here
from delek.core.cases.queries import cases_for
from delek.core.cases.queries.desk import soon_until
from delek.web.access import StaffRequest, staff
from delek.web.casework import nearby, story
from delek.web.casework.announcing import announcing
from delek.web.casework.composing import compose
from delek.web.casework.facing import case_facts, found, posted, reveal
from delek.web.casework.naming import naming
from delek.web.casework.sending import Outcome, send
from delek.web.casework.strip import strip_of

from .queue import asked, counts, queue, tabs

Page = dict[str, Any]


@staff("case.read")
@require_GET
def desk(request: StaffRequest) -> HttpResponse:
    """The queue, with nothing open."""
    return render(request, "desk/desk.html", queue(request))


@staff("case.read")
@require_GET
def queue_rows(request: StaffRequest) -> HttpResponse:
    """Only the rows, for the script that keeps them fresh."""
    return render(request, "desk/rows.html", queue(request, *map(_number, map(request.GET.get, ("open", "heap")))))


@staff("case.read")
@require_GET
def queue_tabs(request: StaffRequest) -> HttpResponse:
    """Only the views with their counts."""
    found, until = asked(request), soon_until(request.standing, request.now)
    return render(request, "desk/tabs.html", {"tabs": tabs(counts(request, found, until), found)})


@staff("case.read")
@require_GET
def case(request: StaffRequest, pk: int) -> HttpResponse:
    """One case, open between the queue and what stands around it."""
    return case_page(request, found(request, pk))


@staff("case.read")
@require_GET
def here(request: StaffRequest, pk: int) -> HttpResponse:
    """Who else looks at this case; asking says that one is here oneself."""
    return render(request, "desk/here.html", {"here": _others(request, found(request, pk))})


@staff("case.accept", "case.dispatch", "case.verify", "case.close", "case.escalate", "case.answer")
@posted("desk_case")
def moves(request: StaffRequest, pk: int) -> HttpResponse:
    """Take one step; what was typed stays where it cannot be taken."""
    opened = found(request, pk)
    outcome = send(request, opened, request.standing, _now(request))
    if outcome.was_sent:
        stays = cases_for(request.standing).filter(pk=pk).exists()
        return redirect(f"{reverse('desk_case', args=[pk]) if stays else reverse('desk')}{_kept(request)}")
    opened = found(request, pk)
    return case_page(request, opened, outcome=outcome, status=409 if outcome.stale else 422)


@staff("report.reveal")
@posted("desk_case")
def reporter(request: StaffRequest, pk: int) -> HttpResponse:
    """Show name and number once; each look is recorded and its subject can read it."""
    opened = found(request, pk)
    seen = reveal(request, opened)
    return case_page(request, opened, revealed=seen)


def case_page(
    request: StaffRequest, opened: Any, *, outcome: Outcome | None = None, status: int = 200, revealed: Any = None,
    error: str = "", unannounced: list[str] | None = None, unkept: dict[str, str] | None = None,
) -> HttpResponse:  # fmt: skip
    """The desk with one case open; ``error``: why the person concerned could not be named;
    ``unannounced``: why neighbours could not be told; ``unkept``: a note that could not be kept."""
    now, language = _now(request), get_language() or "zh-hans"
    typed = request.POST if outcome else None
    chosen = request.POST.get("transition", "") if outcome else request.GET.get("do", "")
    page = queue(request, opened.pk) | case_facts(opened, request, language)
    page |= {
        "composer": compose(
            opened, request.standing, now, chosen=chosen, typed=typed, outcome=outcome, begun=request.GET.dict()
        ), "typed": typed,
        "outcome": outcome, "last": story.last_move(opened, language) if outcome and outcome.stale else None,
        "last_words": story.last_words(opened) if outcome and outcome.stale else None,
        "naming": naming(request, opened, error), "announcing": announcing(request, opened, unannounced),
        "unkept": unkept, "revealed": revealed, "here": _others(request, opened),
        "strip": strip_of(opened, now, language), "from_above": nearby.is_above(opened, request.standing),
        "plan": nearby.plan(opened), "similar": nearby.similar(opened, request.standing, now),
        "earlier": nearby.earlier(opened, request.standing),
        "staff_near": nearby.near_staff(opened, request.standing, now) if request.standing.may("case.dispatch") else [],
    }  # fmt: skip
    page["sides"] = story.sides(page["entries"])
    page["site"] = story.first_photo(page["entries"]) if page["from_above"] else None
    return render(request, "desk/desk.html", page, status=status)


def _others(request: StaffRequest, opened: Any) -> list[Any]:
    return be_here(case=opened, person=request.standing.person, at=request.now)


def _kept(request: StaffRequest) -> str:
    """The list beside the case, where the address named one."""
    return f"?{asked(request).query}" if request.GET else ""




def _now(request: Any) -> Any:
    return request.now


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() else None
