"""Lines are set, warned of, dropped; the desk suggests by them and says why a case went where it is."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from delek.core.cases.actions.routing import set_route
from delek.core.cases.models import Case, Category, Route
from delek.core.cases.queries.routing import route_taken, routes_of
from delek.core.people.models import PostKind
from delek.core.schedule.actions.duty import go_off_duty, go_on_duty
from delek.core.timeline.actions import SYSTEM
from delek.foundation.clock import now
from tests.town import MORNING, Town


@pytest.fixture
def client(town: Town) -> Client:
    client = Client()
    client.force_login(town.secretary)
    return client


def fields(**given: Any) -> dict[str, Any]:
    kind = PostKind.objects.get(key="grid_worker")
    return {"position": 10, "hours": "any", "category": "", "place": "", "goes": f"kind:{kind.pk}"} | given


def test_a_line_is_added_changed_dropped_and_taken_back(town: Town, client: Client) -> None:
    assert "No lines yet" in client.get("/manage/routes/?lang=en").content.decode()
    cable = Category.objects.get(key="cable").pk
    assert client.post("/manage/routes/add", fields(category=cable)).status_code == 302
    first = routes_of(town.community)[0]
    goes = f"above:{town.department.pk}"
    assert client.post(f"/manage/routes/{first.pk}", fields(category=cable, goes=goes)).status_code == 302
    second = routes_of(town.community)[0]
    assert (second.above, second.kind, Route.objects.count()) == (town.department, None, 2)
    assert client.post(f"/manage/routes/{second.pk}/drop").status_code == 302
    assert routes_of(town.community) == []
    assert client.post(f"/manage/routes/{second.pk}/restore").status_code == 302
    assert routes_of(town.community) == [second]


def test_a_line_that_another_hides_is_refused_with_what_was_typed(town: Town, client: Client) -> None:
    client.post("/manage/routes/add", fields())
    hidden = fields(position=77, place=town.grids[3].pk)
    answer = client.post("/manage/routes/add?lang=en", hidden)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Line 10 takes all of this before it" in page and 'value="77"' in page
    assert client.post("/manage/routes/add", hidden | {"position": 5}).status_code == 302
    assert client.post("/manage/routes/add", fields(position=3)).status_code == 302
    listed = client.get("/manage/routes/?lang=en").content.decode()
    assert listed.count("Never reached: line 3 takes all of it") == 2


def test_a_line_keeps_what_was_retired_since(town: Town, client: Client) -> None:
    cable = Category.objects.get(key="cable")
    client.post("/manage/routes/add", fields(category=cable.pk))
    Category.objects.update(retired=True)
    assert "Its category is retired" in client.get("/manage/routes/?lang=en").content.decode()
    line = routes_of(town.community)[0]
    page = client.get(f"/manage/routes/{line.pk}").content.decode()
    assert f'<option value="{cable.pk}" selected>' in page
    assert client.post(f"/manage/routes/{line.pk}", fields(category=cable.pk)).status_code == 302
    assert routes_of(town.community)[0].category == cable


def test_many_lines_need_no_more_statements_than_one(town: Town, client: Client) -> None:
    counted = []
    for position in (10, 20, 30, 40):
        goes = f"above:{town.department.pk}"
        hours = "open" if position % 20 else "closed"
        place = town.grids[3 if position < 25 else 4].pk
        client.post("/manage/routes/add", fields(position=position, goes=goes, hours=hours, place=place))
        with CaptureQueriesContext(connection) as asked:
            client.get("/manage/routes/")
        counted.append(len(asked))
    assert len(routes_of(town.community)) == 4
    assert counted[0] == counted[-1]


def test_who_manages_no_cases_and_another_community_find_nothing(town: Town, client: Client) -> None:
    client.post("/manage/routes/add", fields())
    pk = Route.objects.get().pk
    other = Client()
    other.force_login(town.dispatcher)
    assert other.get("/manage/routes/").status_code == 404
    Route.objects.update(community=town.elsewhere)
    assert client.get(f"/manage/routes/{pk}").status_code == 404
    assert client.post(f"/manage/routes/{pk}/drop").status_code == 404


@pytest.fixture
def case(town: Town) -> Case:
    case = town.report("线缆", at=MORNING).case
    town.move(case, "accept", "dispatcher", MORNING)
    return case


def desk(town: Town) -> Client:
    client = Client()
    client.force_login(town.dispatcher)
    return client


def sentence() -> dict[str, str]:
    return {"sentence_bo": "འགྲོ་བཞིན་ཡོད།", "sentence_zh": "已派人。"}


def test_who_is_named_and_on_duty_comes_first_and_the_case_says_why(town: Town, case: Case) -> None:
    set_route(
        community=town.community, route=None, by=SYSTEM, at=MORNING, position=10,
        kind=PostKind.objects.get(key="grid_worker"),
    )  # fmt: skip
    for who, is_on in (("worker", False), ("worker2", True), ("chief", True)):
        (go_on_duty if is_on else go_off_duty)(post=town.post(who), at=now())
    page = desk(town).get(f"/desk/cases/{case.pk}?do=dispatch&lang=en").content.decode()
    assert "Suggested by line 10:" in page
    first = page.split('name="post"')[1].split('value="')[1].split('"')[0]
    assert first == str(town.post("worker2").pk)
    case.refresh_from_db()
    given = {"transition": "dispatch", "version": case.version, "post": first, **sentence()}
    assert desk(town).post(f"/desk/cases/{case.pk}/moves", given).status_code == 302
    assert route_taken(case) == Route.objects.get()
    assert "Why there" in desk(town).get(f"/desk/cases/{case.pk}?lang=en").content.decode()


def test_a_line_to_a_department_makes_passing_up_the_likeliest_step(town: Town, case: Case) -> None:
    set_route(community=town.community, route=None, by=SYSTEM, at=MORNING, position=10, above=town.department)
    page = desk(town).get(f"/desk/cases/{case.pk}?lang=en").content.decode()
    assert 'name="transition" value="escalate"' in page
    assert page.split('name="place"')[1].split('value="')[1].split('"')[0] == str(town.department.pk)


def test_who_chooses_otherwise_leaves_no_line_behind(town: Town, case: Case) -> None:
    set_route(community=town.community, route=None, by=SYSTEM, at=MORNING, position=10, above=town.department)
    case.refresh_from_db()
    given = {"transition": "dispatch", "version": case.version, "post": town.post("worker").pk, **sentence()}
    assert desk(town).post(f"/desk/cases/{case.pk}/moves", given).status_code == 302
    assert route_taken(case) is None
