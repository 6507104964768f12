"""Many reports of one thing are one decision: a heap, joined by one step, each told once, taken apart again."""

from datetime import timedelta
from typing import Any

import pytest

from delek.core.cases.models import Case, Statement
from delek.core.cases.queries.heaps import heaps_of, waiting
from delek.core.places.models import Place
from delek.core.timeline.models import Delivery
from tests.town import MORNING, Town
from tests.web.desk.test_desk import LETTERS, signed_in

MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def at_ten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("delek.web.staff.now", lambda: MORNING + 30 * MINUTE)


def outage(town: Town, count: int = 3, point: int = 10, **rest: Any) -> list[Case]:
    return [
        town.report(f"停电了{n}", point, at=MORNING + n * MINUTE, phone=f"1390000000{n}", **rest).case
        for n in range(count)
    ]


def found(town: Town, who: str = "dispatcher") -> list[list[int]]:
    heaps = heaps_of(waiting(town.standing(who), MORNING + 30 * MINUTE))
    return [[case.pk for case in heap.cases] for heap in heaps]


def join(town: Town, cases: list[Case], **fields: Any) -> Any:
    form = LETTERS | {"case": [f"{case.pk}.{case.version}" for case in cases]} | fields
    return signed_in(town, "dispatcher").post(f"/desk/heaps/{cases[0].pk}/join", form)


def states() -> list[str]:
    return list(Case.objects.order_by("pk").values_list("state", flat=True))


def test_three_of_one_thing_near_each_other_are_a_heap(town: Town) -> None:
    cases = outage(town)
    town.report("路灯", category="lamp", at=MORNING)
    assert found(town) == [[case.pk for case in cases]]


def test_two_are_none_nor_three_far_apart_in_time_or_place(town: Town) -> None:
    Place.objects.filter(pk=town.points[21].pk).update(longitude=92.0)
    outage(town, 2)
    town.report("停电", at=MORNING - timedelta(hours=2))
    town.report("停电", 21, at=MORNING)
    assert found(town) == []


def test_a_short_walk_joins_neighbouring_grids(town: Town) -> None:
    Place.objects.filter(pk=town.points[21].pk).update(longitude=91.102)
    near = [*outage(town, 2), *outage(town, 1, 21)]
    assert [sorted(heap) for heap in found(town)] == [sorted(case.pk for case in near)]


def test_danger_to_life_and_what_was_accepted_stay_by_themselves(town: Town) -> None:
    cases = outage(town, 5)
    Case.objects.filter(pk=cases[0].pk).update(urgency="emergency")
    town.move(cases[1], "accept", "dispatcher")
    assert found(town) == [[case.pk for case in cases[2:]]]


def test_a_report_between_two_groups_makes_them_one(town: Town) -> None:
    first = [town.report("停电", 10, at=MORNING - timedelta(minutes=n)).case for n in (110, 109)]
    second = [town.report("停电", 11, at=MORNING).case]
    assert found(town) == []
    middle = town.report("停电", 10, at=MORNING - timedelta(minutes=55)).case
    assert found(town) == [[case.pk for case in (*first, middle, *second)]]


def test_nobody_sees_a_heap_of_another_community(town: Town) -> None:
    cases = outage(town)
    client, address = signed_in(town, "stranger"), f"/desk/heaps/{cases[0].pk}"
    assert found(town, "stranger") == []
    pages = [ask(address + step).status_code for step in ("", "/join", "/apart") for ask in (client.get, client.post)]
    assert pages == [404, 405, 404, 404, 404, 404]


def test_a_heap_stands_once_in_the_queue_and_its_reports_in_no_row(town: Town) -> None:
    outage(town)
    lamp = town.report("路灯", category="lamp", at=MORNING).case
    page = signed_in(town, "dispatcher").get("/desk/").context
    assert [(pile.count, pile.name) for pile in page["piles"]] == [(3, "电线")]
    assert [(g.key, g.count, [row.pk for row in g.rows]) for g in page["groups"]] == [("new", 1, [lamp.pk])]
    assert page["storm"] is None


