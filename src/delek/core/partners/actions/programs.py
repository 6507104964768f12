"""Letting programs in, and saying what they may."""

import secrets
from datetime import datetime

from django.db import transaction

from delek.core.places.models import Place
from delek.core.timeline.actions import By, record
from delek.foundation.clock import SHANGHAI
from delek.foundation.ids import token_digest

from ..models import Program


@transaction.atomic
def admit(
    *, community: Place, name: str, may_read: bool, may_write: bool, may_see: bool = False, per_minute: int,
    per_day: int, by: By, at: datetime,
) -> tuple[Program, str]:  # fmt: skip
    """Let a program in. Its key is returned to be handed over once and is kept nowhere."""
    key = secrets.token_urlsafe(32)
    program = Program.objects.create(
        community=community, name=name, key_digest=token_digest(key), key_end=key[-4:], may_read=may_read,
        may_write=may_write, may_see=may_see, per_minute=per_minute, per_day=per_day, created_at=at,
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
