"""The community's own lines: the first that holds is suggested, and a case tells by which it went."""

from datetime import timedelta
from typing import Any

import pytest

from delek.core.cases.actions.routing import drop_route, restore_route, set_route
from delek.core.cases.models import Category, Route
from delek.core.cases.queries.routing import dropped_routes, hidden_by, route_for, routes_of, would_be_hidden
from delek.core.people.models import PostKind
from delek.core.timeline.actions import SYSTEM
from delek.core.timeline.models import Event
from delek.foundation.words import Words
from tests.town import MORNING, Town

NIGHT = MORNING + timedelta(hours=13)


def kind(key: str = "grid_worker") -> PostKind:
    return PostKind.objects.get(key=key)


def about(key: str) -> Category:
    return Category.objects.get(key=key)


def parent_of_cables() -> Category:
    """The start set has one level; a second is a community's own."""
    parent, _made = Category.objects.get_or_create(key="facilities", defaults={"name": Words(zh="公共设施")})
    Category.objects.filter(key="cable").update(parent=parent)
    return parent


def line(town: Town, position: int, **given: Any) -> Route:
    goes = given if given.get("above") else {"kind": kind(), **given}
    return set_route(community=town.community, route=None, by=SYSTEM, at=MORNING, position=position, **goes)


def test_the_first_line_that_holds_is_taken(town: Town) -> None:
    cables = line(town, 20, category=about("cable"), above=town.department)
    grid = line(town, 10, category=about("cable"), place=town.grids[4])
    anything = line(town, 30)
    case, there = town.report("线缆").case, town.report("线缆", point=21).case
    lamp = town.report("路灯", category="lamp").case
    assert [route_for(one, MORNING) for one in (case, there, lamp)] == [cables, grid, anything]


def test_a_main_category_takes_what_is_under_it(town: Town) -> None:
    wide = line(town, 10, category=parent_of_cables())
    assert route_for(town.report("线缆").case, MORNING) == wide


def test_office_hours_decide_by_the_clock_of_the_place(town: Town) -> None:
    by_day = line(town, 10, hours="open")
    by_night = line(town, 20, hours="closed", above=town.subdistrict)
    case = town.report("线缆").case
    assert [route_for(case, at) for at in (MORNING, NIGHT)] == [by_day, by_night]


def test_a_report_about_staff_goes_its_own_way(town: Town) -> None:
    line(town, 10)
    assert route_for(town.report("态度不好", category="staff").case, MORNING) is None


def test_another_communitys_lines_do_not_count(town: Town) -> None:
    set_route(community=town.elsewhere, route=None, by=SYSTEM, at=MORNING, position=1, kind=kind())
    assert route_for(town.report("线缆").case, MORNING) is None


def test_a_line_that_can_never_hold_is_told(town: Town) -> None:
    wide = line(town, 10, category=parent_of_cables())
    hidden = line(town, 20, category=about("cable"), place=town.grids[3])
    free = line(town, 30, category=about("cable"), hours="open", above=town.department)
    before = line(town, 5, category=about("cable"), hours="closed")
    lines = routes_of(town.community)
    assert [hidden_by(one, lines) for one in (wide, hidden, free, before)] == [None, wide, wide, None]
    same = {"position": 11, "category": parent_of_cables(), "above": town.department, "hours": "any"}
    assert would_be_hidden(town.community, None, same) == wide
    assert would_be_hidden(town.community, wide, same) is None


def test_a_line_names_one_target(town: Town) -> None:
    for given in ({}, {"kind": kind(), "above": town.department}):
        with pytest.raises(ValueError, match="either"):
            set_route(community=town.community, route=None, by=SYSTEM, at=MORNING, position=1, **given)


def test_what_is_changed_or_dropped_stays_for_the_cases_that_went_by_it(town: Town) -> None:
    first = line(town, 10)
    given = {"position": 10, "kind": kind("grid_chief")}
    second = set_route(community=town.community, route=first, by=SYSTEM, at=MORNING, **given)
    assert routes_of(town.community) == [second]
    assert dropped_routes(town.community, MORNING) == []
    drop_route(route=second, by=SYSTEM, at=MORNING)
    assert (routes_of(town.community), dropped_routes(town.community, MORNING)) == ([], [second])
    assert dropped_routes(town.community, MORNING + timedelta(days=8)) == []
    restore_route(route=second, by=SYSTEM, at=MORNING)
    assert routes_of(town.community) == [second]
    verbs = Event.objects.filter(verb__startswith="route_").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["route_set", "route_set", "route_dropped", "route_restored"]
