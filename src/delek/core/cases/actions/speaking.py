"""What reporters say after their report, and looks at their names."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from delek.core.media.models import Media
from delek.core.people.queries import Standing
from delek.core.timeline.actions import RESIDENT, person, record
from delek.foundation.words import clean

from ..flows import FLOWS
from ..models import Case, Report, Statement
from .moving import Declined, Mover, Particulars, move, touch
from .opening import digest_of
from .telling import state, written

REOPEN_DAYS = 7
SOLVED = ("solved", "half", "not")


def leading(report: Report) -> Case:
    """The case that leads: the one this report's was joined with, or its own."""
    own = Case.objects.select_related("joined_to").get(pk=report.case_id)
    return own.joined_to or own


def add_words(
    *, report: Report, text: str, media: Sequence[Media], at: datetime, written_at: datetime | None = None
) -> Statement:
    """Add words or photos to one's report at any time; the desk sees them at once."""
    with transaction.atomic():
        case = Case.objects.select_for_update(of=("self",)).get(pk=leading(report).pk)
        said = state(
            case=case, speaker=Statement.Speaker.RESIDENT, transition="words", at=at, language=report.language,
            text=clean(text), report=report, media=media, written_at=written_at,
        )  # fmt: skip
        record(
            subject=("case", case.pk), verb="words", by=RESIDENT, at=at, community_id=case.community_id,
            particulars={"statement": said.pk, "digest": digest_of(said)} | written(said),
        )
        touch(case, at)
    return said


def answer(
    *, report: Report, text: str, media: Sequence[Media], at: datetime, written_at: datetime | None = None
) -> None:
    """Answer a question of the desk, or simply add words where none was asked."""
    case = leading(report)
    if case.state == "question":
        given = Particulars(text=text, media=media, written_at=written_at)
        move(case, "answer", mover=Mover(report=report), at=at, particulars=given)
        Case.objects.filter(pk=case.pk).update(resident_spoke_at=at)
        return
    add_words(report=report, text=text, media=media, at=at, written_at=written_at)


def judge(
    *, report: Report, solved: str, rating: int | None, text: str, media: Sequence[Media], at: datetime,
    written_at: datetime | None = None,
) -> Case:  # fmt: skip
    """The reporter's word: solved closes the case; half or not reopens it, within 7 days after closing.

    Of several reporters any may say that it is not solved; that it is, says the one whose report leads.
    Raises Declined where the time is over or the case is not yet done.
    """
    if solved not in SOLVED:
        raise Declined("missing", ["solved"])
    with transaction.atomic():
        case = leading(report)
        if case.pk != report.case_id and solved == "solved":
            return _agree(report, case, rating, text, media, at, written_at)
        if case.state == "closed" and solved == "solved":
            add_words(report=report, text=text, media=media, at=at, written_at=written_at)
        else:
            _check_time(case, at)
            given = Particulars(
                text=text, reason=text or solved, media=media, written_at=written_at, extra={"solved": solved}
            )
            step = "confirm" if solved == "solved" else "reopen"
            move(case, step, mover=Mover(report=report), at=at, particulars=given)
        spoke = None if solved == "solved" else at
        Case.objects.filter(pk=case.pk).update(solved=solved, rating=rating or case.rating, resident_spoke_at=spoke)
    case.refresh_from_db()
    return case


def _agree(
    report: Report, case: Case, rating: int | None, text: str, media: Sequence[Media], at: datetime,
    written_at: datetime | None,
) -> Case:  # fmt: skip
    """A further reporter is content: that is kept, and the matter stays open for the one whose report leads."""
    held = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if held.state != "closed":
        _check_time(held, at)
    record(
        subject=("case", held.pk), verb="agreed", by=RESIDENT, at=at, community_id=held.community_id,
        particulars={"report": report.pk, "rating": rating},
    )
    if clean(text) or media:
        add_words(report=report, text=text, media=media, at=at, written_at=written_at)
    return held


def _check_time(case: Case, at: datetime) -> None:
    sources = {s for key in ("confirm", "reopen") for s in _sources(case, key)}
    if case.state not in sources:
        raise Declined("state")
    if case.closed_at and at - case.closed_at > timedelta(days=REOPEN_DAYS):
        raise Declined("late")


def _sources(case: Case, key: str) -> tuple[str, ...]:
    step = FLOWS[case.flow].by_key.get(key)
    return step.sources if step else ()


def reveal_reporter(*, report: Report, standing: Standing, at: datetime) -> tuple[str, str]:
    """Show a reporter's name and number to a member of staff; the look is an event its subject can read."""
    record(
        subject=("case", report.case_id), verb="reporter_seen", by=person(standing.person.pk), at=at,
        community_id=report.case.community_id, particulars={"report": report.pk},
    )
    return report.name, report.phone
