"""What may be kept of a resident, why, by what right and until when: the registry, as a resident reads it."""

from dataclasses import dataclass

from django.utils.translation import gettext_noop

from delek.core.media.models import Media
from delek.core.timeline.models import Delivery
from delek.foundation.privacy import Personal

from ..models import Report, Statement, Subscription, Visit


@dataclass(frozen=True, slots=True)
class Registered:
    """One kind of thing that is kept. ``days`` count from ``since``."""

    what: str
    purpose: str
    ground: str
    since: str
    days: int


KINDS: tuple[tuple[str, Personal], ...] = (
    (gettext_noop("Name and number"), Report.personal["phone"]),
    (gettext_noop("E-mail address"), Report.personal["email"]),
    (gettext_noop("Browsers that get notices"), Subscription.personal["endpoint"]),
    (gettext_noop("Words"), Statement.personal["text"]),
    (gettext_noop("Photos and recordings"), Media.personal["original"]),
    (gettext_noop("Messages"), Delivery.personal["text"]),
    (gettext_noop("This visit"), Visit.personal["phone"]),
)
WORDS = (
    gettext_noop("to ask back and to tell when it is done"),
    gettext_noop("given by the reporter, optional"),
    gettext_noop("to understand and settle the matter"),
    gettext_noop("the speaker's own words"),
    gettext_noop("to see and hear the matter"),
    gettext_noop("given by the reporter or taken at work"),
    gettext_noop("the message itself, readable before it goes"),
    gettext_noop("service to the reporter"),
    gettext_noop("to show people what is kept about them"),
    gettext_noop("asked for by the holder"),
    gettext_noop("to tell the reporter in their browser"),
)
"""Every purpose and right that :data:`KINDS` names, so that the catalogues carry them."""


def registered() -> list[Registered]:
    """Every kind, straight from the registry that the nightly job follows."""
    return [Registered(what, p.purpose, p.ground, p.since, p.keep_days or 0) for what, p in KINDS]
