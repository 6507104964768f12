"""What the settings of cases ask for."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from delek.foundation.words import Words

URGENCIES = [
    ("emergency", _("Emergency")),
    ("urgent", _("Urgent")),
    ("ordinary", _("Ordinary")),
    ("question", _("Question")),
]
SHARED = _("All communities share this. Only who manages all of them may change it.")
UNITS = [("minutes", _("Minutes")), ("working_days", _("Working days"))]


class CategoryForm(forms.Form):
    """One category."""

    zh = forms.CharField(label=_("Name in Chinese"), max_length=80)
    bo = forms.CharField(label=_("Name in Tibetan"), max_length=160, required=False)
    en = forms.CharField(label=_("Name in English"), max_length=80, required=False)
    icon = forms.SlugField(label=_("Icon"), max_length=32)
    urgency = forms.ChoiceField(label=_("Urgency"), choices=URGENCIES)
    tile = forms.IntegerField(label=_("Order of the tile"), min_value=1, max_value=99, required=False)
    retired = forms.BooleanField(label=_("Retired"), required=False)

    def __init__(self, *args: Any, alone: bool = True, **kwargs: Any) -> None:
        """``alone``: the editor manages every community that shares the categories."""
        super().__init__(*args, **kwargs)
        self.alone = alone

    def clean(self) -> dict[str, Any]:
        if not self.alone:
            raise ValidationError(str(SHARED))
        return super().clean() or {}

    @staticmethod
    def about(row: Any) -> dict[str, object]:
        return {**row.name.as_json(), **{k: getattr(row, k) for k in ("icon", "urgency", "tile", "retired")}}

    def changes(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        return {"name": Words(bo=given.pop("bo"), zh=given.pop("zh"), en=given.pop("en")), **given}


class LimitForm(forms.Form):
    """One limit."""

    amount = forms.IntegerField(label=_("Amount"), min_value=1, max_value=100_000)
    unit = forms.ChoiceField(label=_("Unit"), choices=UNITS)
