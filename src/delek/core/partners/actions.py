"""Letting programs in, and taking what they bring."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from delek.core.cases.actions import Opened, Submission, answer, content_of, once, open_case
from delek.core.cases.models import Report
from delek.core.media.actions import Taken, enter
from delek.core.places.models import Place
from delek.core.timeline.actions import By, record
from delek.foundation.clock import SHANGHAI
from delek.foundation.ids import token_digest

from .models import Brought, Program


@transaction.atomic
def admit(
    *, community: Place, name: str, may_read: bool, may_write: bool, per_minute: int, per_day: int, by: By, at: datetime
) -> tuple[Program, str]:
    """Let a program in. Its key is returned to be handed over once and is kept nowhere."""
    key = secrets.token_urlsafe(32)
    program = Program.objects.create(
        community=community, name=name, key_digest=token_digest(key), key_end=key[-4:], may_read=may_read,
        may_write=may_write, per_minute=per_minute, per_day=per_day, created_at=at,
    )  # fmt: skip
    _note(program, "program_admitted", by, at)
    return program, key


@transaction.atomic
def change_program(*, program: Program, by: By, at: datetime, **changes: object) -> Program:
    """Change a program's name, what it may do, or how much."""
    for name, value in changes.items():
        setattr(program, name, value)
    program.save(update_fields=list(changes))
    _note(program, "program_changed", by, at, columns=sorted(changes))
    return program


@transaction.atomic
def retire_program(*, program: Program, by: By, at: datetime) -> None:
    """From now on its key opens nothing; what it brought stays."""
    Program.objects.filter(pk=program.pk, retired_at=None).update(retired_at=at)
    _note(program, "program_retired", by, at)


@transaction.atomic
def restore_program(*, program: Program, by: By, at: datetime) -> None:
    """Its key opens again what it opened."""
    Program.objects.filter(pk=program.pk).update(retired_at=None)
    _note(program, "program_restored", by, at)


@transaction.atomic
def bring(*, program: Program, submission: Submission, at: datetime) -> Opened:
    """A report that a program brings goes the way of every report; which program it was stays beside it.

    The same submission again answers the same report. Raises Conflict where the id was used with other content.
    """
    opened = open_case(submission=submission, at=at)
    if opened.created:
        Brought.objects.create(program=program, report=opened.report, at=at)
        case = opened.report.case
        record(
            subject=("case", case.pk), verb="brought", by=By("program", program.pk), at=at,
            community_id=case.community_id, particulars={"report": opened.report.pk},
        )  # fmt: skip
    return opened


def pass_on_words(*, report: Report, key: UUID, text: str, files: Sequence[Taken], at: datetime) -> bool:
    """What a program's user says after the report: an answer where one was asked for, else words; once for each key.

    False where it was said before. Raises Conflict where the key was used with other content.
    """

    def say() -> None:
        media = enter(files, community_id=report.case.community_id, at=at) if files else []
        answer(report=report, text=text, media=media, at=at)

    content = content_of("passed_on", [("text", text)], [taken.address for taken in files])
    return once(report=report, key=key, content=content, at=at, do=say)


def note_use(*, program: Program, at: datetime) -> None:
    """Keep the day on which a program last asked for something."""
    today = at.astimezone(SHANGHAI).date()
    if program.used_on != today:
        Program.objects.filter(pk=program.pk).update(used_on=today)


def _note(program: Program, verb: str, by: By, at: datetime, **particulars: object) -> None:
    record(
        subject=("place", program.community_id), verb=verb, by=by, at=at, community_id=program.community_id,
        particulars={"program": program.pk, **particulars},
    )  # fmt: skip
