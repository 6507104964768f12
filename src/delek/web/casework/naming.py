"""Whom a report about staff is about: what was said, and who may be named."""

from dataclasses import dataclass
from typing import Any

from delek.core.cases.rules import may_name
from delek.core.people.queries import posts_of_community
from delek.web.access import StaffRequest


@dataclass(frozen=True, slots=True)
class Naming:
    """What the reporters said, who may be named, and what stands against it."""

    words: list[str]
    posts: list[Any]
    error: str = ""


def naming(request: StaffRequest, opened: Any, error: str = "") -> Naming | None:
    """None for a case that is not about staff."""
    if not opened.about_staff:
        return None
    words = [r.about for r in opened.reports.order_by("pk") if r.about]
    may = may_name(request.standing, opened) and opened.assignee_id is None and opened.closed_at is None
    return Naming(words, list(posts_of_community(opened.community, request.now)) if may else [], error)
