"""What GET requests may be narrowed by, as GeoReport v2 says it and as its larger servers added to it."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db.models import Q
from django.utils.dateparse import parse_datetime

from delek.core.partners.queries.reading import in_states, numbered
from delek.core.places.queries import subtree
from delek.foundation.geometry import metres

from .answers import Trouble
from .door import Asked
from .locating import position

SPAN = timedelta(days=90)
MOST = 1000
LABEL = re.compile(r"([0-9]{4})-([0-9]{1,9})")
STATES = {"open": True, "closed": False}


def narrowed(asked: Asked) -> Q:
    """The cases asked for. Raises Trouble for what cannot be understood; numbers override everything else."""
    given = asked.given
    labels = listed(given, "service_request_id")
    if labels:
        return numbered([label for label in map(label_of, labels[:MOST]) if label])
    wanted = _within(given, asked.at) & _states(given) & _near(asked)
    codes = listed(given, "service_code")
    if codes:
        wanted &= Q(category__key__in=codes)
    for name, column in (("updated_after", "changed_at__gte"), ("updated_before", "changed_at__lte")):
        if given.get(name):
            moment = when(given, name)
            wanted &= Q(**{column: through(moment) if column.endswith("lte") else moment})
    return wanted


def page_of(given: Mapping[str, str]) -> tuple[int, int]:
    """From which row to which: at most a thousand."""
    size, page = _number(given, "page_size", MOST, MOST), _number(given, "page", 1, 1_000_000)
    return (page - 1) * size, page * size


def label_of(said: str) -> tuple[int, int] | None:
    """Year and number of a case as it is written; None where it names none."""
    match = LABEL.fullmatch(said.strip())
    return (int(match[1]), int(match[2])) if match and int(match[2]) < 2**31 else None


def when(given: Mapping[str, str], name: str) -> datetime:
    """A W3C date and time, or a day alone; without a zone it is UTC. Raises Trouble for anything else."""
    said = given[name].strip().replace(" ", "+")  # a plus sign that nobody escaped
    try:
        moment = parse_datetime(said) or datetime.combine(date.fromisoformat(said), time(), UTC)
        aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        aware.astimezone(UTC)
    except (ValueError, OverflowError):
        raise Trouble(400, f"{name} is a W3C date and time, as 2026-01-01T00:00:00Z.") from None
    if not 1970 <= aware.year <= 9000:
        raise Trouble(400, f"{name} lies outside the calendar.")
    return aware


def span(given: Mapping[str, str], at: datetime) -> tuple[datetime, datetime]:
    """From when to when: 90 days, the last ones unless one end says otherwise. Raises Trouble for more than that."""
    start = when(given, "start_date") if given.get("start_date") else None
    end = when(given, "end_date") if given.get("end_date") else None
    end = end or (min(start + SPAN, at) if start else at)
    start = start or end - SPAN
    if end - start > SPAN:
        raise Trouble(400, "start_date and end_date span more than 90 days.")
    return start, through(end)


def through(moment: datetime) -> datetime:
    """To the end of a second: moments are answered to the second, and what is answered is found by it."""
    return moment.replace(microsecond=999_999)


def _within(given: Mapping[str, str], at: datetime) -> Q:
    if not (given.get("start_date") or given.get("end_date")) and (
        given.get("updated_after") or given.get("updated_before")
    ):
        return Q()
    start, end = span(given, at)
    return Q(opened_at__gte=start, opened_at__lte=end)


def _states(given: Mapping[str, str]) -> Q:
    asked = {said.lower() for said in listed(given, "status")}
    if asked - STATES.keys():
        raise Trouble(400, "status is open, closed, or both.")
    return in_states(is_open=STATES[asked.pop()]) if len(asked) == 1 else Q()


def _near(asked: Asked) -> Q:
    given = asked.given
    if not (given.get("lat") or given.get("long") or given.get("radius")):
        return Q()
    spot, radius = position(given), _number(given, "radius", 100, 100_000)
    places: Any = [p for p in subtree([asked.community]) if p.longitude is not None and p.latitude is not None]
    return Q(place__in=[p.pk for p in places if metres(spot, (p.longitude, p.latitude)) <= radius])


def listed(given: Mapping[str, str], name: str) -> list[str]:
    return [said.strip() for said in given.get(name, "").split(",") if said.strip()]


def _number(given: Mapping[str, str], name: str, usual: int, most: int) -> int:
    said = given.get(name, "").strip()
    if not said:
        return usual
    if not (said.isascii() and said.isdigit() and len(said) < 10 and 1 <= int(said) <= most):
        raise Trouble(400, f"{name} is a whole number from 1 to {most}.")
    return int(said)
