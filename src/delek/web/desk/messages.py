"""What goes out to residents, readable before it goes."""

import re
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from delek.core.cases.queries import unheard_by
from delek.core.timeline.queries import outbox
from delek.web.access import StaffRequest, staff

STATES = {
    "waiting": gettext_lazy("Waiting to be sent"),
    "sending": gettext_lazy("Being sent"),
    "sent": gettext_lazy("Message sent"),
    "failed": gettext_lazy("Could not be sent"),
    "unknown": gettext_lazy("Nobody knows whether it arrived"),
}


@dataclass(frozen=True, slots=True)
class Message:
    """One message; of the number only its end is shown."""

    row: Any
    address: str
    text: str
    state: str


LINK = re.compile(r"/r/\S+")
"""A reporter's link opens their page: it is theirs alone."""
CODE = re.compile(r"\b\d{6}\b")
"""A code opens what is held about a number: it is shown to nobody but its holder."""


@staff("message.read")
@require_GET
def messages(request: StaffRequest) -> HttpResponse:
    """The outbox of the communities this person reads messages for, without cases they may not hear of."""
    places = {p.pk for p in request.standing.places_for("message.read")}
    unheard = list(unheard_by(request.standing, places))
    rows = [_message(row) for pk in places for row in outbox(pk, without=unheard)]
    return render(request, "desk/messages.html", {"messages_out": rows, "room": "messages"})


def _message(row: Any) -> Message:
    text = LINK.sub("/r/…", CODE.sub("••••••", row.text))
    return Message(row, f"… {row.address[-2:]}", text, str(STATES[row.state]))
