"""A matter is found by its reporter's number, which stands in no address, and each such look is on record."""

from delek.core.cases.queries import token_of
from delek.core.timeline.models import Event
from tests.town import Town
from tests.web.desk.test_desk import signed_in

PHONE = "13900000001"


def looked(verb: str = "reporter_seen") -> list[tuple[int, dict[str, object]]]:
    return list(Event.objects.filter(verb=verb).order_by("pk").values_list("subject_id", "particulars"))


def test_a_number_finds_its_matters_and_every_reporter_can_read_the_look(town: Town) -> None:
    mine, other = town.report("我的", phone=PHONE), town.report("别人的", phone="13900000002")
    page = signed_in(town, "dispatcher").post("/desk/reporters", {"phone": "139 0000 0001"})
    assert [row.title for group in page.context["groups"] for row in group.rows] == ["我的"]
    assert looked() == [(mine.case_id, {"report": mine.pk, "sought": "phone"})]
    assert looked("reporter_sought") == [(town.dispatcher.pk, {"found": 1})]
    assert PHONE not in str(list(Event.objects.values_list("particulars", flat=True)))
    assert PHONE not in page.content.decode()
    assert [bool(signed_in(town, "dispatcher").get(f"/r/{token_of(r)}")) for r in (mine, other)] == [True, True]


def test_a_search_that_finds_nothing_is_on_record_too(town: Town) -> None:
    town.report("我的", phone=PHONE)
    page = signed_in(town, "stranger").post("/desk/reporters", {"phone": PHONE})
    assert (page.context["groups"], looked(), looked("reporter_sought")) == ([], [], [(town.stranger.pk, {"found": 0})])


def test_what_is_no_number_is_said_and_nothing_is_sought(town: Town) -> None:
    town.report("没有号码")
    client = signed_in(town, "dispatcher")
    assert [client.post("/desk/reporters", {"phone": typed}).status_code for typed in ("拉姆", "")] == [422, 422]
    assert looked("reporter_sought") == []


def test_whoever_only_opens_the_address_is_led_to_the_form(town: Town) -> None:
    assert signed_in(town, "dispatcher").get("/desk/reporters")["Location"] == "/desk/filter"
