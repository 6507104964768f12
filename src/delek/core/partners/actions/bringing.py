"""What programs bring, and what their users say after it."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from delek.core.cases.actions import Opened, Submission, answer, content_of, once, open_case
from delek.core.cases.models import Report
from delek.core.media.actions import Taken, enter
from delek.core.timeline.actions import By, record

from ..models import Brought, Program


@transaction.atomic
def bring(*, program: Program, submission: Submission, at: datetime) -> Opened:
    """A report that a program brings goes the way of every report; which program it was stays beside it.

    The same submission again answers the same report. Raises Conflict where the id was used with other content.
    """
    opened = open_case(submission=submission, at=at)
    if opened.created:
        Brought.objects.create(program=program, report=opened.report, at=at)
        case = opened.report.case
        record(
            subject=("case", case.pk), verb="brought", by=By("program", program.pk), at=at,
            community_id=case.community_id, particulars={"report": opened.report.pk},
        )  # fmt: skip
    return opened


def pass_on_words(*, report: Report, key: UUID, text: str, files: Sequence[Taken], at: datetime) -> bool:
    """What a program's user says after the report: an answer where one was asked for, else words; once for each key.

    False where it was said before. Raises Conflict where the key was used with other content.
    """

    def say() -> None:
        media = enter(files, community_id=report.case.community_id, at=at) if files else []
        answer(report=report, text=text, media=media, at=at)

    content = content_of("passed_on", [("text", text)], [taken.address for taken in files])
    return once(report=report, key=key, content=content, at=at, do=say)
