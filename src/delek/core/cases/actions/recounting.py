"""Reckoning running clocks anew when the calendar they were reckoned by has changed."""

from datetime import datetime

import structlog
from django.db import transaction

from delek.core.schedule.actions import next_change, reach, settle_change
from delek.core.schedule.models import CalendarChange
from delek.core.timeline.actions import SYSTEM, record

from ..models import Case, Deadline
from ..queries.calendar import cases_across, clocks_across
from .clocks import HALF, WHOLE, Term, in_working_days, refresh_due, take_term

LOG = structlog.get_logger()
BATCH = 200


def follow_calendar(*, at: datetime) -> int:
    """Carry the oldest change of the calendar to the next cases it touches; how many clocks changed.

    Each case is a transaction of its own; one that fails holds up no other and is tried again an hour later. A clock
    with a term that somebody set, or that runs by the wall clock, stays as it is.
    """
    change = next_change(at)
    if change is None:
        return 0
    cases = cases_across(change.place, change.first, change.last, after=change.reached, limit=BATCH)
    done = [_try(change, pk, at) for pk in cases]
    if len(cases) < BATCH:
        settle_change(change=change, failed=None in done, at=at)
    else:
        reach(change=change, case=cases[-1], failed=None in done)
    return sum(changed or 0 for changed in done)


def _try(change: CalendarChange, pk: int, at: datetime) -> int | None:
    """How many clocks of a case changed; None where it failed."""
    try:
        with transaction.atomic():
            return _follow(change, pk, at)
    except Exception as trouble:
        LOG.error("clock not reckoned anew", case=pk, kind=type(trouble).__name__)
        return None


def _follow(change: CalendarChange, pk: int, at: datetime) -> int:
    """Hold the case as a move does, and look again which of its clocks still run."""
    case = Case.objects.select_for_update(of=("self",)).select_related("place").get(pk=pk)
    clocks = Deadline.objects.filter(clocks_across(change.place, change.first, change.last), case=case)
    changed = sum(_recount(case, clock, change, at) for clock in clocks)
    if changed:
        refresh_due(case)
        case.save(update_fields=["due_at", "due_from"])
    return changed


def _recount(case: Case, clock: Deadline, change: CalendarChange, at: datetime) -> bool:
    term = in_working_days(case, clock.starts_at, clock.working_days or 0, at).later(clock.stood)
    before = Term(clock.half_at or clock.due_at, clock.due_at, clock.calendar_known, clock.working_days)
    if term == before:
        return False
    if clock.told == WHOLE and term.due_at > at:
        clock.told = HALF  # that its time was over is no longer so, and must be told when it is
    take_term(clock, term)
    record(
        subject=("case", case.pk), verb="clock_recounted", by=SYSTEM, at=at, community_id=case.community_id,
        particulars={
            "step": clock.step, "before": before.due_at.isoformat(), "due": term.due_at.isoformat(),
            "known": term.calendar_known, "why": "calendar", "because": change.event_id,
        },
    )  # fmt: skip
    return True
