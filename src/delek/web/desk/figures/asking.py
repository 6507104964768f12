"""What somebody asks of the figures: a period, a place, a category, a holder. All of it stands in the address."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from delek.core.cases.queries.breakdown import below_category, holders_known
from delek.core.cases.queries.figures import Asked
from delek.core.people.queries import Standing
from delek.core.places.queries import place_below
from delek.foundation.clock import SHANGHAI

from .period import KINDS, Period, period_around

MAY = "case.read"
OWN, NONE = "own", "none"
"""As a holder: what nobody above held. As a category: what has none."""
EARLIEST, LATEST = date(2000, 1, 1), date(2199, 12, 31)


class PeriodForm(forms.Form):
    """From when to when. What is not said: this year."""

    period = forms.ChoiceField(required=False, choices=[(kind, kind) for kind in KINDS])
    on = forms.DateField(required=False)
    to = forms.DateField(required=False, label=_("To"), widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["from"] = forms.DateField(
            required=False, label=_("From"), widget=forms.DateInput(attrs={"type": "date"})
        )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, last = given.get("from"), given.get("to")
        days = [day for day in (given.get("on"), first, last) if day]
        if any(not EARLIEST <= day <= LATEST for day in days):
            raise forms.ValidationError(_("Choose days between 2000 and 2199."))
        if given.get("period") == "own" and not self.errors and not (first and last):
            raise forms.ValidationError(_("Say from which day to which day."))
        if given.get("period") == "own" and first and last and first > last:
            raise forms.ValidationError(_("The first day lies after the last one."))
        return given

    def chosen(self, now: Any) -> Period:
        """The period; this year where it is not well said."""
        today = now.astimezone(SHANGHAI).date()
        if not self.is_valid():
            return period_around("year", today, now)
        given = self.cleaned_data
        if given["period"] == "own":
            return Period("own", given["from"], given["to"], now)
        return period_around(given["period"] or "year", given["on"] or today, now)


@dataclass(frozen=True, slots=True)
class Question:
    """The answer to :func:`asked_for`: what is counted, and how its address says so."""

    asked: Asked
    period: Period
    form: PeriodForm
    holders: list[Any] = field(default_factory=list)
    category: str = ""

    def query(self, **other: object) -> str:
        """The address's query, with something else in place of what it says; None leaves it out."""
        said: dict[str, object] = dict(self.period.query()) | {"place": self.asked.place.pk}
        held = self.asked.holder.pk if self.asked.holder else None
        said |= {"here": 1 if self.asked.here else None, "category": self.category or None}
        said["holder"] = OWN if self.asked.own else held
        return urlencode({key: value for key, value in (said | other).items() if value is not None})


def asked_for(standing: Standing, given: Mapping[str, Any], now: Any) -> Question:
    """Read what is asked; a place, category or holder that is not theirs to ask about is not found."""
    form = PeriodForm(given)
    period = form.chosen(now)
    roots = standing.places_for(MAY)
    place = place_below(roots, _number(given, "place") or roots[0].pk)
    if place is None:
        raise Http404
    category, holder, holders = given.get("category", ""), given.get("holder", ""), holders_known(standing)
    held = next((known for known in holders if str(known.pk) == holder), None)
    if holder and holder != OWN and held is None:
        raise Http404
    asked = Asked(
        period.starts, period.ends, place, given.get("here") == "1", _categories(given), held, holder == OWN
    )
    return Question(asked, period, form, holders, category)


def _categories(given: Mapping[str, Any]) -> tuple[int, ...] | None:
    if given.get("category") == NONE:
        return ()
    pk = _number(given, "category")
    found = below_category(pk) if pk else None
    if pk and found is None:
        raise Http404
    return found


def _number(given: Mapping[str, Any], name: str) -> int | None:
    said = str(given.get(name) or "")
    if not said:
        return None
    if not (said.isascii() and said.isdecimal() and len(said) < 16):
        raise Http404
    return int(said)
