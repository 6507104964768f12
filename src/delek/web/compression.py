"""Pages go out compressed; a phone on a weak network waits for bytes, not for the processor."""

from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware

KINDS = ("text/html", "application/json", "image/svg+xml")


class CompressionMiddleware(GZipMiddleware):
    """Compress pages and JSON; photos and recordings are small already, and their ranges must stay what they are.

    Form tokens differ with every answer and Django adds a random length, so that sizes tell nothing (BREACH).
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        kind = response.headers.get("Content-Type", "").split(";")[0]
        if response.streaming or kind not in KINDS:
            return response
        return super().process_response(request, response)
