"""Who is on duty when: the weekly plan of each post."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from delek.core.people.queries import current_posts
from delek.core.schedule.actions.duty import clear_shifts
from delek.core.schedule.forms import ShiftForm
from delek.core.schedule.queries.duty import rosters, shifts_of
from delek.web.access import StaffRequest, staff

from .page import by, form_page, found, list_page, places

MAY = "manage.calendar"
HOME = "/manage/duty/"


@staff(MAY)
def plan(request: StaffRequest) -> HttpResponse:
    """Every post with its week and whether it is on duty now."""
    posts = _posts(request)
    shifts, duty, ask = shifts_of(posts), rosters(posts, request.now), _("Take the whole plan of this post away?")
    rows = []
    for post in posts:
        state = _("On duty") if duty[post.pk].is_on(request.now) else ""
        clear = [(f"{HOME}{post.pk}/clear", _("Clear"), ask)] if shifts[post.pk] else []
        cells = [post.person.called, post.kind.name, post.place.name, week_of(shifts[post.pk]), state]
        rows.append({"cells": cells, "posts": clear})
    columns = [_("Name"), _("Post"), _("Place"), _("Week"), _("State")]
    return list_page(request, _("Duty plan"), columns=columns, rows=rows, links=[(f"{HOME}add", _("Plan a shift"))])


def week_of(shifts: list[Any]) -> str:
    """A plan in one line: days that share their hours stand together."""
    names = [_("Mo"), _("Tu"), _("We"), _("Th"), _("Fr"), _("Sa"), _("Su")]
    hours: dict[str, list[str]] = {}
    for shift in shifts:
        hours.setdefault(f"{shift.starts:%H:%M}–{shift.ends:%H:%M}", []).append(names[shift.weekday])
    return " · ".join(f"{' '.join(days)} {span}" for span, days in hours.items())


@staff(MAY)
def add(request: StaffRequest) -> HttpResponse:
    form = ShiftForm(request.POST or None, posts=_posts(request))
    return form_page(request, form, _("Plan a shift"), lambda: form.save(by=by(request), at=request.now), HOME)


@staff(MAY)
@require_POST
def clear(request: StaffRequest, pk: int) -> HttpResponse:
    clear_shifts(post=found(_posts(request), pk), by=by(request), at=request.now)
    return redirect(HOME)


def _posts(request: StaffRequest) -> list[Any]:
    own = {p.pk for p in places(request, MAY)}
    return [p for p in current_posts(request.now).order_by("place__path", "kind_id", "pk") if p.place_id in own]
