"""Changing the lines that say where a matter usually goes."""

from datetime import datetime
from typing import Any

from django.db import transaction

from delek.core.places.models import Place
from delek.core.timeline.actions import By, record

from ..models import Route


@transaction.atomic
def set_route(*, community: Place, route: Route | None, by: By, at: datetime, **given: Any) -> Route:
    """A new line, or another in place of ``route``, which is retired: a case tells by which line it went.

    ValueError unless just one of ``kind`` and ``above`` is given.
    """
    if bool(given.get("kind")) == bool(given.get("above")):
        raise ValueError("a line names either a kind of post or a place above")
    if route is not None:
        _retire(route, at, dropped=False)
    made = Route.objects.create(community=community, **given)
    _note(community, "route_set", made, by, at)
    return made


@transaction.atomic
def drop_route(*, route: Route, by: By, at: datetime) -> None:
    """The line counts no more."""
    _retire(route, at, dropped=True)
    _note(route.community, "route_dropped", route, by, at)


@transaction.atomic
def restore_route(*, route: Route, by: By, at: datetime) -> None:
    """A line that was dropped counts again."""
    Route.objects.filter(pk=route.pk).update(retired_at=None, dropped=False)
    _note(route.community, "route_restored", route, by, at)


def _retire(route: Route, at: datetime, *, dropped: bool) -> None:
    Route.objects.filter(pk=route.pk, retired_at=None).update(retired_at=at, dropped=dropped)


def _note(community: Place, verb: str, route: Route, by: By, at: datetime) -> None:
    record(
        subject=("place", community.pk), verb=verb, by=by, at=at, community_id=community.pk,
        particulars={"route": route.pk, "position": route.position},
    )  # fmt: skip
