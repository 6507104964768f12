"""Telling the holder that half of a limit is used, and the holder and the superior that all of it is (domain.md 3)."""

from collections.abc import Iterable
from datetime import datetime, timedelta

import structlog
from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext, gettext_noop, override

from delek.core.people.models import Person, Post
from delek.core.schedule.queries import working_calendar
from delek.core.timeline.actions import SYSTEM, post_message, record
from delek.core.timeline.models import Delivery, Event
from delek.foundation.dates import say_moment

from ..flows import REPORT
from ..models import Case, Deadline, Notice
from ..queries.notices import due_notices, holders_of, superiors_of
from .clocks import HALF, WHOLE, set_notice

LOG = structlog.get_logger()
LATER = timedelta(minutes=10)
BUZZING = ("emergency", "urgent")
"""For these the phone rings at once; all else waits for office hours (domain.md 10)."""

HALF_TEXT = gettext_noop("Report {number}: half of the time is used. Due {date}. {link}")
WHOLE_TEXT = gettext_noop("Report {number}: the time was over at {date}. {link}")
BELOW_TEXT = gettext_noop("{place}, report {number}: the time was over at {date}.")


def tell_of_clocks(*, at: datetime) -> int:
    """Give every notice that is due; how many. One clock that fails is tried again later and holds up no other."""
    return sum(_try(clock, at) for clock in due_notices(at))


def _try(clock: Deadline, at: datetime) -> int:
    try:
        with transaction.atomic():
            return int(_tell(clock.pk, clock.case_id, at))
    except Exception as trouble:
        LOG.error("notice failed", deadline=clock.pk, kind=type(trouble).__name__)
        Deadline.objects.filter(pk=clock.pk, notice_at=clock.notice_at).update(notice_at=at + LATER)
        return 0


def _tell(pk: int, case_id: int, at: datetime) -> bool:
    """Hold the case as a move does, then look again: what a move has stopped meanwhile is not told."""
    locked = connection.features.has_select_for_update_skip_locked
    cases = Case.objects.select_for_update(of=("self",), skip_locked=locked)
    beside = ("community", "place", "holder", "assignee", "concerns", "desk")
    case = cases.select_related(*beside).filter(pk=case_id).first()
    clock = Deadline.objects.filter(pk=pk, notice_at__lte=at, met_at=None, paused_at=None).first()
    if case is None or clock is None:
        return False
    return _give(case, clock, at)


def _give(case: Case, clock: Deadline, at: datetime) -> bool:
    """Where both are due at once, the greater stands for both."""
    if case.state not in REPORT.open_states():
        Deadline.objects.filter(pk=clock.pk).update(notice_at=None)
        return False
    share = WHOLE if clock.due_at <= at else HALF
    clock.told = share
    set_notice(clock)
    Deadline.objects.filter(pk=clock.pk).update(told=clock.told, notice_at=clock.notice_at)
    holders = holders_of(case, clock.step, at)
    superiors = superiors_of(case, clock.step, at) if share == WHOLE or not holders else []
    notice = Notice.objects.create(case=case, deadline=clock, share=share, due_at=clock.due_at, at=at)
    notice.holders.set(holders)
    notice.superiors.set(superiors)
    event = record(
        subject=("case", case.pk), verb="half_told" if share == HALF else "late_told", by=SYSTEM, at=at,
        community_id=case.community_id, particulars={
            "step": clock.step, "due": clock.due_at.isoformat(), "holders": [p.pk for p in holders],
            "superiors": [p.pk for p in superiors],
        },
    )  # fmt: skip
    _send(case, clock, event, holders, superiors, at)
    return True


def _send(
    case: Case, clock: Deadline, event: Event, holders: Iterable[Post], superiors: Iterable[Post], at: datetime
) -> None:
    """One message for each person over the channel they left, in their language."""
    late = clock.told == WHOLE
    told = set[int]()
    texts: tuple[tuple[Iterable[Post], str], ...] = (
        (holders, WHOLE_TEXT if late else HALF_TEXT),
        (superiors, WHOLE_TEXT if case.assignee_id in {p.pk for p in holders} else BELOW_TEXT),
    )
    for posts, text in texts:
        for person in (p.person for p in posts):
            if person.pk not in told:
                told.add(person.pk)
                _post(case, clock, event, person, text, at)


def _post(case: Case, clock: Deadline, event: Event, person: Person, text: str, at: datetime) -> None:
    channel, address = _channel(person)
    if not channel:
        return
    room = "field" if case.assignee and case.assignee.person_id == person.pk else "desk"
    with override(person.language):
        said = gettext(text).format(
            number=case.label, date=say_moment(clock.due_at, person.language),
            link=f"{settings.ORIGIN}/{room}/cases/{case.pk}", place=case.community.name.within(person.language),
        )  # fmt: skip
        subject = gettext("Report {number}: time limit").format(number=case.label)
    post_message(
        event=event, channel=channel, address=address, language=person.language, text=said, at=at, subject=subject,
        not_before=_when(case, at),
    )  # fmt: skip


def _channel(person: Person) -> tuple[str, str]:
    if person.phone:
        return Delivery.Channel.SMS, person.phone
    return (Delivery.Channel.MAIL, person.email) if person.email else ("", "")


def _when(case: Case, at: datetime) -> datetime:
    return at if case.urgency in BUZZING else working_calendar(case.place, at).next_open(at)
