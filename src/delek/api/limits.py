"""How much programs may ask, and those who ask without a key."""

from typing import Any

from django.conf import settings

from delek.core.partners.queries import brought_since
from delek.foundation.floods import Floods

from .answers import Trouble

FLOODS = Floods()
NAMELESS = (60, 60)
"""Without a key: how many within how many seconds, by address."""


def check_pace(request: Any, program: Any) -> None:
    """Raises Trouble where somebody asks too much within a minute."""
    if program is None:
        limits = getattr(settings, "FLOOD_LIMITS", {"address": NAMELESS})
        kind, key, limit = "address", _address_of(request), limits.get("address")
    else:
        kind, key, limit = "program", str(program.pk), (program.per_minute, 60)
    second = request.now.timestamp()
    if not FLOODS.lets(kind, key, second, limit):
        wait = 60 - int(second) % 60
        raise Trouble(429, "Too many requests at once.", headers={"Retry-After": str(wait)})


def check_day(program: Any, day_ago: Any) -> None:
    """Raises Trouble where a program has brought what it may within a day."""
    if brought_since(program, day_ago) >= program.per_day:
        raise Trouble(429, "This key has sent as many requests as it may within 24 hours.",
                      headers={"Retry-After": "3600"})  # fmt: skip


def _address_of(request: Any) -> str:
    address = str(request.META.get("REMOTE_ADDR", ""))
    if settings.SECURE_PROXY_SSL_HEADER:
        address = request.headers.get("X-Forwarded-For", address).rsplit(",", 1)[-1].strip()
    return address
