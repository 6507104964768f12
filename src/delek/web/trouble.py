"""When the disk is full or the database is gone: an honest page, never a false acknowledgement."""

import errno
from collections.abc import Callable

from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation

FULL = {errno.ENOSPC, errno.EDQUOT}


class TroubleMiddleware:
    """Answers 503 or 507 in the reader's language where a part that the page needs does not work."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_readable(request):
            return HttpResponse("A form must be UTF-8.", status=400, content_type="text/plain")
        try:
            return self.get_response(request)
        except (DatabaseError, InterfaceError, OSError) as trouble:
            return answer(request, status_of(trouble))

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, DatabaseError | InterfaceError | OSError):
            return answer(request, status_of(exception))
        return None


def is_readable(request: HttpRequest) -> bool:
    """False for a form in another encoding: Django refuses to read it, and its page of refusal reads it again."""
    form = request.content_type == "application/x-www-form-urlencoded"
    return not form or (request.encoding or "utf-8").lower() == "utf-8"


def bad(request: HttpRequest, exception: Exception) -> HttpResponse:
    """These four answer in place of Django's, which read the form once more and break where it is broken."""
    return HttpResponse("Bad request", status=400, content_type="text/plain")


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """Rendered without the request, as nothing is known of what broke."""
    return HttpResponse(render_to_string("500.html"), status=500)


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
