"""What a resident may read: their own report and the story of its matter."""

import hmac
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet

from delek.core.media.models import Media
from delek.core.rows import read, read_beside
from delek.foundation.ids import derive_token, token_digest

from ..flows import REPORT
from ..models import Case, Category, Deadline, Report, Statement
from .around import surround


def token_of(report: Report) -> str:
    """The reporter's token: 128 bits that are not in the database."""
    return derive_token(settings.RECEIPT_KEY, bytes(report.secret))


def report_by_token(token: str, at: datetime) -> Report | None:
    """The report a link names; found by digest, compared in constant time."""
    digest = token_digest(token)
    found = read_beside(Report, Case, REPORTED, [digest])
    if not found or not hmac.compare_digest(found[0][0].token_digest, digest):
        return None
    report, case = found[0]
    report.case = case
    if case.joined_to_id:
        case.joined_to = read(Case, LEADING, [case.joined_to_id])[0]
    surround([c for c in (report.case, report.case.joined_to) if c], at)
    return report


REPORTED = """
    FROM cases_report JOIN cases_case ON cases_case.id = cases_report.case_id
    WHERE cases_report.token_digest = %s
"""
LEADING = "FROM cases_case WHERE id = %s"


def report_by_submission(submission_id: UUID) -> Report | None:
    return Report.objects.filter(submission_id=submission_id).first()


def hearing(case: Case) -> QuerySet[Report]:
    """Every report whose sender hears what is said on this case: its own and those joined with it."""
    return Report.objects.filter(Q(case=case) | Q(case__joined_to=case)).select_related("case")


@dataclass(frozen=True, slots=True)
class Told:
    """One entry of the story."""

    at: datetime
    mine: bool
    statement: Statement
    media: tuple[Media, ...]


def story(report: Report) -> list[Told]:
    """The matter as its reporter reads it, oldest first: own words, and the public sentences of the leading case.

    Another reporter's words are never among them.
    """
    cases = [report.case_id, report.case.joined_to_id or report.case_id]
    rows: list[Any] = read(Statement, STORY, [*cases, report.pk], shows=SHOWS)
    shown: defaultdict[int, list[Media]] = defaultdict(list)
    if any(row.shows for row in rows):
        for media in read(Media, SHOWN, cases, statement="cases_attachment.statement_id"):
            shown[media.statement].append(media)  # type: ignore[attr-defined]
    return [Told(row.at, row.report_id == report.pk, row, tuple(shown[row.pk])) for row in rows]


STORY = """
    FROM cases_statement
    WHERE case_id IN (%s, %s) AND (report_id = %s OR (speaker = 'staff' AND public))
    ORDER BY at, id
"""
SHOWS = "EXISTS (SELECT 1 FROM cases_attachment WHERE cases_attachment.statement_id = cases_statement.id)"
SHOWN = """
    FROM cases_attachment
    JOIN cases_statement ON cases_statement.id = cases_attachment.statement_id
    JOIN media_media ON media_media.id = cases_attachment.media_id
    WHERE cases_statement.case_id IN (%s, %s)
    ORDER BY cases_attachment.position, cases_attachment.id
"""


def solve_clock(case: Case) -> Deadline | None:
    """The clock within which a matter is to be solved, if its class has one."""
    return next(iter(read(Deadline, CLOCK, [case.pk])), None)


CLOCK = "FROM cases_deadline WHERE case_id = %s AND step = 'solve' ORDER BY id LIMIT 1"


def filing_categories() -> list[Category]:
    """Every category a report may be filed under, those without a tile too."""
    return list(Category.objects.filter(flow=REPORT.key, retired=False).order_by("id"))
