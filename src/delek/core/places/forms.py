"""Forms of places."""

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from delek.core.timeline.actions import By
from delek.foundation.words import Words

from .actions import add_place, change_place
from .models import Place

BELOW = {Place.Kind.COMMUNITY: Place.Kind.GRID, Place.Kind.GRID: Place.Kind.POINT}


class PlaceForm(forms.Form):
    """One place: its names, how to find it, its number and position."""

    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=80)
    name_bo = forms.CharField(label=_("Name in Tibetan"), max_length=160, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=80, required=False)
    number = forms.IntegerField(label=_("Number"), min_value=0, max_value=9999)
    directions_zh = forms.CharField(label=_("Directions in Chinese"), max_length=300, required=False)
    directions_bo = forms.CharField(label=_("Directions in Tibetan"), max_length=600, required=False)
    directions_en = forms.CharField(label=_("Directions in English"), max_length=300, required=False)
    longitude = forms.FloatField(label=_("Longitude"), min_value=-180, max_value=180, required=False)
    latitude = forms.FloatField(label=_("Latitude"), min_value=-90, max_value=90, required=False)

    def changes(self) -> dict[str, object]:
        """The columns that the form fills."""
        given = self.cleaned_data
        words = {
            part: Words(**{tongue: given[f"{part}_{tongue}"] for tongue in ("bo", "zh", "en")})
            for part in ("name", "directions")
        }
        return {**words, **{key: given[key] for key in ("number", "longitude", "latitude")}}

    def change(self, place: Place, *, by: By, at: datetime) -> Place:
        return change_place(place=place, by=by, at=at, **self.changes())

    def add(self, parent: Place, *, by: By, at: datetime) -> Place:
        """Add the kind of place that stands below ``parent``."""
        kind = BELOW[Place.Kind(parent.kind)]
        root = parent if parent.kind == Place.Kind.COMMUNITY else parent.community or parent
        number = self.cleaned_data["number"]
        key, tail = f"{root.key}-{kind}-{number}"[:36], 1
        while Place.objects.filter(key=key).exists():
            tail += 1
            key = f"{root.key}-{kind}-{number}"[:36] + f"-{tail}"
        return add_place(parent=parent, kind=kind, key=key, by=by, at=at, **self.changes())  # type: ignore[arg-type]

    @staticmethod
    def about(place: Place) -> dict[str, object]:
        """What the form shows of a place before it is changed."""
        words = {
            f"{part}_{tongue}": getattr(getattr(place, part), tongue)
            for part in ("name", "directions")
            for tongue in ("bo", "zh", "en")
        }
        return {**words, "number": place.number, "longitude": place.longitude, "latitude": place.latitude}
