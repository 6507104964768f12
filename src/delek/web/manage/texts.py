"""The sentences that residents read of each step, and the messages they get: a community's own words."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from delek.core.cases.actions.settings import clear_reply_text, placeholders, set_reply_text
from delek.core.cases.queries.settings import Text, own_texts, texts
from delek.foundation.words import Words
from delek.web.access import StaffRequest, staff

from .page import by, community, form_page, list_page

CASES = "manage.cases"
LONGEST = 500


@staff(CASES)
def all_texts(request: StaffRequest) -> HttpResponse:
    """Every text of every flow, in the community's own words where it has some."""
    own = own_texts(community(request, CASES))
    rows = [
        {"cells": [*_named(t), own.get(t.name) or _(t.sentence), _("Own words") if t.name in own else ""],
         "href": f"/manage/texts/{t.name}"}
        for t in texts()
    ]  # fmt: skip
    columns = [_("Kind of case"), _("Step"), _("Where"), _("Sentence"), _("State")]
    return list_page(request, _("Texts for residents"), columns=columns, rows=rows)


def _named(text: Text) -> list[str]:
    return [_(text.flow.name), _(text.step), _("SMS and e-mail") if text.goes_out else _("Page of the case")]


@staff(CASES)
def one_text(request: StaffRequest, key: str) -> HttpResponse:
    """All left empty: back to the flow's words."""
    place = community(request, CASES)
    text = next((t for t in texts() if t.name == key), None)
    if text is None:
        raise Http404
    own = own_texts(place).get(key)
    form = TextForm(request.POST or None, initial=own.as_json() if own else {}, sentence=text.sentence)

    def save() -> None:
        told = {"community": place, "name": key, "by": by(request), "at": request.now}
        if form.words():
            set_reply_text(words=form.words(), **told)
        else:
            clear_reply_text(**told)

    return form_page(request, form, " · ".join(_named(text)), save, "/manage/texts/")


class TextForm(forms.Form):
    """One sentence; in each language that is written the same placeholders as in the flow's."""

    bo = forms.CharField(
        label=gettext_lazy("Tibetan"), max_length=2 * LONGEST, required=False,
        widget=forms.Textarea(attrs={"lang": "bo"}),
    )
    zh = forms.CharField(
        label=gettext_lazy("Chinese"), max_length=LONGEST, required=False,
        widget=forms.Textarea(attrs={"lang": "zh-Hans"}),
    )
    en = forms.CharField(
        label=gettext_lazy("English"), max_length=LONGEST, required=False, widget=forms.Textarea(attrs={"lang": "en"})
    )  # fmt: skip

    def __init__(self, *args: Any, sentence: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.allowed = placeholders(sentence)
        need = " ".join(f"{{{name}}}" for name in sorted(self.allowed)) or "–"
        self.must = _("These placeholders must stand in it: {names}").format(names=need)
        for field in self.fields.values():
            field.help_text = self.must

    def clean(self) -> dict[str, Any]:
        """Nothing at all, or both languages that every content must have."""
        given = super().clean() or {}
        written = {key: given.get(key, "") for key in ("bo", "zh", "en")}
        for key, said in written.items():
            if said and _used(said) != self.allowed:
                self.add_error(key, ValidationError(self.must))
        for key in ("bo", "zh"):
            if any(written.values()) and not written[key] and key not in self.errors:
                self.add_error(key, ValidationError(_("Please fill this in.")))
        return given

    def words(self) -> Words:
        return Words(**self.cleaned_data)


def _used(sentence: str) -> set[str] | None:
    try:
        return placeholders(sentence)
    except ValueError:
        return None
