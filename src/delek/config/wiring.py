"""Which gateway serves which channel here."""

from collections.abc import Mapping

from django.conf import settings

from delek.core.timeline.actions import Gateway
from delek.gateways.console import ConsoleGateway
from delek.gateways.mail import MailGateway
from delek.gateways.sms import SmsGateway


def gateways() -> Mapping[str, Gateway]:
    """SMS and mail where the environment names them; in the demo the console for the rest."""
    wired: dict[str, Gateway] = {}
    if settings.DEMO:
        wired = {"sms": ConsoleGateway(), "mail": ConsoleGateway()}
    if settings.SMS_URL:
        wired["sms"] = SmsGateway(settings.SMS_URL, settings.SMS_KEY)
    if settings.MAIL_URL:
        wired["mail"] = MailGateway(settings.MAIL_URL, settings.MAIL_FROM)
    return wired
