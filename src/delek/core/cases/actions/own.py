"""What the holder of a number may do with their own reports: correct, say how to be told, erase."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from delek.core.media.actions import erase
from delek.core.media.models import Media
from delek.core.timeline.actions import RESIDENT, give_up_messages, record
from delek.foundation.words import Words

from ..models import Attachment, Case, Proof, Report, Statement, Subscription, Visit
from ..queries.own import is_over, is_proven
from .moving import Declined
from .proving import ask_proof, keep_email
from .reaching import choose
from .speaking import leading


@transaction.atomic
def correct(
    *, visit: Visit, report: Report, name: str, language: str, channel: str, email: str, at: datetime
) -> bool:
    """Put one's name right, choose the language of messages and the one way they come.

    True where the e-mail address is new: a code went there, and until it is shown the way of messages stays as it was.
    Raises Wait where too many codes were asked for.
    """
    changed = {"name": name, "language": language}
    columns = [key for key, value in changed.items() if getattr(report, key) != value]
    if columns:
        Report.objects.filter(pk=report.pk).update(**changed)
        _note(report, "report_corrected", at, {"columns": columns})
    if channel == Report.Channel.MAIL and not is_proven(visit, email):
        ask_proof(visit=visit, report=report, email=email, language=language, at=at)
        return True
    keep_email(report, email if channel == Report.Channel.MAIL else "")
    choose(report=report, channel=channel, at=at)
    return False


@transaction.atomic
def erase_report(*, report: Report, at: datetime) -> None:
    """Erase what one left with a matter that is over: name, ways to be told, messages, words, photos, recordings.

    Raises Declined("open") before. What stays: number, place, kind, dates, stages and the office's own sentences, so
    that the office can account for its work (Archives Law); nothing of it names the reporter.
    """
    if not is_over(leading(report)):
        raise Declined("open")
    own = Statement.objects.filter(report=report)
    hung = Attachment.objects.filter(media=OuterRef("pk"))
    erase(Media.objects.filter(Exists(hung.filter(statement__report=report)), erased_at=None), at)
    own.update(text="", note="", sentence=Words())
    address = (report.phone, report.email)
    Report.objects.filter(pk=report.pk).update(
        name="", phone="", email="", about="", channel=Report.Channel.NONE
    )
    Subscription.objects.filter(report=report).delete()
    Proof.objects.filter(report=report).delete()
    give_up_messages(subjects=[("case", pk) for pk in (report.case_id, leading(report).pk)], addresses=address)
    Case.objects.filter(pk=report.case_id).update(title="", search="")
    _note(report, "report_erased", at, {})


def _note(report: Report, verb: str, at: datetime, more: dict[str, object]) -> None:
    record(
        subject=("case", report.case_id), verb=verb, by=RESIDENT, at=at, community_id=report.case.community_id,
        particulars={"report": report.pk, **more},
    )  # fmt: skip
