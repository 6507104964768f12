"""Pages that a phone may keep: told by a mark of their content and by their last change."""

import hashlib
from datetime import datetime
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag


def kept(request: HttpRequest, response: HttpResponse, changed_at: datetime | None) -> HttpResponse:
    """The response with ``ETag`` and ``Last-Modified``; 304 where the phone has this very page.

    It may be kept and shown without network, but is asked for again where there is one.
    """
    mark = quote_etag(hashlib.sha256(response.content).hexdigest()[:32])
    moment = int(changed_at.timestamp()) if changed_at else None
    response.headers["ETag"] = mark
    response.headers["Cache-Control"] = "no-cache"
    if moment:
        response.headers["Last-Modified"] = http_date(moment)
    return cast(HttpResponse, get_conditional_response(request, etag=mark, last_modified=moment, response=response))
