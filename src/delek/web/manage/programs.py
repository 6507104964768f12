"""The outside programs that may bring reports and read how they go."""

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from delek.core.partners.actions import (
    admit,
    change_program,
    restore_program,
    retire_program,
    secret_of,
    set_hook,
)
from delek.core.partners.queries import programs_of, retired_programs, told_to
from delek.core.partners.queries.changes import Told
from delek.foundation.dates import say_date
from delek.foundation.words import clean
from delek.web.access import StaffRequest, staff

from .page import by, community, form_page, found, list_page, tabs

MAY, HOME = "manage.cases", "/manage/programs/"
ABOUT = (
    "Such a program sends reports for its users, by Open311, with a key of its own. What neighbours may know, "
    "everybody reads without one."
)
COLUMNS = ("name", "may_read", "may_write", "may_see", "per_minute", "per_day")


class ProgramForm(forms.Form):
    """What a program is called, what it may do, and how much."""

    name = forms.CharField(label=gettext_lazy("What it is called"), max_length=80)
    may_write = forms.BooleanField(label=gettext_lazy("May send reports"), required=False)
    may_read = forms.BooleanField(label=gettext_lazy("May read how its own reports go"), required=False)
    may_see = forms.BooleanField(
        label=gettext_lazy("May read the state of all matters here, without words and names"), required=False
    )
    per_minute = forms.IntegerField(label=gettext_lazy("Requests in a minute, at most"), min_value=1, max_value=6000)
    per_day = forms.IntegerField(label=gettext_lazy("Reports in a day, at most"), min_value=1, max_value=100_000)

    def clean_name(self) -> str:
        name = clean(self.cleaned_data["name"])
        if not name:
            raise forms.ValidationError(_("Please fill this in."))
        return name


@staff(MAY)
def programs(request: StaffRequest) -> HttpResponse:
    """Those that are let in; below them those that were retired lately."""
    office = community(request, MAY)
    known = programs_of(office)
    told = told_to(known)
    rows = [_row(program, told.get(program.pk)) for program in known]
    for program in retired_programs(office, request.now):
        back = (f"{HOME}{program.pk}/restore", _("Take back"), _("Let this key open again?"))
        rows.append(_row(program, None) | {"href": "", "posts": [back], "links": []})
        rows[-1]["cells"][-1] = _("Retired")
    columns = [_("What it is called"), _("Key"), _("Allowed"), _("At most"), _("Last used"), _("Told of changes")]
    return list_page(
        request, _("Outside programs"), columns=columns, rows=rows, links=[(f"{HOME}add", _("Let a program in"))],
        notes=[_(ABOUT)], empty=_("No program is let in yet."),
    )  # fmt: skip


@staff(MAY)
@never_cache
def add(request: StaffRequest) -> HttpResponse:
    """Let a program in; its key stands on the one page that answers."""
    office = community(request, MAY)
    usual = {"may_write": True, "may_read": True, "per_minute": 60, "per_day": 500}
    form = ProgramForm(request.POST or None, initial=usual)

    def save() -> HttpResponse:
        program, key = admit(community=office, by=by(request), at=request.now, **form.cleaned_data)
        given = {"heading": _("Key of {name}").format(name=program.name), "tabs": tabs(request), "back": HOME}
        more = {"program": program, "key": key, "endpoint": f"{settings.ORIGIN}/open311/v2"}
        return render(request, "manage/program_key.html", given | more)

    return form_page(request, form, _("Let a program in"), save, HOME)


@staff(MAY)
def change(request: StaffRequest, pk: int) -> HttpResponse:
    program = found(programs_of(community(request, MAY)), pk)
    form = ProgramForm(request.POST or None, initial={name: getattr(program, name) for name in COLUMNS})

    def save() -> None:
        change_program(program=program, by=by(request), at=request.now, **form.cleaned_data)

    return form_page(request, form, program.name, save, HOME)


class HookForm(forms.Form):
    """Where a program is told of changes; empty where it is not."""

    url = forms.CharField(label=gettext_lazy("Its address for changes (https)"), max_length=500, required=False)

    def clean_url(self) -> str:
        url = clean(self.cleaned_data["url"])
        try:
            parts = urlsplit(url)
            good = bool(parts.hostname) and not parts.username and parts.port != 0 and " " not in url
        except ValueError:
            good = False
        if url and not (good and (parts.scheme == "https" or settings.HOOKS_ANYWHERE)):
            raise forms.ValidationError(_("This is not an address that begins with https://."))
        return url


@staff(MAY)
@never_cache
def hook(request: StaffRequest, pk: int) -> HttpResponse:
    """Say where a program is told of changes; the secret stands on the one page that answers."""
    program = found(programs_of(community(request, MAY)), pk)
    told = told_to([program]).get(program.pk)
    form = HookForm(request.POST if request.method == "POST" else None, initial={"url": told.url if told else ""})

    def save() -> HttpResponse | None:
        row = set_hook(program=program, url=form.cleaned_data["url"], by=by(request), at=request.now)
        if row is None:
            return None
        given = {"heading": _("Changes for {name}").format(name=program.name), "tabs": tabs(request), "back": HOME}
        more = {"program": program, "url": row.url, "secret": secret_of(row)}
        return render(request, "manage/program_hook.html", given | more)

    return form_page(request, form, _("Changes for {name}").format(name=program.name), save, HOME)


@staff(MAY)
@require_POST
def retire(request: StaffRequest, pk: int) -> HttpResponse:
    program = found(programs_of(community(request, MAY)), pk)
    retire_program(program=program, by=by(request), at=request.now)
    messages.success(request, _("Its key opens nothing any more. Within a week it can be taken back below."))
    return redirect(HOME)


@staff(MAY)
@require_POST
def restore(request: StaffRequest, pk: int) -> HttpResponse:
    program = found(retired_programs(community(request, MAY), request.now), pk)
    restore_program(program=program, by=by(request), at=request.now)
    return redirect(HOME)


def _row(program: Any, told: Told | None) -> dict[str, Any]:
    rights = ((_("send"), program.may_write), (_("read"), program.may_read), (_("all matters"), program.may_see))
    may = [said for said, on in rights if on]
    most = _("{n} a minute, {m} reports a day").format(n=program.per_minute, m=program.per_day)
    used = say_date(program.used_on, get_language() or "", with_year=True) if program.used_on else _("Never")
    retire = (f"{HOME}{program.pk}/retire", _("Retire"), _("Retire this program? Its key opens nothing any more."))
    cells = [program.name, f"…{program.key_end}", " · ".join(may), most, used, _told(told)]
    changes = (f"{HOME}{program.pk}/hook", _("Changes"))
    return {"cells": cells, "href": f"{HOME}{program.pk}", "links": [changes], "posts": [retire]}


def _told(told: Told | None) -> str:
    if told is None:
        return ""
    counts = ((_("{n} told"), told.sent), (_("{n} waiting"), told.waiting), (_("{n} failed"), told.failed))
    return " · ".join(said.format(n=n) for said, n in counts if n) or _("None yet")
