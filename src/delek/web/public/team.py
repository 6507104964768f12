"""Who serves here: the team of a grid as residents may know it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from delek.core.cases.queries.calling import CAN_COME
from delek.core.media.queries import served
from delek.core.people.queries import shown_photo
from delek.core.places.queries import communities, grid_of, grids_of
from delek.core.schedule.queries.team import Line, Member, team_of
from delek.foundation.clock import SHANGHAI
from delek.foundation.dates import say_moment

from ..access import public
from .where import Where, find

ICONS = {
    "grid_chief": "person", "grid_worker": "pin", "grid_police": "cap", "grid_doctor": "doctor", "mediator": "talk",
    "lawyer": "scales", "electrician": "tool", "volunteer": "heart",
}  # fmt: skip
TITLES = {"chief": _("Grid chief"), "six": _("Service staff"), "partner": _("Volunteers and partners")}
SIX = 6
SPOKEN = {"bo": _("spoken Tibetan"), "zh": _("spoken Chinese"), "en": _("spoken English")}
BETWEEN = {"bo": " ", "zh": "、", "en": ", "}


@dataclass(frozen=True, slots=True)
class Card:
    """Somebody of the team as the page shows them; ``back`` says when they are on duty again."""

    post: Any
    name: str
    icon: str
    photo: str
    phone: str
    speaks: str
    is_on: bool
    back: str

    @property
    def comes(self) -> bool:
        """Whether this post may be called over."""
        return any(c in self.post.kind.capabilities for c in CAN_COME)


@dataclass(frozen=True, slots=True)
class Row:
    """One kind of post: its people, how many are on duty, how many posts are vacant."""

    line: Line
    icon: str
    cards: tuple[Card, ...]

    @property
    def vacancies(self) -> range:
        return range(self.line.vacant)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of "1+6+X": its plate, its name, its rows. Partners are named by their number only."""

    plate: str
    title: str
    is_partner: bool
    rows: tuple[Row, ...]


@public
@require_safe
def staff(request: Any) -> HttpResponse:
    """The team of the grid that a code or a choice names; without either, the grids to choose from."""
    where = find(request.GET, request.now)
    if where.place is None or where.place.kind == "community":
        return _choose(request, where)
    team, language = team_of(where.place, request.now), get_language() or "zh-hans"
    soon = next_of(team)
    context = {
        "where": where, "community": where.place.community, "grid": grid_of(where.place) or where.place,
        "parts": parts_of(team, request.now), "at": urlencode(query_of(where)), "page_query": query_of(where),
        "somebody": any(line.on_duty for lines in team.values() for line in lines),
        "back": back(soon, request.now, language) if soon else "",
    }  # fmt: skip
    return render(request, "public/staff.html", context)


@public
@require_safe
def photo(request: Any, key: str) -> HttpResponse:
    """The stripped photo of somebody who serves and agreed to show it; of nobody else."""
    shown = shown_photo(key, request.now)
    copy = served(shown, "thumb") if shown else None
    if copy is None:
        raise Http404
    response = HttpResponse(copy[0], content_type=copy[1])
    response.headers["Cache-Control"] = "public, max-age=60"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def query_of(where: Where) -> dict[str, str]:
    """What an address says of a place: the scanned code, or the place that was chosen."""
    return {"at": where.token} if where.token else {"place": where.place.key}


def _choose(request: Any, where: Where) -> HttpResponse:
    chosen = [where.place] if where.place else communities()
    context = {
        "where": where, "community": where.place, "communities": [(place, grids_of(place)) for place in chosen],
    }  # fmt: skip
    return render(request, "public/staff_choose.html", context)


def parts_of(team: dict[str, list[Line]], now: datetime) -> list[Part]:
    """The team in its parts; the numbers on the plates are those of this very team."""
    plates = {group: str(len(lines)) for group, lines in team.items()} | {"partner": "X"}
    names = {group: str(title) for group, title in TITLES.items()}
    if len(team.get("six", [])) == SIX:
        names["six"] = gettext("Six kinds of staff")
    return [
        Part(plates[group], names[group], group == "partner", tuple(_row(line, now) for line in lines))
        for group, lines in team.items()
    ]


def _row(line: Line, now: datetime) -> Row:
    icon = ICONS.get(line.kind.key, "person")
    return Row(line, icon, tuple(_card(member, icon, now) for member in line.members))


def _card(member: Member, icon: str, now: datetime) -> Card:
    shown, language = member.shown, get_language() or "zh-hans"
    return Card(
        member.post, shown.name.within(language), icon, shown.photo, shown.phone, spoken(shown.languages, language),
        member.is_on, back(member.next_at, now, language) if member.next_at else "",
    )  # fmt: skip


def next_of(team: dict[str, list[Line]]) -> datetime | None:
    """The first moment at which anybody of a team is on duty."""
    moments = [m.next_at for lines in team.values() for line in lines for m in line.members if m.next_at]
    return min(moments, default=None)


def spoken(languages: Iterable[str], language: str) -> str:
    """The languages somebody speaks, in the reader's own."""
    return BETWEEN[language[:2]].join(str(SPOKEN[key]) for key in languages if key in SPOKEN)


def back(moment: datetime, now: datetime, language: str) -> str:
    """A moment ahead as it is said: today and tomorrow by their names, else its date."""
    local, today = moment.astimezone(SHANGHAI), now.astimezone(SHANGHAI).date()
    days = (local.date() - today).days
    if days > 1:
        return say_moment(moment, language)
    said = gettext("tomorrow {time}") if days else gettext("today {time}")
    return said.format(time=f"{local:%H:%M}")
