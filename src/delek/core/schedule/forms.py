"""Forms of the calendar."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from delek.core.places.models import Place
from delek.core.timeline.actions import By

from .actions import set_day, set_hours


class DayForm(forms.Form):
    """One day that differs from its usual."""

    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}))
    works = forms.ChoiceField(label=_("Kind of day"), choices=[("0", _("Day off")), ("1", _("Working day"))])
    name = forms.CharField(label=_("Name"), max_length=80)
    source = forms.CharField(label=_("Source"), max_length=120, help_text=_("The notice that says so"))

    def save(self, place: Place, *, by: By, at: datetime) -> None:
        given = self.cleaned_data
        works = given["works"] == "1"
        set_day(place=place, day=given["day"], works=works, name=given["name"], source=given["source"], by=by, at=at)


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
