"""Too many at once: counted in this process's memory for a minute, never written down."""

from collections import Counter
from collections.abc import Mapping
from threading import Lock

from django.conf import settings
from django.http import HttpRequest

LIMITS: Mapping[str, tuple[int, int]] = {"address": (60, 60), "code": (120, 60)}
"""What is counted: how many within how many seconds. ``settings.FLOOD_LIMITS`` replaces it."""


class Floods:
    """Counts by kind and key within fixed windows."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, str, int]] = Counter()
        self._lock = Lock()

    def lets(self, kind: str, key: str, second: float) -> bool:
        """Count one; False where it is one too many. A kind without a limit or an empty key is never too many."""
        limit = getattr(settings, "FLOOD_LIMITS", LIMITS).get(kind)
        if limit is None or not key:
            return True
        most, seconds = limit
        entry = (kind, key, int(second // seconds))
        with self._lock:
            if len(self._counts) > 10_000:
                self._counts.clear()
            self._counts[entry] += 1
            return self._counts[entry] <= most

    def forget(self) -> None:
        with self._lock:
            self._counts.clear()


FLOODS = Floods()


def is_flood(request: HttpRequest, code: str, second: float) -> bool:
    """Whether this sender, or all who scan this code, send too much at once."""
    address = request.META.get("REMOTE_ADDR", "")
    if settings.SECURE_PROXY_SSL_HEADER:
        address = request.headers.get("X-Forwarded-For", address).rsplit(",", 1)[-1].strip()
    by_address = FLOODS.lets("address", address, second)
    return not (FLOODS.lets("code", code, second) and by_address)
