"""Updates of requests, as FixMyStreet added them to GeoReport: what was done, and what a sender says later."""

from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.utils.translation import gettext

from delek.core.cases.actions import Conflict
from delek.core.cases.forms import SayForm
from delek.core.partners.actions import pass_on_words
from delek.core.partners.queries import Update, brought_report, updates_for
from delek.core.partners.queries.reading import numbered

from .answers import Trouble, write
from .bringing import check_writer, files_of, key_for, needed
from .door import Asked
from .filters import label_of, listed, page_of, span
from .listing import worded

KEYS = ("update_id", "update_id_ext")
"""How a client numbers its own updates; FixMyStreet has used both names."""


def list_updates(asked: Asked) -> HttpResponse:
    """What was done within a time, the oldest first."""
    community, (since, until) = asked.community, span(asked.given, asked.at)
    labels = listed(asked.given, "service_request_id")
    wanted = numbered([label for label in map(label_of, labels) if label]) if labels else Q()
    updates = updates_for(
        community, asked.program, narrowed=wanted, since=since, until=until, most=page_of(asked.given)
    )
    return write(asked.form, "service_request_updates", [_shaped(update) for update in updates])


def send(asked: Asked) -> HttpResponse:
    """Words of a sender on a request that this key brought; to any other there is no way. The same again: the same."""
    check_writer(asked)
    label = label_of(needed(asked, "service_request_id"))
    report = brought_report(asked.community, asked.program, label) if label else None
    if report is None:
        raise Trouble(404, "service_request_id was not found among those that this key sent.")
    files = files_of(asked)
    form = SayForm({"text": asked.given.get("description", "")}, shown=bool(files))
    if not form.is_valid():
        raise Trouble(400, *(f"description: {text}" for texts in form.errors.values() for text in texts))
    key = key_for(asked, f"update of {report.pk}", *(file.address for file in files), names=KEYS)
    try:
        fresh = pass_on_words(report=report, key=key, text=form.cleaned_data["text"], files=files, at=asked.at)
    except Conflict:
        raise Trouble(409, "This update_id was used for other words.") from None
    told = {"update_id": str(key), "service_request_id": report.case.label}
    return write(asked.form, "service_request_updates", [told], status=201 if fresh else 200)


def _shaped(update: Update) -> dict[str, Any]:
    state = update.state
    return {
        "update_id": f"{update.label}-{update.pk}", "service_request_id": update.label,
        "status": "open" if update.is_open else "closed", "extended_status": state.key if state else None,
        "external_status_code": state.key if state else None, "updated_datetime": update.at,
        "description": worded(update.said) or (gettext(state.name) if state else ""),
    }  # fmt: skip
