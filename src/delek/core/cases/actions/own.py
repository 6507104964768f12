"""What the holder of a number may do with their own reports: correct, be told or not, erase."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from delek.core.media.actions import erase
from delek.core.media.models import Media
from delek.core.timeline.actions import RESIDENT, record
from delek.foundation.words import Words

from ..models import Attachment, Case, Report, Statement
from ..queries.own import is_over
from .moving import Declined
from .speaking import leading


@transaction.atomic
def correct(*, report: Report, name: str, language: str, told: bool, at: datetime) -> None:
    """Put one's name right, choose the language of messages and whether there are any."""
    changed = {"name": name, "language": language, "told": told}
    columns = [key for key, value in changed.items() if getattr(report, key) != value]
    if not columns:
        return
    Report.objects.filter(pk=report.pk).update(**changed)
    _note(report, "report_corrected", at, {"columns": columns})


@transaction.atomic
def erase_report(*, report: Report, at: datetime) -> None:
    """Erase one's name, number, words, photos and recordings of a matter that is over.

    Raises Declined("open") before. What stays: number, place, kind, dates, stages and the office's own sentences, so
    that the office can account for its work (Archives Law); nothing of it names the reporter.
    """
    if not is_over(leading(report)):
        raise Declined("open")
    own = Statement.objects.filter(report=report)
    hung = Attachment.objects.filter(media=OuterRef("pk"))
    erase(Media.objects.filter(Exists(hung.filter(statement__report=report)), erased_at=None), at)
    own.update(text="", note="", sentence=Words())
    Report.objects.filter(pk=report.pk).update(name="", phone="")
    Case.objects.filter(pk=report.case_id).update(title="", search="")
    _note(report, "report_erased", at, {})


def _note(report: Report, verb: str, at: datetime, more: dict[str, object]) -> None:
    record(
        subject=("case", report.case_id), verb=verb, by=RESIDENT, at=at, community_id=report.case.community_id,
        particulars={"report": report.pk, **more},
    )  # fmt: skip
