"""Changes told to outside programs, over HTTP to the address that the office entered for each."""

from collections.abc import Mapping
from urllib.parse import urlsplit

import httpcore

from delek.core.timeline.actions import MayHaveGone, NotSent, Rejected

from .push import OpenNetwork

CONNECT, READ = 3.0, 5.0
GONE = 410


class HookGateway:
    """Posts each body once: only https, only to the open network, looked at when connecting; no redirect is followed.

    ``anywhere`` lifts both for tests. What is answered is not read.
    """

    def __init__(self, wait: float = READ, *, anywhere: bool = False) -> None:
        self.anywhere = anywhere
        self.limits = {"connect": CONNECT, "read": wait, "write": wait, "pool": CONNECT}

    def call(self, url: str, body: bytes, headers: Mapping[str, str]) -> None:
        if not self.anywhere and urlsplit(url).scheme != "https":
            raise Rejected("not https")
        status = self._post(url, body, {str(name): value for name, value in headers.items()})
        if status == GONE:
            raise Rejected(f"status {status}")
        if not 200 <= status < 300:
            raise NotSent(f"status {status}")

    def _post(self, url: str, body: bytes, headers: dict[bytes | str, bytes | str]) -> int:
        try:
            with (
                httpcore.ConnectionPool(network_backend=OpenNetwork(self.anywhere)) as pool,
                pool.stream("POST", url, headers=headers, content=body, extensions={"timeout": self.limits}) as answer,
            ):
                return int(answer.status)
        except Rejected:
            raise
        except (httpcore.ConnectError, httpcore.ConnectTimeout, httpcore.PoolTimeout) as trouble:
            raise NotSent(type(trouble).__name__) from None
        except httpcore.UnsupportedProtocol as trouble:
            raise Rejected(type(trouble).__name__) from None
        except Exception as trouble:
            raise MayHaveGone(type(trouble).__name__) from None
