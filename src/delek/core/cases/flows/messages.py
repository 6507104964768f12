"""What goes out by SMS and e-mail when a case moves; a community may set its own words for each."""

from django.utils.translation import gettext_noop

from .call_over import CALL_OVER
from .report import REPORT

MESSAGES = {
    "open": gettext_noop("Report {number} has arrived. Follow it here: {link}"),
    "accept": gettext_noop("Report {number} was accepted: {link}"),
    "ask": gettext_noop("We have a question about report {number}: {link}"),
    "verify": gettext_noop("Report {number} is done. Is it solved? Please say: {link}"),
    "join": gettext_noop("Report {number} is joined with others of the same matter. Follow it here: {link}"),
}
CALL_MESSAGES = {
    "open": gettext_noop("Your call has arrived. Follow it here: {link}"),
    "take": gettext_noop("Somebody is on the way to you: {link}"),
    "dispatch": gettext_noop("Somebody is on the way to you: {link}"),
    "finish": gettext_noop("Done. How was the service? {link}"),
    "nobody": gettext_noop("Nobody can come now. Please call {phone} or 12345."),
}
NEWS = gettext_noop("There is news of report {number}: {link}")
BY_FLOW = {REPORT.key: MESSAGES, CALL_OVER.key: CALL_MESSAGES}
OPENED = gettext_noop("Received")
ANY_OTHER = gettext_noop("Any other news")
PREFIX = "message."


def message_for(flow: str, transition: str) -> tuple[str, str]:
    """The key and the message of a transition; what has none of its own is news."""
    own = BY_FLOW.get(flow, {})
    key = transition if transition in own else "news"
    return PREFIX + key, own.get(key, NEWS)


def messages_of(flow: str) -> dict[str, str]:
    """Every message of a flow by its key; news last."""
    return {PREFIX + key: message for key, message in {**BY_FLOW.get(flow, {}), "news": NEWS}.items()}
