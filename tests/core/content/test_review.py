"""What is written becomes public only through a second person, and never in one language by accident."""

from typing import Any

import pytest
from django.db import DatabaseError, transaction

from delek.core.content.actions import (
    Declined,
    OneLanguage,
    Stale,
    add_page,
    approve,
    load_policies,
    send_back,
    withdraw,
    write,
)
from delek.core.content.models import Edition, Page, Verdict, Version
from delek.core.content.queries import changes, desk_for, latest, page_for, policy_at, waiting
from delek.core.people.actions import add_person, appoint
from delek.core.people.models import PostKind
from delek.core.timeline.actions import SYSTEM
from delek.core.timeline.models import Event
from tests.town import BEGINNING, MORNING, Town

BO, ZH = {"title": "མིང་།", "who": "ཚང་མ།"}, {"title": "名称", "who": "所有人"}
FACTS = {"topic": "allowance", "groups": ["older"], "phone": "12345"}


@pytest.fixture
def office(town: Town) -> Town:
    """The town with a person who only writes policies; the secretary reviews."""
    for login, place in (("editor", town.community), ("foreign_editor", town.elsewhere)):
        town.people[login] = person = add_person(login=login, name="措姆", by=SYSTEM, at=BEGINNING)
        appoint(person=person, kind=PostKind.objects.get(key="editor"), place=place, by=SYSTEM, at=BEGINNING)
    return town


@pytest.fixture
def page(office: Town) -> Page:
    return add_page(place=office.community, key="test", by=SYSTEM, at=BEGINNING)


def draft(page: Page, town: Town, who: str = "editor", **given: Any) -> list[Version]:
    """Somebody writes; by default both languages and the facts, sent to review."""
    parts = given.pop("parts", {"bo": BO, "zh": ZH, "facts": FACTS})
    given = {"base": page.last, "asked": True} | given
    return write(page=page, parts=parts, author=town.people[who], at=MORNING, **given)


def let_out(page: Page, town: Town, who: str = "secretary", **given: Any) -> list[Version]:
    numbers = given.pop("numbers", {row.version.part: row.version.number for row in waiting(page)})
    return approve(page=page, numbers=numbers, standing=town.standing(who), at=MORNING, **given)


def public(town: Town, language: str) -> str:
    reading = policy_at(town.points[10], "test", language)
    return reading.text.title if reading else ""


def test_nothing_is_public_before_a_second_person_let_it_out(page: Page, office: Town) -> None:
    draft(page, office)
    assert public(office, "bo") == ""
    let_out(page, office)
    assert (public(office, "bo"), public(office, "zh-hans")) == ("མིང་།", "名称")
    reading = policy_at(office.points[10], "test", "bo")
    assert reading and (reading.page.phone, reading.checked_at) == ("12345", MORNING)


def test_who_wrote_it_does_not_let_it_out(page: Page, office: Town) -> None:
    draft(page, office, "secretary")
    with pytest.raises(Declined, match="second_person"):
        let_out(page, office, "secretary")
    assert (Verdict.objects.count(), Edition.objects.count()) == (0, 0)


@pytest.mark.parametrize("who", ["editor", "foreign_editor", "dispatcher", "stranger", "chief"])
def test_who_may_not_review_does_not(page: Page, office: Town, who: str) -> None:
    draft(page, office, "secretary")
    with pytest.raises(Declined, match="capability"):
        let_out(page, office, who)
    assert Edition.objects.count() == 0


def test_one_language_alone_is_let_out_only_on_purpose(page: Page, office: Town) -> None:
    draft(page, office, parts={"zh": ZH})
    with pytest.raises(OneLanguage) as refused:
        let_out(page, office)
    assert (list(refused.value.languages), Verdict.objects.count(), public(office, "zh")) == (["bo"], 0, "")
    let_out(page, office, alone=True)
    reading = policy_at(office.points[10], "test", "bo")
    assert reading and (reading.text.title, reading.translated) == ("名称", False)


def test_a_change_of_one_language_leaves_the_other_behind_unless_it_is_a_correction(page: Page, office: Town) -> None:
    draft(page, office)
    let_out(page, office)
    draft(page, office, parts={"zh": ZH | {"title": "新名称"}}, correction=True)
    let_out(page, office)
    reading = policy_at(office.points[10], "test", "bo")
    assert reading and reading.behind == ""
    draft(page, office, parts={"zh": ZH | {"title": "又改了"}})
    with pytest.raises(OneLanguage):
        let_out(page, office)
    let_out(page, office, alone=True)
    reading = policy_at(office.points[10], "test", "bo")
    assert reading and (reading.behind, reading.translated) == ("zh", True)
    draft(page, office, parts={"bo": BO | {"title": "གསར་པ།"}})
    let_out(page, office)
    reading = policy_at(office.points[10], "test", "bo")
    assert reading and reading.behind == ""


