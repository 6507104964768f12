"""Places and their codes."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from delek.core.places.actions import issue_code, retire_code
from delek.core.places.forms import BELOW, PlaceForm
from delek.core.places.queries import codes_of
from delek.web.access import StaffRequest, staff

from .page import by, form_page, found, list_page, places

MAY = "manage.places"
HOME = "/manage/places/"
STEPS = {"grid": 2, "point": 3}
"""How far a place stands in under the one it belongs to."""


@staff(MAY)
def list_places(request: StaffRequest) -> HttpResponse:
    rows = []
    for place in places(request, MAY):
        links = [(f"{HOME}{place.pk}/codes", _("Codes"))] if place.kind == "point" else []
        if place.kind in BELOW:
            links.append((f"{HOME}{place.pk}/add", _("Add grid") if place.kind == "community" else _("Add point")))
        cells, depth = [place.name, place.number or ""], STEPS.get(place.kind, 0)
        rows.append({"cells": cells, "href": f"{HOME}{place.pk}", "links": links, "depth": depth})
    return list_page(request, _("Places"), columns=[_("What it is called"), _("Number")], rows=rows)


@staff(MAY)
def change(request: StaffRequest, pk: int) -> HttpResponse:
    place = found(places(request, MAY), pk)
    form = PlaceForm(request.POST or None, initial=PlaceForm.about(place))
    return form_page(
        request, form, _("Change a place"), lambda: form.change(place, by=by(request), at=request.now), HOME
    )


@staff(MAY)
def add(request: StaffRequest, pk: int) -> HttpResponse:
    parent = found(places(request, MAY), pk)
    if parent.kind not in BELOW:
        raise Http404
    form = PlaceForm(request.POST or None)
    return form_page(request, form, _("Add a place"), lambda: form.add(parent, by=by(request), at=request.now), HOME)


@staff(MAY)
def codes(request: StaffRequest, pk: int) -> HttpResponse:
    """The codes of one place; a new one is issued here."""
    place = found(places(request, MAY), pk)
    here = f"{HOME}{place.pk}/codes"
    if request.method == "POST":
        issue_code(place=place, service="report", by=by(request), at=request.now)
        return redirect(here)
    rows = []
    for code in codes_of(place):
        state = _("Retired") if code.retired_at else _("In use")
        posts = (
            []
            if code.retired_at
            else [(f"{here}/{code.pk}/retire", _("Retire"), _("Retire this code? Its print stops working."))]
        )
        rows.append({"cells": [code.pk, state], "posts": posts})
    return list_page(request, _("Codes"), columns=[_("Number"), _("State")], rows=rows, post=(here, _("Issue a code")))


@staff(MAY)
@require_POST
def retire(request: StaffRequest, pk: int, code: int) -> HttpResponse:
    place = found(places(request, MAY), pk)
    row = found(codes_of(place), code)
    if row.retired_at is None:
        retire_code(code=row, by=by(request), at=request.now)
    return redirect(f"{HOME}{pk}/codes")
