"""The calendar's page: layers, who entered what, whole years, and the warning before the new year."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.test import Client

from delek.core.people.actions import appoint
from delek.core.people.models import PostKind
from delek.core.schedule.actions import set_day
from delek.core.schedule.models import CalendarDay, CalendarYear
from delek.core.schedule.queries import working_calendar
from delek.core.timeline.actions import SYSTEM
from delek.core.timeline.models import Event
from delek.foundation.clock import SHANGHAI
from tests.town import BEGINNING, MORNING, Town

YEAR = "2027-02-06 班\n2027-02-07 至 2027-02-14 休 藏历新年\n"


def signed_in(town: Town, name: str) -> Client:
    client = Client()
    client.force_login(town.people[name])
    return client


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    def set_to(moment: datetime) -> None:
        monkeypatch.setattr("delek.web.staff.now", lambda: moment)

    return set_to


def test_the_page_shows_each_layer_and_what_a_nearer_one_replaces(town: Town) -> None:
    for place, works in ((town.district, False), (town.community, True)):
        set_day(place=place, day=date(2026, 8, 20), works=works, name="雪顿节", source="通知", by=SYSTEM, at=MORNING)
    page = signed_in(town, "administrator").get("/manage/calendar/?year=2026")
    rows = [row for row in page.context["rows"] if row.day.name == "雪顿节"]
    assert [(row.replaced, row.own) for row in rows] == [(True, False), (False, True)]
    august = page.context["months"][7]
    assert (august.start, august.days[19], august.days[21]) == (6, (20, "worked"), (22, "weekend"))


def test_a_whole_year_is_entered_from_the_notice_and_is_known_from_then_on(town: Town) -> None:
    client = signed_in(town, "administrator")
    unknown = client.get("/manage/calendar/?year=2027")
    assert unknown.context["known"] is None
    answer = client.post("/manage/calendar/year?year=2027", {"text": YEAR, "source": "区政府通知"})
    assert answer.status_code == 302
    known = CalendarYear.objects.get(place=town.community, year=2027)
    assert (known.entered_by, known.source) == (town.administrator, "区政府通知")
    assert CalendarDay.objects.filter(place=town.community, works=False).count() == 8
    assert Event.objects.order_by("-pk")[0].verb == "calendar_year_set"
    assert "区政府通知" in client.get("/manage/calendar/?year=2027").content.decode()


def test_of_a_year_with_a_wrong_line_nothing_is_entered_and_everything_typed_is_kept(town: Town) -> None:
    client = signed_in(town, "administrator")
    text = YEAR + "2027-13-01 休"
    answer = client.post("/manage/calendar/year?year=2027", {"text": text, "source": "通知"})
    assert (answer.status_code, CalendarYear.objects.filter(place=town.community).count()) == (422, 0)
    page = answer.content.decode()
    assert "第 3 行" in page and "2027-13-01" in page


@pytest.mark.parametrize("address", ["calendar/?year=9999", "calendar/year?year=1", "calendar/year?year=20270"])
def test_a_year_out_of_reach_is_not_found(town: Town, address: str) -> None:
    assert signed_in(town, "administrator").get(f"/manage/{address}").status_code == 404


def test_another_layers_day_cannot_be_taken_back(town: Town) -> None:
    national = CalendarDay.objects.filter(place=None)[0]
    assert signed_in(town, "administrator").post(f"/manage/calendar/{national.pk}/clear").status_code == 404
    assert CalendarDay.objects.filter(pk=national.pk).exists()


def test_the_office_above_sets_its_layer_for_all_below(town: Town) -> None:
    kind = PostKind.objects.get(key="administrator")
    appoint(person=town.people["subdistrict_officer"], kind=kind, place=town.district, by=SYSTEM, at=BEGINNING)
    form = {"day": "2026-08-20", "works": "0", "name": "雪顿节", "source": "通知"}
    assert signed_in(town, "subdistrict_officer").post("/manage/calendar/day", form).status_code == 302
    row = CalendarDay.objects.get(name="雪顿节")
    assert row.place == town.district
    assert not working_calendar(town.elsewhere, MORNING).is_working_day(row.day)


@pytest.mark.parametrize(
    ("moment", "told"),
    [(datetime(2026, 10, 31, 23, 59, tzinfo=SHANGHAI), []), (datetime(2026, 11, 1, tzinfo=SHANGHAI), [2027])],
)
def test_from_the_first_of_november_the_desk_tells_those_who_may_enter_it(
    town: Town, at: Callable[[datetime], None], moment: datetime, told: list[int]
) -> None:
    at(moment)
    page = signed_in(town, "secretary").get("/desk/")
    assert page.context["calendar_missing"] == told
    assert ("2027 年的日历还没有录入。" in page.content.decode()) is bool(told)
    assert signed_in(town, "dispatcher").get("/desk/").context["calendar_missing"] == []
