"""A report about staff goes past the person concerned and past whom they lead."""

import pytest

from delek.core.cases.actions import Declined, Submission, judge, name_concerned
from delek.core.cases.models import Case
from delek.core.cases.queries import cases_for, counts_for, queue, todo, unheard_by
from delek.core.cases.queries.concerned import unheard
from delek.core.cases.queries.filtering import Wanted, filtered
from delek.core.cases.rules import may_know, moves_for
from delek.core.people.actions import add_person, appoint
from delek.core.people.models import PostKind
from delek.core.timeline.actions import SYSTEM
from delek.core.timeline.queries import breaks
from tests.town import BEGINNING, MORNING, Town

EVERYBODY = (
    "secretary", "director", "dispatcher", "dispatcher2", "administrator", "chief", "worker", "worker2", "superior",
    "subdistrict_officer", "stranger",
)  # fmt: skip


@pytest.fixture
def town(town: Town) -> Town:
    """The town with a director beside its secretary."""
    town.people["director"] = add_person(login="director", name="罗布", by=SYSTEM, at=BEGINNING)
    kind = PostKind.objects.get(key="director")
    appoint(person=town.people["director"], kind=kind, place=town.community, by=SYSTEM, at=BEGINNING)
    return town


def about(town: Town, who: str, text: str = "态度不好") -> Case:
    return town.report(text, concerns=town.post(who)).case


def who_sees(town: Town, case: Case) -> set[str]:
    seen = {who for who in EVERYBODY if cases_for(town.standing(who)).filter(pk=case.pk).exists()}
    known = {who for who in EVERYBODY if cases_for(town.standing(who)).filter(pk=case.pk).first() and may_know(
        town.standing(who), Case.objects.get(pk=case.pk))}  # fmt: skip
    assert known == seen, "the door and the rule agree"
    return seen


@pytest.mark.parametrize(
    ("concerned", "seen"),
    [
        ("worker", {"secretary", "director"}),
        ("chief", {"secretary", "director"}),
        ("dispatcher", {"secretary", "director"}),
        ("administrator", {"secretary", "director"}),
        ("secretary", {"subdistrict_officer"}),
        ("director", {"subdistrict_officer"}),
    ],
)
def test_it_is_seen_by_those_who_stand_above_the_person_and_nobody_else(
    town: Town, concerned: str, seen: set[str]
) -> None:
    assert who_sees(town, about(town, concerned)) == seen


def test_nobody_named_it_reaches_none_of_those_it_may_be_about(town: Town) -> None:
    case = town.report("有人收钱", about="戴眼镜的", about_staff=True).case
    assert (case.desk, case.holder, who_sees(town, case)) == (
        town.subdistrict, town.subdistrict, {"subdistrict_officer"},
    )  # fmt: skip


def test_words_alone_make_it_a_report_about_staff(town: Town) -> None:
    assert town.report("有人收钱", about="高个子").case.about_staff
    assert Submission(town.report().submission_id, town.community, town.community, "bo").is_about_staff is False


def test_named_later_it_goes_to_whom_it_belongs(town: Town) -> None:
    case = town.report("有人收钱", about_staff=True).case
    officer = town.standing("subdistrict_officer")
    named = name_concerned(case=case, post=town.post("worker"), standing=officer, at=MORNING)
    assert (named.desk, named.holder, who_sees(town, named)) == (None, town.community, {"secretary", "director"})
    with pytest.raises(Declined):
        name_concerned(case=case, post=town.post("chief"), standing=town.standing("dispatcher"), at=MORNING)
    assert list(breaks()) == []


def test_none_of_the_others_may_move_it_find_it_count_it_or_hear_of_it(town: Town) -> None:
    town.report("普通的事", phone="13900000001")
    case = about(town, "secretary", "独一无二的话")
    for who in EVERYBODY:
        if who == "subdistrict_officer":
            continue
        standing = town.standing(who)
        assert moves_for(standing, case) == [], who
        assert case not in queue(standing, "now", MORNING, MORNING), who
        assert not filtered(standing, "now", MORNING, MORNING, Wanted(words="独一无二")).exists(), who
        assert case.pk in unheard_by(standing, [town.community.pk]), who
    assert counts_for(town.standing("secretary"), MORNING, MORNING).views["now"] == 1
    above = filtered(town.standing("subdistrict_officer"), "now", MORNING, MORNING, Wanted(words="独一无二"))
    assert list(above) == [case]
    assert list(unheard_by(town.standing("subdistrict_officer"), [town.community.pk])) == []


