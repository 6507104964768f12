"""The daily seal: one line that stands for everything that was written up to then."""

from datetime import datetime, timedelta

from django.db import transaction

from ..models import Event
from ..queries.seals import SEAL, digest_between, last_seal
from .events import SYSTEM, record

SETTLED = timedelta(hours=1)
"""No transaction takes so long: what has a smaller number than an event of that age is written by now."""


@transaction.atomic
def seal(*, at: datetime) -> Event | None:
    """Bind every event that is an hour old into a seal, which follows the seal before; None where nothing is new.

    A chain shows what was changed within it, but not that its end was cut off, nor that a whole chain is gone. The
    seal's hash covers all of them: who noted one elsewhere can prove any later change (``delek verify --seal``).
    """
    before = last_seal()
    after = before.particulars["until"] if before else 0
    newest = Event.objects.filter(pk__gt=after, at__lte=at - SETTLED).exclude(subject_kind=SEAL[0])
    until = newest.order_by("-pk").values_list("pk", flat=True).first()
    if until is None:
        return None
    events, digest = digest_between(after, until)
    particulars = {"after": after, "until": until, "events": events, "digest": digest}
    return record(subject=SEAL, verb="sealed", by=SYSTEM, at=at, community_id=0, particulars=particulars)
