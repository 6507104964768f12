"""What a person can reach by following every link and form from the rooms: so that new pages are taken in."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any

from django.test import Client
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve

ATTRIBUTE = re.compile(r"""\s(?:href|action|formaction|src|poster|hx-[a-z]+|data-[a-z-]+)=["'](/[^"'\s]*)["']""")
LEAVES = ("/account/logout/", "/static/")
MOST = 3
"""Pages of one route that are opened; the rest of its addresses are only noted."""


def routes(resolver: Any = None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every route of the sitemap as Django writes it, with its pattern."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from routes(entry, route)
        else:
            yield route, entry


def route_of(path: str) -> str:
    """The route an address belongs to; nothing where it leads nowhere."""
    try:
        return str(resolve(path.split("?", maxsplit=1)[0]).route)
    except Resolver404:
        return ""


def reach(client: Client, starts: Iterable[str]) -> set[str]:
    """Every address of ours that stands on a page reached from ``starts``, without its query."""
    waiting, seen, found, opened = list(starts), set(starts), set(), Counter[str]()
    while waiting:
        answer = client.get(waiting.pop(0))
        if answer.status_code in (301, 302, 303):
            links = [answer["Location"]]
        elif answer.status_code == 200 and "html" in answer.get("Content-Type", ""):
            links = [unescape(link) for link in ATTRIBUTE.findall(answer.content.decode())]
        else:
            continue
        for link in links:
            path = link.split("#")[0]
            if not path.startswith("/") or path.startswith(LEAVES) or path in seen or not (route := route_of(path)):
                continue
            seen.add(path)
            found.add(path.split("?")[0])
            opened[route] += 1
            if opened[route] <= MOST:
                waiting.append(path)
    return found
