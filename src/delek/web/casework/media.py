"""Photos and recordings of the cases somebody may open, and of no others."""

from typing import Any

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET

from delek.core.cases.queries import cases_for
from delek.core.media.queries import served
from delek.web.access import StaffRequest, staff

SIZES = ("thumb", "screen")


@staff("case.read", "case.handle", "call.take")
@require_GET
def media(request: StaffRequest, key: str, size: str) -> HttpResponse:
    """The bytes of a derived copy; not found while there is none."""
    found = _find(request, key) if size in SIZES else None
    bytes_and_type = served(found, size) if found else None
    if bytes_and_type is None:
        raise Http404
    response = HttpResponse(bytes_and_type[0], content_type=bytes_and_type[1])
    response.headers["Cache-Control"] = "private, max-age=3600"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Disposition"] = "inline"
    return response


def _find(request: StaffRequest, key: str) -> Any:
    case = cases_for(request.standing).filter(statements__attachments__media__key=key).first()
    if case is None:
        return None
    statement = case.statements.filter(attachments__media__key=key).first()
    return statement.media.get(key=key) if statement else None