def test_it_is_settled_above_and_a_second_person_or_the_resident_closes_it(town: Town) -> None:
    report = town.report("书记收钱", concerns=town.post("secretary"))
    town.move(report.case, "accept", "subdistrict_officer")
    settled = town.move(report.case, "settle", "subdistrict_officer", answer="已经谈话")
    assert (settled.state, settled.holder) == ("verified", town.subdistrict)
    with pytest.raises(Declined):
        town.move(report.case, "close", "subdistrict_officer")
    assert judge(report=report, solved="solved", rating=4, text="", media=[], at=MORNING).state == "closed"


def test_an_ordinary_case_cannot_be_settled_that_way(town: Town) -> None:
    case = town.report().case
    town.move(case, "accept", "dispatcher")
    with pytest.raises(Declined):
        town.move(case, "settle", "secretary", answer="好")


def test_it_is_never_sent_to_the_person_nor_to_whom_they_lead_and_who_is_sent_sees_it(town: Town) -> None:
    case = about(town, "chief")
    town.move(case, "accept", "secretary")
    for who in ("chief", "worker"):
        with pytest.raises(Declined) as declined:
            town.move(case, "dispatch", "secretary", post=town.post(who))
        assert declined.value.missing == ("post",)
    town.move(case, "dispatch", "secretary", post=town.post("worker2"))
    assert [c.pk for c in todo(town.standing("worker2"))] == [case.pk]
    assert who_sees(town, case) == {"secretary", "director", "worker2"}


def test_it_is_joined_with_no_other_report(town: Town) -> None:
    case, other = about(town, "worker"), town.report().case
    with pytest.raises(Declined):
        town.move(case, "join", "secretary", case=other)
    with pytest.raises(Declined):
        town.move(other, "join", "secretary", case=case)


def test_filed_as_about_staff_it_leaves_the_sight_of_who_filed_it(town: Town) -> None:
    from delek.core.cases.models import Category

    case = town.report("网格员骂人").case
    filed = town.move(case, "accept", "dispatcher", category=Category.objects.get(key="staff"))
    assert (filed.about_staff, who_sees(town, filed)) == (True, {"subdistrict_officer"})


def test_where_nobody_serves_above_the_community_hears_it(town: Town) -> None:
    from delek.core.people.actions import end_post

    for who in ("subdistrict_officer", "superior"):
        end_post(post=town.post(who), by=SYSTEM, at=BEGINNING.replace(hour=3))
    case = town.report("有人收钱", about_staff=True).case
    assert (case.desk, who_sees(town, case)) == (None, {"secretary", "director"})
    named = about(town, "secretary")
    assert (named.desk, who_sees(town, named), unheard(MORNING)) == (town.subdistrict, set(), 1)


def test_of_its_clocks_only_they_are_told_who_settle_it(town: Town) -> None:
    from datetime import timedelta

    from delek.core.cases.actions.notices import tell_of_clocks
    from delek.core.cases.models import Notice

    case, ordinary = about(town, "secretary"), town.report().case
    tell_of_clocks(at=MORNING + timedelta(days=30))
    told = {
        c.pk: {p.person.login for n in Notice.objects.filter(case=c) for p in (*n.holders.all(), *n.superiors.all())}
        for c in (case, ordinary)
    }
    assert told[case.pk] == {"subdistrict_officer"}
    assert {"dispatcher", "secretary"} <= told[ordinary.pk]


def test_named_while_an_office_above_has_it_it_stays_with_that_office(town: Town) -> None:
    case = town.report("有人收钱", about_staff=True).case
    Case.objects.filter(pk=case.pk).update(holder=town.department)
    officer = town.standing("subdistrict_officer")
    named = name_concerned(case=case, post=town.post("worker"), standing=officer, at=MORNING)
    assert (named.desk, named.holder) == (None, town.department)
