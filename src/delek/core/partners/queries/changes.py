"""Which changes a program may know of, and what waits to be told."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from delek.core.cases.flows import REPORT
from delek.core.cases.models import Case
from delek.core.timeline.models import Event

from ..models import Brought, Call, Hook, Program

OVERLAP = timedelta(minutes=15)
"""How far back is looked again: a change is seen when it is committed, which may be after a later one."""
AT_ONCE, IN_A_ROW = 200, 10
TOLD = frozenset({"open", *REPORT.by_key})


def hooks() -> list[Hook]:
    """Those of all programs that are let in."""
    rows = Hook.objects.select_related("program__community").filter(program__retired_at=None)
    return list(rows.order_by("pk"))


def changes_for(hook: Hook) -> list[Event]:
    """What happened to cases that the program may know of, and was not yet told."""
    since = max(hook.since, hook.looked_at - OVERLAP)
    told = Call.objects.filter(hook=hook, event=OuterRef("pk"))
    rows = Event.objects.filter(
        ~Exists(told), community_id=hook.program.community_id, at__gte=since, subject_kind="case", verb__in=TOLD,
        subject_id__in=known_to(hook.program).values("pk"),
    )  # fmt: skip
    return list(rows.order_by("pk")[:AT_ONCE])


def known_to(program: Program) -> QuerySet[Case]:
    """The cases whose state a program may know: its own, and with ``may_see`` all that are not about staff."""
    brought = Q(Exists(Brought.objects.filter(program=program, report__case=OuterRef("pk"))))
    known = brought if program.may_read else Q(pk__in=[])
    if program.may_see:
        known |= Q(about_staff=False, concerns=None)
    return Case.objects.filter(known, community=program.community_id, flow=REPORT.key, number__isnull=False)


def waiting(hook: Hook) -> list[Call]:
    """What waits first, in its order."""
    rows = Call.objects.select_related("event").filter(hook=hook, state="waiting")
    return list(rows.order_by("pk")[:IN_A_ROW])


@dataclass(frozen=True, slots=True)
class Told:
    """How it goes with telling one program."""

    url: str
    sent: int
    waiting: int
    failed: int


def told_to(programs: list[Program]) -> dict[int, Told]:
    """By program, of those that are told at all; within the last month."""
    counts = {name: Count("calls", filter=Q(calls__state=name)) for name in ("sent", "failed")}
    rows: Any = Hook.objects.filter(program__in=programs).annotate(every=Count("calls"), **counts)
    return {
        row.program_id: Told(row.url, row.sent, row.every - row.sent - row.failed, row.failed) for row in rows
    }
