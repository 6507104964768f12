"""S1: every route x method x role x own and other place. What is expected follows from what each route declares.

A new route is taken in by itself: what its parts name is found by following every link of both communities' people.
"""

from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern

from delek.foundation import clock

from .conftest import FOLLOWED
from .crawl import route_of
from .towns import ALL, HERE, ROLES, THERE, Towns

SHARED = {"manage/categories/<int:pk>", "manage/headings/<int:pk>",
          "manage/kinds/<int:pk>", "manage/texts/<str:key>", "manage/limits/<int:pk>",
          "manage/words/<int:pk>/done", "manage/clips/<slug:label>",
          "manage/numbers/<str:number>", "manage/numbers/<str:number>/drop"}  # fmt: skip
"""Where both communities may meet the same: categories, kinds of post, steps with a sentence, the general limits,
remarks on words, spoken labels, emergency
numbers (which each community sets for itself)."""
ASKING = {"manage/policies/<int:pk>/compare"}
"""Without their question there is nothing there."""
NAMELESS = {"account/2fa/webauthn/keys/<int:pk>/remove/", "account/2fa/webauthn/keys/<int:pk>/edit/"}
"""The sign-in library's own; shown below."""
pytestmark = pytest.mark.django_db
METHODS = ("get", "post")
ACCESS = {route: entry.callback.access.kind for route, entry in ALL}
ODD = ("put", "patch", "delete", "options", "head", "trace")


def ask(client: Client, method: str, path: str) -> HttpResponse:
    """One request whose traces are taken back."""
    with transaction.atomic():
        answer: Any = getattr(client, method)(path)
        transaction.set_rollback(True)
    return answer


def standing_may(towns: Towns, role: str, entry: URLPattern) -> bool:
    """Whether one of the role's current posts carries what the route declares."""
    standing = towns.town.standing(role, clock.now())
    wanted = entry.callback.access.capability.split()
    return bool(standing.posts) and (not wanted or any(standing.may(c) for c in wanted))


def is_to_sign_in(answer: HttpResponse) -> bool:
    return answer.status_code == 302 and answer["Location"].startswith("/account/login/?next=")


def addresses(reached: dict[str, set[str]], roles: tuple[str, ...] = ROLES) -> dict[str, set[str]]:
    """Route to the addresses that the roles reach."""
    found: dict[str, set[str]] = {}
    for role in roles:
        for path in reached.get(role, ()):
            found.setdefault(route_of(path), set()).add(path)
    return found


def derived(known: dict[str, set[str]]) -> dict[str, set[str]]:
    """With the verbs that stand on no page just now: their addresses follow from those of their object."""
    every = {route: set(paths) for route, paths in known.items()}
    for route, _entry in ALL:
        nearest = max((q for q in known if "<" in q and route.startswith(f"{q}/")), key=len, default="")
        if route not in every and nearest and "<" not in route[len(nearest) :]:
            every[route] = {path + route[len(nearest) :] for path in known[nearest]}
    return every


def plain(route: str) -> str:
    """An address for a route that names nothing there is."""
    parts = (("99999999" if p.startswith("<int") else "x") if p.startswith("<") else p for p in route.split("/"))
    return "/" + "/".join(parts)


def test_every_route_with_parts_is_reached_by_somebody(reached: dict[str, set[str]]) -> None:
    """Only then the matrix knows what stands in it; a public one is open to everybody anyway."""
    known = derived(addresses(reached))
    free = ("public", "number", "key")
    closed = [route for route, entry in ALL if "<" in route and entry.callback.access.kind not in free]
    strange = [route for route in closed if route not in known and route not in NAMELESS]
    assert strange == [], "link to it from a page, or fill tests/permissions/towns.py with what it names"


