"""``/api/v1``: all matters of the key's own community, without words and without names."""

from typing import Any

from django.db.models import Q
from django.http import HttpResponse

from delek.core.cases.flows import FLOWS
from delek.core.partners.queries import matters
from delek.core.partners.queries.matters import in_states
from delek.core.partners.queries.reading import numbered

from .answers import Trouble, write
from .door import Asked
from .filters import label_of, listed, page_of, through, when
from .offering import named

TIMES = {
    "changed_from": "changed_at__gte", "changed_to": "changed_at__lte", "opened_from": "opened_at__gte",
    "opened_to": "opened_at__lte",
}  # fmt: skip


def list_cases(asked: Asked) -> HttpResponse:
    """What changed longest ago comes first: a reader goes on with ``changed_from`` of the last it saw."""
    _check(asked)
    wanted = Q()
    for name, column in TIMES.items():
        if asked.given.get(name):
            moment = when(asked.given, name)
            wanted &= Q(**{column: through(moment) if name.endswith("to") else moment})
    if keys := listed(asked.given, "category"):
        wanted &= Q(category__key__in=keys)
    if keys := listed(asked.given, "place"):
        wanted &= Q(place__key__in=keys)
    if asked.given.get("open"):
        wanted &= in_states(is_open=_truth(asked.given["open"]))
    rows = matters(asked.program.community, narrowed=wanted, most=page_of(asked.given), at=asked.at)
    return write("json", "cases", {"cases": [shaped(row) for row in rows]})


def one_case(asked: Asked, number: str) -> HttpResponse:
    _check(asked)
    label = label_of(number)
    rows = matters(asked.program.community, narrowed=numbered([label] if label else []), most=(0, 1), at=asked.at)
    if not rows:
        raise Trouble(404, "There is no such case.")
    return write("json", "case", shaped(rows[0]))


def shaped(case: Any) -> dict[str, Any]:
    """A case as it is answered; documents.py says the same of it, and tests compare the two."""
    state = FLOWS[case.flow].state_by_key[case.state]
    category, place = case.category, case.place
    return {
        "number": case.label, "state": case.state, "stage": state.stage, "open": state.open, "urgency": case.urgency,
        "category": {"key": category.key, "name": named(category)} if category else None,
        "place": {"key": place.key, "kind": place.kind, "number": place.number, "name": named(place)},
        "joined_to": case.joined_to.label if case.joined_to else None, "opened_at": case.opened_at,
        "changed_at": case.changed_at, "due_at": case.due_at, "closed_at": case.closed_at,
        "solved": case.solved or None, "returned": case.returned, "reworked": case.reworked,
        "postponed": case.postponed, "reopened": case.reopened,
    }  # fmt: skip


def _check(asked: Asked) -> None:
    if not asked.program.may_see:
        raise Trouble(403, "This key may not read the matters of its place.")


def _truth(said: str) -> bool:
    if said not in ("true", "false"):
        raise Trouble(400, "open is true or false.")
    return said == "true"
