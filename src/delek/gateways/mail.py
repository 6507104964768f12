"""E-mail over SMTP."""

import smtplib
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from delek.core.timeline.actions import MayHaveGone, NotSent, Rejected
from delek.core.timeline.queries import Delivery


class MailGateway:
    """Sends through the server that ``url`` names: smtp://user:password@host:port, or smtps:// for TLS at once."""

    def __init__(self, url: str, sender: str) -> None:
        self.server, self.sender = urlsplit(url), sender

    def send(self, delivery: Delivery) -> None:
        message = EmailMessage()
        message["From"], message["To"] = self.sender, delivery.address
        message["Subject"] = delivery.subject or "Delek"
        message["Message-ID"] = f"<{delivery.pk}@{self.sender.rpartition('@')[2]}>"
        message.set_content(delivery.text)
        try:
            server = self._connect()
        except (OSError, smtplib.SMTPException) as trouble:
            raise NotSent(type(trouble).__name__) from None
        try:
            with server:
                server.send_message(message)
        except (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused) as trouble:
            raise Rejected(type(trouble).__name__) from None
        except smtplib.SMTPDataError as trouble:
            raise NotSent(f"code {trouble.smtp_code}") from None
        except (OSError, smtplib.SMTPException) as trouble:
            raise MayHaveGone(type(trouble).__name__) from None

    def _connect(self) -> smtplib.SMTP:
        host, port = self.server.hostname or "localhost", self.server.port or 25
        kind = smtplib.SMTP_SSL if self.server.scheme == "smtps" else smtplib.SMTP
        server = kind(host, port, timeout=10)
        if self.server.username:
            server.login(unquote(self.server.username), unquote(self.server.password or ""))
        return server
