"""S1: who sees which case, its photos and its reporter, and who may take which step of it."""

import re
from typing import Any

import pytest
from django.test import Client

from delek.core.cases.actions import Declined, Mover, move
from delek.core.cases.flows import FLOWS, Transition
from delek.core.cases.models import Case, Holding
from delek.core.cases.rules import may_move
from delek.core.media.models import Media
from delek.foundation import clock
from tests.town import MORNING

from .towns import ROLES, Towns

pytestmark = pytest.mark.django_db
COMMUNITY = {"plain", "sent", "south", "up", "about_dispatcher"}
SEES: dict[str, set[str]] = {
    "secretary": COMMUNITY,
    "subdistrict_officer": {"about_staff"},
    "dispatcher": COMMUNITY - {"about_dispatcher"},
    "dispatcher2": COMMUNITY,
    "chief": {"plain", "sent", "up", "about_dispatcher"},
    "worker": {"sent"},
    "superior": {"up"},
    "stranger": {"theirs"},
    "stranger_secretary": {"theirs"},
    "stranger_chief": {"theirs"},
}
"""Everybody else sees none."""
DESK, FIELD = set(SEES) - {"worker"}, {"chief", "worker", "stranger_chief"}
OFFICE = {"secretary", "dispatcher", "dispatcher2"}
MAY: dict[str, set[str]] = {
    "case.accept": OFFICE, "case.dispatch": OFFICE, "case.close": OFFICE, "case.escalate": OFFICE,
    "case.verify": {*OFFICE, "chief"}, "case.handle": {"worker"}, "case.answer": {"superior"},
    "call.take": {"worker"}, "case.about_staff": set(),
}  # fmt: skip
"""Who has a step with this capability, on a case of grid 3 that the worker was sent to and the department holds."""
PEOPLE = tuple(role for role in ROLES if role not in ("nobody", "disabled"))


def media_of(case: Case) -> Media:
    return Media.objects.filter(statements__case=case).order_by("pk")[0]


@pytest.mark.parametrize("role", PEOPLE)
def test_a_case_opens_for_those_whose_place_it_lies_in_and_is_not_found_by_others(towns: Towns, role: str) -> None:
    client, sees = towns.client(role), SEES.get(role, set())
    wrong = []
    for name, case in towns.cases.items():
        key = media_of(case).key
        expected = {
            f"/desk/cases/{case.pk}": name in sees and role in DESK,
            f"/field/cases/{case.pk}": name in sees and role in FIELD,
            f"/desk/media/{key}/thumb": name in sees, f"/field/media/{key}/screen": name in sees,
        }  # fmt: skip
        wrong += [path for path, seen in expected.items() if client.get(path).status_code != (200 if seen else 404)]
    assert wrong == []


@pytest.mark.parametrize("role", PEOPLE)
def test_the_queue_names_only_the_cases_that_open(towns: Towns, role: str) -> None:
    if role not in DESK:
        return
    pages = [towns.client(role).get(f"/desk/queue?view={view}").content.decode() for view in ("now", "work", "above")]
    listed = {int(pk) for page in pages for pk in re.findall(r"/desk/cases/(\d+)", page)}
    assert listed == {towns.cases[name].pk for name in SEES[role]}


@pytest.mark.parametrize("role", PEOPLE)
def test_names_and_numbers_are_shown_only_to_those_who_may_and_only_of_their_cases(towns: Towns, role: str) -> None:
    client, told = towns.client(role), set()
    for name in ("plain", "sent", "theirs"):
        for room in ("desk", "field"):
            answer = client.post(f"/{room}/cases/{towns.cases[name].pk}/reporter")
            assert answer.status_code in (200, 404)
            told |= {name} if b"1390000000" in answer.content else set()
    assert told == SEES.get(role, set()) & {"plain", "sent", "theirs"}


def steps() -> list[Transition]:
    return [t for flow in FLOWS.values() for t in flow.transitions]


def ready(case: Case, step: Transition, towns: Towns) -> Case:
    """The case where this step begins, sent to the worker; with the department where it is asked, answered by it where
    it is said to have done its part."""
    flow = next(key for key, flow in FLOWS.items() if any(t is step for t in flow.transitions))
    case.state, case.flow, case.assignee = step.sources[0], flow, towns.town.post("worker")
    case.holder = towns.town.department if step.capability == "case.answer" else case.community
    asked = step.key in ("pause", "refuse_pause")
    case.pause_asked_by = towns.town.post("administrator") if asked else None
    if step.key == "done_above":
        Holding.objects.create(case=case, place=towns.town.department, asked_at=MORNING, answered_at=MORNING)
    return case


@pytest.mark.parametrize("step", steps(), ids=lambda t: t.key)
def test_each_step_is_for_those_whose_post_says_so_where_the_case_lies(towns: Towns, step: Transition) -> None:
    case = ready(Case.objects.get(pk=towns.cases["plain"].pk), step, towns)
    may = {role for role in PEOPLE if may_move(towns.town.standing(role, clock.now()), case, step)}
    assert may == (MAY[step.capability] if step.by_staff else set())


