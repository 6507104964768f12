"""Ready words: what is often asked or answered, written once in both languages."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from delek.core.cases.actions.replies import (
    drop_reply_template,
    expected,
    restore_reply_template,
    set_reply_template,
)
from delek.core.cases.actions.settings import placeholders
from delek.core.cases.queries import filing_categories
from delek.core.cases.queries.replies import Answerable, answerable, dropped_templates, reply_templates
from delek.foundation.words import Words, clean
from delek.web.access import StaffRequest, staff

from .page import by, community, form_page, found, list_page

MAY, HOME, LONGEST = "manage.cases", "/manage/replies/", 400
ALL = gettext_lazy("All")
PARTS = {"reason": gettext_lazy("Reason"), "question": gettext_lazy("Question"), "answer": gettext_lazy("Answer")}


def _box(label: Any, language: str, **rest: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=LONGEST, widget=forms.Textarea(attrs={"lang": language, "rows": 3}), **rest
    )


class ReplyForm(forms.Form):
    """Ready words of one step."""

    step = forms.ChoiceField(label=gettext_lazy("Step"))
    category = forms.ChoiceField(label=gettext_lazy("What it is about"), required=False)
    position = forms.IntegerField(label=gettext_lazy("Order"), min_value=1, max_value=999)
    bo = _box(gettext_lazy("Tibetan"), "bo")
    zh = _box(gettext_lazy("Chinese"), "zh-Hans")
    en = _box(gettext_lazy("English"), "en", required=False)

    def __init__(self, *args: Any, template: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.template, self.steps = template, {step.name: step for step in answerable()}
        self.categories = {str(row.pk): row for row in filing_categories()}
        if template and template.category:
            self.categories.setdefault(str(template.category.pk), template.category)
        names = [(key, said_of(step)) for key, step in self.steps.items()]
        categories = [(key, row.name.within(get_language() or "zh-hans")) for key, row in self.categories.items()]
        self.fields["step"].choices = names  # type: ignore[attr-defined]
        self.fields["category"].choices = [("", ALL), *categories]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        step = self.steps.get(given.get("step", ""))
        for name in ("bo", "zh", "en"):
            given[name] = clean(given.get(name) or "")
            if step and given[name]:
                self._check(name, given[name], expected(step))
        return given

    def _check(self, name: str, text: str, must: set[str]) -> None:
        try:
            fits = placeholders(text) == must
        except ValueError:
            fits = False
        if not fits:
            names = " ".join(f"{{{one}}}" for one in sorted(must)) or "–"
            self.add_error(name, ValidationError(_("These placeholders must stand in it: {names}").format(names=names)))

    @staticmethod
    def about(template: Any) -> dict[str, object]:
        return {
            "step": f"{template.flow}.{template.transition}", "category": template.category_id or "",
            "position": template.position, **template.words.as_json(),
        }  # fmt: skip


def said_of(step: Answerable) -> str:
    """Flow, step and what the words stand for."""
    part = PARTS[step.asks] if step.asks else _("Sentence")
    return f"{_(step.flow.name)} · {_(step.step.name)} · {part}"


@staff(MAY)
def replies(request: StaffRequest) -> HttpResponse:
    """What is ready, step by step; below it what was dropped lately."""
    office, back = community(request, MAY), _("Take back")
    rows = [_row(row, "") for row in reply_templates(office)]
    for row in dropped_templates(office, request.now):
        rows.append(_row(row, _("Dropped")) | {"href": "", "posts": [(f"{HOME}{row.pk}/restore", back, back)]})
    columns = [_("Step"), _("What it is about"), _("Order"), _("Sentence"), _("State")]
    notes = [_("Whoever takes the step chooses among them; both languages are filled in at once and can be changed.")]
    return list_page(
        request, _("Ready words"), columns=columns, rows=rows, links=[(f"{HOME}add", _("Add ready words"))],
        notes=notes, empty=_("No ready words yet."),
    )  # fmt: skip


@staff(MAY)
def add(request: StaffRequest) -> HttpResponse:
    community(request, MAY)
    form = ReplyForm(request.POST or None, initial={"position": 10})
    return form_page(request, form, _("Add ready words"), lambda: _save(request, form), HOME)


@staff(MAY)
def change(request: StaffRequest, pk: int) -> HttpResponse:
    template = found(reply_templates(community(request, MAY)), pk)
    form = ReplyForm(request.POST or None, template=template, initial=ReplyForm.about(template))
    return form_page(request, form, _("Ready words"), lambda: _save(request, form), HOME)


@staff(MAY)
@require_POST
def drop(request: StaffRequest, pk: int) -> HttpResponse:
    template = found(reply_templates(community(request, MAY)), pk)
    drop_reply_template(template=template, by=by(request), at=request.now)
    messages.success(request, _("They are offered no more. Within a week they can be taken back below."))
    return redirect(HOME)


@staff(MAY)
@require_POST
def restore(request: StaffRequest, pk: int) -> HttpResponse:
    template = found(dropped_templates(community(request, MAY), request.now), pk)
    restore_reply_template(template=template, by=by(request), at=request.now)
    return redirect(HOME)


def _save(request: StaffRequest, form: ReplyForm) -> None:
    given = form.cleaned_data
    set_reply_template(
        community=community(request, MAY), template=form.template, step=form.steps[given["step"]],
        category=form.categories.get(given["category"]), position=given["position"],
        words=Words(bo=given["bo"], zh=given["zh"], en=given["en"]), by=by(request), at=request.now,
    )  # fmt: skip


def _row(row: Any, state: str) -> dict[str, Any]:
    step = next((one for one in answerable() if one.name == f"{row.flow}.{row.transition}"), None)
    cells = [
        said_of(step) if step else f"{row.flow} {row.transition}", row.category.name if row.category else ALL,
        row.position, row.words, state,
    ]  # fmt: skip
    drop = (f"{HOME}{row.pk}/drop", _("Drop"), _("Offer these words no more?"))
    return {"cells": cells, "href": f"{HOME}{row.pk}", "posts": [drop]}
