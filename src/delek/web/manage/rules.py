"""Categories, limits, reply texts and the calendar."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from delek.core.cases.actions.settings import change_category, set_limit, set_reply_text
from delek.core.cases.queries.settings import all_categories, limits_of, reply_texts, telling_transitions
from delek.core.schedule.actions import clear_day
from delek.core.schedule.forms import DayForm, HoursForm
from delek.core.schedule.queries import days_of, years_known
from delek.web.access import StaffRequest, staff

from .asking import CategoryForm, LimitForm, TextForm
from .page import by, community, form_page, found, list_page

CASES, CALENDAR = "manage.cases", "manage.calendar"
NOVEMBER = 11


@staff(CASES)
def categories(request: StaffRequest) -> HttpResponse:
    rows = [
        {
            "cells": [c.name, c.urgency, c.tile or "", _("Retired") if c.retired else ""],
            "href": f"/manage/categories/{c.pk}",
        }
        for c in all_categories()
    ]
    columns = [_("Name"), _("Urgency"), _("Order of the tile"), _("State")]
    return list_page(request, _("Categories"), columns=columns, rows=rows)


@staff(CASES)
def category(request: StaffRequest, pk: int) -> HttpResponse:
    row = found(all_categories(), pk)
    form = CategoryForm(request.POST or None, initial=CategoryForm.about(row))

    def save() -> None:
        change_category(category=row, by=by(request), at=request.now, **form.changes())

    return form_page(request, form, str(row), save, "/manage/categories/")


@staff(CASES)
def limits(request: StaffRequest) -> HttpResponse:
    rows = [
        {"cells": [x.urgency, x.step, x.amount, x.unit], "href": f"/manage/limits/{x.pk}"}
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

    return form_page(request, form, f"{row.urgency} · {row.step}", save, "/manage/limits/")


@staff(CASES)
def texts(request: StaffRequest) -> HttpResponse:
    own = reply_texts(community(request, CASES))
    rows = []
    for t in telling_transitions():
        text = own[t.key].text if t.key in own else _(t.sentence)
        rows.append({"cells": [_(t.name), text], "href": f"/manage/texts/{t.key}"})
    return list_page(request, _("Reply texts"), columns=[_("Step"), _("Sentence")], rows=rows)


@staff(CASES)
def text(request: StaffRequest, key: str) -> HttpResponse:
    place = community(request, CASES)
    transition = next((t for t in telling_transitions() if t.key == key), None)
    if transition is None:
        raise Http404
    own = reply_texts(place).get(key)
    initial = {"zh": own.text.zh, "bo": own.text.bo} if own else {}
    form = TextForm(request.POST or None, initial=initial, sentence=transition.sentence)

    def save() -> None:
        set_reply_text(community=place, transition=key, text=form.words(), by=by(request), at=request.now)

    return form_page(request, form, _(transition.name), save, "/manage/texts/")


@staff(CALENDAR)
def calendar(request: StaffRequest) -> HttpResponse:
    """The year: the national days, then the community's own, which may be taken back."""
    from django.utils.timezone import localtime

    place, today = community(request, CALENDAR), localtime(request.now).date()
    year = int(request.GET.get("year", "")) if request.GET.get("year", "").isdigit() else today.year
    rows = [_day(d) for d in days_of(None, year)] + [_day(d, own=True) for d in days_of(place, year)]
    warn = today.month >= NOVEMBER and today.year + 1 not in years_known()
    notes = [_("The national days of {n} are still missing.").format(n=today.year + 1)] if warn else []
    links = [("/manage/calendar/day", _("Add a day")), ("/manage/calendar/hours", _("Office hours"))]
    links += [(f"/manage/calendar/?year={n}", str(n)) for n in (year - 1, year + 1)]
    columns = [_("Day"), _("Kind of day"), _("Name"), _("Source")]
    return list_page(request, f"{_('Calendar')} {year}", columns=columns, rows=rows, links=links, notes=notes)


def _day(row: Any, own: bool = False) -> dict[str, object]:
    kind = _("Working day") if row.works else _("Day off")
    ask = [(f"/manage/calendar/{row.pk}/clear", _("Remove"), _("Take this day back to its usual?"))] if own else []
    return {"cells": [row.day.isoformat(), kind, row.name, row.source], "posts": ask}


@staff(CALENDAR)
def day(request: StaffRequest) -> HttpResponse:
    place, form = community(request, CALENDAR), DayForm(request.POST or None)
    return form_page(
        request, form, _("Add a day"), lambda: form.save(place, by=by(request), at=request.now), "/manage/calendar/"
    )


@staff(CALENDAR)
@require_POST
def clear(request: StaffRequest, pk: int) -> HttpResponse:
    place = community(request, CALENDAR)
    rows = [d for year in range(request.now.year - 2, request.now.year + 4) for d in days_of(place, year)]
    clear_day(row=found(rows, pk), by=by(request), at=request.now)
    return redirect("/manage/calendar/")


@staff(CALENDAR)
def hours(request: StaffRequest) -> HttpResponse:
    place, form = community(request, CALENDAR), HoursForm(request.POST or None)
    return form_page(
        request, form, _("Office hours"), lambda: form.save(place, by=by(request), at=request.now), "/manage/calendar/"
    )
