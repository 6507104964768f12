"""SMS over a generic HTTP form: any provider that takes one, or a small bridge of the office's own.

POST to DELEK_SMS_URL, ``application/x-www-form-urlencoded``: ``to``, ``text``, ``id`` (the same for the same message),
``key``. Any 2xx means taken; 4xx means refused for good; 5xx means not taken, try again.
"""

import httpx

from delek.core.timeline.actions import Delivery, MayHaveGone, NotSent, Rejected

CONNECT, READ = 5.0, 10.0


class SmsGateway:
    """Sends each message with one request."""

    def __init__(self, url: str, key: str, wait: float = READ) -> None:
        self.url, self.key = url, key
        self.limits = httpx.Timeout(wait, connect=CONNECT)

    def send(self, delivery: Delivery) -> None:
        form = {"to": delivery.address, "text": delivery.text, "id": str(delivery.pk), "key": self.key}
        try:
            answer = httpx.post(self.url, data=form, timeout=self.limits)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as trouble:
            raise NotSent(type(trouble).__name__) from None
        except (httpx.HTTPError, httpx.InvalidURL) as trouble:
            raise MayHaveGone(type(trouble).__name__) from None
        if answer.status_code >= 500:
            raise NotSent(f"status {answer.status_code}")
        if not answer.is_success:
            raise Rejected(f"status {answer.status_code}")
