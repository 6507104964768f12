"""The lines that say where a matter usually goes."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from delek.core.cases.actions.routing import drop_route, restore_route, set_route
from delek.core.cases.queries import filing_categories
from delek.core.cases.queries.routing import dropped_routes, hidden_by, routes_of, would_be_hidden
from delek.core.people.queries import holders, post_kinds
from delek.core.places.queries import above, subtree
from delek.web.access import StaffRequest, staff

from .ordering import named
from .page import by, community, form_page, found, list_page

MAY, HOME = "manage.cases", "/manage/routes/"
HOURS = {
    "any": gettext_lazy("At any time"),
    "open": gettext_lazy("In office hours"),
    "closed": gettext_lazy("Outside office hours"),
}
ALL = gettext_lazy("All")


class RouteForm(forms.Form):
    """One line: for what, where, when, and where it goes."""

    position = forms.IntegerField(label=gettext_lazy("Order"), min_value=1, max_value=999)
    category = forms.ChoiceField(label=gettext_lazy("What it is about"), required=False)
    place = forms.ChoiceField(label=gettext_lazy("Place"), required=False)
    hours = forms.ChoiceField(label=gettext_lazy("When"), choices=list(HOURS.items()))
    goes = forms.ChoiceField(label=gettext_lazy("Goes to"))

    def __init__(self, *args: Any, office: Any, route: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.office, self.route = office, route
        of, to = (route.category, route.kind) if route else (None, None)  # offered though retired since
        self.categories = {str(row.pk): row for row in filing_categories()}
        self.places = {str(row.pk): row for row in subtree([office], "grid", "point")}
        if of:
            self.categories.setdefault(str(of.pk), of)
        kinds = (kind for kind in post_kinds() if "case.handle" in kind.capabilities or kind == to)
        self.ways: dict[str, Any] = {f"kind:{kind.pk}": kind for kind in kinds}
        self.ways |= {f"above:{place.pk}": place for place in above(office)}
        offered = {
            "category": [("", ALL), *((key, _name(row)) for key, row in self.categories.items())],
            "place": [("", ALL), *((key, named(row)) for key, row in self.places.items())],
            "goes": [(key, _name(row)) for key, row in self.ways.items()],
        }
        for name, choices in offered.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors:
            wide = would_be_hidden(self.office, self.route, self.line(given))
            if wide is not None:
                told = _("Line {n} takes all of this before it. Give this one a smaller number, or change that one.")
                raise ValidationError(told.format(n=wide.position))
        return given

    def line(self, given: dict[str, Any]) -> dict[str, Any]:
        """The columns of the line."""
        way, target = given["goes"].partition(":")[0], self.ways[given["goes"]]
        return {
            "position": given["position"], "hours": given["hours"],
            "category": self.categories.get(given["category"]), "place": self.places.get(given["place"]),
            "kind": target if way == "kind" else None, "above": target if way == "above" else None,
        }  # fmt: skip

    @staticmethod
    def about(route: Any) -> dict[str, object]:
        goes = f"kind:{route.kind_id}" if route.kind_id else f"above:{route.above_id}"
        given = {name: getattr(route, name) for name in ("position", "hours")}
        return {**given, "category": route.category_id or "", "place": route.place_id or "", "goes": goes}


@staff(MAY)
def routes(request: StaffRequest) -> HttpResponse:
    """The lines in their order, each with what is wrong with it; below them what was dropped lately."""
    office = community(request, MAY)
    lines = routes_of(office)
    held = {post.kind_id for post in holders("case.handle", office, request.now)}
    rows = [_row(line, _state(line, lines, held)) for line in lines]
    back = _("Take back")
    for line in dropped_routes(office, request.now):
        rows.append(_row(line, _("Dropped")) | {"href": "", "posts": [(f"{HOME}{line.pk}/restore", back, back)]})
    columns = [_("Order"), _("What it is about"), _("Place"), _("When"), _("Goes to"), _("State")]
    notes = [_("The first line that holds is the suggestion when somebody is sent or a matter is passed up.")]
    return list_page(
        request, _("Where matters go"), columns=columns, rows=rows, links=[(f"{HOME}add", _("Add a line"))],
        notes=notes, empty=_("No lines yet. Who is sent is suggested by duty, nearness and load alone."),
    )  # fmt: skip


@staff(MAY)
def add(request: StaffRequest) -> HttpResponse:
    office = community(request, MAY)
    last = max((line.position for line in routes_of(office)), default=0)
    form = RouteForm(request.POST or None, office=office, initial={"position": last + 10, "hours": "any"})
    return form_page(request, form, _("Add a line"), lambda: _save(request, form), HOME)


@staff(MAY)
def change(request: StaffRequest, pk: int) -> HttpResponse:
    office = community(request, MAY)
    line = found(routes_of(office), pk)
    form = RouteForm(request.POST or None, office=office, route=line, initial=RouteForm.about(line))
    return form_page(request, form, _("Line {n}").format(n=line.position), lambda: _save(request, form), HOME)


@staff(MAY)
@require_POST
def drop(request: StaffRequest, pk: int) -> HttpResponse:
    drop_route(route=found(routes_of(community(request, MAY)), pk), by=by(request), at=request.now)
    messages.success(request, _("The line counts no more. Within a week it can be taken back below."))
    return redirect(HOME)


@staff(MAY)
@require_POST
def restore(request: StaffRequest, pk: int) -> HttpResponse:
    line = found(dropped_routes(community(request, MAY), request.now), pk)
    restore_route(route=line, by=by(request), at=request.now)
    return redirect(HOME)


def _save(request: StaffRequest, form: RouteForm) -> None:
    line = form.line(form.cleaned_data)
    set_route(community=form.office, route=form.route, by=by(request), at=request.now, **line)


def _row(line: Any, state: str) -> dict[str, Any]:
    cells = [
        line.position, line.category.name if line.category else ALL, named(line.place).strip() if line.place else ALL,
        HOURS[line.hours], (line.kind or line.above).name, state,
    ]  # fmt: skip
    drop = (f"{HOME}{line.pk}/drop", _("Drop"), _("Let this line count no more?"))
    return {"cells": cells, "href": f"{HOME}{line.pk}", "posts": [drop]}


def _state(line: Any, lines: list[Any], held: set[int]) -> str:
    wide = hidden_by(line, lines)
    if wide is not None:
        return _("Never reached: line {n} takes all of it").format(n=wide.position)
    if line.category and line.category.retired:
        return _("Its category is retired")
    if line.kind and line.kind_id not in held:
        return _("Nobody holds this post now")
    return ""


def _name(row: Any) -> str:
    return str(row.name.within(get_language() or "zh-hans"))