@pytest.mark.parametrize("role", ROLES)
def test_each_role_is_let_in_where_its_posts_say_so_and_nowhere_else(
    towns: Towns, reached: dict[str, set[str]], role: str
) -> None:
    known, wrong = derived(addresses(reached)), []
    out = role in ("nobody", "disabled")
    for route, entry in ALL:
        kind = entry.callback.access.kind
        if kind not in ("staff", "signed in"):
            continue
        shut = not out and kind == "staff" and not standing_may(towns, role, entry)
        for path in sorted(known.get(route, {plain(route)}))[: 1 if out or shut else 2]:
            for method in METHODS:
                answer = ask(towns.client(role), method, path)
                code = answer.status_code
                if code >= 500 or is_to_sign_in(answer) != out or (shut and code != 404):
                    wrong.append((path, method, code))
    assert wrong == []


@pytest.mark.parametrize("role", FOLLOWED)
def test_whoever_reaches_an_address_is_let_in_there(towns: Towns, reached: dict[str, set[str]], role: str) -> None:
    shut = []
    for route, paths in addresses(reached, (role,)).items():
        if route in ASKING or ACCESS[route] == "public":
            continue
        for path in sorted(paths)[:2]:
            answers = [ask(towns.client(role), method, path).status_code for method in METHODS]
            if 404 in answers or max(answers) >= 500:
                shut.append((path, answers))
    assert reached[role]
    assert shut == []


@pytest.mark.parametrize(("own", "other"), [(HERE, tuple(THERE)), (tuple(THERE), HERE)])
def test_nothing_that_only_one_community_reaches_is_found_by_the_other(
    towns: Towns, reached: dict[str, set[str]], own: tuple[str, ...], other: tuple[str, ...]
) -> None:
    """An officer above both communities belongs to neither side here; tests/permissions/test_cases.py."""
    own, other = (tuple(r for r in side if r != "subdistrict_officer") for side in (own, other))
    theirs, ours, found = derived(addresses(reached, own)), derived(addresses(reached, other)), []
    asked = [(route, entry) for route, entry in ALL if "<" in route and entry.callback.access.kind == "staff"]
    for route, entry in asked:
        may = [role for role in other if standing_may(towns, role, entry)]
        for path in sorted(theirs.get(route, set()) - (ours.get(route, set()) if route in SHARED else set()))[-4:]:
            for role in may:
                answers = [ask(towns.client(role), method, path).status_code for method in METHODS]
                found += [(path, role, answers)] if set(answers) - {404, 405} else []
    assert asked
    assert found == []


@pytest.mark.parametrize("method", ODD)
def test_no_other_method_does_or_breaks_anything(towns: Towns, reached: dict[str, set[str]], method: str) -> None:
    known, wrong = addresses(reached), []
    for route, _entry in ALL:
        for role in ("nobody", "secretary", "chief"):
            path = min(known.get(route, {plain(route)}))
            code = ask(towns.client(role), method, path).status_code
            if code >= 500:
                wrong.append((path, role, code))
    assert wrong == []


def test_every_staff_route_asks_for_the_second_factor_first(towns: Towns, settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    let_in = []
    for route, entry in ALL:
        if entry.callback.access.kind == "staff":
            for role in ("secretary", "administrator", "worker"):
                answer = ask(towns.client(role), "get", plain(route))
                if (answer.status_code, answer.get("Location")) != (302, "/account/2fa/"):
                    let_in.append((route, role, answer.status_code))
    assert let_in == []


def test_what_belongs_to_a_number_opens_to_nobody_who_showed_no_code(towns: Towns) -> None:
    own = [route for route, entry in ALL if entry.callback.access.kind == "number"]
    answers = {
        (route, method, role): ask(towns.client(role), method, plain(route)).status_code
        for route in own for method in METHODS for role in ("nobody", "secretary")
    }  # fmt: skip
    assert own
    assert {key: code for key, code in answers.items() if code not in (302, 303, 403, 404, 405)} == {}


def test_what_needs_a_key_opens_to_nobody_without_one(towns: Towns) -> None:
    """Whoever is signed in has none: an interface knows no sessions."""
    own = [route for route, entry in ALL if entry.callback.access.kind == "key"]
    answers = {
        (route, method, role): ask(towns.client(role), method, plain(route)).status_code
        for route in own for method in METHODS for role in ("nobody", "secretary")
    }  # fmt: skip
    assert own
    assert {key: code for key, code in answers.items() if code not in (401, 405)} == {}
