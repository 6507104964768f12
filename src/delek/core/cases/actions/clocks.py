"""Starting, meeting, pausing the clocks of a case (domain.md 3)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from delek.core.schedule.queries import working_calendar

from ..models import Case, Deadline, TimeLimit
from ..queries.limits import limit_for

HALF, WHOLE = 50, 100


@dataclass(frozen=True, slots=True)
class Term:
    """What a limit comes to: when half of it is used, when all of it, and whether the calendar knows those years.

    ``working_days``: how many it allows; None where it does not hang on the calendar.
    """

    half_at: datetime
    due_at: datetime
    calendar_known: bool
    working_days: int | None = None

    def later(self, by: timedelta) -> "Term":
        return replace(self, half_at=self.half_at + by, due_at=self.due_at + by)


def due(case: Case, step: str, start: datetime) -> Term | None:
    """When a step that starts now is due; None without a limit."""
    limit = limit_for(case.place, case.urgency, step, start)
    if limit is None:
        return None
    if limit.unit == TimeLimit.Unit.MINUTES:
        return Term(start + timedelta(minutes=limit.amount) / 2, start + timedelta(minutes=limit.amount), True)
    return in_working_days(case, start, limit.amount, start)


def in_working_days(case: Case, start: datetime, days: int, at: datetime) -> Term:
    """What some working days from a moment come to, by the calendar as it is known now."""
    calendar = working_calendar(case.place, at)
    whole = calendar.hours.length * days
    moment = calendar.add_working_time(start, whole)
    known = all(calendar.is_known_year(year) for year in range(start.astimezone(calendar.tz).year, moment.year + 1))
    return Term(calendar.add_working_time(start, whole / 2), moment, known, days)


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


def first_clocks(case: Case, steps: Iterable[str], at: datetime) -> list[Deadline]:
    """The clocks of a case that is about to be stored, not yet stored themselves; sets its next due moment."""
    rows = _rows(case, steps, at)
    _set_due(case, rows)
    return rows


def _rows(case: Case, steps: Iterable[str], at: datetime) -> list[Deadline]:
    found = ((step, due(case, step, at)) for step in steps)
    return [
        Deadline(
            case=case, step=step, starts_at=at, due_at=term.due_at, half_at=term.half_at, notice_at=term.half_at,
            calendar_known=term.calendar_known, working_days=term.working_days,
        )
        for step, term in found
        if term
    ]  # fmt: skip


def _revive(case: Case, step: str) -> bool:
    first = Deadline.objects.filter(case=case, step=step).order_by("starts_at").first()
    if first is None:
        return False
    first.met_at = None
    set_notice(first)
    first.save(update_fields=["met_at", "notice_at"])
    return True


def set_notice(clock: Deadline) -> None:
    """When the next notice of a clock is due: never for one that stands still, and none twice in one term."""
    clock.notice_at = None
    if clock.met_at is None and clock.paused_at is None and clock.told < WHOLE:
        clock.notice_at = clock.half_at if clock.half_at and clock.told < HALF else clock.due_at


def meet(case: Case, steps: Iterable[str], at: datetime) -> None:
    Deadline.objects.filter(case=case, step__in=list(steps), met_at=None).update(met_at=at, notice_at=None)


def pause(case: Case, at: datetime) -> None:
    Deadline.objects.filter(case=case, met_at=None, paused_at=None).update(paused_at=at, notice_at=None)


def resume(case: Case, at: datetime) -> None:
    """Let the clocks run on: each is due later by the time it stood still, never earlier."""
    for clock in Deadline.objects.filter(case=case, met_at=None).exclude(paused_at=None):
        stood = max(at - (clock.paused_at or at), timedelta())
        clock.due_at += stood
        clock.stood += stood
        clock.half_at = clock.half_at + stood if clock.half_at else None
        clock.paused_at = None
        set_notice(clock)
        clock.save(update_fields=["due_at", "half_at", "stood", "paused_at", "notice_at"])


def postpone(case: Case, until: datetime, at: datetime) -> None:
    """Give the case until a new moment: a new term, of which the holder is told anew."""
    for clock in Deadline.objects.filter(case=case, step=TimeLimit.Step.SOLVE, met_at=None):
        _new_term(clock, Term(_halfway(case, at, until), until, clock.calendar_known), at)


def recount(case: Case, at: datetime) -> None:
    """After a change of class: each running clock keeps its start, and how long it stood, and takes the new limit."""
    for clock in Deadline.objects.filter(case=case, met_at=None):
        term = due(case, clock.step, clock.starts_at)
        if term:
            _new_term(clock, term.later(clock.stood), at)


def _halfway(case: Case, start: datetime, end: datetime) -> datetime:
    return working_calendar(case.place, start).halfway(start, end) if end > start else end


def _new_term(clock: Deadline, term: Term, at: datetime) -> None:
    clock.told = 0 if term.due_at > at else clock.told
    take_term(clock, term)


def take_term(clock: Deadline, term: Term) -> None:
    """Let a clock run by a term; of what it was told of it is not told again."""
    clock.half_at, clock.due_at, clock.calendar_known = term.half_at, term.due_at, term.calendar_known
    clock.working_days = term.working_days
    set_notice(clock)
    clock.save(update_fields=["half_at", "due_at", "calendar_known", "working_days", "told", "notice_at"])


def refresh_due(case: Case) -> None:
    """Set the case's next due moment from the clocks that run."""
    _set_due(case, list(Deadline.objects.filter(case=case, met_at=None, paused_at=None)))


def _set_due(case: Case, rows: list[Deadline]) -> None:
    """The holder's clock is the one that is shown: while it is with the superior, the superior's own."""
    above = [row for row in rows if row.step == TimeLimit.Step.SUPERIOR]
    first = min(above or rows, key=lambda r: r.due_at, default=None)
    case.due_at, case.due_from = (first.due_at, first.starts_at) if first else (None, None)
