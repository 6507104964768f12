"""People, posts, kinds of post and the team."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from delek.core.people.actions import drop_team_line, end_post, resume_post
from delek.core.people.forms import AppointForm, CapabilitiesForm, IntroduceForm, TeamForm
from delek.core.people.queries import (
    CAPABILITIES,
    current_posts,
    ended_lately,
    is_last_to_appoint,
    post_kinds,
    team_shape,
)
from delek.web.access import StaffRequest, staff

from .page import by, community, form_page, found, handed, list_page, over_all, places

MAY = "manage.people"


def _ended(request: StaffRequest) -> list[Any]:
    own = {p.pk for p in places(request, MAY)}
    return [p for p in ended_lately(request.now) if p.place_id in own]


def posts(request: StaffRequest) -> list[Any]:
    """The posts that somebody may give and end."""
    own = {p.pk for p in places(request, MAY)}
    return [p for p in current_posts(request.now).order_by("place__path", "kind_id", "pk") if p.place_id in own]


@staff(MAY)
def list_people(request: StaffRequest) -> HttpResponse:
    ask = _("End this post?")
    rows = [
        {
            "cells": [p.person.called, p.kind.name, p.place.name, p.call_number],
            "links": [
                (f"/manage/people/{p.pk}/introduction", _("Introduction")),
                (f"/manage/people/{p.pk}/keys", _("Sign-in")),
            ],
            "posts": [(f"/manage/people/{p.pk}/end", _("End"), ask)],
        }
        for p in posts(request)
    ]
    rows += [
        {
            "cells": [p.person.called, p.kind.name, p.place.name, _("Ended")],
            "posts": [(f"/manage/people/{p.pk}/resume", _("Take back"), _("Let this post go on?"))],
        }
        for p in _ended(request)
    ]
    columns = [_("Name"), _("Post"), _("Place"), _("Call number")]
    return list_page(
        request, _("People"), columns=columns, rows=rows, links=[("/manage/people/appoint", _("Appoint somebody"))]
    )


@staff(MAY)
def introduction(request: StaffRequest, pk: int) -> HttpResponse:
    """What residents may know of a person, as the person wishes; the person can change it on the phone, too."""
    post: Any = found(posts(request), pk)
    given = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = IntroduceForm(*given, person=post.person)

    def save() -> None:
        form.save(community_id=post.place.community_id or 0, by=by(request), at=request.now)

    heading = _("How residents know {name}").format(name=post.person.called.within(get_language() or ""))
    return form_page(request, form, heading, save, "/manage/people/")


@staff(MAY)
@never_cache
def appoint(request: StaffRequest) -> HttpResponse:
    """Give a post; a first password stands on the one page that answers."""
    form = AppointForm(request.POST or None, standing=request.standing, places=places(request, MAY))

    def save() -> HttpResponse | None:
        post, word = form.save(by=by(request), at=request.now)
        return handed(request, post, word, _("First password")) if word else None

    return form_page(request, form, _("Appoint somebody"), save, "/manage/people/")


@staff(MAY)
@require_POST
def end(request: StaffRequest, pk: int) -> HttpResponse:
    post = found(posts(request), pk)
    if is_last_to_appoint(post, request.now):
        messages.error(request, _("Nobody could appoint here any more. Appoint a successor first."))
        return redirect("/manage/people/")
    end_post(post=post, by=by(request), at=request.now)
    messages.success(request, _("The post has ended. Within a day it can be taken back below."))
    return redirect("/manage/people/")


@staff(MAY)
@require_POST
def resume(request: StaffRequest, pk: int) -> HttpResponse:
    """Take an ending back; nobody does so for themselves."""
    post = found(_ended(request), pk)
    if post.person_id == request.standing.person.pk:
        messages.error(request, _("Nobody appoints themselves. Ask a second person who manages people."))
    else:
        resume_post(post=post, by=by(request), at=request.now)
    return redirect("/manage/people/")


@staff(MAY)
def list_kinds(request: StaffRequest) -> HttpResponse:
    rows = [
        {
            "cells": [k.name, " · ".join(str(CAPABILITIES.get(c, c)) for c in k.capabilities)],
            "href": f"/manage/kinds/{k.pk}",
        }
        for k in post_kinds()
    ]
    return list_page(request, _("Kinds of post"), columns=[_("What it is called"), _("Allowed")], rows=rows)


@staff(MAY)
def kind(request: StaffRequest, pk: int) -> HttpResponse:
    form = CapabilitiesForm(
        request.POST if request.method == "POST" else None, kind=found(post_kinds(), pk), standing=request.standing,
        alone=over_all(request, MAY),
    )  # fmt: skip
    return form_page(request, form, str(form.kind), lambda: form.save(by=by(request), at=request.now), "/manage/kinds/")


@staff(MAY)
def team(request: StaffRequest) -> HttpResponse:
    """The shape of the team, with what is vacant."""
    held = [p.kind_id for p in posts(request)]
    rows = []
    for slot in team_shape(community(request, MAY)):
        missing = max(0, slot.minimum - held.count(slot.kind_id))
        most = "" if slot.maximum is None else slot.maximum
        vacant = _("{n} vacant").format(n=missing) if missing else _("Complete")
        drop = (f"/manage/team/{slot.pk}/drop", _("Remove"), _("Take this line out of the team?"))
        href = f"/manage/team/set?line={slot.pk}"
        rows.append({"cells": [slot.kind.name, slot.minimum, most, vacant], "href": href, "posts": [drop]})
    columns = [_("Post"), _("At least"), _("At most"), _("State")]
    links, empty = [("/manage/team/set", _("Set a line"))], _("The team has no shape yet. Set its first line.")
    return list_page(request, _("Team"), columns=columns, rows=rows, links=links, empty=empty)


@staff(MAY)
@require_POST
def drop(request: StaffRequest, pk: int) -> HttpResponse:
    drop_team_line(slot=found(team_shape(community(request, MAY)), pk), by=by(request), at=request.now)
    return redirect("/manage/team/")


@staff(MAY)
def team_line(request: StaffRequest) -> HttpResponse:
    place = community(request, MAY)
    line = next((s for s in team_shape(place) if str(s.pk) == request.GET.get("line")), None)
    known = {k: getattr(line, k) for k in ("position", "minimum", "maximum")} | {"kind": line.kind_id} if line else {}
    form = TeamForm(request.POST or None, community=place, initial=known)
    return form_page(request, form, _("Set a line"), lambda: form.save(by=by(request), at=request.now), "/manage/team/")
