"""The page of the figures: numbers with formula and list, for their own places, in every state."""

import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from delek.core.cases.actions import judge
from delek.core.cases.models import Case, Category
from delek.core.cases.queries.figures import FIGURES, HEAD
from delek.foundation.clock import SHANGHAI
from delek.web.desk.figures.drawing import columns, strip
from delek.web.desk.figures.page import TILES
from delek.web.desk.figures.period import Period, period_around
from tests.core.cases.test_figures import SEPTEMBER, grown
from tests.town import MORNING, Town
from tests.web.desk.test_desk import signed_in

DOCS = Path(__file__).parents[3] / "docs/figures.md"
NOON = datetime(2026, 9, 22, 12, tzinfo=SHANGHAI)
YEAR = "period=year&on=2026-01-01"


@pytest.fixture(autouse=True)
def in_september(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("delek.web.staff.now", lambda: NOON)


def links(page: str) -> list[tuple[str, int]]:
    """Every list that a number of the page opens, with that number."""
    found = re.findall(r'<a href="(/desk/figures/cases\?[^"]+)"[^>]*>(?:<b>)?(\d+)', page)
    return [(address.replace("&amp;", "&"), int(number)) for address, number in found]


def test_every_number_on_the_page_opens_a_list_of_that_length(town: Town) -> None:
    grown(town, 3, 80)
    client = signed_in(town, "dispatcher")
    page = client.get(f"/desk/figures/?{YEAR}&lang=en").content.decode()
    found = links(page)
    assert len(found) > 60
    wrong = [(address, n) for address, n in found if client.get(address).context["listing"].count != n]
    assert wrong == []
    listed = client.get(found[0][0]).context["listing"]
    assert len(listed.entries) == found[0][1]


def test_the_page_prints_every_formula_and_not_solved_beside_the_closing_rate(town: Town) -> None:
    grown(town, 3)
    page = signed_in(town, "secretary").get(f"/desk/figures/?{YEAR}&lang=en")
    text = page.content.decode()
    assert [figure.formula for figure in (*HEAD, *FIGURES) if figure.formula not in text] == []
    assert TILES[TILES.index("closing") + 1] == "unsolved"
    lines = DOCS.read_text().splitlines()
    assert [f.key for f in (*HEAD, *FIGURES) if f"| {f.name} | {f.formula} |" not in lines] == []
    assert set(TILES) == {figure.key for figure in FIGURES}


def test_below_a_hundred_there_are_counts_and_no_percentages(town: Town) -> None:
    town.report(at=MORNING)
    case = Case.objects.get()
    client = signed_in(town, "dispatcher")
    assert " %" not in client.get("/desk/figures/?lang=en").content.decode()
    for n in range(2, 101):
        Case.objects.create(
            community=town.community, place=town.points[10], holder=town.community, year=2026, number=n,
            state="accepted" if n % 2 else "received", language="bo", opened_at=case.opened_at,
            changed_at=case.opened_at,
        )  # fmt: skip
    page = client.get("/desk/figures/?lang=en").content.decode()
    assert "of 100 cases · 49 %" in page
    assert "only counts" not in page


def test_of_fewer_than_five_nothing_is_said_about_persons(town: Town) -> None:
    reports = [town.report(at=SEPTEMBER[0] + timedelta(hours=n)) for n in range(5)]
    for report in reports:
        case = town.finish(report.case, report.created_at)
        town.move(case, "verify", "dispatcher", report.created_at)
    for report in reports[:4]:
        judge(report=report, solved="solved", rating=1, text="", media=(), at=report.created_at)
    client = signed_in(town, "dispatcher")
    page = client.get("/desk/figures/?lang=en")
    tiles = {tile.figure.key: tile.number for tile in page.context["tiles"]}
    assert (tiles["response"].total, tiles["satisfied"].total) == (5, 4)
    assert page.content.decode().count('is-few">fewer than five') == 2
    assert client.get("/desk/figures/cases?figure=satisfied").status_code == 404
    assert client.get("/desk/figures/cases?figure=response").status_code == 200
    judge(report=reports[4], solved="solved", rating=4, text="", media=(), at=reports[4].created_at)
    assert client.get("/desk/figures/cases?figure=satisfied").status_code == 200


def test_of_a_holder_with_fewer_than_five_only_what_it_held_is_said(town: Town) -> None:
    for n in range(4):
        case = town.report(at=SEPTEMBER[0] + timedelta(hours=n)).case
        town.move(case, "accept", "dispatcher", SEPTEMBER[0] + timedelta(hours=n))
        town.move(case, "escalate", "dispatcher", MORNING, place=town.department, question="谁来？")
    rows = signed_in(town, "dispatcher").get("/desk/figures/").context["by_holder"].rows
    assert [(row.name.zh, [c.count for c in row.cells if not c.is_hidden]) for row in rows] == [("供电公司", [4, 0, 4])]


def test_another_place_is_not_found(town: Town) -> None:
    client = signed_in(town, "dispatcher")
    places = (town.elsewhere, town.subdistrict, town.department)
    asked = [f"place={place.pk}" for place in places] + ["place=99999999", "place=x", "category=99999999", "category=x"]
    asked += [f"holder={town.department.pk}", "holder=x", "place=٣"]
    assert {q: client.get(f"/desk/figures/?{q}").status_code for q in asked} == dict.fromkeys(asked, 404)
    assert client.get(f"/desk/figures/?place={town.grids[3].pk}").status_code == 200
    chief = signed_in(town, "chief")
    assert chief.get(f"/desk/figures/?place={town.community.pk}").status_code == 404
    lists = ("figure=x", "figure=closing&part=x", "figure=settled&days=x", "figure=closing&after=x")
    assert [client.get(f"/desk/figures/cases?{q}").status_code for q in lists] == [404] * 4


def test_who_may_not_read_cases_finds_no_figures(town: Town) -> None:
    codes = {who: signed_in(town, who).get("/desk/figures/").status_code for who in
             ("secretary", "dispatcher", "chief", "superior", "subdistrict_officer", "worker", "auditor",
              "administrator")}  # fmt: skip
    let_in = {"secretary", "dispatcher", "chief", "superior", "subdistrict_officer"}
    assert codes == {who: 200 if who in let_in else 404 for who in codes}


def test_from_above_a_list_says_no_words_of_what_did_not_come_up(town: Town) -> None:
    town.report("旧线缆掉下来了", at=MORNING)
    officer = signed_in(town, "subdistrict_officer")
    page = officer.get("/desk/figures/cases?figure=received&lang=zh-hans")
    text = page.content.decode()
    assert page.context["listing"].count == 1
    assert ("旧线缆" in text, "/desk/cases/" in text, "2026-0001" in text, "电线" in text) == (False, False, True, True)
    own = signed_in(town, "dispatcher").get("/desk/figures/cases?figure=received").content.decode()
    assert ("旧线缆" in own, "/desk/cases/" in own) == (True, True)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("period=own&from=2026-09-02&to=2026-09-01", "The first day lies after the last one."),
        ("period=own&from=2026-09-02", "Say from which day to which day."),
        ("period=own&from=x&to=2026-09-01", "This is no day."),
        ("period=month&on=0001-01-01", "Choose days between 2000 and 2199."),
        ("period=never", "This is no day."),
    ],
)
def test_a_time_that_cannot_be_says_so_and_shows_this_year(town: Town, query: str, said: str) -> None:
    page = signed_in(town, "dispatcher").get(f"/desk/figures/?{query}&lang=en")
    assert page.status_code == 422
    assert said in page.content.decode()
    assert page.context["question"].period.kind == "year"


