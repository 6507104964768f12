"""What is kept of people and how long, and the nights in which it was forgotten."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from delek.core.timeline.queries import newest_of
from delek.foundation.dates import say_moment
from delek.web.access import StaffRequest, staff

from .page import list_page

JOB = ("job", 1)
NIGHTS = 30
KINDS = {
    "messages": gettext_lazy("Messages"),
    "sign-ins": gettext_lazy("Sign-ins of those who left"),
    "persons": gettext_lazy("Names of those who left"),
    "names": gettext_lazy("Names and numbers of reporters"),
    "about": gettext_lazy("Words on whom a report is about"),
    "announcements": gettext_lazy("What neighbours were told"),
    "browsers": gettext_lazy("Browsers that get notices"),
    "proofs": gettext_lazy("E-mail addresses being proven"),
    "words": gettext_lazy("Words said on cases"),
    "questions": gettext_lazy("Questions to the superior"),
    "titles": gettext_lazy("Titles and search words"),
    "saved": gettext_lazy("Saved filters of those who left"),
    "media": gettext_lazy("Photos and recordings"),
    "files": gettext_lazy("Stored files"),
    "strays": gettext_lazy("Files of forms never sent"),
    "sessions": gettext_lazy("Ended sign-ins"),
}


@staff("manage.people", "audit.read")
def kept(request: StaffRequest) -> HttpResponse:
    """The last nights of the retention job: how much was forgotten, and what could not be."""
    nights = newest_of(*JOB, limit=NIGHTS)
    language = get_language() or ""
    rows = [
        {"cells": [say_moment(n.at, language), _said(n.particulars["done"]), _said(n.particulars["failed"])]}
        for n in nights
    ]
    notes = [
        _("Name and number are erased 180 days after the matter is closed, words and photos after three years."),
        _("Messages go after 90 days; who left can no longer sign in after a week and is no name after a year."),
    ]
    columns = [_("Night"), _("Forgotten"), _("Could not be forgotten")]
    empty = _("The job has not run yet. It runs every night; `delek doctor` says what keeps it from running.")
    return list_page(request, _("What is kept"), columns=columns, rows=rows, notes=notes, empty=empty)


def _said(counts: dict[str, int]) -> str:
    return _join(f"{KINDS.get(name, name)} {count}" for name, count in counts.items() if count) or "–"


def _join(parts: Iterable[Any]) -> str:
    return " · ".join(str(part) for part in parts)
