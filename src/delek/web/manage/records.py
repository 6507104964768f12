"""What auditors look at: the daily seals, and who saw reporters' names how often."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from delek.core.people.queries import names_of
from delek.core.places.queries import subtree
from delek.core.timeline.queries import newest_of
from delek.core.timeline.queries.exports import exports
from delek.core.timeline.queries.looks import MANY, looks
from delek.core.timeline.queries.seals import SEAL, seal_named
from delek.web.access import StaffRequest, staff
from delek.web.casework.lists import NAMES
from delek.web.casework.narrowing import ADDRESS, LABELS

from .page import tabs

MAY = "audit.read"
SEALS = 30


@staff(MAY)
@require_safe
def records(request: StaffRequest) -> HttpResponse:
    """The seals of the last month, a noted one looked up, and the looks at names within the reader's communities."""
    noted = request.GET.get("seal", "").strip()[:200]
    communities = subtree(request.standing.places_for(MAY), "community")
    seen = looks([place.pk for place in communities], request.now)
    taken = exports([place.pk for place in communities], request.now)
    names = names_of([*(row.person for row in seen), *(event.actor_id or 0 for event in taken)])
    given: dict[str, Any] = {
        "heading": _("Records"), "tabs": tabs(request), "noted": noted, "known": seal_named(noted) if noted else None,
        "seals": [(event, _in_fours(event.hash)) for event in newest_of(*SEAL, limit=SEALS)], "many": MANY,
        "exports": [(event, _narrowed(event.particulars), names.get(event.actor_id or 0)) for event in taken],
        "looks": [(row, names.get(row.person)) for row in seen], "unusual": sum(row.unusual for row in seen),
    }  # fmt: skip
    return render(request, "manage/records.html", given)


def _narrowed(particulars: dict[str, Any]) -> str:
    """The list and by what it was narrowed, in words."""
    kept = {*particulars["filter"], *(["q"] if particulars["words"] else [])}
    by = [str(LABELS[name]) for name in ADDRESS if name in kept]
    return f"{NAMES[particulars['view']]} ({', '.join(by)})" if by else str(NAMES[particulars["view"]])


def _in_fours(signs: str) -> str:
    return " ".join(signs[at : at + 4] for at in range(0, len(signs), 4))
