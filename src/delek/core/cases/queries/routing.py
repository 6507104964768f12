"""Where a matter usually goes, by the community's own lines, and by which line one went."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from delek.core.places.models import Place
from delek.core.schedule.queries import working_calendar
from delek.core.timeline.queries import newest_of

from ..models import Case, Holding, Route

BACK = timedelta(days=7)
BESIDE = ("community", "category", "place", "kind", "above")


def routes_of(community: Place) -> list[Route]:
    """The lines that count, in their order."""
    return list(Route.objects.filter(community=community, retired_at=None).select_related(*BESIDE))


def dropped_routes(community: Place, at: datetime) -> list[Route]:
    """The lines that were dropped within the last week and can be taken back; not those another one replaced."""
    rows = Route.objects.filter(community=community, dropped=True, retired_at__gt=at - BACK).select_related(*BESIDE)
    return list(rows)


def route_for(case: Case, at: datetime) -> Route | None:
    """The first line that holds for a case at a moment; none for one about staff, which goes its own way."""
    if case.about_staff:
        return None
    routes = [route for route in routes_of(case.community) if _holds(route, case)]
    if not any(route.hours != Route.Hours.ANY for route in routes):
        return next(iter(routes), None)
    now = Route.Hours.OPEN if working_calendar(case.place, at).next_open(at) == at else Route.Hours.CLOSED
    return next((route for route in routes if route.hours in (Route.Hours.ANY, now)), None)


def answered_above(case: Case) -> bool:
    """Whether a place above had the case and answered."""
    return Holding.objects.filter(case=case, answered_at__isnull=False, refused=False).exists()


def _holds(route: Route, case: Case) -> bool:
    of = case.category
    fits = route.category_id is None or bool(of and route.category_id in (of.pk, of.parent_id))
    return fits and (route.place is None or case.place.path.startswith(route.place.path))


def hidden_by(route: Route, routes: Iterable[Route]) -> Route | None:
    """The earlier line that always holds where this one does, so that this one never counts."""
    before = [other for other in routes if (other.position, other.pk or 0) < (route.position, route.pk or 1 << 62)]
    return next((other for other in before if other.pk != route.pk and _covers(other, route)), None)


def would_be_hidden(community: Place, route: Route | None, line: Mapping[str, Any]) -> Route | None:
    """The line that would hide a new one, or one in place of ``route``."""
    others = [other for other in routes_of(community) if route is None or other.pk != route.pk]
    return hidden_by(Route(community=community, **line), others)


def _covers(wide: Route, narrow: Route) -> bool:
    within = narrow.category
    category = wide.category_id is None or bool(within and wide.category_id in (within.pk, within.parent_id))
    place = wide.place is None or bool(narrow.place and narrow.place.path.startswith(wide.place.path))
    return category and place and wide.hours in (Route.Hours.ANY, narrow.hours)


def route_taken(case: Case) -> Route | None:
    """The line by which a case went where it is; none where somebody chose otherwise."""
    events = newest_of("case", case.pk, verbs=("dispatch", "escalate"))
    pk = events[0].particulars.get("route") if events else None
    return Route.objects.filter(pk=pk, community=case.community_id).select_related(*BESIDE).first() if pk else None
