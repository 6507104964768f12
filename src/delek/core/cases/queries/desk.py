"""What a member of staff may see: one door, permission and fetch in one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case as Choose
from django.db.models import CharField, Count, Q, QuerySet, Value, When

from delek.core.people.queries import Standing
from delek.core.places.models import Place
from delek.core.schedule.queries import working_calendar
from delek.foundation.words import query_tokens

from ..flows import CALL_OVER, closed_states, open_states
from ..flows.call_over import ACTIVE
from ..models import Case
from .around import surround
from .concerned import ABOUT, leaders_of

MANY, SHOWN = 1000, 50
DONE = closed_states()
FIRST = dict.fromkeys(ACTIVE, "call") | {"received": "new"}
ABOVE = ("escalated", "superior")
AT_WORK = ("accepted", "dispatched", "on_site", "handling", *ABOVE)
BESIDE = ("place", "community", "category", "holder", "assignee__person", "assignee__kind", "desk", "concerns__person")
UP = Q(state__in=ABOVE) | Q(desk__isnull=False)
"""With the superior: passed up, or about staff and settled above from the beginning."""


def cases_for(standing: Standing) -> QuerySet[Case]:
    """Every case this person may open; anybody else's is not found rather than forbidden.

    A post that reads cases at a community sees that community's; one above sees what came up to it;
    whoever is sent sees what they are sent to. A report about staff is seen where it is settled and by who is sent,
    never by the person concerned, nor by whom they lead.
    """
    sent = Q(assignee__in=[p.pk for p in standing.posts])
    hears = standing.places_for(ABOUT)
    scope = sent | (_within(standing.places_for("case.read")) & (Q(about_staff=False) | _within(hears)))
    passed = {standing.person.pk} | (leaders_of(standing) if hears else set())
    cases = Case.objects.filter(scope).exclude(concerns__person__in=passed)
    return cases.select_related(*BESIDE)


def unheard_by(standing: Standing, communities: Iterable[int]) -> QuerySet[Case, int]:
    """The cases about staff in some communities of which this person may not even hear."""
    about = Case.objects.filter(community__in=communities, about_staff=True)
    return about.exclude(pk__in=cases_for(standing).select_related(None).values("pk")).values_list("pk", flat=True)


def _within(places: Iterable[Place]) -> Q:
    scope = Q(pk__in=[])
    for place in places:
        scope |= _scope(place)
    return scope


def _scope(place: Place) -> Q:
    if place.kind == Place.Kind.COMMUNITY:
        return Q(community=place, desk=None)
    if place.kind == Place.Kind.GRID:
        return Q(place__path__startswith=place.path, desk=None)
    return Q(holder=place) | Q(desk=place) | Q(pk__in=Case.objects.filter(holdings__place=place).values("pk"))


@dataclass(frozen=True, slots=True)
class Group:
    """One heading of the queue."""

    key: str
    condition: Q


def soon_until(standing: Standing, at: datetime) -> datetime:
    """What is due by then is due soon: the end of the next working day at the place somebody serves."""
    places = standing.places_for("case.read")
    return working_calendar(places[0], at).closing_of_next_day(at) if places else at


def groups(at: datetime, until: datetime) -> list[Group]:
    """What needs a person now, in this order; due soon is what is due by ``until``."""
    late, in_time = Q(due_at__lt=at), Q(due_at__gte=at)
    working = Q(state__in=AT_WORK)
    return [
        Group("call", Q(flow=CALL_OVER.key, state__in=ACTIVE)),
        Group("new", Q(state="received")),
        Group("spoke", Q(resident_spoke_at__isnull=False) & ~Q(state="received")),
        Group("check", Q(state="finished") | Q(pause_asked_by__isnull=False)),
        Group("late", late & working),
        Group("back", Q(state="accepted", returned__gt=0) & in_time),
        Group("soon", in_time & Q(due_at__lte=until) & working),
    ]


RAISED = (
    Group("about", Q(desk__isnull=False) & ~Q(state__in=ABOVE)),
    Group("asked", Q(state="escalated")),
    Group("taken", Q()),
)
"""The headings of what came up, the first that holds."""

VIEWS = ("now", "work", "above", "done")


def in_view(standing: Standing, view: str, at: datetime) -> QuerySet[Case]:
    cases = cases_for(standing)
    if view == "now":
        return cases.filter(_needed(standing, at)).exclude(state__in=DONE)
    if view == "work":
        return cases.filter(state__in=[s for s in open_states() if s not in ABOVE])
    if view == "above":
        return cases.filter(UP & ~Q(state__in=DONE))
    return cases.filter(state__in=DONE)


def _needed(standing: Standing, at: datetime) -> Q:
    needed = Q(pk__in=[])
    for group in groups(at, soon_until(standing, at)):
        needed |= group.condition
    return needed


def queue(standing: Standing, view: str, at: datetime, search: str = "", limit: int = SHOWN) -> list[Case]:
    """The first rows of a view, what is due first first; closed ones newest first; with their notices."""
    cases = _search(in_view(standing, view, at), search).select_related(None).prefetch_related("notices")
    order = ["-closed_at", "-id"] if view == "done" else ["due_at", "id"]
    rows = list(cases.order_by(*order)[:limit])
    surround(rows, at)
    return rows


def _search(cases: QuerySet[Case], search: str) -> QuerySet[Case]:
    for token in query_tokens(search)[:8]:
        cases = cases.filter(search__contains=f" {token} ")
    return cases


def group_counts(standing: Standing, view: str, at: datetime, search: str = "") -> dict[str, int]:
    """How many cases stand under each heading of a view, shown or not: one statement."""
    named = groups(at, soon_until(standing, at)) if view == "now" else RAISED if view == "above" else ()
    if not named:
        return {"other": _search(in_view(standing, view, at), search).select_related(None)[:MANY].count()}
    whens = [When(group.condition, then=Value(group.key)) for group in named]
    cases = _search(in_view(standing, view, at), search).select_related(None).order_by()
    rows = cases.annotate(heading=Choose(*whens, default=Value("other"), output_field=CharField()))
    return dict(rows.values_list("heading").annotate(n=Count("pk")))


def counts_for(standing: Standing, at: datetime, search: str = "") -> dict[str, int]:
    """How many cases each view holds; of those that are over at most ``MANY`` are counted, whatever the years bring."""
    cases = _search(cases_for(standing).select_related(None), search)
    counts: dict[str, int] = cases.exclude(state__in=DONE).aggregate(
        now=Count("pk", filter=_needed(standing, at)),
        work=Count("pk", filter=~Q(state__in=ABOVE)),
        above=Count("pk", filter=UP),
    )
    return counts | {"done": cases.filter(state__in=DONE)[:MANY].count()}


def group_of(case: Case, at: datetime, until: datetime) -> str:
    """The heading a case stands under: the first of :func:`groups` that holds it."""
    if case.state in FIRST:
        return FIRST[case.state]
    if case.resident_spoke_at:
        return "spoke"
    if case.state == "finished" or case.pause_asked_by_id:
        return "check"
    due = case.due_at if case.state in AT_WORK else None
    if due and due < at:
        return "late"
    if case.state == "accepted" and case.returned:
        return "back"
    return "soon" if due and due <= until else "other"


def todo(standing: Standing) -> QuerySet[Case]:
    """What a worker has in hand."""
    mine = [p.pk for p in standing.posts]
    return (
        Case.objects.filter(assignee__in=mine, state__in=["dispatched", "on_site", "handling"])
        .exclude(concerns__person=standing.person)
        .select_related("place", "community", "category")
        .order_by("due_at", "id")
    )
