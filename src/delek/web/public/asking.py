"""What the resident's views ask of a request."""

from urllib.parse import urlsplit

from django.http import HttpRequest

FOREIGN = {"cross-site"}


def wants_json(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "")


def is_cross_site(request: HttpRequest) -> bool:
    """Whether another site's page sent this form. No cookie is needed here, so this stands in place of a CSRF token.

    ``Origin: null`` is what our own pages send, because their addresses are never passed on.
    """
    if request.headers.get("Sec-Fetch-Site", "") in FOREIGN:
        return True
    origin = request.headers.get("Origin", "null")
    return origin != "null" and _host_of(origin) != request.get_host()


def _host_of(origin: str) -> str:
    """The host an origin names; none where it is not written as one."""
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return ""
