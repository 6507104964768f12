"""What stands around a case: who could go, what is similar, what the same resident said before, the plan."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import cos, radians
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import get_language

from delek.core.cases.queries import cases_for
from delek.core.cases.queries.concerned import may_be_sent
from delek.core.cases.queries.desk import DONE
from delek.core.people.queries import Standing, holders
from delek.core.schedule.queries.duty import rosters
from delek.foundation.dates import say_moment
from delek.foundation.duty import Roster

from .lists import state_name, title_of

IN_HAND = ("dispatched", "on_site", "handling")
RECENT = timedelta(days=90)
LOOKED_AT, SHOWN = 40, 5


@dataclass(frozen=True, slots=True)
class Hand:
    """Somebody who could be sent: what they have in hand, whether they are on duty now, else when next."""

    post: Any
    load: int
    is_near: bool
    is_on: bool
    next_on: str

    @property
    def blocks(self) -> range:
        return range(min(self.load, 6))


@dataclass(frozen=True, slots=True)
class Similar:
    """Another case, as a line."""

    case: Any
    title: str
    state: str
    look: str
    key: str = ""

    @property
    def is_open(self) -> bool:
        return self.case.state not in DONE


@dataclass(frozen=True, slots=True)
class Shape:
    """A grid's outline on the plan."""

    path: str
    number: int
    x: float
    y: float
    is_here: bool


@dataclass(frozen=True, slots=True)
class Dot:
    """A point on the plan."""

    x: float
    y: float
    number: int
    is_here: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """The community drawn to fit 1000 units."""

    height: int
    shapes: list[Shape]
    dots: list[Dot]


def near_staff(case: Any, standing: Standing, at: datetime) -> list[Hand]:
    """Everybody who may be sent: who is on duty now first, then the nearest, then who has the least in hand."""
    posts = may_be_sent(case, holders("case.handle", case.community, at), at)
    rows = cases_for(standing).select_related(None).filter(assignee__in=posts, state__in=IN_HAND).order_by()
    load = dict(rows.values_list("assignee").annotate(n=Count("pk")))
    duty = rosters(posts, at)
    hands = [_hand(p, case, load.get(p.pk, 0), duty[p.pk], at) for p in posts]
    return sorted(hands, key=lambda h: (not h.is_on, _far(h, case), h.load, h.post.pk))


def _hand(post: Any, case: Any, load: int, roster: Roster, at: datetime) -> Hand:
    is_on, begins = roster.is_on(at), roster.next_on(at)
    said = say_moment(begins, get_language() or "zh-hans") if begins and not is_on else ""
    return Hand(post, load, case.place.path.startswith(post.place.path), is_on, said)


def _far(hand: Hand, case: Any) -> bool:
    return not hand.is_near or hand.post.place.path == case.community.path


def is_above(case: Any, standing: Standing) -> bool:
    """Whether somebody sees the case only because it came up to their place."""
    return not any(post.place.path.startswith(case.community.path) for post in standing.posts)


def similar(case: Any, standing: Standing, at: datetime) -> list[Similar]:
    """Cases at the same place or about the same thing, of the last 90 days; the likeliest to be the same one first."""
    alike = Q(place=case.place_id)
    if case.category_id:
        alike |= Q(category=case.category_id)
    rows = cases_for(standing).filter(alike, community=case.community_id, opened_at__gte=at - RECENT)
    newest = list(rows.exclude(pk=case.pk).order_by("-opened_at", "-pk")[:LOOKED_AT])
    lines = _lines(sorted(newest, key=lambda other: _likeness(case, other), reverse=True)[:SHOWN])
    first = next((line for line in lines if line.is_open), None)
    return [replace(line, key="s") if line is first else line for line in lines]


