"""Starting, meeting, pausing the clocks of a case (domain.md 3)."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from delek.core.schedule.queries import working_calendar

from ..models import Case, Deadline, TimeLimit
from ..queries.limits import limit_for


def due(case: Case, step: str, start: datetime) -> tuple[datetime, bool] | None:
    """When a step that starts now is due, and whether the calendar knows that year; None without a limit."""
    limit = limit_for(case.place, case.urgency, step, start)
    if limit is None:
        return None
    if limit.unit == TimeLimit.Unit.MINUTES:
        return start + timedelta(minutes=limit.amount), True
    calendar = working_calendar(case.place, start)
    moment = calendar.add_working_days(start, limit.amount)
    return moment, calendar.is_known_year(moment.year)


def start(case: Case, steps: Iterable[str], at: datetime) -> None:
    """Start clocks. One that ran before runs on from its first start: a reopened case keeps its first clock."""
    rows = []
    for step in steps:
        if Deadline.objects.filter(case=case, step=step, met_at=None).exists():
            continue
        if step == TimeLimit.Step.SOLVE and _revive(case, step):
            continue
        rows += _rows(case, [step], at)
    Deadline.objects.bulk_create(rows)


def open_clocks(case: Case, steps: Iterable[str], at: datetime) -> list[Deadline]:
    """The first clocks of a new case, in one statement; sets the case's next due moment."""
    rows = Deadline.objects.bulk_create(_rows(case, steps, at))
    _set_due(case, rows)
    return rows


def _rows(case: Case, steps: Iterable[str], at: datetime) -> list[Deadline]:
    found = ((step, due(case, step, at)) for step in steps)
    return [
        Deadline(case=case, step=step, starts_at=at, due_at=when[0], calendar_known=when[1])
        for step, when in found
        if when
    ]


def _revive(case: Case, step: str) -> bool:
    first = Deadline.objects.filter(case=case, step=step).order_by("starts_at").first()
    if first is None:
        return False
    first.met_at = None
    first.save(update_fields=["met_at"])
    return True


def meet(case: Case, steps: Iterable[str], at: datetime) -> None:
    Deadline.objects.filter(case=case, step__in=list(steps), met_at=None).update(met_at=at)


def pause(case: Case, at: datetime) -> None:
    Deadline.objects.filter(case=case, met_at=None, paused_at=None).update(paused_at=at)


def resume(case: Case, at: datetime) -> None:
    """Let the clocks run on: each is due later by the time it stood still, never earlier."""
    for clock in Deadline.objects.filter(case=case, met_at=None).exclude(paused_at=None):
        clock.due_at += max(at - (clock.paused_at or at), timedelta())
        clock.paused_at = None
        clock.save(update_fields=["due_at", "paused_at"])


def postpone(case: Case, until: datetime) -> None:
    Deadline.objects.filter(case=case, step=TimeLimit.Step.SOLVE, met_at=None).update(due_at=until)


def recount(case: Case, at: datetime) -> None:
    """After a change of class: each running clock keeps its start and takes the new limit."""
    for clock in Deadline.objects.filter(case=case, met_at=None):
        when = due(case, clock.step, clock.starts_at)
        if when:
            clock.due_at, clock.calendar_known = when
            clock.save(update_fields=["due_at", "calendar_known"])


def refresh_due(case: Case) -> None:
    """Set the case's next due moment from the clocks that run."""
    _set_due(case, list(Deadline.objects.filter(case=case, met_at=None, paused_at=None)))


def _set_due(case: Case, rows: list[Deadline]) -> None:
    first = min(rows, key=lambda r: r.due_at, default=None)
    case.due_at, case.due_from = (first.due_at, first.starts_at) if first else (None, None)
