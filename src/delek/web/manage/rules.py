"""Categories and limits."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from delek.core.cases.actions.settings import add_category as add_a_category
from delek.core.cases.actions.settings import change_category, set_limit
from delek.core.cases.queries.settings import all_categories, limits_of
from delek.web.access import StaffRequest, staff

from .asking import SHARED, UNITS, URGENCIES, CategoryForm, LimitForm
from .page import by, community, form_page, found, list_page, over_all

CASES = "manage.cases"
URGENCY, UNIT = dict([*URGENCIES, ("call", gettext_lazy("Call over"))]), dict(UNITS)
STEPS = {
    "acknowledge": gettext_lazy("Acknowledged"),
    "on_site": gettext_lazy("On site"),
    "solve": gettext_lazy("Solved"),
    "superior": gettext_lazy("Superior's answer"),
    "offer": gettext_lazy("Answer to the call"),
}


@staff(CASES)
def categories(request: StaffRequest) -> HttpResponse:
    rows = [
        {
            "cells": [c.name, URGENCY[c.urgency], c.tile or "", _("Retired") if c.retired else ""],
            "href": f"/manage/categories/{c.pk}",
        }
        for c in all_categories()
    ]
    columns = [_("What it is called"), _("Urgency"), _("Order of the tile"), _("State")]
    links = [("/manage/categories/add", _("Add a category"))] if over_all(request, CASES) else []
    notes = [] if links else [SHARED]
    return list_page(request, _("Categories"), columns=columns, rows=rows, links=links, notes=notes)


@staff(CASES)
def add_category(request: StaffRequest) -> HttpResponse:
    """A category for every community; its key is a number, which nobody reads."""
    form = CategoryForm(request.POST or None, alone=over_all(request, CASES), initial={"icon": "c-other"})

    def save() -> None:
        add_a_category(by=by(request), at=request.now, **form.changes())

    return form_page(request, form, _("Add a category"), save, "/manage/categories/")


@staff(CASES)
def category(request: StaffRequest, pk: int) -> HttpResponse:
    row = found(all_categories(), pk)
    form = CategoryForm(request.POST or None, alone=over_all(request, CASES), initial=CategoryForm.about(row))

    def save() -> None:
        change_category(category=row, by=by(request), at=request.now, **form.changes())

    return form_page(request, form, str(row), save, "/manage/categories/")


@staff(CASES)
def limits(request: StaffRequest) -> HttpResponse:
    rows = [
        {"cells": [URGENCY[x.urgency], STEPS[x.step], x.amount, UNIT[x.unit]], "href": f"/manage/limits/{x.pk}"}
        for x in limits_of(community(request, CASES))
    ]
    columns = [_("Urgency"), _("Step"), _("Amount"), _("Unit")]
    return list_page(request, _("Time limits"), columns=columns, rows=rows)


@staff(CASES)
def limit(request: StaffRequest, pk: int) -> HttpResponse:
    """The community's own limit; the general one stays for the others."""
    place = community(request, CASES)
    row = found(limits_of(place), pk)
    form = LimitForm(request.POST or None, initial={"amount": row.amount, "unit": row.unit})

    def save() -> None:
        set_limit(place=place, urgency=row.urgency, step=row.step, by=by(request), at=request.now, **form.cleaned_data)

    return form_page(request, form, f"{URGENCY[row.urgency]} · {STEPS[row.step]}", save, "/manage/limits/")