def test_twenty_in_ten_minutes_are_a_storm(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("delek.core.cases.queries.heaps.STORM", 4)
    outage(town, 4)
    monkeypatch.setattr("delek.web.staff.now", lambda: MORNING + 5 * MINUTE)
    storm = signed_in(town, "dispatcher").get("/desk/").context["storm"]
    assert (storm.count, [height for _x, _y, height in storm.bars][-6:]) == (4, [40, 40, 40, 40, 1, 1])


def test_one_step_accepts_the_first_joins_the_others_and_tells_each_once(town: Town) -> None:
    cases = outage(town)
    Delivery.objects.all().delete()
    page = join(town, cases)
    assert states() == ["accepted", "joined", "joined"]
    assert list(Case.objects.values_list("joined_to", flat=True).order_by("pk")) == [None, cases[0].pk, cases[0].pk]
    assert sorted(Delivery.objects.values_list("address", flat=True)) == [f"1390000000{n}" for n in range(3)]
    said = [row.sentence.zh for row in Statement.objects.exclude(transition="open").filter(speaker="staff")]
    assert [LETTERS["sentence_zh"] in text for text in said] == [True] * 3
    assert [cases[0].label in text for text in said] == [False, True, True]
    assert (len(page.context["went"]), page.context["stayed"]) == (2, [])


def test_every_reporter_hears_what_becomes_of_it(town: Town) -> None:
    cases = outage(town)
    join(town, cases)
    Delivery.objects.all().delete()
    lead = town.move(cases[0], "dispatch", "dispatcher", post=town.post("worker"))
    town.move(lead, "decline" if lead.state == "accepted" else "postpone", "dispatcher", reason="等",
              until=MORNING + timedelta(days=3))  # fmt: skip
    assert sorted(Delivery.objects.values_list("address", flat=True)) == [f"1390000000{n}" for n in range(3)]


def test_it_is_taken_apart_again(town: Town) -> None:
    cases = outage(town)
    undo = [f"{one.case.pk}.{one.case.version}" for one in join(town, cases).context["undo"]]
    page = signed_in(town, "dispatcher").post(f"/desk/heaps/{cases[0].pk}/apart", {"case": undo})
    assert states() == ["accepted", "received", "received"]
    assert len(page.context["went"]) == 2
    again = signed_in(town, "dispatcher").post(f"/desk/heaps/{cases[0].pk}/apart", {"case": undo})
    assert again.context["went"] == []


def test_where_somebody_was_faster_with_the_first_nothing_is_joined(town: Town) -> None:
    cases = outage(town)
    town.move(cases[0], "accept", "dispatcher2")
    page = join(town, cases)
    assert states() == ["accepted", "received", "received"]
    assert [one.case.pk for one in page.context["stayed"]] == [cases[0].pk]


def test_where_somebody_was_faster_with_another_it_is_said_and_the_rest_is_joined(town: Town) -> None:
    cases = outage(town)
    town.move(cases[1], "accept", "dispatcher2")
    page = join(town, cases)
    assert states() == ["accepted", "accepted", "joined"]
    assert ([one.case.pk for one in page.context["went"]], [one.case.pk for one in page.context["stayed"]]) == (
        [cases[2].pk], [cases[1].pk],
    )  # fmt: skip


@pytest.mark.parametrize(
    "fields", [{"sentence_bo": " "}, {"sentence_zh": ""}, {"case": ["1.1"]}, {"case": ["x", "9.y"]}]
)
def test_nothing_goes_out_where_something_is_missing(town: Town, fields: Any) -> None:
    cases = outage(town)
    answer = join(town, cases, **fields)
    assert (answer.status_code, states()) == (422, ["received"] * 3)
    assert LETTERS["sentence_zh"] in answer.content.decode() or "sentence_zh" in fields


def test_whoever_only_opens_an_address_of_a_step_is_led_to_the_page(town: Town) -> None:
    cases, client = outage(town), signed_in(town, "dispatcher")
    ways = [client.get(f"/desk/heaps/{cases[0].pk}/{step}")["Location"] for step in ("join", "apart")]
    assert ways == [f"/desk/heaps/{cases[0].pk}", f"/desk/cases/{cases[0].pk}"]


def test_the_page_says_who_reads_what_before_it_goes(town: Town) -> None:
    cases = outage(town)
    town.report("停电了", at=MORNING + 4 * MINUTE)
    page = signed_in(town, "dispatcher").get(f"/desk/heaps/{cases[1].pk}?lang=en")
    assert (page.context["reporters"], page.context["phones"], page.context["anonymous"]) == (4, 3, 1)
    assert "4 residents will receive" in page.content.decode()
    assert cases[0].label in page.context["joining"].zh


def test_a_heap_costs_the_same_at_any_number(town: Town, django_assert_num_queries: Any) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client, cases = signed_in(town, "dispatcher"), outage(town)
    for address in ("/desk/", f"/desk/heaps/{cases[0].pk}"):
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        outage(town, 2)
        with django_assert_num_queries(len(asked.captured_queries)):
            client.get(address)
