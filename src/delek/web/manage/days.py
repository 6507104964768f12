"""The calendar: its layers, who entered what, the year at a glance."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from delek.core.schedule.actions import clear_day
from delek.core.schedule.forms import DayForm, HoursForm, YearForm
from delek.core.schedule.queries import days_of, layers_of, own_day, working_calendar, year_of, years_missing
from delek.foundation.clock import SHANGHAI
from delek.foundation.dates import say_date, say_month, say_weekday
from delek.foundation.day_lists import write_days
from delek.foundation.working_time import WorkingCalendar
from delek.web.access import StaffRequest, staff

from .page import by, form_page, office, tabs

CALENDAR = "manage.calendar"
HOME = "/manage/calendar/"
YEARS = range(2000, 2100)


@dataclass(frozen=True, slots=True)
class Row:
    """One day of one layer; ``replaced`` where a nearer layer says otherwise."""

    day: Any
    said: str
    replaced: bool
    own: bool


@dataclass(frozen=True, slots=True)
class Month:
    """One month at a glance: its name, the column of its first day, and each day with its look."""

    name: str
    start: int
    days: tuple[tuple[int, str], ...]


@staff(CALENDAR)
def calendar(request: StaffRequest) -> HttpResponse:
    """One year as it holds at one's office."""
    place, year, language = office(request, CALENDAR), _year(request), get_language() or "zh-hans"
    worked = working_calendar(place, request.now)
    page = {
        "heading": f"{_('Calendar')} {year}", "tabs": tabs(request), "year": year, "place": place,
        "rows": list(_rows(place, year, language)), "months": list(_months(worked, year, language)),
        "known": year_of(place, year), "layers": layers_of(place), "hours": worked.hours.spans,
        "missing": [n for n in years_missing(place, request.now) if n != year],
        "links": [(f"{HOME}?year={n}", str(n)) for n in (year - 1, year + 1) if n in YEARS],
    }  # fmt: skip
    return render(request, "manage/calendar.html", page)


def _year(request: StaffRequest) -> int:
    given = request.GET.get("year", "")
    year = int(given) if given.isdecimal() else request.now.astimezone(SHANGHAI).year
    if year not in YEARS:
        raise Http404
    return year


def _rows(place: Any, year: int, language: str) -> Iterator[Row]:
    days = days_of(place, year)
    winners = {row.day: row.pk for row in days}
    for row in days:
        said = f"{say_date(row.day, language)} {say_weekday(row.day, language)}"
        yield Row(row, said, winners[row.day] != row.pk, row.place_id == place.pk)


def _months(worked: WorkingCalendar, year: int, language: str) -> Iterator[Month]:
    for month in range(1, 13):
        first = date(year, month, 1)
        count = ((first + timedelta(days=31)).replace(day=1) - first).days
        days = tuple((n + 1, _look(worked, first + timedelta(days=n))) for n in range(count))
        yield Month(say_month(first, language), first.isoweekday(), days)


def _look(worked: WorkingCalendar, day: date) -> str:
    """``off`` and ``worked`` where the calendar differs from the week, ``weekend``, or nothing."""
    if day in worked.days:
        return "worked" if worked.days[day] else "off"
    return "" if worked.is_working_day(day) else "weekend"


@staff(CALENDAR)
def year(request: StaffRequest) -> HttpResponse:
    """A whole year of one's office's layer, as the notice names it; nothing is entered by half."""
    place, asked = office(request, CALENDAR), _year(request)
    own = {d.day: (d.works, d.name) for d in days_of(place, asked) if d.place_id == place.pk}
    form = YearForm(request.POST or None, year=asked, initial={"text": write_days(own)})
    heading = _("Enter all days of {n}").format(n=asked)
    return form_page(
        request, form, heading, lambda: form.save(place, by=by(request), at=request.now), f"{HOME}?year={asked}"
    )


@staff(CALENDAR)
def day(request: StaffRequest) -> HttpResponse:
    place, form = office(request, CALENDAR), DayForm(request.POST or None)
    return form_page(request, form, _("Add a day"), lambda: form.save(place, by=by(request), at=request.now), HOME)


@staff(CALENDAR)
@require_POST
def clear(request: StaffRequest, pk: int) -> HttpResponse:
    row = own_day(office(request, CALENDAR), pk)
    if row is None:
        raise Http404
    clear_day(row=row, by=by(request), at=request.now)
    return redirect(f"{HOME}?year={row.day.year}")


@staff(CALENDAR)
def hours(request: StaffRequest) -> HttpResponse:
    place = office(request, CALENDAR)
    times = [edge for span in working_calendar(place, request.now).hours.spans for edge in span]
    names = list(HoursForm.base_fields)
    form = HoursForm(request.POST or None, initial=dict(zip(names, (f"{t:%H:%M}" for t in times), strict=False)))
    save = form.save
    return form_page(request, form, _("Office hours"), lambda: save(place, by=by(request), at=request.now), HOME)
