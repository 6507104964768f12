"""What an editor fills in: every section in each language, and the facts."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from delek.foundation.words import Words, clean

from .models import FACTS, SECTIONS, TONGUES, Facts, Heading, Page, Question, Text, Version
from .queries import headings
from .queries.editing import facts_of, text_of

HTML = {"bo": "bo", "zh": "zh-Hans", "en": "en"}
LONG = {"title": 120, "lead": 400, "keywords": 400}
LONGEST = 4000
QUESTIONS = 4
LABELS = {
    "title": _("Title"),
    "lead": _("In one sentence"),
    "who": _("For whom, one a line"),
    "benefit": _("What one gets"),
    "steps": _("How, one step a line"),
    "papers": _("Papers to bring, one a line"),
    "where": _("Where it is done"),
    "hours": _("When it is open"),
    "more": _("Good to know besides"),
    "keywords": _("Other words people search by"),
}
NAMES = {"bo": _("Tibetan"), "zh": _("Chinese"), "en": _("English")}
ONE_LINE = ("title", "keywords")


class PageForm(forms.Form):
    """A whole page: what was typed of each part, as `write` takes it. A language without words is left out."""

    base = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    phone = forms.CharField(label=_("Phone"), max_length=32, required=False)
    valid_from = forms.DateField(
        label=_("Valid from (day)"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    valid_to = forms.DateField(
        label=_("Valid to (day)"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    correction = forms.BooleanField(
        label=_("Only a correction: it says the same as before, the other language need not follow"), required=False
    )

    def __init__(self, data: Mapping[str, Any] | None, *, page: Page, newest: Mapping[str, Version]) -> None:
        super().__init__(data, initial=_about(page, newest))
        self.topics, self.groups = headings(Heading.Kind.TOPIC), headings(Heading.Kind.GROUP)
        for section in SECTIONS:
            for tongue in TONGUES:
                self.fields[f"{tongue}_{section}"] = _text_field(section, tongue)
        for tongue in TONGUES:
            self.fields[f"office_{tongue}"] = _words_field(_("Office in charge"), tongue, 120)
        self.fields["topic"] = forms.ChoiceField(label=_("Topic"), choices=[(t.key, t.name) for t in self.topics])
        self.fields["groups"] = forms.MultipleChoiceField(
            label=_("Groups of people"), choices=[(g.key, g.name) for g in self.groups], required=False,
            widget=forms.CheckboxSelectMultiple,
        )  # fmt: skip
        self._questions()

    def rows(self) -> Iterator[tuple[str, list[Any]]]:
        """Each section with its fields side by side."""
        for section in SECTIONS:
            yield str(LABELS[section]), [self[f"{tongue}_{section}"] for tongue in TONGUES]

    def office_row(self) -> list[Any]:
        return [self[f"office_{tongue}"] for tongue in TONGUES]

    def question_rows(self) -> list[tuple[list[Any], Any]]:
        return [([self[f"q{n}_{t}"] for t in TONGUES], self[f"q{n}_fits"]) for n in range(QUESTIONS)]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("valid_from") and given.get("valid_to") and given["valid_to"] < given["valid_from"]:
            self.add_error("valid_to", _("It ends before it begins."))
        for tongue in TONGUES:
            if self.typed(tongue) and not given.get(f"{tongue}_title"):
                self.add_error(f"{tongue}_title", _("Please fill this in."))
        return given

    def typed(self, tongue: str) -> dict[str, Any]:
        """What is typed of one language, whether or not all of it is in order."""
        said = {s: clean(str(self.data.get(f"{tongue}_{s}", "")))[:LONGEST] for s in SECTIONS}
        return Text.from_json(said).as_json()

    def parts(self) -> dict[str, dict[str, Any]]:
        texts = {tongue: self.typed(tongue) for tongue in TONGUES}
        return {**{tongue: text for tongue, text in texts.items() if text}, FACTS: self._facts().as_json()}

    def _facts(self) -> Facts:
        given = self.cleaned_data
        rows = [(self._words(f"q{n}_"), given[f"q{n}_fits"] != "no") for n in range(QUESTIONS)]
        return Facts(
            topic=given["topic"], groups=tuple(given["groups"]), office=self._words("office_"),
            phone=clean(given["phone"]), valid_from=given["valid_from"], valid_to=given["valid_to"],
            questions=tuple(Question(words, fits) for words, fits in rows if words),
        )  # fmt: skip

    def _words(self, prefix: str) -> Words:
        return Words(**{tongue: clean(self.cleaned_data[f"{prefix}{tongue}"]) for tongue in TONGUES})

    def _questions(self) -> None:
        for n in range(QUESTIONS):
            for tongue in TONGUES:
                self.fields[f"q{n}_{tongue}"] = _words_field(_("Question"), tongue, 200)
            self.fields[f"q{n}_fits"] = forms.ChoiceField(
                label=_("Answer that fits"), choices=[("yes", _("Yes, it is so")), ("no", _("No, it is not"))],
                required=False,
            )  # fmt: skip


class NewPageForm(forms.Form):
    """A new page's address."""

    key = forms.SlugField(
        label=_("Address: small Latin letters, digits and hyphens; it stays"), max_length=40, min_length=2
    )

    def __init__(self, data: Mapping[str, Any] | None, *, place: Any) -> None:
        super().__init__(data)
        self.place = place

    def clean_key(self) -> str:
        key = str(self.cleaned_data["key"]).lower()
        if Page.objects.filter(place=self.place, key=key).exists():
            raise forms.ValidationError(_("This address is taken."))
        return key


def _text_field(section: str, tongue: str) -> forms.CharField:
    attributes = {"lang": HTML[tongue], "aria-label": f"{LABELS[section]} ({NAMES[tongue]})"}
    widget = forms.TextInput if section in ONE_LINE else forms.Textarea
    return forms.CharField(
        label=LABELS[section], required=False, max_length=LONG.get(section, LONGEST), strip=False,
        widget=widget(attributes | ({} if section in ONE_LINE else {"rows": "2" if section == "lead" else "4"})),
    )  # fmt: skip


def _words_field(label: Any, tongue: str, longest: int) -> forms.CharField:
    attributes = {"lang": HTML[tongue], "aria-label": f"{label} ({NAMES[tongue]})"}
    return forms.CharField(label=label, required=False, max_length=longest, widget=forms.TextInput(attributes))


def _about(page: Page, newest: Mapping[str, Version]) -> dict[str, Any]:
    """What the form shows: the newest version of each part."""
    facts = facts_of(newest.get(FACTS))
    shown: dict[str, Any] = {
        "base": page.last, "phone": facts.phone, "valid_from": facts.valid_from, "valid_to": facts.valid_to,
        "topic": facts.topic, "groups": list(facts.groups),
    }  # fmt: skip
    for tongue in TONGUES:
        text = text_of(newest.get(tongue))
        shown |= {f"{tongue}_{section}": getattr(text, section) for section in SECTIONS}
        shown[f"office_{tongue}"] = getattr(facts.office, tongue)
        for n, question in enumerate(facts.questions[:QUESTIONS]):
            shown[f"q{n}_{tongue}"] = getattr(question.words, tongue)
    return shown | {f"q{n}_fits": "yes" if q.fits else "no" for n, q in enumerate(facts.questions[:QUESTIONS])}
