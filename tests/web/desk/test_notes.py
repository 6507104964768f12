"""Notes among staff: on the timeline of those who may see the matter, and nowhere else."""

import pytest
from django.test import Client

from delek.config import upkeep
from delek.core.cases.actions import Declined, add_note
from delek.core.cases.models import Case
from delek.core.cases.queries import story, token_of
from tests.town import MORNING, Town
from tests.web.desk.test_desk import signed_in

NOTE = "产权单位已联系，周三来"


def test_a_note_stands_on_the_timeline_and_moves_nothing(town: Town) -> None:
    report = town.report()
    before = Case.objects.get(pk=report.case_id)
    client = signed_in(town, "dispatcher")
    assert client.post(f"/desk/cases/{before.pk}/notes", {"note": NOTE}).status_code == 302
    assert NOTE in client.get(f"/desk/cases/{before.pk}").content.decode()
    after = Case.objects.get(pk=before.pk)
    assert (after.version, after.state, after.changed_at) == (before.version, before.state, before.changed_at)
    assert upkeep.verify() == 0


def test_no_reporter_reads_it_and_nobody_finds_the_matter_by_it(town: Town) -> None:
    report = town.report()
    add_note(case=report.case, text=NOTE, standing=town.standing("dispatcher"), at=MORNING)
    assert [told.statement.transition for told in story(report)] == ["open"]
    assert NOTE not in Client().get(f"/r/{token_of(report)}").content.decode()
    assert report.case.label not in signed_in(town, "dispatcher").get("/desk/queue?q=产权单位").content.decode()


@pytest.mark.parametrize("text", ["", "  \n", "长" * 2001])
def test_what_cannot_be_kept_stays_in_its_box(town: Town, text: str) -> None:
    case = town.report().case
    answer = signed_in(town, "dispatcher").post(f"/desk/cases/{case.pk}/notes?lang=en", {"note": text})
    assert answer.status_code == 422
    assert "at most 2,000 characters" in answer.content.decode()
    assert answer.context["unkept"]["text"] == text
    assert not case.statements.filter(transition="note").exists()


def test_whoever_may_not_hear_of_a_matter_writes_nothing_on_it(town: Town) -> None:
    case = town.report("书记收钱", concerns=town.post("secretary")).case
    with pytest.raises(Declined) as declined:
        add_note(case=case, text=NOTE, standing=town.standing("secretary"), at=MORNING)
    assert declined.value.why == "rule"
    assert signed_in(town, "secretary").post(f"/desk/cases/{case.pk}/notes", {"note": NOTE}).status_code == 404
    assert signed_in(town, "stranger").post(f"/desk/cases/{case.pk}/notes", {"note": NOTE}).status_code == 404