def test_without_any_case_the_page_says_what_to_do(town: Town) -> None:
    page = signed_in(town, "dispatcher").get("/desk/figures/?lang=en")
    assert "Nothing came in within this time" in page.content.decode()
    later = signed_in(town, "dispatcher").get("/desk/figures/?period=month&on=2027-03-01")
    assert (later.status_code, later.context["is_empty"]) == (200, True)


def test_a_period_ends_now_and_the_next_one_has_not_begun() -> None:
    quarter = period_around("quarter", NOON.date(), NOON)
    assert (str(quarter.first), str(quarter.last), quarter.ends, quarter.after()) == (
        "2026-07-01", "2026-09-30", NOON, None,
    )  # fmt: skip
    assert quarter.before().query() == {"period": "quarter", "on": "2026-04-01"}
    own = Period("own", quarter.first, quarter.first, NOON)
    assert own.before().query() == {"period": "own", "from": "2026-06-30", "to": "2026-06-30"}
    assert [len(period_around(kind, NOON.date(), NOON).spans("en")) for kind in ("month", "quarter", "year")] == [
        22, 12, 9,
    ]  # fmt: skip


def test_a_link_keeps_what_else_is_asked(town: Town) -> None:
    town.report(at=MORNING)
    cable = Category.objects.get(key="cable").pk
    page = signed_in(town, "dispatcher").get(f"/desk/figures/?period=month&on=2026-09-01&category={cable}&holder=own")
    asked = parse_qs(urlsplit(page.context["head"][0].href).query)
    assert asked == {
        "period": ["month"], "on": ["2026-09-01"], "place": [str(town.community.pk)], "category": [str(cable)],
        "holder": ["own"], "figure": ["received"], "part": ["counted"],
    }  # fmt: skip


