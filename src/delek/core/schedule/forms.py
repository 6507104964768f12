"""Forms of the calendar."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from delek.core.people.models import Post
from delek.core.places.models import Place
from delek.core.timeline.actions import By
from delek.foundation.day_lists import read_days

from .actions import set_day, set_hours, set_year
from .actions.duty import plan_shifts


class DayForm(forms.Form):
    """One day that differs from its usual."""

    day = forms.DateField(label=_("Date"), widget=forms.DateInput(attrs={"type": "date"}))
    works = forms.ChoiceField(label=_("Kind of day"), choices=[("0", _("Day off")), ("1", _("Working day"))])
    name = forms.CharField(label=_("What it is called"), max_length=80)
    source = forms.CharField(label=_("Source"), max_length=120, help_text=_("The notice that says so"))

    def save(self, place: Place, *, by: By, at: datetime) -> None:
        given = self.cleaned_data
        works = given["works"] == "1"
        set_day(place=place, day=given["day"], works=works, name=given["name"], source=given["source"], by=by, at=at)


WHY = {
    "form": _("Line {n}: please write the day, off or work, and a name."),
    "date": _("Line {n}: there is no such day."),
    "year": _("Line {n}: this day lies in another year."),
    "kind": _("Line {n}: please say off or work."),
    "span": _("Line {n}: the last day must follow the first within a month."),
    "twice": _("Line {n}: this day stands there already."),
}


class YearForm(forms.Form):
    """All days of one year that differ from their usual, as the notice names them."""

    text = forms.CharField(
        label=_("Days off and worked weekends"), max_length=8000, strip=True,
        widget=forms.Textarea(attrs={"rows": 16, "spellcheck": "false"}),
        help_text=_("One day or span a line: 2027-02-05 to 2027-02-12 off New Year; 2027-01-31 work"),
    )  # fmt: skip
    source = forms.CharField(label=_("Source"), max_length=120, help_text=_("The notice that says so"))

    def __init__(self, *args: Any, year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.year = year
        self.days: dict[date, tuple[bool, str]] = {}

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        self.days, troubles = read_days(text, self.year)
        if troubles:
            raise ValidationError([str(WHY[t.why]).format(n=t.line) for t in troubles[:10]])
        if not self.days:
            raise ValidationError(_now("Please fill this in."))
        return text

    def save(self, place: Place, *, by: By, at: datetime) -> None:
        set_year(place=place, year=self.year, days=self.days, source=self.cleaned_data["source"], by=by, at=at)


class HoursForm(forms.Form):
    """Office hours in up to two spans."""

    morning_from = forms.TimeField(label=_("Morning from"), widget=forms.TimeInput(attrs={"type": "time"}))
    morning_to = forms.TimeField(label=_("Morning to"), widget=forms.TimeInput(attrs={"type": "time"}))
    afternoon_from = forms.TimeField(label=_("Afternoon from"), widget=forms.TimeInput(attrs={"type": "time"}))
    afternoon_to = forms.TimeField(label=_("Afternoon to"), widget=forms.TimeInput(attrs={"type": "time"}))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        times = [given[name] for name in self.fields if given.get(name)]
        if len(times) == len(self.fields) and not times[0] < times[1] <= times[2] < times[3]:
            raise ValidationError(_now("The times are not in order."))
        return given

    def save(self, place: Place, *, by: By, at: datetime) -> None:
        times = [self.cleaned_data[name] for name in self.fields]
        set_hours(place=place, spans=[(times[0], times[1]), (times[2], times[3])], by=by, at=at)


class ShiftForm(forms.Form):
    """The same shift on some days of each week."""

    post = forms.TypedChoiceField(label=_("Post"), coerce=int)
    weekdays = forms.TypedMultipleChoiceField(
        label=_("Weekdays"), coerce=int, widget=forms.CheckboxSelectMultiple,
        choices=[
            (0, _("Monday")), (1, _("Tuesday")), (2, _("Wednesday")), (3, _("Thursday")), (4, _("Friday")),
            (5, _("Saturday")), (6, _("Sunday")),
        ],
    )  # fmt: skip
    starts = forms.TimeField(label=_("From"), widget=forms.TimeInput(attrs={"type": "time"}))
    ends = forms.TimeField(
        label=_("To"), widget=forms.TimeInput(attrs={"type": "time"}),
        help_text=_("Earlier than the beginning: on the next day"),
    )  # fmt: skip

    def __init__(self, *args: Any, posts: list[Post], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.posts = {p.pk: p for p in posts}
        language = get_language() or ""
        self.fields["post"].choices = [  # type: ignore[attr-defined]
            (p.pk, " · ".join(said.within(language) for said in (p.person.called, p.kind.name, p.place.name)))
            for p in posts
        ]

    def save(self, *, by: By, at: datetime) -> None:
        given = self.cleaned_data
        plan_shifts(
            post=self.posts[given["post"]], weekdays=given["weekdays"], starts=given["starts"], ends=given["ends"],
            by=by, at=at,
        )  # fmt: skip
