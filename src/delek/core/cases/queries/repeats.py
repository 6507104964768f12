"""A second tap on the same button must not say the same thing twice."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from delek.foundation.words import clean

from ..models import Report, Statement

WITHIN = timedelta(seconds=60)


def said_just_now(report: Report, text: str, addresses: Iterable[str], at: datetime) -> bool:
    """Whether this reporter said these words with these files in the last minute."""
    rows = Statement.objects.filter(report=report, text=clean(text), at__gt=at - WITHIN).exclude(transition="open")
    wanted = sorted(addresses)
    return any(sorted(m.original for m in row.media.all()) == wanted for row in rows.prefetch_related("media"))
