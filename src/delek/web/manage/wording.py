"""What readers say of the words, how far the Tibetan is reviewed, and the labels that are spoken."""

import csv
from typing import Any

from django import forms
from django.contrib import messages
from django.core.cache import cache
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from delek.core.language.queries import reviewed
from delek.core.media.actions import Upload
from delek.core.wording.actions import Refused, clear_clip, finish, set_clip
from delek.core.wording.queries import LABELS, Marked, clips, marked, remarks
from delek.web.access import StaffRequest, staff

from .page import by, found, list_page, tabs

MAY = "manage.cases"
MOST = 500
LANGUAGES = ("bo", "zh-hans", "en")
LIVELY = ("=", "+", "-", "@", "\t", "\r")


@staff(MAY)
def words(request: StaffRequest) -> HttpResponse:
    """The remarks, each beside its entry of the catalogue; as a file with ``?export=csv``."""
    closed = request.GET.get("done") == "1"
    rows = marked(remarks(done=closed)[:MOST])
    if request.GET.get("export") == "csv":
        return _file(rows)
    ask = _("Mark as done?")
    posts = {m.remark.pk: [] if closed else [(f"/manage/words/{m.remark.pk}/done", _("Done"), ask)] for m in rows}
    shown = [{"cells": _cells(m), "posts": posts[m.remark.pk]} for m in rows]
    other = ("/manage/words/", _("Not done")) if closed else ("/manage/words/?done=1", _("Done"))
    links = [other, (f"/manage/words/?export=csv&done={int(closed)}", _("Export"))]
    counts = reviewed("bo")
    note = _("Tibetan of these pages: {reviewed} reviewed, {draft} draft, {unsure} draft and unsure.").format(
        **{state: counts.get(state, 0) for state in ("reviewed", "draft", "unsure")}
    )
    empty = "" if closed else _("Nobody has named a wrong word that is not done.")
    return list_page(
        request, _("Wrong words"), columns=_columns(), rows=shown, links=links, notes=[note], empty=empty
    )


@staff(MAY)
@require_POST
def done(request: StaffRequest, pk: int) -> HttpResponse:
    finish(remark=found(list(remarks(done=False)[:MOST]), pk), by=by(request), at=request.now)
    return redirect("/manage/words/")


def _columns() -> list[str]:
    return [_("Time"), _("Page"), _("Language"), _("The wrong word"), _("Remark"), _("Entry of the catalogue"),
            _("How it is said"), _("State")]  # fmt: skip


def _cells(row: Marked) -> list[str]:
    r, entry = row.remark, row.entry
    states = {"draft": _("Draft"), "unsure": _("Draft, unsure"), "reviewed": _("Reviewed")}
    told = [entry.source, entry.said, states.get(entry.state, "")] if entry else ["", "", ""]
    return [f"{localtime(r.said_at):%Y-%m-%d %H:%M}", r.page, r.language, r.word, r.text, *told]


def _file(rows: list[Marked]) -> HttpResponse:
    """For a spreadsheet: nothing in it is taken for a formula."""
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="words.csv"'
    lines = csv.writer(response)
    lines.writerow(_columns())
    for row in rows:
        lines.writerow([f"'{cell}" if cell.startswith(LIVELY) else cell for cell in _cells(row)])
    return response


@staff(MAY)
def spoken(request: StaffRequest) -> HttpResponse:
    """The twelve main labels, and in which languages each is spoken."""
    known = clips()
    rows = [
        {
            "cells": [_(text), *(_("Recorded") if (label, x) in known else "" for x in LANGUAGES)],
            "href": f"/manage/clips/{label}",
        }
        for label, text in LABELS.items()
    ]
    columns = [_("Label"), _("Tibetan"), _("Chinese"), _("English")]
    return list_page(request, _("Spoken labels"), columns=columns, rows=rows)


class ClipForm(forms.Form):
    """A recording for each language; those left empty stay as they are."""

    def __init__(self, *args: Any, known: set[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = {"bo": _("Tibetan"), "zh-hans": _("Chinese"), "en": _("English")}
        for language, name in names.items():
            self.fields[language] = forms.FileField(
                label=name, required=False, widget=forms.FileInput(attrs={"accept": "audio/*"})
            )
            if language in known:
                self.fields[f"clear-{language}"] = forms.BooleanField(
                    label=_("Remove the recording: {language}").format(language=name), required=False
                )


@staff(MAY)
def speak(request: StaffRequest, label: str) -> HttpResponse:
    """Put recordings of one label, or take them away."""
    if label not in LABELS:
        raise Http404
    known = {language for key, language in clips() if key == label}
    bound = request.method == "POST"
    form = ClipForm(request.POST if bound else None, request.FILES if bound else None, known=known)
    if form.is_valid() and _put(request, form, label):
        cache.delete("clips")
        messages.success(request, _("Saved."))
        return redirect("/manage/clips/")
    given = {"form": form, "heading": _(LABELS[label]), "tabs": tabs(request), "back": "/manage/clips/"}
    return render(request, "manage/clip.html", given, status=422 if bound else 200)


def _put(request: StaffRequest, form: ClipForm, label: str) -> bool:
    """True where every recording was taken; what was not is said at its field."""
    for language in LANGUAGES:
        file, told = form.cleaned_data.get(language), {"label": label, "language": language}
        if file:
            try:
                set_clip(**told, upload=Upload(file.name, file.read(), "voice"), by=by(request), at=request.now)
            except Refused:
                form.add_error(language, _("This recording could not be opened. Please choose another file."))
        elif form.cleaned_data.get(f"clear-{language}"):
            clear_clip(**told, by=by(request), at=request.now)
    return not form.errors
