"""What every page knows."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from delek.core.people.queries import Standing

from .signin import MANAGE, rooms

HTML_LANGUAGES = {"bo": "bo", "zh-hans": "zh-Hans", "en": "en"}


def page(request: HttpRequest) -> dict[str, object]:
    """The page's language for ``lang``, the switch, and the installation's own facts."""
    language = get_language() or settings.LANGUAGE_CODE
    return {
        "language": language,
        "html_language": HTML_LANGUAGES.get(language, language),
        "languages": [("bo", "bo", "བོད་ཡིག"), ("zh-hans", "zh-Hans", "中文"), ("en", "en", "EN")],
        "demo": settings.DEMO,
        "standing": getattr(request, "standing", None),
        "rooms": rooms(request),
        "by_number": _by_number(request),
        "can": _can(getattr(request, "standing", None)),
        "room": _room(request.path),
    }


def _by_number(request: HttpRequest) -> str:
    """Where the page was opened by a number, which no passkey takes: its address under a name, or ``-``."""
    host, _, port = request.get_host().partition(":")
    try:
        number = ip_address(host)
    except ValueError:
        return ""
    return f"http://localhost:{port or 80}{request.path}" if number.is_loopback else "-"


def _can(standing: Standing | None) -> dict[str, bool]:
    """Which rooms of the house a member of staff may enter."""
    if standing is None:
        return {}
    rooms = {
        "desk": ("case.read",),
        "field": ("case.handle", "call.take"),
        "messages": ("message.read",),
        "manage": MANAGE,
    }
    return {room: any(standing.may(c) for c in capabilities) for room, capabilities in rooms.items()}


def _room(path: str) -> str:
    for room in ("messages", "figures"):
        if path.startswith(f"/desk/{room}"):
            return room
    return path.split("/")[1] if path.startswith(("/desk", "/field", "/manage")) else ""
