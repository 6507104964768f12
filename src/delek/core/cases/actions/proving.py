"""An e-mail address is used only after a code that went there came back."""

import hmac
import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext, gettext_noop, override

from delek.core.timeline.actions import RESIDENT, post_message, record
from delek.core.timeline.models import Delivery
from delek.foundation.ids import token_digest

from ..models import Proof, Report, Visit
from .reaching import choose
from .visiting import CODE, CODE_MINUTES, TRIES, Wait, WrongCode, check_asks

CODE_SUBJECT = gettext_noop("Your code")


def ask_proof(*, visit: Visit, report: Report, email: str, language: str, at: datetime) -> None:
    """Send a code to an e-mail address; an earlier code of the report ends. Raises Wait from the fourth of a day."""
    today = Proof.objects.filter(Q(email=email) | Q(report__phone=visit.phone), asked_at__gt=at - timedelta(days=1))
    check_asks(list(today.values_list("asked_at", flat=True)), at)
    code = f"{secrets.randbelow(10**6):06d}"
    with transaction.atomic():
        Proof.objects.filter(report=report).update(code_digest="")
        proof = Proof.objects.create(report=report, email=email, code_digest=_digest(visit, code), asked_at=at)
        event = record(
            subject=("proof", proof.pk), verb="proof_asked", by=RESIDENT, at=at, first=True,
            community_id=report.case.community_id,
        )  # fmt: skip
        with override(language):
            subject, text = gettext(CODE_SUBJECT), gettext(CODE).format(code=code, n=CODE_MINUTES)
        post_message(
            event=event, channel=Delivery.Channel.MAIL, address=email, language=language, subject=subject, text=text,
            at=at,
        )  # fmt: skip


def show_proof(*, visit: Visit, report: Report, code: str, at: datetime) -> None:
    """The code came back: from now on messages about the report go to the address.

    Raises WrongCode, and Wait once it was wrong five times: then only a new code helps.
    """
    with transaction.atomic():
        since = at - timedelta(minutes=CODE_MINUTES)
        waiting = Proof.objects.select_for_update().filter(report=report, asked_at__gte=since).exclude(code_digest="")
        proof = waiting.order_by("-id").first()
        if proof is None:
            raise WrongCode
        right = proof.tries < TRIES and hmac.compare_digest(proof.code_digest, _digest(visit, code))
        proof.tries += 1
        if right:
            proof.code_digest = ""
            keep_email(report, proof.email)
            choose(report=report, channel=Report.Channel.MAIL, at=at)
        proof.save()
    if not right:
        raise Wait(60) if proof.tries >= TRIES else WrongCode()


def keep_email(report: Report, email: str) -> None:
    """An address stands with a report only while it is the way of its messages."""
    Report.objects.filter(pk=report.pk).exclude(email=email).update(email=email)
    report.email = email


def _digest(visit: Visit, code: str) -> str:
    return token_digest(f"{visit.secret_digest} {code}")