def test_what_was_read_is_what_is_let_out(page: Page, office: Town) -> None:
    first = draft(page, office)
    draft(page, office, parts={"zh": ZH | {"title": "悄悄改了"}})
    with pytest.raises(Declined, match="changed"):
        let_out(page, office, numbers={v.part: v.number for v in first})
    assert public(office, "zh") == ""


def test_a_draft_waits_for_nobody_until_it_is_sent(page: Page, office: Town) -> None:
    draft(page, office, asked=False)
    assert waiting(page) == []
    with pytest.raises(Declined, match="changed"):
        let_out(page, office, numbers={"zh": 1})
    assert [v.number for v in draft(page, office)] == [2, 2, 2]
    assert len(waiting(page)) == 3


def test_the_second_of_two_editors_is_told(page: Page, office: Town) -> None:
    draft(page, office)
    with pytest.raises(Stale):
        draft(page, office, parts={"zh": {"title": "别的"}}, base=0)
    assert latest(page)["zh"].text.title == "名称"


def test_what_is_sent_back_says_why_and_leaves_what_is_public(page: Page, office: Town) -> None:
    draft(page, office)
    let_out(page, office)
    draft(page, office, parts={"zh": ZH | {"title": "错的"}})
    numbers = {row.version.part: row.version.number for row in waiting(page)}
    send_back(page=page, numbers=numbers, standing=office.standing("secretary"), note="金额不对", at=MORNING)
    assert (public(office, "zh"), waiting(page)) == ("名称", [])
    assert Verdict.objects.get(approved=False).note == "金额不对"
    assert desk_for(office.standing("editor"))[0].states["zh"] == "returned"


def test_the_same_words_again_are_no_new_version(page: Page, office: Town) -> None:
    draft(page, office)
    assert draft(page, office) == []
    assert Version.objects.count() == 3


def test_the_database_refuses_to_change_what_was_written(page: Page, office: Town) -> None:
    draft(page, office)
    let_out(page, office)
    for rows in (Version.objects.all(), Verdict.objects.all()):
        first = rows[0].pk
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            rows.filter(pk=first).update(id=first)
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            rows.filter(pk=first)._raw_delete(rows.db)


def test_each_step_is_an_event_without_words(page: Page, office: Town) -> None:
    draft(page, office)
    let_out(page, office)
    withdraw(page=page, by=SYSTEM, at=MORNING)
    events = Event.objects.filter(subject_kind="page", subject_id=page.pk).order_by("sequence")
    assert [e.verb for e in events] == ["page_added", "page_written", "page_approved", "page_withdrawn"]
    assert "名称" not in str([e.particulars for e in events])


def test_editors_of_elsewhere_find_nothing_of_it(page: Page, office: Town) -> None:
    assert page_for(office.standing("foreign_editor"), page.pk) is None
    assert page_for(office.standing("dispatcher"), page.pk) is None
    assert page_for(office.standing("editor"), page.pk) == page


def test_the_list_needs_few_statements(office: Town, django_assert_max_num_queries: Any) -> None:
    standing = office.standing("editor")
    add_page(place=office.community, key="one", by=SYSTEM, at=BEGINNING)
    with django_assert_max_num_queries(3):
        assert len(desk_for(standing)) == 1
    load_policies(place=office.community, at=BEGINNING)
    with django_assert_max_num_queries(4):
        assert len(desk_for(standing)) == 15


def test_a_comparison_shows_what_went_out_and_what_came_in(page: Page, office: Town) -> None:
    old = draft(page, office)
    new = draft(page, office, parts={"bo": BO | {"who": "ཚང་མ་ལ།"}, "facts": FACTS | {"phone": "110"}})
    by_part = {v.part: v for v in old}
    shown = {}
    for version in new:
        found = changes(by_part[version.part], version)
        shown[version.part] = [(c.section, [(p.kind, p.text) for p in c.pieces]) for c in found]
    assert shown["bo"] == [("who", [("same", "ཚང་"), ("out", "མ།"), ("in", "མ་ལ།")])]
    assert shown["facts"] == [("phone", [("out", "12345"), ("in", "110")])]
    assert [c.section for c in changes(None, new[0])] == ["title", "who"]
