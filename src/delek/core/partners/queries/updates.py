"""What was done about cases since, as a program may read it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from delek.core.cases.flows import FLOWS, REPORT, State
from delek.core.cases.models import Case, Report, Statement
from delek.core.places.models import Place
from delek.foundation.words import Words

from ..models import Program
from .reading import UNSAID, readable

STAFF = Q(speaker=Statement.Speaker.STAFF, public=True)


@dataclass(frozen=True, slots=True)
class Update:
    """One step on a case, seen from one request. ``said``: the sentence to the reporter, of one's own only."""

    pk: int
    label: str
    at: datetime
    own: bool
    state: State | None
    said: Words

    @property
    def is_open(self) -> bool:
        return self.state is None or self.state.open


def updates_for(
    community: Place, program: Program | None, *, narrowed: Q, since: datetime, until: datetime, most: tuple[int, int]
) -> list[Update]:
    """The steps within a time, the oldest first; of the public ones only where to, never why. Two statements."""
    seen: Any = readable(community, program).filter(narrowed)
    leads = seen.filter(own=True).values("joined_to")
    rows = Statement.objects.filter(STAFF, Q(case__in=seen.values("pk")) | Q(case__in=leads))
    found = list(rows.filter(at__gte=since, at__lte=until).order_by("at", "id")[most[0] : most[1]])
    by_case = _by_case(list(seen.filter(_about({row.case_id for row in found}))) if found else [])
    updates = [_update(row, case) for row in found for case in by_case[row.case_id]]
    return [update for update in updates if update.own or update.state]


def brought_report(community: Place, program: Program, label: tuple[int, int]) -> Report | None:
    """The report with this number, where this program brought it."""
    rows = Report.objects.select_related("case").filter(case__community=community, brought__program=program)
    return rows.filter(case__year=label[0], case__number=label[1]).first()


def _about(pks: set[int]) -> Q:
    return Q(pk__in=pks) | Q(joined_to__in=pks)


def _by_case(cases: list[Any]) -> defaultdict[int, list[Any]]:
    """The requests that a statement on a case is an update of: itself, and of one's own those joined with it."""
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for case in cases:
        found[case.pk].append(case)
        if case.joined_to_id:
            found[case.joined_to_id].append(case)
    return found


def _update(row: Statement, case: Case) -> Update:
    own = bool(case.own)  # type: ignore[attr-defined]
    step = FLOWS[REPORT.key].by_key.get(row.transition)
    state = REPORT.state_by_key.get(step.target) if step else None
    if state and not own and state.key in UNSAID:
        state = None
    said = row.sentence if own and not case.about_staff else Words()
    return Update(row.pk, case.label, row.at, own, state, said)
