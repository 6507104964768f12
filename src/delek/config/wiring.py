"""Which gateway serves which channel here."""

from collections.abc import Mapping

from django.conf import settings

from delek.core.partners.actions import Caller
from delek.core.timeline.actions import Gateway
from delek.gateways.console import ConsoleGateway
from delek.gateways.hooks import HookGateway
from delek.gateways.mail import MailGateway
from delek.gateways.push import PushGateway
from delek.gateways.sms import SmsGateway


def gateways() -> Mapping[str, Gateway]:
    """SMS and mail where the environment names them, notices in browsers; in the demo the console for the rest."""
    wired: dict[str, Gateway] = {}
    if settings.DEMO:
        wired = {"sms": ConsoleGateway(), "mail": ConsoleGateway(), "push": ConsoleGateway()}
    if settings.SMS_URL:
        wired["sms"] = SmsGateway(settings.SMS_URL, settings.SMS_KEY)
    if settings.MAIL_URL:
        wired["mail"] = MailGateway(settings.MAIL_URL, settings.MAIL_FROM)
    if settings.PUSH_ANYWHERE or (settings.PUSH != "off" and not settings.DEMO):
        wired["push"] = PushGateway(settings.PUSH_KEY, _contact(), anywhere=settings.PUSH_ANYWHERE)
    return wired


def caller() -> Caller:
    """How outside programs are told of changes."""
    return HookGateway(anywhere=settings.HOOKS_ANYWHERE)


def _contact() -> str:
    """Whom a push service may turn to: the house's address, or who sends its mail."""
    is_open = settings.ORIGIN.startswith("https:") or not settings.MAIL_FROM
    return settings.ORIGIN if is_open else f"mailto:{settings.MAIL_FROM}"
