"""A resident shows that a number is theirs: a code goes to it and comes back from the browser that asked."""

import hmac
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext, gettext_noop, override

from delek.core.timeline.actions import RESIDENT, Forgetting, keep, post_message, record
from delek.core.timeline.models import Delivery
from delek.foundation.ids import token_digest

from ..models import Report, Visit

CODE_MINUTES = 10
VISIT_HOURS = 12
TRIES = 5
FREE_ASKS = 3
CODE = gettext_noop("{code} is your code, valid for {n} minutes. Tell nobody.")


class Wait(Exception):
    """Too many codes were asked for, or too many wrong ones shown: so many seconds to wait."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class WrongCode(Exception):
    """Not the code that went out to this browser's number, or its time is over."""


def ask_code(*, phone: str, language: str, at: datetime) -> str:
    """Send a code to a number under which something is held, and answer the secret for the browser's cookie.

    For a number that is not known everything looks the same, only no message goes out. Raises Wait from the fourth
    time within a day: twice as long each time, known or not.
    """
    _check_asks(phone, at)
    secret, code = secrets.token_urlsafe(24), f"{secrets.randbelow(10**6):06d}"
    with transaction.atomic():
        visit = Visit.objects.create(
            secret_digest=token_digest(secret), code_digest=_digest(secret, code), phone=phone, asked_at=at
        )
        newest = Report.objects.filter(phone=phone).select_related("case").order_by("-id").first()
        event = record(
            subject=("visit", visit.pk), verb="code_asked", by=RESIDENT, at=at, first=True,
            community_id=newest.case.community_id if newest else 0,
        )  # fmt: skip
        if newest:
            with override(language):
                text = gettext(CODE).format(code=code, n=CODE_MINUTES)
            post_message(
                event=event, channel=Delivery.Channel.SMS, address=phone, language=language, text=text, at=at
            )
    return secret


def _check_asks(phone: str, at: datetime) -> None:
    today = Visit.objects.filter(phone=phone, asked_at__gt=at - timedelta(days=1))
    check_asks(list(today.values_list("asked_at", flat=True)), at)


def check_asks(asks: Sequence[datetime], at: datetime) -> None:
    """Raises Wait after the third code of a day: twice as long each time."""
    if len(asks) >= FREE_ASKS:
        over = max(asks) + timedelta(minutes=2 ** min(len(asks) - FREE_ASKS, 9))
        if over > at:
            raise Wait(int((over - at).total_seconds()) + 1)


def show_code(*, secret: str, code: str, at: datetime) -> str:
    """The code came back: from now on this browser sees what is held under its number. Answers its new secret.

    Raises WrongCode, and Wait once it was wrong five times: then only a new code helps.
    """
    with transaction.atomic():
        visit = Visit.objects.select_for_update().filter(secret_digest=token_digest(secret), shown_at=None).first()
        if visit is None or at - visit.asked_at > timedelta(minutes=CODE_MINUTES):
            raise WrongCode
        right = visit.tries < TRIES and hmac.compare_digest(visit.code_digest, _digest(secret, code))
        visit.tries += 1
        if right:
            secret = secrets.token_urlsafe(24)
            visit.secret_digest, visit.code_digest, visit.shown_at = token_digest(secret), "", at
        visit.save()
    if right:
        return secret
    if visit.tries >= TRIES:
        raise Wait(60)
    raise WrongCode


def end_visit(*, visit: Visit) -> None:
    """Nothing of the visit is kept."""
    visit.delete()


def _digest(secret: str, code: str) -> str:
    return token_digest(f"{secret} {code}")


def _over(at: datetime) -> QuerySet[Visit]:
    return Visit.objects.filter(asked_at__lt=at - keep(Visit, "phone"))


FORGETTINGS = (Forgetting("visits", Visit, ("phone",), _over, lambda rows, at: rows.delete()[0]),)
