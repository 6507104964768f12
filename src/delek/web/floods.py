"""Whether somebody who is not known sends too much at once."""

from collections.abc import Mapping

from django.conf import settings
from django.http import HttpRequest

from delek.foundation.floods import Floods

LIMITS: Mapping[str, tuple[int, int]] = {"address": (60, 60), "code": (120, 60)}
"""What is counted: how many within how many seconds. ``settings.FLOOD_LIMITS`` replaces it."""
FLOODS = Floods()


def is_flood(request: HttpRequest, code: str, second: float) -> bool:
    """Whether this sender, or all who scan this code, send too much at once."""
    address = request.META.get("REMOTE_ADDR", "")
    if settings.SECURE_PROXY_SSL_HEADER:
        address = request.headers.get("X-Forwarded-For", address).rsplit(",", 1)[-1].strip()
    limits = getattr(settings, "FLOOD_LIMITS", LIMITS)
    by_address = FLOODS.lets("address", address, second, limits.get("address"))
    return not (FLOODS.lets("code", code, second, limits.get("code")) and by_address)
