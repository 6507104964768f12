"""What a member of staff may see: one door, permission and fetch in one."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from delek.core.people.queries import Standing
from delek.core.places.models import Place
from delek.core.schedule.queries import working_calendar
from delek.foundation.words import query_tokens

from ..flows import CALL_OVER, closed_states, open_states
from ..flows.call_over import ACTIVE
from ..models import Case
from .around import surround

MANY = 1000
DONE = closed_states()
FIRST = dict.fromkeys(ACTIVE, "call") | {"received": "new"}
ABOVE = ("escalated", "superior")
AT_WORK = ("accepted", "dispatched", "on_site", "handling", *ABOVE)


def cases_for(standing: Standing) -> QuerySet[Case]:
    """Every case this person may open; anybody else's is not found rather than forbidden.

    A post that reads cases at a community sees that community's; one above sees what came up to it;
    whoever is sent sees what they are sent to. A report about a person is never shown to that person.
    """
    scope = Q(assignee__in=[p.pk for p in standing.posts])
    for place in standing.places_for("case.read"):
        scope |= _scope(place)
    cases = Case.objects.filter(scope).exclude(concerns__person=standing.person)
    if not standing.may("case.about_staff"):
        cases = cases.filter(about_staff=False)
    return cases.select_related("place", "community", "category", "holder", "assignee__person", "assignee__kind")


def _scope(place: Place) -> Q:
    if place.kind == Place.Kind.COMMUNITY:
        return Q(community=place)
    if place.kind == Place.Kind.GRID:
        return Q(place__path__startswith=place.path)
    return Q(holder=place) | Q(pk__in=Case.objects.filter(holdings__place=place).values("pk"))


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


VIEWS = ("now", "work", "above", "done")


def in_view(standing: Standing, view: str, at: datetime) -> QuerySet[Case]:
    cases = cases_for(standing)
    if view == "now":
        return cases.filter(_needed(standing, at)).exclude(state__in=DONE)
    if view == "work":
        return cases.filter(state__in=[s for s in open_states() if s not in ABOVE])
    if view == "above":
        return cases.filter(state__in=ABOVE)
    return cases.filter(state__in=DONE)


def _needed(standing: Standing, at: datetime) -> Q:
    needed = Q(pk__in=[])
    for group in groups(at, soon_until(standing, at)):
        needed |= group.condition
    return needed


def queue(standing: Standing, view: str, at: datetime, search: str = "", limit: int = 50) -> list[Case]:
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


def counts_for(standing: Standing, at: datetime) -> dict[str, int]:
    """How many cases each view holds; of those that are over at most ``MANY`` are counted, whatever the years bring."""
    cases = cases_for(standing).select_related(None)
    counts: dict[str, int] = cases.exclude(state__in=DONE).aggregate(
        now=Count("pk", filter=_needed(standing, at)),
        work=Count("pk", filter=~Q(state__in=ABOVE)),
        above=Count("pk", filter=Q(state__in=ABOVE)),
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