def _likeness(case: Any, other: Any) -> float:
    """How much speaks for one and the same matter: the point, the category, the words, the day; and that it is open."""
    said, also = set(case.search.split()), set(other.search.split())
    words = len(said & also) / max(1, len(said | also))
    day = abs(case.opened_at - other.opened_at) < timedelta(days=1)
    same_point, same_kind = case.place_id == other.place_id, case.category_id == other.category_id
    return float(2 * same_point + same_kind + 2 * words + day + (other.state not in DONE))


def earlier(case: Any, standing: Standing) -> list[Similar]:
    """Other cases of the same phone: found by it, never showing it."""
    phones = list(case.reports.exclude(phone="").values_list("phone", flat=True))
    if not phones:
        return []
    rows = cases_for(standing).filter(reports__phone__in=phones).exclude(pk=case.pk)
    return _lines(rows.distinct().order_by("-opened_at")[:8])


def _lines(cases: Iterable[Any]) -> list[Similar]:
    looks = dict.fromkeys(DONE, "is-closed") | dict.fromkeys(
        ("superior", "escalated"), "is-up"
    )
    return [Similar(c, title_of(c), state_name(c), looks.get(c.state, "")) for c in cases]


def plan(case: Any) -> Plan | None:
    """The community's grids and points with this place marked; None where nothing is surveyed."""
    places = list(_surveyed(case))
    rings = {p.pk: outline_of(p.outline) for p in places if p.kind == "grid"}
    points = [p for p in places if p.kind == "point" and p.longitude is not None and p.latitude is not None]
    corners = [c for ring in rings.values() for c in ring] + [(p.longitude, p.latitude) for p in points]
    if not corners:
        return None
    sheet = Sheet.around(corners)
    shapes = [_shape(p, rings[p.pk], sheet, case) for p in places if rings.get(p.pk)]
    dots = [Dot(*sheet.at(p.longitude, p.latitude), p.number, p.pk == case.place_id) for p in points]
    return Plan(sheet.height, shapes, sorted(dots, key=lambda d: d.is_here))


def _surveyed(case: Any) -> Any:
    below = type(case.community).objects.filter(path__startswith=case.community.path)
    return below.filter(closed_at=None, kind__in=("grid", "point")).order_by("path")


def outline_of(outline: Any) -> list[tuple[float, float]]:
    """The outer ring of a polygon: GeoJSON, or a plain list of pairs."""
    ring = outline.get("coordinates", []) if isinstance(outline, dict) else outline or []
    while ring and isinstance(ring[0], list | tuple) and ring[0] and isinstance(ring[0][0], list | tuple):
        ring = ring[0]
    return [(float(x), float(y)) for x, y, *_rest in ring]


def _shape(place: Any, ring: list[tuple[float, float]], sheet: "Sheet", case: Any) -> Shape:
    corners = [sheet.at(*corner) for corner in ring]
    path = "M" + " ".join(f"{x} {y}" for x, y in corners) + "Z"
    x, y = (round(sum(c[i] for c in corners) / len(corners)) for i in (0, 1))
    return Shape(path, place.number, x, y, case.place.path.startswith(place.path))


@dataclass(frozen=True, slots=True)
class Sheet:
    """Longitude and latitude onto a sheet 1000 units wide, north above."""

    west: float
    north: float
    scale: float
    squeeze: float
    height: int

    @classmethod
    def around(cls, corners: list[tuple[float, float]]) -> "Sheet":
        west, east = min(c[0] for c in corners), max(c[0] for c in corners)
        south, north = min(c[1] for c in corners), max(c[1] for c in corners)
        squeeze = cos(radians((south + north) / 2)) if south >= -90 and north <= 90 else 1.0
        scale = 920 / max((east - west) * squeeze, (north - south), 1e-6)
        return cls(west, north, scale, squeeze, max(300, round((north - south) * scale) + 80))

    def at(self, longitude: float, latitude: float) -> tuple[int, int]:
        x = 40 + (longitude - self.west) * self.squeeze * self.scale
        return round(x), round(40 + (self.north - latitude) * self.scale)
