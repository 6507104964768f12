"""E-mail over SMTP; what is about a report says how to get no more (RFC 2369, RFC 8058)."""

import smtplib
from email import policy
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from delek.core.cases.queries.reaching import stop_link
from delek.core.timeline.actions import Delivery, MayHaveGone, NotSent, Rejected


class MailGateway:
    """Sends through the server that ``url`` names: smtp://user:password@host:port, or smtps:// for TLS at once."""

    def __init__(self, url: str, sender: str, wait: float = 10) -> None:
        self.server, self.sender, self.wait = urlsplit(url), sender, wait

    def send(self, delivery: Delivery) -> None:
        message = EmailMessage()
        message["From"], message["To"] = self.sender, delivery.address
        message["Subject"] = delivery.subject or "Delek"
        message["Message-ID"] = f"<{delivery.pk}@{self.sender.rpartition('@')[2]}>"
        message.set_content(delivery.text)
        if stop := stop_link(delivery):
            message["List-Unsubscribe"] = f"<{stop}>"
            message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        try:
            server = self._connect()
        except (OSError, smtplib.SMTPException) as trouble:
            raise NotSent(type(trouble).__name__) from None
        try:
            self._hand_over(server, message, delivery.address)
        finally:
            server.close()

    def _hand_over(self, server: smtplib.SMTP, message: EmailMessage, address: str) -> None:
        """Before DATA nothing has gone out; after it only the server's answer says whether."""
        try:
            server.ehlo_or_helo_if_needed()
            for code, _ in (server.mail(self.sender), server.rcpt(address)):
                _judge(code)
        except (OSError, smtplib.SMTPException) as trouble:
            raise NotSent(type(trouble).__name__) from None
        try:
            code, _ = server.data(message.as_bytes(policy=policy.SMTP))
        except smtplib.SMTPDataError as trouble:
            code = trouble.smtp_code
        except (OSError, smtplib.SMTPException) as trouble:
            raise MayHaveGone(type(trouble).__name__) from None
        _judge(code)

    def _connect(self) -> smtplib.SMTP:
        host, port = self.server.hostname or "localhost", self.server.port or 25
        kind = smtplib.SMTP_SSL if self.server.scheme == "smtps" else smtplib.SMTP
        server = kind(host, port, timeout=self.wait)
        if self.server.username:
            server.login(unquote(self.server.username), unquote(self.server.password or ""))
        return server


def _judge(code: int) -> None:
    if code >= 500:
        raise Rejected(f"code {code}")
    if code >= 400 or code < 200:
        raise NotSent(f"code {code}")
