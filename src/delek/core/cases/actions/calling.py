"""Calling somebody over: the nearest on duty is asked, then the next, at last the desk."""

from datetime import datetime

import structlog
from django.db import transaction

from delek.core.people.models import Post
from delek.core.people.queries import Standing

from ..models import Case
from ..queries.calling import is_over, next_to_ask, waiting_calls
from .moving import Mover, Particulars, Stale, move
from .opening import Opened, Submission, open_case

LOG = structlog.get_logger()
SYSTEM_MOVES = Mover()


def call_over(*, submission: Submission, at: datetime, first: Post | None = None) -> Opened:
    """Open a call-over and ask the nearest at once; ``first`` is whom the resident would like to come.

    The same submission again answers the same call and asks nobody a second time. Raises Conflict as open_case does.
    """
    opened = open_case(submission=submission, at=at)
    if opened.created:
        seek(case=opened.report.case, at=at, first=first)
    return opened


@transaction.atomic
def seek(*, case: Case, at: datetime, first: Post | None = None) -> Case:
    """Ask the next who could come; where nobody is left, or the time is over, the desk arranges it."""
    held = _held(case.pk)
    if held.state != "asked":
        return held
    post = None if is_over(held, "acknowledge", at) else next_to_ask(held, at, first)
    if post is None:
        return move(held, "to_desk", mover=SYSTEM_MOVES, at=at)
    return move(held, "offer", mover=SYSTEM_MOVES, at=at, particulars=Particulars(post=post))


@transaction.atomic
def pass_on(*, case: Case, standing: Standing, at: datetime, version: int | None = None) -> Case:
    """Whoever was asked cannot come: the next one is asked in the same moment."""
    move(case, "pass", mover=Mover(standing=standing), at=at, version=version)
    return seek(case=case, at=at)


def call_on(*, at: datetime) -> int:
    """Go on with every call that waits; how many. One that fails is tried again and holds up no other."""
    return sum(_try(number, at) for number in waiting_calls(at))


def _try(number: int, at: datetime) -> int:
    try:
        with transaction.atomic():
            return int(_go_on(_held(number), at))
    except Stale:
        return 0
    except Exception as trouble:
        LOG.error("call not gone on with", case=number, kind=type(trouble).__name__)
        return 0


def _go_on(case: Case, at: datetime) -> bool:
    """Look again at what holds now: somebody may have answered meanwhile."""
    if case.state == "done":
        move(case, "close", mover=SYSTEM_MOVES, at=at, version=case.version)
    elif case.state == "offered" and is_over(case, "acknowledge", at):
        move(case, "to_desk", mover=SYSTEM_MOVES, at=at, version=case.version)
    elif case.state == "offered" and is_over(case, "offer", at):
        move(case, "expire", mover=SYSTEM_MOVES, at=at, version=case.version)
        seek(case=case, at=at)
    elif case.state == "asked":
        seek(case=case, at=at)
    else:
        return False
    return True


def _held(number: int) -> Case:
    return (
        Case.objects.select_for_update(of=("self",))
        .select_related("place__community", "category", "concerns")
        .get(pk=number)
    )
