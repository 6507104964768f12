"""The form of a filter: a page of its own, or a panel over the queue where the script asked for it."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from delek.core.cases.flows import FLOWS
from delek.core.cases.queries import filing_categories
from delek.core.cases.queries.filtering import NEEDS, SORTS
from delek.core.people.queries import Standing, holders
from delek.core.places.queries import above, subtree
from delek.web.access import StaffRequest, staff
from delek.web.casework.lists import HEADINGS, NAMES, urgency_name
from delek.web.casework.narrowing import LABELS

from .filters import OWNERS, PHOTOS, SORT_NAMES, URGENCIES, Filter
from .queue import asked

Option = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Field:
    """One question of the form: a choice, or a day where there are no options."""

    name: str
    label: str
    options: list[Option]
    value: str


@staff("case.read")
@require_GET
def filter_form(request: StaffRequest) -> HttpResponse:
    """Ask what the list shall be narrowed to; its answer is the address of the list."""
    found = asked(request)
    page = {
        "filter": found, "fields": fields(found, request.standing, request.now), "room": "desk", "kept": found.query,
        "days": [_field(name, [], found) for name in ("opened_from", "opened_to", "due_from", "due_to")],
        "orders": [(key, str(SORT_NAMES[key])) for key in SORTS[found.view]], "photos": str(PHOTOS),
        "may_search_reporters": request.standing.may("report.reveal"), "view": found.view,
    }  # fmt: skip
    panel = request.headers.get("HX-Request") == "true"
    return render(request, "desk/filter_form.html" if panel else "desk/filter.html", page)


def fields(found: Filter, standing: Standing, at: Any) -> list[Field]:
    """Every choice of the form; those with nothing to choose are left out."""
    served = [p for p in standing.places_for("case.read") if p.kind in ("community", "grid")]
    language = get_language() or "zh-hans"
    options: dict[str, list[Option]] = {
        "view": [(key, str(name)) for key, name in NAMES.items()],
        "need": [(key, str(HEADINGS[key])) for key in NEEDS[found.view]],
        "whose": [(key, str(name)) for key, name in OWNERS.items()],
        "place": _places(subtree(served, "grid", "point"), language) if served else [],
        "category": [(str(c.pk), c.name.within(language)) for c in filing_categories()],
        "post": [(str(p.pk), f"{p.person.called.within(language)} {p.call_number}".strip())
                 for place in served for p in holders("case.handle", place, at)],
        "holder": [(str(p.pk), p.name.within(language)) for place in served[:1] for p in (place, *above(place))],
        "state": list({s.key: _(s.name) for flow in FLOWS.values() for s in flow.states}.items()),
        "urgency": [(key, urgency_name(key)) for key in URGENCIES],
    }  # fmt: skip
    return [_field(name, chosen, found) for name, chosen in options.items() if chosen]


def _field(name: str, options: list[Option], found: Filter) -> Field:
    label = _("List") if name == "view" else str(LABELS[name])
    return Field(name, label, options, found.view if name == "view" else found.given.get(name, ""))


def _places(rows: list[Any], language: str) -> list[Option]:
    """Grids with their points beneath them."""
    return [
        (str(p.pk), p.name.within(language) if p.kind == "grid"
         else f"\u2003{_('Grid point {n}').format(n=p.number)} {p.name.within(language)}")
        for p in rows
    ]  # fmt: skip
