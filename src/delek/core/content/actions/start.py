"""What every community begins with: headings to find policies by, and examples that the office is to check.

All of it lies in ``start_set`` as TOML: ``headings.toml`` and one file a policy.
"""

import tomllib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from delek.core.places.models import Place
from delek.core.timeline.actions import SYSTEM
from delek.foundation.words import Words

from ..models import FACTS, TONGUES, Facts, Heading, Page, Text, Verdict
from .reviewing import publish
from .writing import add_page, tell, write

START_SET = Path(__file__).resolve().parents[1] / "start_set"
HEADINGS = "headings"


@transaction.atomic
def load_policies(*, place: Place, at: datetime) -> list[Page]:
    """Add the headings and the examples that a place lacks. Each says that the office has not checked it."""
    _load_headings()
    known = set(Page.objects.filter(place=place).values_list("key", flat=True))
    files = sorted(path for path in START_SET.glob("*.toml") if path.stem != HEADINGS)
    return [_load(place, path.stem, read(path), at) for path in files if path.stem not in known]


def read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def parts_of(row: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The parts of a page as its file says them."""
    texts = {tongue: Text.from_json(row[tongue]).as_json() for tongue in TONGUES if row.get(tongue)}
    return {**texts, FACTS: Facts.from_json(row[FACTS]).as_json()}


def _load(place: Place, key: str, row: Mapping[str, Any], at: datetime) -> Page:
    page = add_page(place=place, key=key, by=SYSTEM, at=at, position=row["position"])
    versions = write(page=page, parts=parts_of(row), author=None, at=at, base=0, asked=True)
    for version in versions:
        Verdict.objects.create(version=version, approved=True, at=at)
        publish(page, version, at, checked=False)
    tell(page, "page_loaded", SYSTEM, at, {"parts": {v.part: v.number for v in versions}})
    return page


def _load_headings() -> None:
    for kind, rows in read(START_SET / f"{HEADINGS}.toml").items():
        for position, row in enumerate(rows):
            fresh = {"name": Words.from_json(row), "icon": row["icon"], "position": position}
            Heading.objects.get_or_create(kind=kind, key=row["key"], defaults=fresh)
