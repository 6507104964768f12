"""What programs may read of cases: what the office let neighbours know, and what they brought themselves."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from delek.core.cases.flows import FLOWS, REPORT, closed_states
from delek.core.cases.models import Announcement, Case, Deadline, Statement
from delek.core.cases.queries.around import surround
from delek.core.places.models import Place
from delek.foundation.words import Words

from ..models import Brought, Program

UNSAID = {"question": "accepted", "verified": "finished"}
"""What is asked of one reporter, the public is not told."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One case as a program reads it. ``own``: it brought this report, and hears what the reporter hears.

    ``text`` is what the office let everybody know; ``said`` the last sentence to the reporter, of one's own only.
    """

    case: Case
    own: bool
    text: Words
    said: Words = field(default_factory=Words)
    due_at: datetime | None = None

    @property
    def leading(self) -> Case:
        """The case that is worked on: the one this was joined with, or itself."""
        return self.case.joined_to or self.case


def seen_cases(
    community: Place, program: Program | None, *, narrowed: Q, most: tuple[int, int], at: datetime
) -> list[Seen]:
    """Cases that a program, or anybody, may read, the newest first; ``most``: from which to which. Five statements."""
    first, last = most
    rows = list(readable(community, program).filter(narrowed).order_by("-opened_at", "-pk")[first:last])
    surround(rows, at)
    own = [row for row in rows if row.own]  # type: ignore[attr-defined]
    said = _last_said({(row.joined_to_id or row.pk) for row in own if not row.about_staff})
    due = _due({row.joined_to_id or row.pk for row in rows})
    return [_seen(row, said, due) for row in rows]


def readable(community: Place, program: Program | None) -> QuerySet[Case]:
    """``own``: the program brought it; ``lead``: the state of the case that leads."""
    public = Q(
        Exists(Announcement.objects.filter(case=OuterRef("pk"), taken_down_at=None)),
        about_staff=False, concerns=None, joined_to=None,
    )  # fmt: skip
    brought = Brought.objects.filter(program=program, report__case=OuterRef("pk"))
    own: Any = Exists(brought) if program and program.may_read else Value(False)
    rows = Case.objects.filter(community=community, flow=REPORT.key, number__isnull=False)
    rows = rows.annotate(own=own, lead=Coalesce("joined_to__state", F("state"))).filter(public | Q(own=True))
    return rows.select_related("announcement", "joined_to")


def numbered(labels: Collection[tuple[int, int]]) -> Q:
    """The cases with these years and numbers."""
    wanted = Q(pk__in=[])
    for year, number in labels:
        wanted |= Q(year=year, number=number)
    return wanted


def in_states(*, is_open: bool) -> Q:
    closed = Q(lead__in=closed_states())
    return ~closed if is_open else closed


def is_open(seen: Seen) -> bool:
    return FLOWS[seen.case.flow].state_by_key[seen.leading.state].open


def stage_of(seen: Seen) -> str:
    """The state that may be told: the reporter's own program hears all of it."""
    state = seen.leading.state
    return state if seen.own else UNSAID.get(state, state)


def _last_said(pks: Collection[int]) -> dict[int, Words]:
    """The newest public sentence of the office on each case."""
    if not pks:
        return {}
    rows = Statement.objects.filter(case__in=pks, speaker=Statement.Speaker.STAFF, public=True).order_by("at", "id")
    return {case: sentence for case, sentence in rows.values_list("case_id", "sentence") if sentence}


def _due(pks: Collection[int]) -> dict[int, datetime]:
    rows = Deadline.objects.filter(case__in=pks, step="solve", met_at=None).order_by("id")
    return dict(rows.values_list("case_id", "due_at"))


def _seen(case: Any, said: Mapping[int, Words], due: Mapping[int, datetime]) -> Seen:
    told = getattr(case, "announcement", None)
    is_apart = case.about_staff or case.concerns_id
    text = told.text if told and told.taken_down_at is None and not is_apart else Words()
    lead = case.joined_to_id or case.pk
    return Seen(
        case=case, own=bool(case.own), text=text, said=said.get(lead, Words()) if case.own else Words(),
        due_at=due.get(lead),
    )  # fmt: skip
