"""What is likeliest the same matter stands first, and one key joins with it."""

from datetime import timedelta

import pytest

from delek.core.cases.models import Case
from delek.core.media.actions import process_waiting
from tests.town import MORNING, Town
from tests.web.desk.test_desk import signed_in


@pytest.fixture(autouse=True)
def morning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("delek.web.staff.now", lambda: MORNING)


def numbers(town: Town, case: Case) -> list[str]:
    page = signed_in(town, "dispatcher").get(f"/desk/cases/{case.pk}")
    return [other.case.label for other in page.context["similar"]]


def test_the_same_words_at_the_same_point_stand_before_what_is_only_near(town: Town) -> None:
    yesterday = MORNING - timedelta(days=40)
    same = town.report("巷口路灯不亮", 10, category="lamp", at=yesterday).case
    other = town.report("垃圾没有人收", 10, category="rubbish", at=yesterday).case
    kind = town.report("灯杆歪了", 21, category="lamp", at=yesterday).case
    closed = town.report("巷口路灯不亮", 10, category="lamp", at=yesterday).case
    town.move(closed, "decline", "dispatcher", reason="重复")
    here = town.report("巷口路灯又不亮", 10, category="lamp").case
    assert numbers(town, here) == [same.label, closed.label, other.label, kind.label]


def test_one_link_begins_the_joining_with_an_open_one(town: Town) -> None:
    first, second = town.report("路灯不亮", category="lamp").case, town.report("路灯不亮", category="lamp").case
    client = signed_in(town, "dispatcher")
    address = f"/desk/cases/{second.pk}?do=join&case={first.label}"
    done = town.report("路灯不亮", category="lamp").case
    town.move(done, "decline", "dispatcher", reason="重复")
    page = client.get(f"/desk/cases/{second.pk}").content.decode()
    assert f'do=join&amp;case={first.label}#composer" data-key="s"' in page
    form = client.get(address).context["composer"]
    assert (form.step.key, form.typed["case"]) == ("join", first.label)
    sent = {
        "transition": "join", "version": second.version, "case": form.typed["case"], "sentence_bo": form.bo,
        "sentence_zh": form.zh, "sentence_en": form.en,
    }  # fmt: skip
    assert client.post(f"/desk/cases/{second.pk}/moves", sent).status_code == 302
    second.refresh_from_db()
    assert second.joined_to_id == first.pk
    assert "do=join" not in client.get(f"/desk/cases/{second.pk}").content.decode()


def test_before_and_after_stand_side_by_side_once_the_work_is_shown(town: Town) -> None:
    case = town.report().case
    client = signed_in(town, "dispatcher")
    assert client.get(f"/desk/cases/{case.pk}").context["sides"] is None
    said = case.statements.get(transition="open")
    said.attachments.create(media=town.photo(), position=0)
    town.finish(case)
    process_waiting(at=MORNING)
    page = client.get(f"/desk/cases/{case.pk}")
    assert [photo.is_after for photo in page.context["sides"]] == [False, True]
    assert page.content.decode().count('class="side"') == 2
