"""When the disk is full or the database is gone: an honest page, never a false acknowledgement."""

import errno
from collections.abc import Callable

from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils import translation

FULL = {errno.ENOSPC, errno.EDQUOT}


class TroubleMiddleware:
    """Answers 503 or 507 in the reader's language where a part that the page needs does not work."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            return self.get_response(request)
        except (DatabaseError, InterfaceError, OSError) as trouble:
            return answer(request, status_of(trouble))

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, DatabaseError | InterfaceError | OSError):
            return answer(request, status_of(exception))
        return None


def status_of(trouble: Exception) -> int:
    """507 where there is no room, 503 for every other trouble."""
    full = isinstance(trouble, OSError) and trouble.errno in FULL
    return 507 if full or "disk is full" in str(trouble) or "No space left" in str(trouble) else 503


def answer(request: HttpRequest, status: int) -> HttpResponse:
    """The page of trouble; for a script the same as JSON. Nothing here asks the database."""
    language = getattr(request, "LANGUAGE_CODE", None) or translation.get_language_from_request(request)
    with translation.override(language):
        if "application/json" in request.headers.get("Accept", ""):
            response: HttpResponse = JsonResponse({"error": "full" if status == 507 else "unavailable"}, status=status)
        else:
            page = render_to_string("trouble.html", {"status": status, "language": language})
            response = HttpResponse(page, status=status)
    response.headers["Retry-After"] = "60"
    return response
