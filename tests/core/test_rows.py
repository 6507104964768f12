"""Rows read by statements written out are the rows that the ORM reads."""

from django.db import connection

from delek.core.cases.models import Case, Report
from delek.core.cases.queries import report_by_token, story, token_of
from tests.town import MORNING, Town


def columns(row: Case | Report) -> dict[str, object]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def test_a_report_and_its_case_are_read_whole(town: Town) -> None:
    stored = town.report("电线", phone="13900000001")
    read = report_by_token(token_of(stored), MORNING)
    assert read is not None
    assert columns(read) == columns(Report.objects.get(pk=stored.pk))
    assert columns(read.case) == columns(Case.objects.get(pk=stored.case_id))


def test_a_column_that_a_newer_program_added_moves_no_other(town: Town) -> None:
    """While a cluster is updated, old processes read tables that are new already."""
    stored = town.report("电线")
    town.finish(stored.case)
    before = report_by_token(token_of(stored), MORNING)
    connection.check_constraints()  # PostgreSQL changes no table while checks of it are put off
    with connection.cursor() as cursor:
        for table in ("cases_report", "cases_case", "cases_statement", "media_media"):
            cursor.execute(f"ALTER TABLE {table} ADD COLUMN newer varchar(8) DEFAULT 'newer'")
    after = report_by_token(token_of(stored), MORNING)
    assert before is not None and after is not None
    assert (columns(after), columns(after.case)) == (columns(before), columns(before.case))
    assert [len(told.media) for told in story(after)] == [len(told.media) for told in story(before)]
    assert sum(len(told.media) for told in story(after)) == 1
