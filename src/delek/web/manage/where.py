"""Places; what hangs there stands in the register of posters."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from delek.core.places.forms import BELOW, PlaceForm
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
        links = [(f"/manage/posters/?place={place.pk}", _("Posters and cards"))] if place.kind == "point" else []
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
