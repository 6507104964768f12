"""The register of posters and cards, and the numbers that stand on them."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from delek.core.printing.actions import replace_poster, restore_poster, retire_poster
from delek.core.printing.actions.numbers import drop_number
from delek.core.printing.queries.numbers import numbers_of
from delek.core.printing.queries.posters import poster_in, posters_in, scans_by_day, scans_of
from delek.core.printing.rules import may_be_restored
from delek.foundation.dates import say_date
from delek.web.access import StaffRequest, staff

from .ordering import NumberForm, PosterForm
from .page import by, community, form_page, found, list_page, places, tabs

MAY = "manage.places"
HOME, NUMBERS = "/manage/posters/", "/manage/numbers/"
DAYS = 30


@staff(MAY)
def posters(request: StaffRequest) -> HttpResponse:
    """What hangs where: every edition, how it stands, and how often it was scanned in a month."""
    place = _narrowed(request)
    rows = posters_in([place] if place else request.standing.places_for(MAY))
    codes = [code.pk for row in rows for code in row.codes().values()]
    counts = scans_of(codes, localdate(request.now) - timedelta(days=DAYS))
    cells = [
        {
            "cells": [
                f"{row.place.number} · {row.place.name}", _kind(row), row.edition, _day(request, row.printed_at),
                " ".join(filter(None, (_day(request, row.hung_on), row.hung_where))), _state(row),
                sum(counts.get(code.pk, 0) for code in row.codes().values()),
            ],
            "href": f"{HOME}{row.pk}",
        }
        for row in rows
    ]  # fmt: skip
    heading = f"{_('Posters and cards')} · {place.number} · {place.name}" if place else _("Posters and cards")
    columns = [_("Grid point"), _("What"), _("Edition"), _("Printed"), _("Hung"), _("State"), _("Scans in 30 days")]
    links = [("/manage/prints/ask" + (f"?place={place.pk}" if place else ""), _("Print"))]
    if place:
        links.append((HOME, _("All points")))
    notes = [] if rows else [_("Nothing was printed yet. The first print makes the codes.")]
    return list_page(request, heading, columns=columns, rows=cells, links=links, notes=notes)


@staff(MAY)
def poster(request: StaffRequest, pk: int) -> HttpResponse:
    """One edition: when and where it was hung, and its counts of each day."""
    row = _found(request, pk)
    form = PosterForm(request.POST or None, initial=PosterForm.about(row))
    if request.method == "POST" and form.is_valid():
        form.change(row, by=by(request), at=request.now)
        messages.success(request, _("Saved."))
        return redirect(f"{HOME}{row.pk}")
    codes = row.codes()
    days = scans_by_day([c.pk for c in codes.values()], localdate(request.now) - timedelta(days=DAYS))
    counts = [(day, [number.get(c.pk, 0) for c in codes.values()]) for day, number in days.items()]
    heading = f"{row.place.number} · {row.place.name} · {_kind(row)} {row.edition}"
    given = {
        "row": row,
        "form": form,
        "counts": counts,
        "heading": heading,
        "tabs": tabs(request),
        "state": _state(row),
        "may_restore": may_be_restored(row, request.now),
    }
    return render(request, "manage/poster.html", given, status=422 if form.is_bound else 200)


@staff(MAY)
def replace(request: StaffRequest, pk: int) -> HttpResponse:
    """Name what stops at once; where that is meant, issue the next edition."""
    row = _found(request, pk)
    if row.retired_at is not None:
        return redirect(f"{HOME}{row.pk}")
    if request.method != "POST":
        return _ask(request, row, _("Issue a new edition?"), _("Replace"))
    new = replace_poster(poster=row, by=by(request), at=request.now)
    messages.success(request, _("The new edition has its codes. Please print it and hang it up."))
    return redirect(f"{HOME}{new.pk}")


@staff(MAY)
def retire(request: StaffRequest, pk: int) -> HttpResponse:
    """Name what stops at once; where that is meant, retire it. Taken back within a day."""
    row = _found(request, pk)
    if row.retired_at is None and request.method != "POST":
        return _ask(request, row, _("Retire it without a new one?"), _("Retire"))
    retire_poster(poster=row, by=by(request), at=request.now)
    return redirect(f"{HOME}{row.pk}")


@staff(MAY)
@require_POST
def restore(request: StaffRequest, pk: int) -> HttpResponse:
    """Take a retiring back; where it is too late, the page says how it stands."""
    row = _found(request, pk)
    if restore_poster(poster=row, by=by(request), at=request.now):
        messages.success(request, _("Its codes lead again to what they name."))
    else:
        messages.error(request, _("This can no longer be taken back. Please print a new one."))
    return redirect(f"{HOME}{row.pk}")


@staff(MAY)
def numbers(request: StaffRequest) -> HttpResponse:
    rows = [
        {
            "cells": [n.number, n.name.zh, n.name.bo, _("Emergency") if n.urgent else ""],
            "href": f"{NUMBERS}{n.number}",
            "posts": [(f"{NUMBERS}{n.number}/drop", _("Remove"), _("Leave this number out of the next prints?"))],
        }
        for n in numbers_of(community(request, MAY))
    ]
    columns = [_("Number"), _("Chinese"), _("Tibetan"), _("State")]
    links = [(f"{NUMBERS}add", _("Add a number"))]
    return list_page(request, _("Numbers on posters"), columns=columns, rows=rows, links=links)


@staff(MAY)
def number(request: StaffRequest, number: str = "") -> HttpResponse:
    """One number is changed, or without a name one is added."""
    place = community(request, MAY)
    row = next((n for n in numbers_of(place) if n.number == number), None)
    if number and row is None:
        raise Http404
    form = NumberForm(request.POST or None, initial=NumberForm.about(row) if row else None)
    save = lambda: form.save(place, by=by(request), at=request.now)  # noqa: E731
    return form_page(request, form, number or _("Add a number"), save, NUMBERS)


@staff(MAY)
@require_POST
def drop(request: StaffRequest, number: str) -> HttpResponse:
    drop_number(community=community(request, MAY), number=number, by=by(request), at=request.now)
    return redirect(NUMBERS)


def _narrowed(request: StaffRequest) -> Any:
    """The point whose posters are asked for; None: all."""
    asked = request.GET.get("place", "")
    return found(places(request, MAY), int(asked)) if asked.isdecimal() else None


def _ask(request: StaffRequest, row: Any, question: str, button: str) -> HttpResponse:
    """What stops at once, by name, before it does."""
    counts = scans_of([c.pk for c in row.codes().values()], localdate(request.now) - timedelta(days=DAYS))
    heading = f"{row.place.number} · {row.place.name} · {_kind(row)} {row.edition}"
    given = {"row": row, "heading": heading, "question": question, "button": button, "scans": sum(counts.values())}
    return render(request, "manage/poster_end.html", given | {"tabs": tabs(request)})


def _found(request: StaffRequest, pk: int) -> Any:
    row = poster_in(request.standing.places_for(MAY), pk)
    if row is None:
        raise Http404
    return row


def _kind(row: Any) -> str:
    return _("Poster") if row.kind == "poster" else _("Household card")


def _state(row: Any) -> str:
    if row.retired_at is None:
        return _("In use")
    return {"replaced": _("Replaced"), "expired": _("Expired")}.get(row.why, _("Retired"))


def _day(request: StaffRequest, day: Any) -> str:
    return say_date(day, request.LANGUAGE_CODE, with_year=True) if day else ""
