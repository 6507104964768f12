"""One answer in two forms: XML as GeoReport v2 writes it, JSON as its Spark convention makes of it.

What is answered is made of dicts, lists, words, numbers, moments and None. A list's name says what its items are
called in XML; in JSON it is a plain list.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree

from django.http import HttpResponse, JsonResponse

FORMS = {"json": "application/json; charset=utf-8", "xml": "text/xml; charset=utf-8"}
ITEMS = {
    "services": "service", "attributes": "attribute", "values": "value", "service_requests": "request",
    "service_request_updates": "request_update", "errors": "error", "endpoints": "endpoint", "formats": "format",
}  # fmt: skip
DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'
NOT_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Trouble(Exception):
    """What is wrong with a request, said once for each thing: a status, sentences, and headers."""

    def __init__(self, status: int, *said: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(status, *said)
        self.status, self.said, self.headers = status, said, headers or {}


def write_errors(trouble: Trouble, form: str) -> HttpResponse:
    """GeoReport's list of errors; in XML where the form is none that is known, as that one is required."""
    errors = [{"code": str(trouble.status), "description": said} for said in trouble.said]
    return _with(trouble, write(form if form in FORMS else "xml", "errors", errors, status=trouble.status))


def write_problem(trouble: Trouble, form: str) -> HttpResponse:
    """RFC 9457."""
    told = {"status": trouble.status, "title": " ".join(trouble.said)}
    return _with(trouble, JsonResponse(told, status=trouble.status, content_type="application/problem+json"))


def _with(trouble: Trouble, response: HttpResponse) -> HttpResponse:
    for name, value in trouble.headers.items():
        response.headers[name] = value
    return response


def write(form: str, name: str, value: Any, status: int = 200) -> HttpResponse:
    """Answer ``value`` under its XML name."""
    if form == "json":
        return JsonResponse(_json(value), safe=False, status=status, content_type=FORMS["json"],
                            json_dumps_params={"ensure_ascii": False})  # fmt: skip
    body = ElementTree.tostring(_element(name, value), encoding="unicode")
    return HttpResponse(f"{DECLARATION}{body}", status=status, content_type=FORMS["xml"])


def moment(at: datetime | None) -> str | None:
    """W3C date and time, in UTC, to the second."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if at else None


def _json(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _json(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_json(inner) for inner in value]
    return moment(value) if isinstance(value, datetime) else value


def _element(name: str, value: Any) -> ElementTree.Element:
    element = ElementTree.Element(name)
    if isinstance(value, Mapping):
        element.extend([_element(inner, given) for inner, given in value.items()])
    elif isinstance(value, Sequence) and not isinstance(value, str):
        element.extend([_element(ITEMS[name], given) for given in value])
    else:
        element.text = _text(value)
    return element


def _text(value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    return NOT_XML.sub("", (moment(value) or "") if isinstance(value, datetime) else str(value))
