"""What neighbours may know of a matter, and their joining it: "I have this problem too"."""

import re
from datetime import datetime

from django.db import transaction

from delek.core.people.queries import Standing
from delek.core.timeline.actions import person, record
from delek.foundation.words import Words

from ..models import Announcement, Case
from ..queries.neighbours import is_at_work, names_of
from ..queries.residents import report_by_submission
from ..rules import ANNOUNCE, may_announce
from .moving import Declined, Mover, Particulars, move, touch
from .opening import Opened, Submission, open_case

NUMBER = re.compile(r"(?:\d[\s\-().]*){7}")
"""Seven digits in a row, of any script: ASCII, Tibetan, full width."""


@transaction.atomic
def announce(*, case: Case, text: Words, standing: Standing, at: datetime) -> Announcement:
    """From now on everybody who scans the code of the point reads this sentence. Again replaces it.

    Raises Declined: ``rule`` where it may not be done, ``missing`` where Tibetan or Chinese is not there, ``personal``
    where it carries a reporter's name or a number to call.
    """
    held = _held(case)
    if not may_announce(standing, held):
        raise Declined("rule")
    if not (text.bo and text.zh):
        raise Declined("missing", [key for key in ("bo", "zh") if not getattr(text, key)])
    if says_who(held, text):
        raise Declined("personal")
    fresh = {"text": text, "post": standing.post_for(ANNOUNCE), "at": at, "taken_down_at": None}
    row, _new = Announcement.objects.update_or_create(case=held, defaults=fresh)
    _note(held, "announced", standing, at)
    return row


@transaction.atomic
def take_down(*, case: Case, standing: Standing, at: datetime) -> None:
    """Neighbours see it no more; who joined it stays with it. Raises Declined where it may not be done."""
    held = _held(case)
    if not may_announce(standing, held, taking_down=True):
        raise Declined("rule")
    if Announcement.objects.filter(case=held, taken_down_at=None).update(taken_down_at=at):
        _note(held, "announcement_taken_down", standing, at)


def says_who(case: Case, text: Words) -> bool:
    """Whether a sentence carries a reporter's name or number, or anything that can be dialled."""
    said = (text.bo, text.zh, text.en)
    return any(NUMBER.search(words) or any(name in words for name in names_of(case)) for words in said)


def join_in(*, submission: Submission, at: datetime) -> Opened:
    """A neighbour has the same problem: a report of their own, with its own link, joined with the matter at once.

    The same submission again answers the same report, also after the matter was closed. Raises Declined where the
    matter is no longer open, Conflict where the id was used with other content.
    """
    if submission.joins is None:
        raise Declined("missing", ["case"])
    with transaction.atomic():
        leading = _held(submission.joins)
        if report_by_submission(submission.submission_id) is None and not _is_open(leading):
            raise Declined("state")
        opened = open_case(submission=submission, at=at)
        if opened.created:
            move(opened.report.case, "join", mover=Mover(), at=at, particulars=Particulars(case=leading))
            if submission.description:
                touch(leading, at)
    return opened


def _is_open(case: Case) -> bool:
    return is_at_work(case) and Announcement.objects.filter(case=case, taken_down_at=None).exists()


def _held(case: Case) -> Case:
    rows = Case.objects.select_for_update(of=("self",))
    return rows.select_related("community", "place", "holder", "desk", "concerns").get(pk=case.pk)


def _note(case: Case, verb: str, standing: Standing, at: datetime) -> None:
    record(
        subject=("case", case.pk), verb=verb, by=person(standing.person.pk), at=at, community_id=case.community_id,
    )
