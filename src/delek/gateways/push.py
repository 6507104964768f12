"""Notices in a resident's browser, over the push service that the browser named (RFC 8030)."""

import ipaddress
import json
import socket
import typing
from collections.abc import Iterable
from urllib.parse import urlsplit

import httpcore

from delek.core.cases.queries.reaching import browser_of
from delek.core.timeline.actions import Delivery, MayHaveGone, NotSent, Rejected
from delek.foundation.push import encrypted, signed

CONNECT, READ = 5.0, 10.0
KEPT_SECONDS = 3 * 24 * 3600
LENGTH = 512
LATER = 429


class PushGateway:
    """Posts each notice once, encrypted for its browser and signed with ``key``.

    A browser chooses the address, so it may be anything: only https, and only hosts of the open network, looked at
    when connecting. ``anywhere`` lifts both for tests. Nothing of an address stands in a log or an error.
    """

    def __init__(self, key: bytes, contact: str, wait: float = READ, *, anywhere: bool = False) -> None:
        self.key, self.contact, self.anywhere = key, contact, anywhere
        self.limits = {"connect": CONNECT, "read": wait, "write": wait, "pool": CONNECT}

    def send(self, delivery: Delivery) -> None:
        browser = browser_of(delivery)
        if browser is None:
            raise Rejected("the browser asked for no more")
        url = urlsplit(browser.endpoint)
        if not self.anywhere and url.scheme != "https":
            raise Rejected("not https")
        words = {"number": delivery.subject, "text": delivery.text, "language": delivery.language}
        body = encrypted(json.dumps(words, ensure_ascii=False).encode(), browser, length=LENGTH)
        sender = signed(
            self.key, f"{url.scheme}://{url.netloc}", self.contact, delivery.claimed_at or delivery.created_at
        )
        status = self._post(browser.endpoint, body, sender)
        _judge(status)

    def _post(self, endpoint: str, body: bytes, sender: str) -> int:
        """The status alone: whatever else is answered is not read."""
        headers: dict[bytes | str, bytes | str] = {
            "Authorization": sender, "Content-Encoding": "aes128gcm", "Content-Type": "application/octet-stream",
            "TTL": str(KEPT_SECONDS), "Urgency": "normal",
        }  # fmt: skip
        try:
            with (
                httpcore.ConnectionPool(network_backend=OpenNetwork(self.anywhere)) as pool,
                pool.stream(
                    "POST", endpoint, headers=headers, content=body, extensions={"timeout": self.limits}
                ) as answer,
            ):
                return int(answer.status)
        except (httpcore.ConnectError, httpcore.ConnectTimeout, httpcore.PoolTimeout) as trouble:
            raise NotSent(type(trouble).__name__) from None
        except httpcore.UnsupportedProtocol as trouble:
            raise Rejected(type(trouble).__name__) from None
        except Exception as trouble:
            if isinstance(trouble, Rejected):
                raise
            raise MayHaveGone(type(trouble).__name__) from None


class OpenNetwork(httpcore.NetworkBackend):
    """Connects to the very address that was looked at: a name that changes its mind between the two gains nothing."""

    def __init__(self, anywhere: bool) -> None:
        self.anywhere, self.plain = anywhere, httpcore.SyncBackend()

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None,
        socket_options: Iterable[typing.Any] | None = None,
    ) -> httpcore.NetworkStream:  # fmt: skip
        address = host if self.anywhere else open_address(host, port)
        return self.plain.connect_tcp(address, port, timeout, local_address, socket_options)


def open_address(host: str, port: int) -> str:
    """The address of a host in the open network. Raises Rejected where one of its addresses is in the house."""
    try:
        found = {str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    except (OSError, UnicodeError) as trouble:
        raise httpcore.ConnectError(type(trouble).__name__) from None
    if not all(_is_open(address) for address in found):
        raise Rejected("an address within the house")
    return min(found, key=lambda address: (":" in address, address))


def _is_open(address: str) -> bool:
    known = ipaddress.ip_address(address.partition("%")[0])
    inner = getattr(known, "ipv4_mapped", None) or getattr(known, "sixtofour", None) or known
    return known.is_global and inner.is_global and not known.is_multicast


def _judge(status: int) -> None:
    if 200 <= status < 300:
        return
    if status >= 500 or status == LATER:
        raise NotSent(f"status {status}")
    raise Rejected(f"status {status}")
