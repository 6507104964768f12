"""A case's history as staff read it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from delek.core.cases.flows import FLOWS
from delek.core.cases.queries.notices import notices_of
from delek.core.timeline.queries import events_named
from delek.foundation.dates import say_duration, say_moment

from .clocks import say_left

DONE = ("finish", "done_above")
WHOLE = 100


@dataclass(frozen=True, slots=True)
class Photo:
    """One picture or recording beside an entry."""

    media: Any
    mark: str
    caption: str
    is_after: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: who, what, in whose words, what the resident reads of it."""

    at: str
    time: str
    by_resident: bool
    who: str
    verb: str
    words: str
    language: str
    reads: str
    note: str
    photos: tuple[Photo, ...]
    written: str = ""

    @property
    def day(self) -> str:
        return self.at.removesuffix(self.time).strip()


@dataclass(frozen=True, slots=True)
class Limit:
    """One clock of the case: met in how long, or how long is left."""

    name: str
    said: str
    look: str


def entries(case: Any, language: str) -> list[Entry]:
    """Everything said on the case and on those joined with it, oldest first."""
    rows = case.statements.select_related("post__person", "post__kind").prefetch_related("attachments__media")
    told = [(row.at, 0, row.pk, _entry(case, row, language)) for row in rows]
    told += [(row.at, 1, row.pk, _notice(row, language)) for row in notices_of(case)]
    told += [(row.at, 2, row.pk, _recounted(row, language)) for row in events_named("case", case.pk, "clock_recounted")]
    return [entry for *_order, entry in sorted(told, key=lambda line: line[:3])]


def first_photo(told: list[Entry]) -> Photo | None:
    """The first picture of the spot that can be shown."""
    return next((p for entry in told for p in entry.photos if p.media.kind == "photo" and p.media.thumb), None)


def sides(told: list[Entry]) -> tuple[Photo, Photo] | None:
    """The spot before and after: the first picture a resident sent and the last one of the finished work."""
    shown = [p for entry in told for p in entry.photos if p.media.kind == "photo" and p.media.thumb]
    before, after = ([p for p in shown if p.is_after is done] for done in (False, True))
    return (before[0], after[-1]) if before and after else None


def _notice(notice: Any, language: str) -> Entry:
    """That somebody was told of the time: for staff alone."""
    verb = _("All of the time is used: {step}") if notice.share == WHOLE else _("Half of the time is used: {step}")
    posts = [*notice.holders.all(), *notice.superiors.all()]
    names = _("Told: {names}").format(names=" · ".join(who_is(p, language) for p in posts)) if posts else ""
    at = say_moment(notice.at, language)
    step = step_name(notice.deadline.step)
    return Entry(at, at[-5:], False, _("Time limit"), verb.format(step=step), "", "", "", names, ())


def _recounted(event: Any, language: str) -> Entry:
    """That the calendar changed under a running clock, and what that made of it: for staff alone."""
    given = event.particulars
    before, due = (say_moment(datetime.fromisoformat(given[key]), language) for key in ("before", "due"))
    moved = _("Due {date}, before {before}").format(date=due, before=before)
    note = moved if before != due else _("Due {date}, as before").format(date=due)
    verb, at = _("The calendar changed: {step}").format(step=step_name(given["step"])), say_moment(event.at, language)
    return Entry(at, at[-5:], False, _("Time limit"), verb, "", "", "", note, ())


def _entry(case: Any, row: Any, language: str) -> Entry:
    by_resident = row.speaker == "resident"
    step = FLOWS[case.flow].by_key.get(row.transition)
    other = {"open": _("Reported"), "words": _("Added words"), "note": _("Note for staff")}
    verb = _(step.name) if step else other.get(row.transition, "")
    at = say_moment(row.at, language)
    who = _("Resident") if by_resident else who_is(row.post, language)
    is_after = row.transition in DONE
    mark = _("After") if is_after else _("Before")
    photos = tuple(Photo(a.media, mark, f"{at} · {who}", is_after) for a in row.attachments.all())
    reads = row.sentence.within(language) if row.sentence else ""
    return Entry(
        at, at[-5:], by_resident, who, verb, row.text, row.language, reads,
        row.note, photos, _written(row, language),
    )  # fmt: skip


def _written(row: Any, language: str) -> str:
    """That it waited in the resident's phone; the clocks run from when it arrived."""
    if not row.written_at:
        return ""
    written, arrived = say_moment(row.written_at, language), say_moment(row.at, language)
    return _("Written {written}, arrived {arrived}").format(written=written, arrived=arrived)


def who_is(post: Any, language: str) -> str:
    return f"{post.kind.name.within(language)} {post.person.called.within(language)}" if post else _("Staff")


def limits(case: Any, now: datetime, language: str) -> list[Limit]:
    """The clocks of a case in the order of their beginning."""
    return [_limit(clock, now, language) for clock in case.deadlines.order_by("starts_at", "id")]


def _limit(clock: Any, now: datetime, language: str) -> Limit:
    name = step_name(clock.step)
    if clock.met_at:
        look = "ok" if clock.met_at <= clock.due_at else "bad"
        return Limit(name, _("in {time}").format(time=say_duration(clock.met_at - clock.starts_at, language)), look)
    if clock.paused_at:
        return Limit(name, _("stands still"), "quiet")
    return Limit(name, say_left(clock.due_at - now, language), "bad" if clock.due_at < now else "")


def step_name(step: str) -> str:
    return {
        "acknowledge": _("Acknowledged"), "on_site": _("On site"), "solve": _("Solved"),
        "superior": _("Superior's answer"), "offer": _("Answer to the call"),
    }[step]  # fmt: skip


def last_words(case: Any) -> Any:
    """The sentence of what staff did last, in every language."""
    row = case.statements.filter(speaker="staff").order_by("at", "id").last()
    return row.sentence if row else None


def counts(case: Any) -> list[tuple[str, int]]:
    """How often the case was postponed, put on hold, sent back, done again, reopened; never is left out."""
    named = (
        (_("Postponed"), case.postponed), (_("On hold"), case.paused), (_("Sent back"), case.returned),
        (_("Done again"), case.reworked), (_("Reopened"), case.reopened),
    )  # fmt: skip
    return [(name, number) for name, number in named if number]


def last_move(case: Any, language: str) -> Entry | None:
    """What staff did last."""
    rows = case.statements.filter(speaker="staff").select_related("post__person", "post__kind")
    row = rows.prefetch_related("attachments__media").order_by("at", "id").last()
    return _entry(case, row, language) if row else None
