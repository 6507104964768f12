"""Policies: found by group, by topic, by words; read in a minute; asked about."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from delek.core.content.queries import (
    Reading,
    choose,
    find,
    headings,
    papers_known,
    policies_at,
    policies_named,
    policy_at,
)
from delek.core.places.queries import communities
from delek.foundation.clock import SHANGHAI
from delek.foundation.words import clean

from ..access import public
from .freshness import kept
from .where import Where
from .where import find as find_place

HOTLINE = "12345"
LONGEST = 80


@public
@require_safe
def policies(request: Any) -> HttpResponse:
    """The list: all, or those for a group, of a topic, or that answer a question."""
    where = find_place(request.GET, request.now)
    if where.place is None:
        return render(request, "public/policies_where.html", {"communities": communities(), "where": where})
    every, today = policies_at(where.place, _language()), request.now.astimezone(SHANGHAI).date()
    asked = {name: clean(request.GET.get(name, ""))[:LONGEST] for name in ("q", "group", "topic")}
    found = choose(every, today, group=asked["group"], topic=asked["topic"])
    if asked["q"]:
        found = find(found, asked["q"])
    context = about(where, request.GET) | {
        "groups": _used("group", every), "topics": _used("topic", every), "asked": asked, "all": every,
        "found": _with_validity(found, today), "chosen": _chosen(asked), "narrowed": any(asked.values()),
    }  # fmt: skip
    return kept(request, render(request, "public/policies.html", context), last_change(every, request.now))


@public
@require_safe
def policy(request: Any, key: str) -> HttpResponse:
    """One policy. Where it is not known whose, and several places have it, one chooses."""
    where = find_place(request.GET, request.now)
    found = named(where, key)
    if not found:
        return gone(request, where)
    if len(found) > 1:
        context = {"communities": [r.page.place for r in found], "where": where, "key": key}
        return render(request, "public/policies_where.html", context)
    reading, today = found[0], request.now.astimezone(SHANGHAI).date()
    context = about(where, request.GET) | {
        "reading": reading, "papers": reading.papers(papers()), "valid": reading.valid(today), "today": today,
        "phone": phone_of(reading, where), "address": f"{settings.ORIGIN}/policies/{reading.key}",
        "community": where.place.community if where.place else reading.page.place,
    }  # fmt: skip
    return kept(request, render(request, "public/policy.html", context), last_change([reading], request.now))


def named(where: Where, key: str) -> list[Reading]:
    """The policy as it holds at a place, or wherever it holds."""
    if where.place is None:
        return policies_named(key, _language())
    found = policy_at(where.place, key, _language())
    return [found] if found else []


def gone(request: HttpRequest, where: Where) -> HttpResponse:
    """There is no such policy: said, with a way on."""
    return render(request, "public/policy_missing.html", about(where, request.GET), status=404)


def about(where: Where, given: Mapping[str, Any]) -> dict[str, Any]:
    """What every page of policies knows of where the reader stands; ``tail`` keeps it in each address."""
    query = {"at": where.token} if where.code else {}
    if where.place and not where.code and given.get("place"):
        query = {"place": where.place.key}
    return {
        "where": where,
        "community": where.place.community if where.place else None,
        "page_query": query,
        "tail": f"?{urlencode(query)}" if query else "",
        "phone": _phone(where) or HOTLINE,
    }


def phone_of(reading: Reading, where: Where) -> str:
    """The number to ask: the office's, the community's, at last the government hotline."""
    return reading.page.phone or reading.page.place.phone or _phone(where) or HOTLINE


def last_change(readings: Iterable[Reading], now: datetime) -> datetime | None:
    """When one of them last became another page: changed by an editor, or begun or ended by the calendar."""
    moments = [moment for r in readings for moment in _turns(r) if moment <= now]
    return max(moments, default=None)


def papers() -> Any:
    """The papers with pictures, read once a minute."""
    return cache.get_or_set("papers-known", papers_known, 60)


def _turns(reading: Reading) -> list[datetime]:
    page = reading.page
    days = [page.valid_from, page.valid_to + timedelta(days=1) if page.valid_to else None]
    return [page.changed_at, *(datetime.combine(day, time(), SHANGHAI) for day in days if day)]


def _phone(where: Where) -> str:
    return (where.place.phone or where.place.community.phone) if where.place else ""


def _used(kind: str, readings: Sequence[Reading]) -> list[Any]:
    """The headings under which something stands."""
    used = {key for r in readings for key in (r.page.groups if kind == "group" else [r.page.topic])}
    return [heading for heading in _known(kind) if heading.key in used]


def _chosen(asked: dict[str, str]) -> list[Any]:
    return [row for kind in ("group", "topic") for row in _known(kind) if asked[kind] == row.key]


def _known(kind: str) -> Any:
    """The headings of a kind, read once a minute."""
    return cache.get_or_set(f"headings-{kind}", lambda: headings(kind), 60) or []


def _with_validity(readings: Sequence[Reading], today: date) -> list[tuple[Reading, str]]:
    return [(r, r.valid(today)) for r in readings]


def _language() -> str:
    return get_language() or "zh-hans"
