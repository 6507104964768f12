"""What a resident may read: their own report and the story of its matter."""

import hmac
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Prefetch, Q, QuerySet

from delek.core.media.models import Media
from delek.foundation.ids import derive_token, token_digest

from ..models import Attachment, Case, Category, Report, Statement


def token_of(report: Report) -> str:
    """The reporter's token: 128 bits that are not in the database."""
    return derive_token(settings.RECEIPT_KEY, bytes(report.secret))


def report_by_token(token: str) -> Report | None:
    """The report a link names; found by digest, compared in constant time."""
    digest = token_digest(token)
    chain = "case__joined_to"
    report = (
        Report.objects.select_related("case__place", "case__community", "case__category", "case__holder", chain)
        .filter(token_digest=digest)
        .first()
    )
    return report if report and hmac.compare_digest(report.token_digest, digest) else None


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
    cases = [c for c in (report.case_id, report.case.joined_to_id) if c]
    rows = (
        Statement.objects.filter(case__in=cases)
        .filter(Q(report=report) | Q(speaker=Statement.Speaker.STAFF, public=True))
        .prefetch_related(Prefetch("attachments", Attachment.objects.select_related("media")))
        .order_by("at", "id")
    )
    return [
        Told(row.at, row.report_id == report.pk, row, tuple(a.media for a in row.attachments.all())) for row in rows
    ]


def filing_categories() -> list[Category]:
    """Every category a case may be filed under, those without a tile too."""
    return list(Category.objects.filter(retired=False).order_by("id"))


def categories() -> list[Category]:
    """What the report page offers, in the order of its tiles."""
    return list(Category.objects.filter(retired=False, tile__isnull=False).order_by("tile", "id"))