def test_a_long_list_goes_on_where_it_stopped(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("delek.web.desk.figures.listing.SHOWN", 2)
    numbers = [town.report(at=MORNING).case.number for _n in range(5)]
    client, address, seen = signed_in(town, "dispatcher"), "figure=received", []
    while address:
        found = client.get(f"/desk/figures/cases?{address}").context["listing"]
        assert found.count == 5
        seen += [entry.case.number for entry in found.entries]
        address = found.more
    assert seen == numbers[::-1]


def test_many_cases_are_drawn_by_the_handful() -> None:
    chart = columns(["a"] * 12, [(n * 10, n) for n in range(12)])
    assert (chart.per, chart.columns[11].left.count("z"), chart.has_numbers) == (7, 16, True)
    assert [(s.on.count("z"), s.off.count("z")) for s in (strip(3, 4), strip(500, 1000))] == [(3, 1), (50, 50)]


def test_the_page_costs_the_same_at_any_number(town: Town, django_assert_num_queries: Any) -> None:
    client = signed_in(town, "dispatcher")
    grown(town, 1, 60)
    client.get(f"/desk/figures/?{YEAR}")
    with django_assert_num_queries(22):
        client.get(f"/desk/figures/?{YEAR}")
    Case.objects.update(number=None)
    grown(town, 2, 90)
    with django_assert_num_queries(22):
        client.get(f"/desk/figures/?{YEAR}")
    client.get(f"/desk/figures/cases?{YEAR}&figure=received")  # its places and categories are remembered from now on
    with django_assert_num_queries(10):
        client.get(f"/desk/figures/cases?{YEAR}&figure=received")
    Case.objects.filter(pk__in=Case.objects.values("pk")[3:]).update(opened_at=NOON - timedelta(days=999))
    with django_assert_num_queries(10):
        client.get(f"/desk/figures/cases?{YEAR}&figure=received")


def test_the_plan_marks_where_most_came_in_and_the_table_says_the_same(town: Town) -> None:
    for point, count in ((10, 4), (21, 1)):
        for n in range(count):
            town.report(point=point, at=MORNING + timedelta(minutes=n))
    closed = Case.objects.filter(place=town.points[10]).first()
    Case.objects.filter(pk__in=[closed.pk if closed else 0]).update(state="closed")
    client = signed_in(town, "dispatcher")
    page = client.get("/desk/figures/?lang=en")
    spots = page.context["spots"]
    said = [(spot.place.number, spot.received.count, spot.open.count) for spot in spots.most]
    assert said == [(10, 4, 3), (21, 1, 1)]
    assert [spot.radius for spot in spots.marks] == sorted((spot.radius for spot in spots.marks), reverse=True)
    assert (len(spots.quiet), page.content.decode().count('class="spot')) == (1, len(spots.marks) + 2)
    for spot in spots.most:
        for cell in (spot.received, spot.open):
            assert client.get(cell.href).context["listing"].count == cell.count


def test_above_a_community_and_without_reports_there_is_no_plan(town: Town) -> None:
    assert signed_in(town, "dispatcher").get("/desk/figures/").context["spots"] is None
    town.report(at=MORNING)
    assert signed_in(town, "subdistrict_officer").get("/desk/figures/").context["spots"] is None
    town.points[10].__class__.objects.update(longitude=None, latitude=None, outline=None)
    page = signed_in(town, "chief").get(f"/desk/figures/?place={town.grids[3].pk}")
    assert (page.context["spots"].height, len(page.context["spots"].most)) == (0, 1)
    assert 'class="plan"' not in page.content.decode()
