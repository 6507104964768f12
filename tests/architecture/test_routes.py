"""Every route declares who may use it; a stranger gets no further than that."""

from collections.abc import Iterator
from typing import Any

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

VALUES = {"int": "1", "str": "x", "slug": "x", "uuid": "00000000-0000-4000-8000-000000000001", "path": "x"}


def routes(resolver: Any = None, prefix: str = "/") -> Iterator[tuple[str, URLPattern]]:
    for entry in (resolver or get_resolver()).url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from routes(entry, route)
        else:
            yield route, entry


def address(route: str) -> str:
    parts = []
    for part in route.split("/"):
        if part.startswith("<"):
            kind = part[1:].split(":")[0].split(">")[0]
            parts.append(VALUES.get(kind, "x"))
        else:
            parts.append(part)
    return "/".join(parts)


def test_every_route_declares_who_may_use_it() -> None:
    undeclared = [route for route, entry in routes() if not hasattr(entry.callback, "access")]
    assert undeclared == []


def test_a_stranger_is_sent_to_the_sign_in_page_by_every_staff_route(db: Any) -> None:
    closed = [route for route, entry in routes() if entry.callback.access.kind == "staff"]
    let_in = []
    for route in closed:
        for method in ("get", "post"):
            answer = getattr(Client(), method)(address(route))
            if not (answer.status_code == 302 and "/account/login/" in answer["Location"]):
                let_in.append((route, method, answer.status_code))
    assert closed
    assert let_in == []
