"""What neighbours may know of a matter, and how they join it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from delek.core.cases.actions import Conflict, Declined, Opened, Submission, announce, join_in, judge, take_down
from delek.core.cases.models import Announcement, Case, Report
from delek.core.cases.queries import open_at, token_of
from delek.core.cases.queries.residents import story
from delek.core.timeline.models import Delivery
from delek.core.timeline.queries import newest_of
from delek.foundation.words import Words
from tests.town import MORNING, Town

SAID = Words(bo="ལམ་གློག་གཉིས་འབར་གྱི་མི་འདུག", zh="路灯不亮，有两盏", en="Two street lamps are dark")
PERSONAL = [
    Words(bo="གློག", zh="卓玛家门口没有电"),
    Words(bo="གློག", zh="没有电，请打 139 0000 0001"),
    Words(bo="ཁ་པར་༡༣༩༠༠༠༠༠༠༠༡", zh="没有电"),
    Words(bo="གློག", zh="没有电，请打１３９００００００２"),
]


@pytest.fixture
def case(town: Town) -> Case:
    return town.report("路灯不亮", name="卓玛", phone="13900000001").case


def show(town: Town, case: Case, who: str = "dispatcher", text: Words = SAID) -> Announcement:
    return announce(case=case, text=text, standing=town.standing(who), at=MORNING)


def join(town: Town, case: Case, **given: Any) -> Opened:
    submission = Submission(
        submission_id=given.pop("submission_id", None) or uuid4(), community=case.community, place=case.place,
        language="bo", category=case.category, joins=case, **given,
    )  # fmt: skip
    return join_in(submission=submission, at=MORNING)


def test_nothing_is_shown_until_staff_say_so_and_no_more_when_they_take_it_down(town: Town, case: Case) -> None:
    place = town.points[10]
    assert open_at(place) == []
    show(town, case)
    assert [(row.text, row.people) for row in open_at(place)] == [(SAID, 1)]
    assert open_at(town.points[11]) == []
    take_down(case=case, standing=town.standing("dispatcher2"), at=MORNING)
    take_down(case=case, standing=town.standing("dispatcher2"), at=MORNING)
    assert open_at(place) == []
    verbs = [event.verb for event in newest_of("case", case.pk, limit=9)]
    assert verbs == ["announcement_taken_down", "announced", "open"]


@pytest.mark.parametrize(
    ("who", "may"),
    [("secretary", True), ("dispatcher", True), ("chief", False), ("worker", False), ("administrator", False),
     ("auditor", False), ("superior", False), ("subdistrict_officer", False), ("stranger", False)],
)  # fmt: skip
def test_only_who_may_let_neighbours_know_does(town: Town, case: Case, who: str, may: bool) -> None:
    if may:
        assert show(town, case, who).post == town.post(who)
        return
    with pytest.raises(Declined, match="rule"):
        show(town, case, who)
    show(town, case)
    with pytest.raises(Declined, match="rule"):
        take_down(case=case, standing=town.standing(who), at=MORNING)
    assert Announcement.objects.get().taken_down_at is None


@pytest.mark.parametrize("text", PERSONAL)
def test_a_reporters_name_and_any_number_are_refused(town: Town, case: Case, text: Words) -> None:
    with pytest.raises(Declined, match="personal"):
        show(town, case, text=text)
    assert Announcement.objects.count() == 0


def test_both_languages_are_needed(town: Town, case: Case) -> None:
    with pytest.raises(Declined) as refused:
        show(town, case, text=Words(zh="路灯不亮"))
    assert refused.value.missing == ("bo",)


def test_about_staff_and_elsewhere_than_at_a_point_nothing_is_shown(town: Town) -> None:
    about = town.report("他骂人", category="staff").case
    with pytest.raises(Declined, match="rule"):
        show(town, about)
    ordinary = town.report("路灯").case
    show(town, ordinary)
    Case.objects.filter(pk=ordinary.pk).update(about_staff=True)
    assert open_at(town.points[10]) == []
    Case.objects.filter(pk=ordinary.pk).update(about_staff=False, place=town.grids[3])
    with pytest.raises(Declined, match="rule"):
        show(town, Case.objects.get(pk=ordinary.pk))


def test_a_matter_leaves_the_list_when_its_work_is_done(town: Town, case: Case) -> None:
    show(town, case)
    town.finish(case)
    assert open_at(town.points[10]) == []
    with pytest.raises(Declined, match="state"):
        join(town, case)


def test_a_neighbour_gets_a_report_of_their_own_and_hears_of_everything_once(town: Town, case: Case) -> None:
    show(town, case)
    opened = join(town, case, phone="13900000002", description="我家门口也是")
    own = opened.report.case
    own.refresh_from_db()
    assert (own.state, own.joined_to_id, own.number, open_at(town.points[10])[0].people) == ("joined", case.pk, 2, 2)
    told = Delivery.objects.filter(address="13900000002")
    assert [message.text.count(token_of(opened.report)) for message in told] == [1]
    case.refresh_from_db()
    assert case.resident_spoke_at == MORNING
    town.move(case, "accept", "dispatcher", MORNING + timedelta(hours=1))
    assert told.all().count() == 2
    read = [entry.statement.transition for entry in story(opened.report)]
    assert read == ["open", "join", "accept"]


def test_a_neighbour_may_say_it_is_not_solved_and_only_whose_report_leads_that_it_is(town: Town, case: Case) -> None:
    show(town, case)
    neighbour = join(town, case).report
    town.finish(case)
    town.move(case, "verify", "dispatcher2")
    said = {"rating": 1, "media": [], "at": MORNING}
    judge(report=neighbour, solved="solved", text="我家好了", **said)
    case.refresh_from_db()
    assert (case.state, case.solved, case.rating) == ("verified", "", None)
    assert [event.verb for event in newest_of("case", case.pk, limit=2)] == ["words", "agreed"]
    assert "我家好了" in [entry.statement.text for entry in story(Report.objects.get(pk=neighbour.pk))]
    judge(report=neighbour, solved="not", text="还是黑的", **said)
    case.refresh_from_db()
    assert case.state == "accepted"
    with pytest.raises(Declined, match="state"):
        judge(report=neighbour, solved="solved", text="", **said)


def test_sent_again_it_is_the_same_report_even_after_the_matter_was_closed(town: Town, case: Case) -> None:
    show(town, case)
    key = uuid4()
    first = join(town, case, submission_id=key)
    town.finish(case)
    again = join(town, case, submission_id=key)
    assert (again.token, again.created, Report.objects.count()) == (first.token, False, 2)
    with pytest.raises(Conflict):
        join(town, case, submission_id=key, description="别的话")


def test_the_same_id_for_another_matter_is_a_conflict(town: Town, case: Case) -> None:
    other = town.report("井盖").case
    show(town, case)
    show(town, other)
    opened = join(town, case)
    with pytest.raises(Conflict):
        join(town, other, submission_id=opened.report.submission_id)


def test_nobody_joins_what_was_not_shown_and_an_ordinary_report_joins_nothing(town: Town, case: Case) -> None:
    with pytest.raises(Declined, match="state"):
        join(town, case)
    submission = Submission(submission_id=uuid4(), community=case.community, place=case.place, language="bo")
    with pytest.raises(Declined, match="missing"):
        join_in(submission=submission, at=MORNING)
    assert (replace(submission, joins=case).digest() == submission.digest(), Report.objects.count()) == (False, 1)
