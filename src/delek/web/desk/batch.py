"""One step for the cases that were chosen in the queue: first what would happen, then what did."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from delek.core.cases.actions import Particulars
from delek.core.cases.flows import FLOWS
from delek.core.cases.flows.report import REPORT
from delek.core.cases.rules import moves_for
from delek.foundation.words import Words
from delek.web.access import StaffRequest, staff
from delek.web.casework import batches, nearby
from delek.web.casework.batches import Chosen
from delek.web.casework.saying import declined_words, missing_words
from delek.web.casework.sending import sentence_before

from .queue import Page, asked

MOST = 50
STEPS = ("accept", "dispatch")


@staff("case.accept", "case.dispatch")
def batch(request: StaffRequest) -> HttpResponse:
    """What the step would do: with which cases it goes, with which not, and what their residents read."""
    if request.method != "POST" or request.POST.get("step") not in STEPS:
        return redirect(f"/desk/?{asked(request).query}")
    return _sure(request)


@staff("case.accept", "case.dispatch")
def batch_go(request: StaffRequest) -> HttpResponse:
    """Move them one by one, each with the version that was seen; who was faster is said, and nothing is half done."""
    step = request.POST.get("step", "")
    if request.method != "POST" or step not in STEPS:
        return redirect(f"/desk/?{asked(request).query}")
    rows, given = batches.chosen(request, MOST), None
    if step == "dispatch":
        post = next((h.post for h in _hands(request, rows) if str(h.post.pk) == request.POST.get("post")), None)
        if post is None:
            return _sure(request, error=missing_words("post"), status=422)
        given = Particulars(post=post)
    done = batches.move_each(request, rows, step, given)
    page = {"room": "desk", "went": batches.went(done), "stayed": batches.stayed(done), "kept": asked(request).query}
    return render(request, "desk/batch.html", page | {"heading": _(REPORT.by_key[step].name)})


def _sure(request: StaffRequest, *, error: str = "", status: int = 200) -> HttpResponse:
    step, rows = request.POST["step"], batches.chosen(request, MOST)
    if len(request.POST.getlist("case")) > MOST:
        error, status = _("At most {n} at once. The others stay as they are.").format(n=MOST), 422
    going = [row for row in rows if _may(request, row.case, step)]
    page: Page = {
        "room": "desk", "heading": _(REPORT.by_key[step].name), "step": step, "going": going, "error": error,
        "stayed": [batches.Done(row.case, declined_words("state")) for row in rows if row not in going],
        "letters": _letters(request, going, step), "kept": asked(request).query,
        "hands": _hands(request, going) if step == "dispatch" else [],
    }  # fmt: skip
    return render(request, "desk/batch_sure.html", page, status=status)


def _may(request: StaffRequest, case: Any, step: str) -> bool:
    return step in {move.key for move in moves_for(request.standing, case)}


def _letters(request: StaffRequest, rows: list[Chosen], step: str) -> list[Words]:
    """What the residents read: one letter for each community and flow."""
    first = {(row.case.community_id, row.case.flow): row.case for row in reversed(rows)}
    return [
        sentence_before(case, FLOWS[case.flow].by_key[step], request.standing, request.now) for case in first.values()
    ]


def _hands(request: StaffRequest, rows: list[Chosen]) -> list[nearby.Hand]:
    """Who can be sent to all of them: they lie in one community."""
    if len({row.case.community_id for row in rows}) != 1:
        return []
    return nearby.near_staff(rows[0].case, request.standing, request.now)
