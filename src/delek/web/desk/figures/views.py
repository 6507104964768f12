"""The figures: what the indicators say, and the list behind each number."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from delek.core.cases.queries import filing_categories
from delek.core.cases.queries.figures import RATES_FROM, numbers
from delek.core.places.queries import subtree
from delek.web.access import StaffRequest, staff

from . import page
from .asking import MAY, Question, asked_for
from .listing import listing
from .period import KINDS, Period, period_around
from .spots import spots

NARROWED = ("subdistrict", "community", "grid")


@staff(MAY)
@require_safe
def figures(request: StaffRequest) -> HttpResponse:
    """Every indicator of a period, with its formula and the way to its list."""
    question, language = asked_for(request.standing, request.GET, request.now), get_language() or "zh-hans"
    found = numbers(request.standing, question.asked)
    given: dict[str, Any] = {"room": "figures", "few": found["received"].count < RATES_FROM, "rates_from": RATES_FROM}
    given |= _choices(request, question, language) | {
        "head": page.head(found, question), "tiles": page.tiles(found, question),
        "is_empty": not found["received"].count and not found["closing"].total,
        "by_time": page.by_time(request.standing, question, language),
        "by_days": page.by_days(request.standing, question, request.now),
        "by_category": page.by_category(request.standing, question),
        "by_place": page.by_place(request.standing, question),
        "spots": spots(request.standing, question),
        "by_holder": page.by_holder(request.standing, question),
    }  # fmt: skip
    return render(request, "desk/figures/figures.html", given, status=422 if question.form.errors else 200)


@staff(MAY)
@require_safe
def cases(request: StaffRequest) -> HttpResponse:
    """The list behind one number."""
    question = asked_for(request.standing, request.GET, request.now)
    found = listing(request.standing, question, request.GET, request.now)
    given = _choices(request, question, get_language() or "zh-hans") | {"listing": found, "room": "figures"}
    return render(request, "desk/figures/cases.html", given)


def _choices(request: StaffRequest, question: Question, language: str) -> dict[str, Any]:
    """What else may be asked for, and what is asked now, in words."""
    period, standing = question.period, request.standing
    beside = (period.before(), period.after())
    places = subtree(standing.places_for(MAY), *NARROWED)
    held = question.asked.place
    return {
        "question": question, "said": period.said(language), "form": question.form, "query": question.query(),
        "kinds": [
            (kind, question.query(**_moved(period_around(kind, period.shown_last, request.now))), kind == period.kind)
            for kind in KINDS[:3]
        ],
        "earlier": question.query(**_moved(beside[0])),
        "later": question.query(**_moved(beside[1])) if beside[1] else "",
        "places": places if held in places else [held, *places],
        "categories": filing_categories(),
    }  # fmt: skip


def _moved(period: Period) -> dict[str, Any]:
    return {"on": None, "from": None, "to": None, **period.query()}
