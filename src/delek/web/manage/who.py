"""People, posts, kinds of post and the team."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from delek.core.people.actions import end_post
from delek.core.people.forms import AppointForm, CapabilitiesForm, TeamForm
from delek.core.people.queries import current_posts, post_kinds, team_shape
from delek.web.access import StaffRequest, staff

from .page import by, community, form_page, found, list_page, places

MAY = "manage.people"


def _posts(request: StaffRequest) -> list[object]:
    own = {p.pk for p in places(request, MAY)}
    return [p for p in current_posts(request.now).order_by("place__path", "kind_id", "pk") if p.place_id in own]


@staff(MAY)
def list_people(request: StaffRequest) -> HttpResponse:
    ask = _("End this post?")
    rows = [
        {
            "cells": [p.person.name, p.kind.name, p.place.name, p.call_number],  # type: ignore[attr-defined]
            "posts": [(f"/manage/people/{p.pk}/end", _("End"), ask)],  # type: ignore[attr-defined]
        }
        for p in _posts(request)
    ]
    columns = [_("Name"), _("Post"), _("Place"), _("Call number")]
    return list_page(
        request, _("People"), columns=columns, rows=rows, links=[("/manage/people/appoint", _("Appoint somebody"))]
    )


@staff(MAY)
def appoint(request: StaffRequest) -> HttpResponse:
    form = AppointForm(request.POST or None, standing=request.standing, places=places(request, MAY))

    def save() -> None:
        password = form.save(by=by(request), at=request.now)
        if password:
            messages.warning(request, _("First password, shown only now: {word}").format(word=password))

    return form_page(request, form, _("Appoint somebody"), save, "/manage/people/")


@staff(MAY)
@require_POST
def end(request: StaffRequest, pk: int) -> HttpResponse:
    end_post(post=found(_posts(request), pk), by=by(request), at=request.now)
    return redirect("/manage/people/")


@staff(MAY)
def list_kinds(request: StaffRequest) -> HttpResponse:
    rows = [{"cells": [k.name, ", ".join(k.capabilities)], "href": f"/manage/kinds/{k.pk}"} for k in post_kinds()]
    return list_page(request, _("Kinds of post"), columns=[_("Name"), _("May")], rows=rows)


@staff(MAY)
def kind(request: StaffRequest, pk: int) -> HttpResponse:
    form = CapabilitiesForm(
        request.POST if request.method == "POST" else None, kind=found(post_kinds(), pk), standing=request.standing
    )
    return form_page(request, form, str(form.kind), lambda: form.save(by=by(request), at=request.now), "/manage/kinds/")


@staff(MAY)
def team(request: StaffRequest) -> HttpResponse:
    """The shape of the team, with what is vacant."""
    held = [p.kind_id for p in _posts(request)]  # type: ignore[attr-defined]
    rows = []
    for slot in team_shape(community(request, MAY)):
        missing = max(0, slot.minimum - held.count(slot.kind_id))
        most = "" if slot.maximum is None else slot.maximum
        vacant = _("{n} vacant").format(n=missing) if missing else _("Complete")
        rows.append({"cells": [slot.kind.name, slot.minimum, most, vacant]})
    columns = [_("Post"), _("At least"), _("At most"), _("State")]
    return list_page(request, _("Team"), columns=columns, rows=rows, links=[("/manage/team/set", _("Set a line"))])


@staff(MAY)
def team_line(request: StaffRequest) -> HttpResponse:
    form = TeamForm(request.POST or None, community=community(request, MAY))
    return form_page(request, form, _("Set a line"), lambda: form.save(by=by(request), at=request.now), "/manage/team/")
