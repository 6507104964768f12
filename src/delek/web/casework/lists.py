"""The queue: its rows, groups, views and counts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from delek.core.cases.flows import FLOWS
from delek.core.cases.queries.desk import DONE, MANY, OTHER, SHOWN, VIEWS, Counts, group_of, level_of
from delek.core.cases.queries.notices import TOLD, count_below, last_notices, told_from_below
from delek.core.people.queries import Standing
from delek.core.places.queries import grids_over
from delek.core.schedule.queries import years_missing
from delek.foundation.clock import SHANGHAI
from delek.foundation.dates import say_date, say_moment
from delek.foundation.words import shorten

from .clocks import Ring, ring

ROOM = {True: 24, False: 60}
"""Characters of a title that a row has room for; Tibetan is cut after a tsheg."""

NAMES = {
    "now": gettext_lazy("Need a person"),
    "work": gettext_lazy("In work"),
    "above": gettext_lazy("With the superior"),
    "done": gettext_lazy("Closed"),
}
HEADINGS = {
    "about": gettext_lazy("About staff, settled here"),
    "asked": gettext_lazy("Passed up, waiting for an answer"),
    "taken": gettext_lazy("Taken on"),
    "call": gettext_lazy("Called over"),
    "new": gettext_lazy("New"),
    "spoke": gettext_lazy("The resident spoke"),
    "check": gettext_lazy("To be checked"),
    "late": gettext_lazy("Overdue"),
    "back": gettext_lazy("Sent back"),
    "soon": gettext_lazy("Due soon"),
    OTHER: "",
}


@dataclass(frozen=True, slots=True)
class Seen:
    """Who reads the queue: when, in which language, with which case open."""

    now: datetime
    language: str
    opened: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One case of the queue as it is read there, words only: equal rows look the same. Never more than one chip."""

    pk: int
    label: str
    number: str
    ring: Ring
    title: str
    language: str
    place: str
    grid: str
    chip: str
    chip_look: str
    told: str = ""
    is_open: bool = False
    version: int = 0


@dataclass(frozen=True, slots=True)
class Below:
    """A case of a place below whose time is over; only its number is told."""

    number: str
    place: Any
    due: str


@dataclass(slots=True)
class Group:
    """Rows under one heading, and how many there are in truth."""

    key: str
    name: str
    rows: list[Row] = field(default_factory=list)
    count: int = 0

    @property
    def more(self) -> str:
        """How many stand here and are not shown; beyond what is counted, at least so many."""
        left = self.count - len(self.rows)
        return f"{left}+" if self.count >= MANY and not self.name else str(left or "")


@dataclass(frozen=True, slots=True)
class Tab:
    """One view of the queue and how much it holds."""

    key: str
    name: str
    count: str
    is_current: bool


def view_of(standing: Standing, asked: str) -> str:
    """The view that was asked for, or the first one: a superior begins with what came up."""
    if asked in VIEWS:
        return asked
    return "above" if standing.may("case.answer") else "now"


def tabs(counts: Counts, view: str) -> list[Tab]:
    said = {key: str(n) for key, n in counts.views.items()}
    if counts.views["done"] >= MANY:
        said["done"] = f"{MANY}+"
    return [Tab(key, str(NAMES[key]), said[key], key == view) for key in VIEWS]


def groups(cases: Sequence[Any], counts: Counts, view: str, until: datetime, seen: Seen) -> list[Group]:
    """The rows of a view under their headings; headings without any leave."""
    found: dict[str, Group] = {}
    grids, told = grids_over((case.place for case in cases), seen.now), last_notices(cases)
    for case in cases:
        key = heading_of(case, view, seen.now, until)
        group = found.setdefault(key, Group(key, str(HEADINGS[key])))
        group.rows.append(row(case, seen, grids.get(case.place_id), told.get(case.pk)))
    _count(found, counts.headings[view] if len(cases) == SHOWN else {})
    return [found[key] for key in HEADINGS if key in found]


def _count(found: dict[str, Group], known: dict[str, int]) -> None:
    """Where not all rows are shown, the database counted them; a heading none of whose rows is shown stands too."""
    for key in known:
        found.setdefault(key, Group(key, str(HEADINGS[key])))
    for key, group in found.items():
        group.count = max(known.get(key, 0), len(group.rows))


def below(standing: Standing, language: str) -> tuple[list[Below], int]:
    """What a superior was told of, each case once, the newest first; and how many such cases there are."""
    if not standing.may("case.answer"):
        return [], 0
    found: dict[int, Below] = {}
    told = list(told_from_below(standing))
    for notice in told:
        case = notice.case
        due = say_moment(notice.due_at, language)
        found.setdefault(case.pk, Below(case.label, case.community, due))
    return list(found.values()), count_below(standing) if len(told) == TOLD else len(found)


def calendar_missing(standing: Standing, now: datetime) -> list[int]:
    """Years whose days are not entered, for whoever may enter them."""
    places = standing.places_for("manage.calendar")
    return years_missing(places[0], now) if places else []


def heading_of(case: Any, view: str, now: datetime, until: datetime) -> str:
    if view == "above":
        return level_of(case.state, kept_above=case.desk_id is not None)
    return group_of(case, now, until) if view == "now" else OTHER


def row(case: Any, seen: Seen, grid: Any = None, told: datetime | None = None) -> Row:
    chip, look = chip_of(case)
    number = f"{case.number:04d}" if case.year == seen.now.year else case.label
    return Row(
        case.pk, case.label, number, ring(case, seen.now, seen.language),
        shorten(title_of(case), ROOM[case.language == "bo"]), case.language, place_name(case.place, seen.language),
        grid.name.within(seen.language) if grid else "", chip, look, told_of(case, told, seen), case.pk == seen.opened,
        case.version,
    )  # fmt: skip


def place_name(place: Any, language: str) -> str:
    if place.number and place.kind == "point":
        return _("Grid point {n}").format(n=place.number)
    return str(place.name.within(language))


def told_of(case: Any, at: datetime | None, seen: Seen) -> str:
    """When the last notice of a case that still runs went out: the time of today, else the day."""
    if at is None or case.closed_at is not None:
        return ""
    at = at.astimezone(SHANGHAI)
    return f"{at:%H:%M}" if at.date() == seen.now.astimezone(SHANGHAI).date() else say_date(at, seen.language)


def title_of(case: Any) -> str:
    named = case.category.name.within(get_language() or "zh-hans") if case.category else ""
    return case.title or named or _("A report without words")


def chip_of(case: Any) -> tuple[str, str]:
    """The one chip of a row and its look."""
    if case.state not in DONE and case.urgency in ("emergency", "urgent"):
        return urgency_name(case.urgency), "chip-danger" if case.urgency == "emergency" else "chip-attention"
    if case.resident_spoke_at and case.solved in ("half", "not"):
        return _("Says: not solved"), "chip-attention"
    return state_name(case), state_look(case.state)


def state_name(case: Any) -> str:
    return _(FLOWS[case.flow].state_by_key[case.state].name)


def state_look(state: str) -> str:
    looks = {"finished": "chip-done", "verified": "chip-done", "closed": "chip-done"}
    attention = dict.fromkeys(("received", "escalated", "question"), "chip-attention")
    return (looks | attention).get(state, "")


def urgency_name(urgency: str) -> str:
    return dict((*urgencies(), ("call", _("Call over"))))[urgency]


def urgencies() -> Iterable[tuple[str, str]]:
    return (
        ("emergency", _("Emergency")), ("urgent", _("Urgent")), ("ordinary", _("Ordinary")),
        ("question", _("Question")),
    )  # fmt: skip
