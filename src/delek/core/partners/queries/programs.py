"""Which programs a community lets in."""

from datetime import datetime, timedelta

from delek.core.places.models import Place
from delek.foundation.ids import token_digest

from ..models import Brought, Program

BACK = timedelta(days=7)


def program_by_key(key: str) -> Program | None:
    """The program that a key names, unless it was retired."""
    rows = Program.objects.select_related("community").filter(retired_at=None)
    return rows.filter(key_digest=token_digest(key)).first()


def programs_of(community: Place) -> list[Program]:
    """The programs that a community lets in."""
    return list(Program.objects.filter(community=community, retired_at=None).select_related("community"))


def retired_programs(community: Place, at: datetime) -> list[Program]:
    """Those that were retired within the last week and can be taken back."""
    rows = Program.objects.filter(community=community, retired_at__gt=at - BACK).select_related("community")
    return list(rows)


def brought_since(program: Program, since: datetime) -> int:
    """How many reports a program brought since a moment."""
    return Brought.objects.filter(program=program, at__gt=since).count()
