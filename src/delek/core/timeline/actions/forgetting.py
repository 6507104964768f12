"""Forgetting what may no longer be kept, in small claims, of which a bad row never stops another (quality.md S10)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.db import models, transaction

from ..models import Delivery

LOG = structlog.get_logger()
CLAIM = 100
UNSENT = ("waiting", "sending")


@dataclass(frozen=True, slots=True)
class Forgetting:
    """One kind of thing whose time runs out.

    ``columns`` are blanked together. ``due`` says which rows, and no longer finds one that was blanked. ``blank`` gets
    such rows and answers how many it blanked; it may be called again with the same ones.
    """

    name: str
    model: type[models.Model]
    columns: tuple[str, ...]
    due: Callable[[datetime], models.QuerySet[Any]]
    blank: Callable[[models.QuerySet[Any], datetime], int]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many rows were blanked, and how many could not be."""

    done: int = 0
    failed: int = 0


def forget(kind: Forgetting, *, at: datetime) -> Tally:
    """Blank every row whose time is over, a hundred at a time; where one fails, each of the hundred alone."""
    done = failed = last = 0
    while claim := _claim(kind, at, last):
        last = claim[-1]
        try:
            done += _blank(kind, claim, at)
        except Exception:
            alone = [_alone(kind, pk, at) for pk in claim]
            done, failed = done + sum(a.done for a in alone), failed + sum(a.failed for a in alone)
    return Tally(done, failed)


def keep(model: Any, column: str) -> timedelta:
    """How long a column is kept after its registered moment."""
    return timedelta(days=model.personal[column].keep_days or 0)


def _claim(kind: Forgetting, at: datetime, last: int) -> list[int]:
    return list(kind.due(at).filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:CLAIM])


def _blank(kind: Forgetting, claim: list[int], at: datetime) -> int:
    """What is no longer due, for somebody reopened it meanwhile, is left alone."""
    with transaction.atomic():
        return kind.blank(kind.due(at).filter(pk__in=claim), at)


def _alone(kind: Forgetting, pk: int, at: datetime) -> Tally:
    try:
        return Tally(done=_blank(kind, [pk], at))
    except Exception as trouble:
        LOG.error("row not forgotten", rows=kind.name, row=pk, kind=type(trouble).__name__)
        return Tally(failed=1)


def _old_messages(at: datetime) -> models.QuerySet[Delivery]:
    return Delivery.objects.filter(created_at__lt=at - keep(Delivery, "text")).exclude(address="", text="", subject="")


def _blank_messages(rows: models.QuerySet[Delivery], at: datetime | None = None) -> int:
    """A message that never went out is given up: there is nobody left to send it to."""
    pks = list(rows.values_list("pk", flat=True))
    Delivery.objects.filter(pk__in=pks, state__in=UNSENT).update(state="failed")
    return Delivery.objects.filter(pk__in=pks).update(address="", text="", subject="", last_error="")


def give_up_messages(*, subjects: Sequence[tuple[str, int]], addresses: Sequence[str]) -> int:
    """Forget what went, or was to go, to these addresses about these subjects; answers how many messages."""
    about = models.Q()
    for kind, pk in subjects:
        about |= models.Q(event__subject_kind=kind, event__subject_id=pk)
    known = [address for address in addresses if address]
    return _blank_messages(Delivery.objects.filter(about, address__in=known)) if known and subjects else 0


FORGETTINGS = (
    Forgetting(
        "messages", Delivery, ("address", "text", "subject", "last_error"), due=_old_messages, blank=_blank_messages
    ),
)
