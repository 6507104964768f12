"""A report is taken exactly once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from delek.core.cases.actions import Conflict
from delek.core.cases.models import Case, Deadline, Report
from delek.core.timeline.models import Delivery
from delek.core.timeline.queries import breaks, events_of
from tests.town import MORNING, Town, same_id


def test_a_report_opens_a_numbered_case_at_its_point(town: Town) -> None:
    report = town.report("旧线缆掉下来了，横在巷道上", point=10)
    assert report.case.label == "2026-0001"
    assert report.case.place == town.points[10]
    assert report.case.state == "received"


def test_the_same_submission_again_answers_the_same_report(town: Town) -> None:
    first = town.open(submission_id=same_id())
    again = town.open(submission_id=same_id())
    assert (again.token, again.created) == (first.token, False)
    assert Report.objects.count() == 1


def test_other_content_under_the_same_id_is_a_conflict(town: Town) -> None:
    town.open("one", submission_id=same_id())
    with pytest.raises(Conflict):
        town.open("two", submission_id=same_id())


def test_numbers_of_a_community_run_without_gaps(town: Town) -> None:
    assert [town.report(str(n)).case.number for n in range(3)] == [1, 2, 3]


def test_three_clocks_begin_with_an_urgent_report(town: Town) -> None:
    case = town.report(category="cable").case
    minutes = {d.step: (d.due_at - d.starts_at).total_seconds() / 60 for d in Deadline.objects.filter(case=case)}
    assert minutes == {"acknowledge": 120, "on_site": 1440, "solve": 1440}
    assert Case.objects.get().due_at == Deadline.objects.get(step="acknowledge").due_at


def test_a_number_left_gets_one_message_with_the_link(town: Town) -> None:
    opened = town.open(phone="13900000001", language="bo")
    message = Delivery.objects.get()
    assert message.address == "13900000001"
    assert f"/r/{opened.token}" in message.text


def test_the_database_alone_cannot_make_the_link(town: Town) -> None:
    opened = town.open()
    row = Report.objects.values().get()
    assert opened.token not in {str(v) for v in row.values()}


def test_the_chain_of_a_new_case_holds(town: Town) -> None:
    case = town.report().case
    assert [e.verb for e in events_of("case", case.pk)] == ["open"]
    assert list(breaks()) == []


def test_taking_a_report_costs_at_most_twelve_statements(town: Town) -> None:
    town.report()
    with CaptureQueriesContext(connection, ) as seen:
        town.open("again", at=MORNING)
    assert len([q for q in seen if "SAVEPOINT" not in q["sql"]]) <= 12
