"""Beginning a page, writing it, taking it away. Nothing here makes a word public."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from delek.core.people.models import Person
from delek.core.places.models import Place
from delek.core.timeline.actions import SYSTEM, By, record
from delek.core.timeline.actions import person as by_person

from ..models import Page, Version
from ..queries import latest


class Stale(Exception):
    """Somebody else saved this page meanwhile."""


@transaction.atomic
def add_page(*, place: Place, key: str, by: By, at: datetime, position: int = 0) -> Page:
    """Begin a page; it is public once a text of it was approved."""
    page = Page.objects.create(place=place, key=key, position=position, changed_at=at)
    tell(page, "page_added", by, at, {"key": key})
    return page


@transaction.atomic
def write(
    *, page: Page, parts: Mapping[str, Mapping[str, Any]], author: Person | None, at: datetime,
    base: int, asked: bool, correction: bool = False,
) -> list[Version]:  # fmt: skip
    """Keep what somebody wrote: one new version of each part that changed, all with one number.

    ``base`` is the save the author began from; Stale where another came since. With ``asked`` the parts that were
    not yet sent to review are sent, too.
    """
    known = latest(page)
    changed = {part: content for part, content in parts.items() if _is_new(known.get(part), content, asked)}
    if not changed:
        return []
    if not Page.objects.filter(pk=page.pk, last=base).update(last=base + 1):
        raise Stale
    page.last = base + 1
    versions = [
        Version.objects.create(
            page=page, part=part, number=page.last, content=dict(content), asked=asked, correction=correction,
            written_by=author, written_at=at,
        )
        for part, content in changed.items()
    ]  # fmt: skip
    told = {"number": page.last, "asked": asked, "digests": {v.part: digest_of(v.content) for v in versions}}
    tell(page, "page_written", by_person(author.pk) if author else SYSTEM, at, told)
    return versions


@transaction.atomic
def withdraw(*, page: Page, by: By, at: datetime) -> None:
    """Take a page away from the public; nothing of it is lost."""
    _set_withdrawn(page, at, "page_withdrawn", by, at)


@transaction.atomic
def bring_back(*, page: Page, by: By, at: datetime) -> None:
    _set_withdrawn(page, None, "page_brought_back", by, at)


def digest_of(content: Mapping[str, Any]) -> str:
    """What the page's chain keeps of a version."""
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def tell(page: Page, verb: str, by: By, at: datetime, particulars: Mapping[str, Any] | None = None) -> Any:
    """Write one event of a page."""
    return record(
        subject=("page", page.pk), verb=verb, by=by, at=at, community_id=page.place.community_id or 0,
        particulars=particulars,
    )  # fmt: skip


def _is_new(last: Version | None, content: Mapping[str, Any], asked: bool) -> bool:
    if last is None:
        return bool(content)
    return last.content != dict(content) or (asked and not last.asked)


def _set_withdrawn(page: Page, value: datetime | None, verb: str, by: By, at: datetime) -> None:
    page.withdrawn_at, page.changed_at = value, at
    page.save(update_fields=["withdrawn_at", "changed_at"])
    tell(page, verb, by, at)
