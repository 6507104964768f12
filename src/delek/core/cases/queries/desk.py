"""What a member of staff may see: one door, permission and fetch in one."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case as Choose
from django.db.models import CharField, Count, Q, QuerySet, Value, When

from delek.core.people.queries import Standing
from delek.core.places.models import Place
from delek.core.schedule.queries import working_calendar

from ..flows import closed_states, open_states
from ..flows.call_over import ACTIVE
from ..models import Case, Holding
from .around import surround
from .concerned import ABOUT, leaders_of

MANY, SHOWN, OTHER = 1000, 50, "other"
DONE = closed_states()
FIRST = dict.fromkeys(ACTIVE, "call") | {"received": "new"}
ABOVE = ("escalated", "superior")
AT_WORK = ("accepted", "dispatched", "on_site", "handling", *ABOVE)
BESIDE = ("place", "community", "category", "holder", "assignee__person", "assignee__kind", "desk", "concerns__person")
ROW = (
    "community", "place", "holder", "category", "flow", "year", "number", "state", "urgency", "title", "language",
    "desk", "opened_at", "due_at", "due_from", "closed_at", "resident_spoke_at", "returned", "pause_asked_by", "solved",
    "version",
)  # fmt: skip
"""What a row of the queue is made of."""

UP = Q(state__in=ABOVE) | Q(desk__isnull=False)
"""With the superior: passed up, or about staff and settled above from the beginning."""


def cases_for(standing: Standing) -> QuerySet[Case]:
    """Every case this person may open; anybody else's is not found rather than forbidden.

    A post that reads cases at a community sees that community's; one above sees what came up to it;
    whoever is sent sees what they are sent to. A report about staff is seen where it is settled and by who is sent,
    never by the person concerned, nor by whom they lead.
    """
    sent = Q(assignee__in=[p.pk for p in standing.posts])
    heard, passed = for_ears_of(standing)
    cases = Case.objects.filter(sent | (_within(standing.places_for("case.read")) & heard))
    return cases.exclude(concerns__person__in=passed).select_related(*BESIDE)


def for_ears_of(standing: Standing) -> tuple[Q, set[int]]:
    """Which cases about staff this person may hear of, beside all others; and the persons whose cases go past them."""
    hears = standing.places_for(ABOUT)
    return Q(about_staff=False) | _within(hears), {standing.person.pk} | (leaders_of(standing) if hears else set())


def unheard_by(standing: Standing, communities: Iterable[int]) -> QuerySet[Case, int]:
    """The cases about staff in some communities of which this person may not even hear."""
    about = Case.objects.filter(community__in=communities, about_staff=True)
    return about.exclude(pk__in=cases_for(standing).select_related(None).values("pk")).values_list("pk", flat=True)


def _within(places: Iterable[Place]) -> Q:
    scope = Q(pk__in=[])
    for place in places:
        scope |= came_to(place)
    return scope


def came_to(place: Place) -> Q:
    """What somebody who reads cases at a place may open: its own, or from above what came up to it."""
    if place.kind == Place.Kind.COMMUNITY:
        return Q(community=place, desk=None)
    if place.kind == Place.Kind.GRID:
        return Q(place__path__startswith=place.path, desk=None)
    return Q(holder=place) | Q(desk=place) | Q(pk__in=Holding.objects.filter(place=place).values("case"))


def soon_until(standing: Standing, at: datetime) -> datetime:
    """What is due by then is due soon: the end of the next working day at the place somebody serves."""
    places = standing.places_for("case.read")
    return working_calendar(places[0], at).closing_of_next_day(at) if places else at


VIEWS = ("now", "work", "above", "done")


def in_view(standing: Standing, view: str, at: datetime, until: datetime) -> QuerySet[Case]:
    cases = cases_for(standing)
    if view == "now":
        return cases.filter(_needed(until)).exclude(state__in=DONE)
    if view == "work":
        return cases.filter(state__in=[s for s in open_states() if s not in ABOVE])
    if view == "above":
        return cases.filter(UP & ~Q(state__in=DONE))
    return cases.filter(state__in=DONE)


def _needed(until: datetime) -> Q:
    """What :func:`need_of` gives a heading."""
    heard = Q(resident_spoke_at__isnull=False) | Q(pause_asked_by__isnull=False)
    pressing = Q(state__in=AT_WORK, due_at__lte=until)
    return Q(state__in=[*FIRST, "finished"]) | heard | pressing | Q(state="accepted", returned__gt=0)


def queue(
    standing: Standing, view: str, at: datetime, until: datetime, limit: int = SHOWN, without: Iterable[int] = (),
) -> list[Case]:  # fmt: skip
    """The first rows of a view that stands under headings, what is due first first; ``without`` some cases."""
    cases = in_view(standing, view, at, until).select_related(None).only(*ROW)
    cases = cases.exclude(pk__in=without) if without else cases
    rows = list(cases.order_by("due_at", "id")[:limit])
    surround(rows, at)
    return rows


@dataclass(frozen=True, slots=True)
class Counts:
    """How many cases each view holds, and how many stand under each heading of it, shown or not."""

    views: dict[str, int]
    headings: dict[str, dict[str, int]]


def counts_for(standing: Standing, at: datetime, until: datetime) -> Counts:
    """All counts of the desk."""
    return counts_of(cases_for(standing), at, until)


def counts_of(cases: QuerySet[Case], at: datetime, until: datetime) -> Counts:
    """Two statements; of what is over at most ``MANY`` are counted, whatever the years bring.

    What is open is gone through once, alike cases together; what they need is said by the rule that says it of a row.
    """
    cases = cases.select_related(None).order_by()
    opened = cases.exclude(state__in=DONE).annotate(
        spoke=Q(resident_spoke_at__isnull=False), asks=Q(pause_asked_by__isnull=False), back=Q(returned__gt=0),
        kept=Q(desk__isnull=False), time=_time(at, until),
    )  # fmt: skip
    alike = opened.values_list("state", "spoke", "asks", "back", "time", "kept").annotate(n=Count("pk"))
    needs, levels = Counter[str](), Counter[str]()
    for state, spoke, asks, back, time, kept, n in alike:
        needs[need_of(state, spoke=spoke, asks_pause=asks, returned=back, time=time)] += n
        levels[level_of(state, kept_above=kept)] += n
    now, above = dict(needs), dict(levels)
    now.pop(OTHER, None)
    work = above.pop(OTHER, 0) + above.get("about", 0)
    done = cases.filter(state__in=DONE)[:MANY].count()
    views = {"now": sum(now.values()), "work": work, "above": sum(above.values()), "done": done}
    return Counts(views, {"now": now, "work": {OTHER: work}, "above": above, "done": {OTHER: done}})


def _time(at: datetime, until: datetime) -> Choose:
    late, soon = When(due_at__lt=at, then=Value("late")), When(due_at__lte=until, then=Value("soon"))
    return Choose(late, soon, default=Value(""), output_field=CharField())


def group_of(case: Case, at: datetime, until: datetime) -> str:
    """What a case needs from a person now."""
    due = case.due_at
    time = "" if due is None or due > until else "late" if due < at else "soon"
    spoke, asks = case.resident_spoke_at is not None, case.pause_asked_by_id is not None
    return need_of(case.state, spoke=spoke, asks_pause=asks, returned=case.returned > 0, time=time)


def need_of(state: str, *, spoke: bool, asks_pause: bool, returned: bool, time: str) -> str:
    """The heading a case stands under, the first that holds; ``time``: ``late``, ``soon`` or none."""
    if state in FIRST:
        return FIRST[state]
    if spoke:
        return "spoke"
    if state == "finished" or asks_pause:
        return "check"
    pressing = time if state in AT_WORK else ""
    if state == "accepted" and returned and pressing != "late":
        return "back"
    return pressing or OTHER


def level_of(state: str, *, kept_above: bool) -> str:
    """How a case stands with the superior: passed up, taken on there, about staff and settled there, or not there."""
    if state in ABOVE:
        return "asked" if state == "escalated" else "taken"
    return "about" if kept_above else OTHER


def todo(standing: Standing) -> QuerySet[Case]:
    """What a worker has in hand."""
    mine = [p.pk for p in standing.posts]
    return (
        Case.objects.filter(assignee__in=mine, state__in=["dispatched", "on_site", "handling"])
        .exclude(concerns__person=standing.person)
        .select_related("place", "community", "category")
        .order_by("due_at", "id")
    )
