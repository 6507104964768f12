"""The model community: places, people, and the year's reports, all through the real verbs."""

import json
from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from django.db import transaction

from delek.core.cases.actions.start import load_start_set
from delek.core.content.actions import load_policies
from delek.core.media.actions import process
from delek.core.media.models import Media
from delek.core.places.models import Code, Place
from delek.core.places.queries import token_of
from delek.core.schedule.queries import working_calendar
from delek.foundation.clock import SHANGHAI

from . import called, known, serving
from .days import first_day, moved
from .telling import Telling
from .town import DATA, PASSWORD, Town


@transaction.atomic
def build(*, stage: str, at: datetime) -> bool:
    """Fill an empty database as it looks ``at`` this moment, wholly or not at all; False where it is not empty."""
    if Place.objects.exists():
        return False
    town = Town(datetime.combine(first_day(at) - timedelta(days=3), time(1), SHANGHAI))
    load_start_set(town.beginning)
    town.places()
    load_policies(place=town.by_key["community"], at=town.beginning)
    town.people()
    serving.serve(town.posts, town.by_key["community"], town.beginning)
    if stage in ("year", "office"):
        year(town, at)
        called.tell(town.points, at)
        serving.leave(town.posts, at - timedelta(days=2))
    if stage == "office":
        office(town, at)
    if stage in ("year", "office"):
        known.tell(town.standings["dispatcher1"], at)
    if stage == "storm":
        town.storm(at)
    derive(at)
    return True


def derive(at: datetime) -> None:
    """Make the copies that may be seen: once for each picture, however often it is shown."""
    for address in Media.objects.filter(processed_at=None).values_list("original", flat=True).distinct():
        rows = Media.objects.filter(original=address, processed_at=None)
        first = rows[0]
        process(first, at=at)
        rows.update(
            screen=first.screen, thumb=first.thumb, width=first.width, height=first.height, refused=first.refused,
            processed_at=first.processed_at, attempts=first.attempts,
        )  # fmt: skip


def year(town: Town, at: datetime) -> None:
    """The year's reports, up to today."""
    calendar = working_calendar(town.by_key["community"], at)
    for row, by in moved(_rows("reports"), at=at, calendar=calendar):
        Telling(town, row, now=at, by=by).tell()


def office(town: Town, at: datetime) -> None:
    """A full mid-morning: new, answered, to be checked, overdue, due soon, sent back, in work."""
    for row in _rows("office"):
        Telling(town, row, now=at).tell()


def _rows(name: str) -> list[Mapping[str, Any]]:
    rows: list[Mapping[str, Any]] = json.loads((DATA / f"{name}.json").read_text())
    return rows


def greet(origin: str) -> None:
    """Say who may sign in, with what, and where they begin."""
    print(f"Sign in at {origin}/account/login/ with the password {PASSWORD}", flush=True)  # noqa: T201
    for row in json.loads((DATA / "staff.json").read_text()):
        print(f"  {row['login']:<18}{row['kind']:<14}{row['place']}", flush=True)  # noqa: T201
    code = Code.objects.filter(place__kind="point", retired_at=None).order_by("place__number").first()
    if code:
        print(f"A point's code: {origin}/q/{token_of(code)}", flush=True)  # noqa: T201
