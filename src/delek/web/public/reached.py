"""How a reporter is told, as their page says it."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext_noop

from delek.foundation.push import public_key

WAYS = {
    "sms": gettext_noop("SMS"),
    "mail": gettext_noop("E-mail"),
    "push": gettext_noop("Notices in this browser"),
    "none": gettext_noop("No notices"),
}
Ways = list[tuple[str, str]]


def ways_for(report: Any) -> Ways:
    """What its reporter can choose: e-mail where the house sends any, a browser where one already asked."""
    has_mail = bool(settings.MAIL_URL) or settings.DEMO
    away = {"mail": not has_mail, "push": True}
    return [(key, words) for key, words in WAYS.items() if key == report.channel or not away.get(key)]


def reached(report: Any, *, ends: bool) -> dict[str, Any] | None:
    """The way of messages now, and the key for a browser's script; None where nothing more is to be told.

    ``lost``: a browser could no longer be told, so the way changed. A reporter without number or address is told
    nothing, whatever the column says.
    """
    if ends:
        return None
    channel = "none" if report.channel == "sms" and not report.phone else report.channel
    key = public_key(settings.PUSH_KEY) if settings.PUSH != "off" else ""
    return {"channel": channel, "way": WAYS[channel], "key": key, "lost": report.lost_at is not None}
