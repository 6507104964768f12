"""What policies are found by: groups of people, topics, and the pictures of papers."""

from typing import Any

from django import forms
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from delek.core.content.actions.headings import add_heading, change_heading
from delek.core.content.queries import every_heading
from delek.foundation.words import Words, clean
from delek.web.access import StaffRequest, staff

from .asking import SHARED
from .page import by, form_page, found, list_page, over_all

MAY = "policy.review"
HOME = "/manage/headings/"
KINDS = {
    "group": gettext_lazy("Group of people"),
    "topic": gettext_lazy("Topic"),
    "paper": gettext_lazy("Paper to bring"),
}
ICONS = {
    "person": gettext_lazy("Person"), "people": gettext_lazy("People"), "heart": gettext_lazy("Heart"),
    "star": gettext_lazy("Star"), "sun": gettext_lazy("Sun"), "hand": gettext_lazy("Hand"),
    "home": gettext_lazy("House"), "book": gettext_lazy("Book"), "paper": gettext_lazy("Sheet of paper"),
    "idcard": gettext_lazy("Identity card"), "image": gettext_lazy("Picture"), "doctor": gettext_lazy("Doctor"),
    "tool": gettext_lazy("Tool"), "cap": gettext_lazy("Cap"), "scales": gettext_lazy("Scales"),
    "user": gettext_lazy("Head"), "file": gettext_lazy("File"),
}  # fmt: skip


class HeadingForm(forms.Form):
    """Both languages are asked for: it is public the moment a policy stands under it."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=list(KINDS.items()))
    bo = forms.CharField(label=gettext_lazy("Name in Tibetan"), max_length=160)
    zh = forms.CharField(label=gettext_lazy("Name in Chinese"), max_length=80)
    en = forms.CharField(label=gettext_lazy("Name in English"), max_length=80, required=False)
    icon = forms.ChoiceField(label=gettext_lazy("Icon"), choices=list(ICONS.items()))
    position = forms.IntegerField(label=gettext_lazy("Order"), min_value=0, max_value=999, required=False)

    def __init__(self, *args: Any, alone: bool, known: bool = False, **kwargs: Any) -> None:
        """``alone``: the editor reviews for every community that shares the headings."""
        super().__init__(*args, **kwargs)
        self.alone = alone
        self.fields.pop("kind" if known else "position")

    def clean(self) -> dict[str, Any]:
        if not self.alone:
            raise ValidationError(str(SHARED))
        return super().clean() or {}

    def given(self) -> dict[str, Any]:
        said = dict(self.cleaned_data)
        words = Words(**{tongue: clean(said.pop(tongue)) for tongue in ("bo", "zh", "en")})
        if "position" in said:
            said["position"] = said["position"] or 0
        return {"name": words, **said}


@staff(MAY)
def headings(request: StaffRequest) -> HttpResponse:
    rows = [
        {"cells": [KINDS[row.kind], row.name.zh, row.name.bo, row.position], "href": f"{HOME}{row.pk}"}
        for row in every_heading()
    ]
    columns = [_("Kind"), _("Chinese"), _("Tibetan"), _("Order")]
    alone = over_all(request, MAY)
    links = [("/manage/policies/", _("Policies")), *([(f"{HOME}add", _("Add a heading"))] if alone else [])]
    notes = [_("Residents see a group or topic once a policy stands under it.")]
    notes += [] if alone else [str(SHARED)]
    return list_page(request, _("Groups, topics, papers"), columns=columns, rows=rows, links=links, notes=notes)


@staff(MAY)
def add(request: StaffRequest) -> HttpResponse:
    form = HeadingForm(request.POST or None, alone=over_all(request, MAY))

    def save() -> None:
        add_heading(by=by(request), at=request.now, **form.given())
        _forget()

    return form_page(request, form, _("Add a heading"), save, HOME)


@staff(MAY)
def heading(request: StaffRequest, pk: int) -> HttpResponse:
    row = found(every_heading(), pk)
    first = {**row.name.as_json(), "icon": row.icon, "position": row.position}
    form = HeadingForm(request.POST or None, alone=over_all(request, MAY), known=True, initial=first)

    def save() -> None:
        change_heading(heading=row, by=by(request), at=request.now, **form.given())
        _forget()

    return form_page(request, form, str(row), save, HOME)


def _forget() -> None:
    """The pages of residents read them anew; other processes do within a minute."""
    cache.delete_many(["papers-known", *(f"headings-{kind}" for kind in KINDS)])
