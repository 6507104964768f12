"""A report's matter as its page tells it: state, stages, pictures, full sentences."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import get_language, gettext

from delek.core.cases.actions.speaking import REOPEN_DAYS
from delek.core.cases.flows import FLOWS, State
from delek.core.cases.queries import Told, limit_for, solve_clock, story
from delek.core.schedule.queries import working_calendar

TONES = {"closed": "done", "verified": "attention", "question": "attention", "declined": "quiet", "joined": "quiet"}
ARRIVED = {"report": "Your report has arrived.", "call_over": "Your call has arrived."}
DONE_STEPS = ("finish", "done_above")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the story as it is read; ``written_at`` where it waited in the phone before ``at``, its arrival."""

    at: datetime
    written_at: datetime | None
    mine: bool
    lines: tuple[str, ...]
    photos: tuple[Any, ...]
    recordings: tuple[Any, ...]
    papers: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """What the case page shows. ``case`` is the one that leads where several were joined."""

    report: Any
    case: Any
    state_name: str
    tone: str
    stage: int
    stages: tuple[tuple[str, str], ...]
    entries: tuple[Entry, ...]
    before: tuple[Any, datetime] | None
    after: tuple[Any, datetime] | None
    due_at: datetime | None
    calendar_known: bool
    hours: str
    may_judge: bool
    may_reopen: bool
    too_late: bool
    days: int = REOPEN_DAYS


def page_of(report: Any, at: datetime) -> Page:
    """Read the matter once, for its page and its status."""
    case = report.case.joined_to or report.case
    state = FLOWS[case.flow].state_by_key[case.state]
    told = story(report)
    clock = solve_clock(case)
    late = bool(case.closed_at and at - case.closed_at > timedelta(days=REOPEN_DAYS))
    ended = case.state in ("closed", "declined")
    return Page(
        report=report, case=case, state_name=gettext(state.name), tone=TONES.get(case.state, ""), stage=state.stage,
        stages=_stages(case.flow, state), entries=tuple(_entry(t, case.flow) for t in told),
        before=_picture(told, mine=True), after=_picture(told[::-1], mine=False),
        due_at=clock.due_at if clock and state.open and clock.met_at is None else None,
        calendar_known=clock.calendar_known if clock else True, hours=_hours(case, at) if clock else "",
        may_judge=case.state == "verified" or (case.state == "closed" and not case.solved and not late),
        may_reopen=ended and not late, too_late=ended and late,
    )  # fmt: skip


def _hours(case: Any, at: datetime) -> str:
    """The office hours, where the date depends on them."""
    limit = limit_for(case.place, case.urgency, "solve", case.opened_at)
    if limit is None or limit.unit != "working_days":
        return ""
    return ", ".join(f"{opens:%H:%M}–{closes:%H:%M}" for opens, closes in working_calendar(case.place, at).hours.spans)


def _stages(flow: str, state: State) -> tuple[tuple[str, str], ...]:
    """Each stage with its place: done, step (the current one), or nothing yet. What was not done went through none."""
    if not state.open and state.key != "closed":
        return ()
    marks = ["done" if n < state.stage or not state.open else "step" if n == state.stage else "" for n in range(1, 6)]
    return tuple((gettext(name), mark) for name, mark in zip(FLOWS[flow].stages, marks, strict=True))


def _entry(told: Told, flow: str) -> Entry:
    return Entry(
        told.at, told.statement.written_at, told.mine, tuple(_lines(told, flow)), _of(told, "photo"),
        _of(told, "voice"), _of(told, "document"),
    )  # fmt: skip


def _lines(told: Told, flow: str) -> list[str]:
    said = told.statement
    lines = []
    if told.mine and said.text:
        lines.append(gettext("You said: {text}").format(text=said.text))
    elif said.text and not said.sentence:
        lines.append(said.text)
    elif told.mine and said.transition == "open":
        lines.append(gettext(ARRIVED[flow]))
    if said.sentence:
        lines.append(said.sentence.within(get_language() or "zh-hans"))
    return lines


def _of(told: Told, kind: str) -> tuple[Any, ...]:
    return tuple(m for m in told.media if m.kind == kind and not m.refused)


def _picture(told: list[Told], *, mine: bool) -> tuple[Any, datetime] | None:
    """The first photo of the reporter, or (from a story turned round) the last one of the finished work."""
    for entry in told:
        wanted = entry.mine if mine else entry.statement.transition in DONE_STEPS
        photos = [m for m in _of(entry, "photo") if m.thumb]
        if wanted and photos:
            return photos[0 if mine else -1], entry.at
    return None


def first_steps(report: Any) -> list[tuple[str, str]]:
    """What happens next, with its time limits as they hold at this place."""
    case = report.case
    urgent = case.urgency in ("urgent", "emergency")
    cable = urgent and case.category is not None and case.category.key == "cable"
    read = gettext("The desk reads and accepts it.")
    if cable:
        read = gettext("The desk reads and accepts it. Fallen cables count as urgent.")
    come = gettext("Somebody comes and makes it safe first.") if urgent else gettext("Somebody comes to look.")
    steps = [(_within(case, "acknowledge"), read), (_within(case, "on_site"), come)]
    last = (gettext("When it is done"), gettext("You say whether it is solved. Your word counts."))
    return [step for step in steps if step[0]] + [last]


def _within(case: Any, step: str) -> str:
    limit = limit_for(case.place, case.urgency, step, case.opened_at)
    if limit is None:
        return ""
    if limit.unit == "minutes":
        return gettext("Within {n} hours").format(n=max(1, limit.amount // 60))
    return gettext("Within {n} working days").format(n=limit.amount)
