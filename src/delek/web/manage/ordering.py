"""What the pages about printing ask for."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from delek.core.printing.actions import ask_print, change_poster
from delek.core.printing.actions.numbers import set_number
from delek.core.printing.queries.posters import points_below
from delek.core.timeline.actions import By
from delek.foundation.words import Words, clean

MOST_CARDS = 5000


class PrintForm(forms.Form):
    """What is to be printed: posters or cards of a point, a grid, or all."""

    kind = forms.ChoiceField(label=_("What"), choices=[("poster", _("Posters")), ("card", _("Household cards"))])
    place = forms.ChoiceField(label=_("For"))
    paper = forms.ChoiceField(label=_("Paper"), choices=[("a4", "A4"), ("a3", "A3")])
    copies = forms.IntegerField(label=_("Cards for each point"), min_value=1, max_value=500, initial=25, required=False)

    def __init__(self, *args: Any, places: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {str(place.pk): place for place in places}
        choices = [(key, named(place)) for key, place in self.places.items()]
        self.fields["place"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        place = self.places.get(given.get("place", ""))
        if place is not None and given.get("kind") == "card":
            given["copies"] = given.get("copies") or 1
            if given["copies"] * len(points_below(place)) > MOST_CARDS:
                self.add_error("copies", _("At most {max} cards at once.").format(max=MOST_CARDS))
        return given

    def ask(self, *, asker: int, by: By, at: datetime) -> Any:
        said = self.cleaned_data
        return ask_print(
            place=self.places[said["place"]], kind=said["kind"], paper=said["paper"], copies=said["copies"] or 1,
            asker=asker, by=by, at=at,
        )  # fmt: skip


class PosterForm(forms.Form):
    """What the register says of a poster."""

    hung_on = forms.DateField(label=_("Hung on"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    hung_where = forms.CharField(label=_("Hung where"), max_length=200, required=False)
    valid_until = forms.DateField(
        label=_("Valid until"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def change(self, poster: Any, *, by: By, at: datetime) -> None:
        said = self.cleaned_data
        change_poster(
            poster=poster, hung_on=said["hung_on"], hung_where=clean(said["hung_where"]),
            valid_until=said["valid_until"], by=by, at=at,
        )  # fmt: skip

    @staticmethod
    def about(poster: Any) -> dict[str, object]:
        return {key: getattr(poster, key) for key in ("hung_on", "hung_where", "valid_until")}


class NumberForm(forms.Form):
    """One number to call."""

    number = forms.RegexField(r"^[0-9+ -]{3,20}$", label=_("Number"))
    zh = forms.CharField(label=_("Name in Chinese"), max_length=40)
    bo = forms.CharField(label=_("Name in Tibetan"), max_length=80)
    urgent = forms.BooleanField(label=_("Emergency"), required=False)
    position = forms.IntegerField(label=_("Order"), min_value=0, max_value=99, initial=50)

    def save(self, community: Any, *, by: By, at: datetime) -> None:
        said = self.cleaned_data
        set_number(
            community=community, number=said["number"], name=Words(bo=clean(said["bo"]), zh=clean(said["zh"])),
            urgent=said["urgent"], position=said["position"], by=by, at=at,
        )  # fmt: skip

    @staticmethod
    def about(row: Any) -> dict[str, object]:
        return {**{k: getattr(row, k) for k in ("number", "urgent", "position")}, "zh": row.name.zh, "bo": row.name.bo}


def named(place: Any) -> str:
    """A place in a list: its number and name, indented under what it lies in."""
    indent = {"grid": "　", "point": "　　"}.get(place.kind, "")
    number = f"{place.number} · " if place.number else ""
    return f"{indent}{number}{place.name}"
