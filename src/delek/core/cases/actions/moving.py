"""The one way to change the state of a case."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import F

from delek.core.media.models import Media
from delek.core.people.models import Post
from delek.core.people.queries import Standing, shown_of
from delek.core.places.models import Place
from delek.core.timeline.actions import RESIDENT, SYSTEM, By, person, record
from delek.foundation.dates import say_date
from delek.foundation.words import LANGUAGES, Words, clean

from ..flows import FLOWS, PREVIOUS, SAME, Need, Transition
from ..flows.report import AT_WORK
from ..models import Case, Category, Holding, Report, Statement
from ..queries.concerned import may_be_sent
from ..rules import may_move
from . import clocks
from .opening import digest_of
from .reaching import tell
from .settling import settle_at
from .telling import sentence_for, state, tell_sent, written


class Declined(Exception):
    """The move is not allowed or something is missing; ``missing`` names what."""

    def __init__(self, why: str, missing: Sequence[str] = ()) -> None:
        super().__init__(why)
        self.why = why
        self.missing = tuple(missing)


class Stale(Exception):
    """Somebody moved the case since it was read; nothing was changed."""

    def __init__(self, case: Case) -> None:
        super().__init__(f"{case} is at version {case.version}")
        self.case = case


@dataclass(frozen=True, slots=True)
class Mover:
    """Who moves: staff with their standing, the reporter with their report, or the system with neither."""

    standing: Standing | None = None
    report: Report | None = None

    @property
    def by(self) -> By:
        if self.standing:
            return person(self.standing.person.pk)
        return RESIDENT if self.report else SYSTEM


@dataclass(frozen=True, slots=True)
class Particulars:
    """What a transition needs; ``sentence`` is the edited text for the resident, if the mover edited it."""

    reason: str = ""
    question: str = ""
    answer: str = ""
    note: str = ""
    post: Post | None = None
    place: Place | None = None
    case: Case | None = None
    until: datetime | None = None
    media: Sequence[Media] = ()
    sentence: Words | None = None
    urgency: str = ""
    category: Category | None = None
    text: str = ""
    written_at: datetime | None = None
    extra: Mapping[str, str | int] = field(default_factory=dict)


def move(
    case: Case, transition: str, *, mover: Mover, at: datetime, particulars: Particulars | None = None,
    version: int | None = None,
) -> Case:  # fmt: skip
    """Change the state of a case: the flow allows it, the rule allows it, nothing it asks for is missing.

    One transaction: state, holders, clocks, the statement for the reporters, the event, the messages.
    Raises Stale where ``version`` is not the current one, Declined where it may not be done or lacks something.
    """
    given = particulars or Particulars()
    with transaction.atomic():
        held = Case.objects.select_for_update(of=("self",)).select_related(
            "community", "place", "holder", "assignee__person", "finished_by", "concerns", "desk", "pause_asked_by"
        ).get(pk=case.pk)
        if version is not None and held.version != version:
            raise Stale(held)
        step = FLOWS[held.flow].by_key.get(transition)
        if step is None:
            raise Declined("unknown")
        _check(held, step, mover, given, at)
        _change(held, step, mover, given, at)
    return held


def _check(case: Case, step: Transition, mover: Mover, given: Particulars, at: datetime) -> None:
    if case.state not in step.sources:
        raise Declined("state")
    if mover.standing is not None:
        if not may_move(mover.standing, case, step):
            raise Declined("rule")
    elif mover.report is not None and not step.by_resident:
        raise Declined("rule")
    missing = [need.value for need in step.needs if not _has(need, given, mover)]
    if given.until and given.until <= at and Need.DATE in step.needs:
        missing.append(Need.DATE.value)
    if missing:
        raise Declined("missing", sorted(missing))
    if given.post and not _may_be_sent(given.post, case, at):
        raise Declined("missing", ["post"])


def _may_be_sent(post: Post, case: Case, at: datetime) -> bool:
    """Somebody of the community whom a case about staff does not go past."""
    return post.place.path.startswith(case.community.path) and bool(may_be_sent(case, [post], at))


def _has(need: Need, given: Particulars, mover: Mover) -> bool:
    values = {
        Need.REASON: clean(given.reason), Need.QUESTION: clean(given.question), Need.ANSWER: clean(given.answer),
        Need.POST: given.post, Need.PLACE: given.place, Need.CASE: given.case, Need.DATE: given.until,
        Need.PHOTO: given.media, Need.SECOND_PERSON: True,
    }  # fmt: skip
    return bool(values[need]) or (mover.report is not None and need is Need.REASON and bool(clean(given.text)))


def _change(case: Case, step: Transition, mover: Mover, given: Particulars, at: datetime) -> None:
    before = case.state
    _set_state(case, step)
    _file(case, given, at)
    _set_holders(case, step, mover, given, at)
    _run_clocks(case, step, given, at)
    sentence = given.sentence or sentence_for(case, step, values_for(case, given, mover, at))
    statement = _say(case, step, mover, given, sentence, at)
    if step.counts:
        setattr(case, step.counts, getattr(case, step.counts) + 1)
    case.version = case.version + 1
    case.changed_at = at
    case.save()
    event = record(
        subject=("case", case.pk), verb=step.key, by=mover.by, at=at, community_id=case.community_id,
        particulars={"from": before, "to": case.state, "statement": statement.pk, "digest": digest_of(statement)}
        | _named(given) | dict(given.extra) | written(statement),
    )  # fmt: skip
    if step.tells:
        tell(case, event, step.key, at)
    if step.calls or step.calls_off:
        tell_sent(case, event, at)


def _named(given: Particulars) -> dict[str, int]:
    named = {"post": given.post, "place": given.place, "case": given.case, "category": given.category}
    return {key: row.pk for key, row in named.items() if row}


def _file(case: Case, given: Particulars, at: datetime) -> None:
    """Under another category; one about staff takes the case out of the sight of those it may be about."""
    case.category = given.category or case.category
    if given.category and given.category.about_staff and not case.about_staff:
        case.about_staff = True
        settle_at(case, at)


def _set_state(case: Case, step: Transition) -> None:
    target = {SAME: case.state, PREVIOUS: case.state_before or "accepted"}.get(step.target, step.target)
    if target in ("question", "paused", "joined"):
        case.state_before = case.state
    case.state = target


def _set_holders(case: Case, step: Transition, mover: Mover, given: Particulars, at: datetime) -> None:
    if step.assigns:
        case.assignee = given.post
    if step.frees:
        case.assignee = None
    if step.key in ("finish", "done_above", "settle") and mover.standing:
        case.finished_by = acting_post(case, step, mover)
    if step.key == "join" and given.case:
        _join(case, given.case)
    if step.key == "ask_pause" and mover.standing:
        case.pause_asked_by = mover.standing.post_for(step.capability)
    elif step.key in ("pause", "refuse_pause") or case.state not in AT_WORK:
        case.pause_asked_by = None
    if step.key == "separate":
        case.joined_to = None
    if not step.by_resident:
        case.resident_spoke_at = None
    case.closed_at = None if FLOWS[case.flow].state_by_key[case.state].open else at
    _pass_up_and_down(case, step, given, at)


def _pass_up_and_down(case: Case, step: Transition, given: Particulars, at: datetime) -> None:
    latest = Holding.objects.filter(case=case, answered_at=None)
    if step.key == "escalate" and given.place:
        latest.update(answered_at=at, refused=False)
        Holding.objects.create(case=case, place=given.place, question=clean(given.question), asked_at=at)
        case.holder = given.place
    elif step.key == "take":
        latest.update(accepted_at=at)
    elif step.key in ("reply", "refuse"):
        latest.update(answered_at=at, refused=step.key == "refuse", answer=clean(given.answer or given.reason))
        case.holder = case.desk or case.community


def _join(case: Case, target: Case) -> None:
    apart = target.community_id != case.community_id or target.about_staff or case.about_staff
    if target.pk == case.pk or apart or target.state == "joined":
        raise Declined("missing", ["case"])
    case.joined_to = target
    Case.objects.filter(joined_to=case).update(joined_to=target)


def _run_clocks(case: Case, step: Transition, given: Particulars, at: datetime) -> None:
    if given.urgency and given.urgency != case.urgency:
        case.urgency = given.urgency
        clocks.recount(case, at)
    clocks.meet(case, step.meets, at)
    clocks.start(case, step.starts, at)
    if step.pauses:
        clocks.pause(case, at)
    if step.resumes:
        clocks.resume(case, at)
    if step.key == "postpone" and given.until:
        clocks.postpone(case, given.until, at)
    clocks.refresh_due(case)


def values_for(case: Case, given: Particulars, mover: Mover, at: datetime) -> dict[str, Words | str]:
    """What fills the placeholders of a sentence."""
    holder = case.holder if not given.place else given.place
    values: dict[str, Words | str] = {
        "date": dated(given.until or at), "department": holder.name,
        "number": given.case.label if given.case else case.label, "phone": case.community.phone or case.community.name,
    }  # fmt: skip
    values |= _who(case, given, mover)
    typed = {"reason": given.reason or given.text, "question": given.question, "reply": given.answer}
    values |= {key: clean(text) for key, text in typed.items() if text}
    if given.place:
        when = clocks.due(case, "superior", at)
        values["due"] = dated(when.due_at) if when else dated(at)
    return values


def dated(moment: datetime) -> Words:
    bo, zh, en = (say_date(moment, language) for language in LANGUAGES)
    return Words(bo=bo, zh=zh, en=en)


def _who(case: Case, given: Particulars, mover: Mover) -> dict[str, Words | str]:
    """Who goes: their post, and their name where they agreed to show it."""
    acting = case.assignee if mover.standing and mover.standing.sent(case.assignee_id) else None
    post = acting or (mover.standing.post_for("case.handle") if mover.standing else given.post)
    if post is None:
        return {"role": ""}
    return {"role": post.kind.name, "name": shown_of([post])[post.person_id].name or post.kind.name}


def acting_post(case: Case, step: Transition, mover: Mover) -> Post | None:
    """The post in which somebody acts: the one that was sent, else the one that carries the capability."""
    if mover.standing is None:
        return None
    sent = mover.standing.sent(case.assignee_id) if step.capability in ("case.handle", "call.take") else None
    return sent or mover.standing.post_for(step.capability)


def _say(
    case: Case, step: Transition, mover: Mover, given: Particulars, sentence: Words, at: datetime
) -> Statement:
    staff = mover.standing
    return state(
        case=case, speaker=Statement.Speaker.STAFF if staff or not mover.report else Statement.Speaker.RESIDENT,
        transition=step.key, at=at, language=mover.report.language if mover.report else "",
        text=clean(given.text), sentence=sentence, note=clean(given.note), report=mover.report,
        post=acting_post(case, step, mover), media=given.media, written_at=given.written_at,
    )  # fmt: skip


def touch(case: Case, at: datetime) -> None:
    """The resident spoke: the desk sees it first."""
    Case.objects.filter(pk=case.pk).update(resident_spoke_at=at, changed_at=at, version=F("version") + 1)