@pytest.mark.parametrize("step", steps(), ids=lambda t: t.key)
def test_no_step_is_taken_from_another_state_or_by_whom_it_concerns(towns: Towns, step: Transition) -> None:
    case = ready(Case.objects.get(pk=towns.cases["plain"].pk), step, towns)
    standing = towns.town.standing
    for state in {s.key for s in FLOWS[case.flow].states} - set(step.sources):
        case.state = state
        assert [role for role in PEOPLE if may_move(standing(role, clock.now()), case, step)] == []
    for role in PEOPLE:
        case = ready(Case.objects.get(pk=case.pk), step, towns)
        case.about_staff, case.concerns = True, towns.town.people[role].posts.first()
        assert case.concerns is None or not may_move(standing(role, clock.now()), case, step)


@pytest.mark.parametrize("step", steps(), ids=lambda t: t.key)
def test_a_case_about_staff_moves_only_by_those_who_hear_of_such(towns: Towns, step: Transition) -> None:
    case = ready(Case.objects.get(pk=towns.cases["plain"].pk), step, towns)
    case.about_staff = True
    may = {role for role in PEOPLE if may_move(towns.town.standing(role, clock.now()), case, step)}
    hear = {"secretary", "subdistrict_officer", "worker", *(["superior"] if step.capability == "case.answer" else [])}
    able = MAY[step.capability] or {"secretary", "subdistrict_officer"}
    expected = able & hear if step.by_staff else set()
    assert may == expected


@pytest.mark.parametrize("step", [t for t in steps() if "second_person" in t.needs], ids=lambda t: t.key)
def test_who_finished_the_work_does_not_take_the_last_steps(towns: Towns, step: Transition) -> None:
    case = ready(Case.objects.get(pk=towns.cases["plain"].pk), step, towns)
    for role in sorted(MAY[step.capability]):
        case.finished_by = towns.town.post(role)
        assert not may_move(towns.town.standing(role, clock.now()), case, step)


def test_a_chief_of_one_grid_checks_nothing_in_another(towns: Towns) -> None:
    step = FLOWS["report"].by_key["verify"]
    case = ready(Case.objects.get(pk=towns.cases["south"].pk), step, towns)
    assert not may_move(towns.town.standing("chief", clock.now()), case, step)


def test_the_holder_above_may_pass_a_case_on_and_the_community_may_not_meanwhile(towns: Towns) -> None:
    step = FLOWS["report"].by_key["escalate"]
    case = ready(Case.objects.get(pk=towns.cases["up"].pk), step, towns)
    case.state, case.holder = "superior", towns.town.department
    may = {role for role in PEOPLE if may_move(towns.town.standing(role, clock.now()), case, step)}
    assert may == {"superior"}


@pytest.mark.parametrize("step", steps(), ids=lambda t: t.key)
def test_a_resident_takes_only_the_residents_steps(towns: Towns, step: Transition) -> None:
    case = ready(Case.objects.get(pk=towns.cases["plain"].pk), step, towns)
    case.save()
    why = ""
    try:
        move(case, step.key, mover=Mover(report=case.reports.get()), at=clock.now())
    except Declined as declined:
        why = declined.why
    assert (why == "rule") == (not step.by_resident)


@pytest.mark.parametrize("key", ["pause", "ask_pause", "refuse_pause"])
def test_whoever_asked_for_waiting_does_not_grant_it(towns: Towns, key: str) -> None:
    step = FLOWS["report"].by_key[key]
    case = ready(Case.objects.get(pk=towns.cases["plain"].pk), step, towns)
    case.pause_asked_by = towns.town.post("dispatcher")
    may = {role for role in PEOPLE if may_move(towns.town.standing(role, clock.now()), case, step)}
    assert may == {"pause": OFFICE - {"dispatcher"}, "ask_pause": set(), "refuse_pause": OFFICE}[key]


def test_a_link_opens_its_own_story_and_no_other(towns: Towns) -> None:
    own, other = towns.tokens["plain"], towns.tokens["sent"]
    mine, theirs = media_of(towns.cases["plain"]).key, media_of(towns.cases["sent"]).key
    strange = own[:-1] + ("a" if own[-1] != "a" else "b")
    client: Any = Client()
    paths = {f"/r/{own}": 200, f"/r/{own}/media/{mine}/thumb": 200, f"/r/{own}/media/{theirs}/thumb": 404,
             f"/r/{other}/media/{mine}/thumb": 404, f"/r/{strange}": 404, f"/r/{strange}.json": 404,
             f"/r/{strange}/receipt": 404, f"/r/{strange}/media/{mine}/thumb": 404,
             f"/r/{own}/media/{mine}/original": 404}  # fmt: skip
    assert {path: client.get(path).status_code for path in paths} == paths
    sent = [client.post(f"/r/{strange}/{verb}", {"text": "话", "solved": "solved"}).status_code
            for verb in ("word", "answer", "reopen")]  # fmt: skip
    assert sent == [404, 404, 404]
