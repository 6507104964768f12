"""At the desk: whether neighbours may know of a case."""

import pytest
from django.test import Client

from delek.core.cases.actions import announce
from delek.core.cases.models import Announcement, Case
from delek.foundation.words import Words
from tests.town import MORNING, Town

SAID = {"bo": "ལམ་གློག་འབར་གྱི་མི་འདུག", "zh": "路灯不亮", "en": ""}


def signed_in(town: Town, who: str) -> Client:
    client = Client()
    client.force_login(town.people[who])
    return client


@pytest.fixture
def case(town: Town) -> Case:
    return town.report("路灯不亮", name="卓玛", category="lamp").case


def test_by_default_nothing_is_shown_and_the_category_is_proposed(town: Town, case: Case) -> None:
    page = signed_in(town, "dispatcher").get(f"/desk/cases/{case.pk}?lang=en").content.decode()
    assert ["Not shown" in page, "Shown at the point" in page] == [True, False]
    assert '<textarea name="zh" rows="2">路灯</textarea>' in page


def test_it_is_shown_changed_and_taken_down(town: Town, case: Case) -> None:
    client, address = signed_in(town, "dispatcher"), f"/desk/cases/{case.pk}/announcement"
    assert client.post(address, SAID)["Location"] == f"/desk/cases/{case.pk}"
    assert "Shown at the point" in client.get(f"/desk/cases/{case.pk}?lang=en").content.decode()
    client.post(address, SAID | {"en": "The lamp is dark"})
    assert Announcement.objects.get().text == Words(**SAID | {"en": "The lamp is dark"})
    client.post(f"{address}/down")
    assert Announcement.objects.get().taken_down_at is not None
    assert "Not shown" in client.get(f"/desk/cases/{case.pk}?lang=en").content.decode()


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"bo": ""}, "Both languages are needed"),
        ({"zh": "卓玛家的路灯"}, "leave out names and numbers"),
        ({"zh": "路" * 121}, "A sentence is too long: at most 120"),
    ],
)
def test_what_cannot_be_shown_is_said_and_what_was_typed_stays(
    town: Town, case: Case, wrong: dict[str, str], why: str
) -> None:
    answer = signed_in(town, "dispatcher").post(f"/desk/cases/{case.pk}/announcement?lang=en", SAID | wrong)
    page = answer.content.decode()
    assert (answer.status_code, why in page, (SAID | wrong)["zh"] in page) == (422, True, True)
    assert Announcement.objects.count() == 0


def test_a_case_that_is_done_is_shown_no_more_but_may_be_taken_down(town: Town, case: Case) -> None:
    announce(case=case, text=Words(bo="ལམ་གློག", zh="路灯"), standing=town.standing("dispatcher"), at=MORNING)
    town.finish(case)
    client, address = signed_in(town, "dispatcher"), f"/desk/cases/{case.pk}/announcement"
    assert client.post(f"{address}?lang=en", SAID).status_code == 409
    assert client.post(f"{address}/down").status_code == 302
    assert Announcement.objects.get().taken_down_at is not None


@pytest.mark.parametrize(
    ("who", "status"), [("chief", 404), ("auditor", 404), ("administrator", 404), ("stranger", 404), ("secretary", 302)]
)
def test_who_may_not_finds_no_such_page(town: Town, case: Case, who: str, status: int) -> None:
    for route in ("announcement", "announcement/down"):
        assert signed_in(town, who).post(f"/desk/cases/{case.pk}/{route}", SAID).status_code == status
    assert Announcement.objects.count() == (1 if status == 302 else 0)


def test_the_chief_reads_the_case_without_being_offered_it(town: Town, case: Case) -> None:
    assert "/announcement" not in signed_in(town, "chief").get(f"/desk/cases/{case.pk}").content.decode()
