"""The doors of the interfaces: every answer, whatever goes wrong, comes in the form that was asked for."""

import base64
import errno
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.db import DatabaseError, InterfaceError
from django.http import HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language, get_supported_language_variant, override
from django.views.decorators.csrf import csrf_exempt

from delek.core.partners.actions import note_use
from delek.core.partners.queries import program_by_key
from delek.core.places.queries import communities

from .answers import FORMS, Trouble, write_errors, write_problem
from .limits import check_pace

FULL = {errno.ENOSPC, errno.EDQUOT}
BROKEN = (SuspiciousOperation, MultiPartParserError, UnreadablePostError)
FORM = ("application/x-www-form-urlencoded", "multipart/form-data")
MOST = 5000
"""No single value of a request is longer."""


@dataclass(frozen=True, slots=True)
class Access:
    """What tests/architecture asks of every route: open to anybody, where a key opens more, or to whoever has one."""

    kind: str
    capability: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """One request, read: in which form it is answered, what it gives, of which community, by whom, and when."""

    request: Any
    form: str
    given: Mapping[str, str]
    program: Any
    at: datetime

    @property
    def community(self) -> Any:
        """The jurisdiction. Raises Trouble where it is not said, not known, or another program's."""
        return _community(self.given.get("jurisdiction_id", "").strip(), self.program)


Answering = Callable[..., HttpResponse]
Opened = Callable[..., HttpResponse]


def open311(**by_method: Answering) -> Opened:
    """A route of GeoReport v2 that answers these methods; HEAD is GET without a body. A key opens more."""
    return _opened(by_method, Access("public"), write_errors)


def v1(**by_method: Answering) -> Opened:
    """A route of our own interface, in JSON, for whoever has a key; what is wrong is said as RFC 9457 has it."""
    return _opened({name: keyed(view) for name, view in by_method.items()}, Access("key"), write_problem)


def keyed(view: Answering) -> Answering:
    @wraps(view)
    def asking(asked: Asked, **parts: Any) -> HttpResponse:
        if asked.program is None:
            raise Trouble(401, "A key is needed.", headers={"WWW-Authenticate": "Bearer"})
        return view(asked, **parts)

    return asking


def _opened(by_method: Mapping[str, Answering], access: Access, say: Callable[[Trouble, str], HttpResponse]) -> Opened:
    @csrf_exempt
    def opened(request: Any, form: str = "xml", **parts: Any) -> HttpResponse:
        try:
            response = _let_in(request, form, by_method, parts)
        except Trouble as trouble:
            response = say(trouble, form)
        except BROKEN:
            response = say(Trouble(400, "The request cannot be read."), form)
        except (DatabaseError, InterfaceError, OSError) as trouble:
            full = isinstance(trouble, OSError) and trouble.errno in FULL
            said = "There is no room to keep this." if full else "This is not available just now."
            response = say(Trouble(507 if full else 503, said, headers={"Retry-After": "60"}), form)
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Cache-Control"] = "no-store"
        patch_vary_headers(response, ["Accept-Language"])
        return response

    opened.access = access  # type: ignore[attr-defined]
    return opened


def _let_in(request: Any, form: str, by_method: Mapping[str, Answering], parts: Mapping[str, Any]) -> HttpResponse:
    if form not in FORMS:
        raise Trouble(404, "There is no such format: ask for .xml or .json.")
    method = "get" if request.method == "HEAD" else request.method.lower()
    if method not in by_method:
        allowed = ", ".join(name.upper() for name in by_method)
        raise Trouble(405, f"This address answers {allowed}.", headers={"Allow": allowed})
    if method == "post" and request.content_type not in FORM:
        raise Trouble(415, "Send a form: application/x-www-form-urlencoded or multipart/form-data.")
    given = _read(request, method)
    program = _program(request, given)
    check_pace(request, program)
    with override(_language(given.get("locale", ""))):
        return by_method[method](Asked(request, form, given, program, request.now), **parts)


def _read(request: Any, method: str) -> dict[str, str]:
    """What stands in the address, and in the form, which goes before it."""
    given = request.GET.dict() | (request.POST.dict() if method == "post" else {})
    long = [name[:40] for name, value in given.items() if len(value) > MOST]
    if long:
        raise Trouble(400, *(f"{name} is too long." for name in long))
    return {name: value.replace("\0", "") for name, value in given.items()}


def _program(request: Any, given: Mapping[str, str]) -> Any:
    """Whose key was shown; None where none was. Raises Trouble for one that opens nothing."""
    key = given.get("api_key", "").strip() or key_of(request.headers.get("Authorization", ""))
    if not key:
        return None
    program = program_by_key(key)
    if program is None:
        raise Trouble(403, "This api_key is not known, or was retired.")
    note_use(program=program, at=request.now)
    return program


def key_of(header: str) -> str:
    """The key of ``Authorization``: Bearer, or Basic with it as name or password, as an address may carry it."""
    scheme, _, value = header.partition(" ")
    if scheme.lower() == "bearer":
        return value.strip()
    if scheme.lower() != "basic":
        return ""
    try:
        name, _, password = base64.b64decode(value, validate=True).decode("ascii").partition(":")
    except ValueError:  # not ASCII, not base64, not text
        return ""
    return password or name


def _community(key: str, program: Any) -> Any:
    if not key and program:
        return program.community
    every = communities()
    if not key and len(every) == 1:
        return every[0]
    if not key:
        raise Trouble(400, "jurisdiction_id was not provided.")
    found = next((place for place in every if place.key == key), None)
    if found is None:
        raise Trouble(404, "jurisdiction_id was not found.")
    if program and program.community_id != found.pk:
        raise Trouble(403, "This api_key is for another jurisdiction_id.")
    return found


def _language(locale: str) -> str:
    """The language asked for by ``locale``; without one that of the request."""
    try:
        return get_supported_language_variant(locale.replace("_", "-").lower()) if locale else get_language() or ""
    except LookupError:
        return get_language() or "zh-hans"
