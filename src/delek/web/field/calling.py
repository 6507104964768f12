"""Calls on the workers' phone: on top of everything, taken or passed with one tap; and going on and off duty."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from delek.core.cases.actions import Declined, Mover, Stale, move, pass_on
from delek.core.cases.queries import calls_for, cases_for, todo
from delek.core.cases.queries.calling import CAN_COME, was_asked
from delek.core.people.forms import IntroduceForm
from delek.core.schedule.actions.duty import go_off_duty, go_on_duty
from delek.core.schedule.queries.duty import on_duty, rosters
from delek.core.timeline.actions import person
from delek.web.access import StaffRequest, staff
from delek.web.casework import lists
from delek.web.casework.clocks import ring
from delek.web.casework.composing import steps
from delek.web.casework.facing import case_facts, posted

TAPS = ("take", "pass", "arrive", "finish", "return")


def post_of(request: StaffRequest) -> Any:
    """The post in which somebody is out and about."""
    return request.standing.post_for("case.handle") or request.standing.post_for("call.take")


def todo_facts(request: StaffRequest) -> dict[str, Any]:
    """What somebody is called to and sent to, and whether they are on duty."""
    seen = lists.Seen(request.now, get_language() or "zh-hans")
    jobs = [(case, lists.row(case, seen)) for case in todo(request.standing)]
    return {"jobs": jobs, "room": "todo", "post": post_of(request), **_calls(request), **_duty(request)}


@staff(*CAN_COME)
@require_GET
def calls(request: StaffRequest) -> HttpResponse:
    """Only the calls, for the script that keeps them fresh."""
    return render(request, "field/calls.html", _calls(request))


def _calls(request: StaffRequest) -> dict[str, Any]:
    language = get_language() or "zh-hans"
    found = calls_for(request.standing)
    return {"calls": [(c, ring(c, request.now, language), _taps(c, request)) for c in found]}


def _duty(request: StaffRequest) -> dict[str, Any]:
    mine = _posts(request)
    known = rosters(mine, request.now)
    moments = [moment for r in known.values() if (moment := r.next_on(request.now))]
    return {"is_on_duty": bool(on_duty(mine, request.now)), "next_duty": min(moments, default=None)}


def _posts(request: StaffRequest) -> list[Any]:
    return [p for p in request.standing.posts if any(c in p.kind.capabilities for c in CAN_COME)]


def _taps(case: Any, request: StaffRequest) -> list[Any]:
    return [step for step in steps(case, request.standing) if step.key in TAPS]


def call_page(request: StaffRequest, case: Any, status: int = 200, revealed: Any = None) -> HttpResponse:
    """One call: for what, where, in whose words; the next steps with one tap each."""
    page = case_facts(case, request, get_language() or "zh-hans")
    page |= {
        "taps": _taps(case, request), "room": "todo", "post": post_of(request), "revealed": revealed,
        "late": status == 409,
    }  # fmt: skip
    return render(request, "field/call.html", page, status=status)


@staff(*CAN_COME)
@posted("field_case")
def tap(request: StaffRequest, pk: int) -> HttpResponse:
    """Take a call, pass it, arrive, be done: one tap each. Whoever was too late is told so."""
    case = cases_for(request.standing).filter(pk=pk, flow="call_over").first()
    if case is None:
        if not was_asked(request.standing, pk):
            raise Http404
        return _too_late(request)
    key, version = request.POST.get("transition", ""), request.POST.get("version", "")
    if key not in TAPS:
        raise Http404
    try:
        _tap(request, case, key, int(version) if version.isdecimal() else None)
    except (Declined, Stale):
        case.refresh_from_db()
        return call_page(request, case, status=409)
    return redirect("field_case", pk=pk) if key in ("take", "arrive") else redirect("field")


def _tap(request: StaffRequest, case: Any, key: str, version: int | None) -> None:
    if key == "pass":
        pass_on(case=case, standing=request.standing, at=request.now, version=version)
    else:
        move(case, key, mover=Mover(standing=request.standing), at=request.now, version=version)


def _too_late(request: StaffRequest) -> HttpResponse:
    return render(request, "field/todo.html", todo_facts(request) | {"late": True}, status=409)


@staff(*CAN_COME)
@require_http_methods(["GET", "HEAD", "POST"])
def introduction(request: StaffRequest) -> HttpResponse:
    """What residents may know of oneself: nothing but what is ticked here."""
    me = request.standing.person
    given = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = IntroduceForm(*given, person=me)
    if request.method == "POST" and form.is_valid():
        community = post_of(request).place.community_id or 0
        form.save(community_id=community, by=person(me.pk), at=request.now)
        return redirect("field_more")
    page = {"form": form, "room": "more", "post": post_of(request)}
    return render(request, "field/introduction.html", page, status=422 if form.is_bound else 200)


@staff(*CAN_COME)
@require_POST
def duty(request: StaffRequest) -> HttpResponse:
    """On duty or off, with one tap, in every post in which one is out and about."""
    go = go_on_duty if request.POST.get("do") == "on" else go_off_duty
    for post in _posts(request):
        go(post=post, at=request.now)
    return redirect("field")
