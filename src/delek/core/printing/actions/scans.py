"""Counting scans: in memory, stored together, so that a scan costs no statement and says nothing about who."""

from datetime import date, datetime, timedelta
from itertools import groupby

from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate

from delek.foundation.tally import Tally

from ..models import Scans

EVERY = timedelta(seconds=30)
TALLY: Tally[tuple[int, date]] = Tally()


def count_scan(*, code_id: int, at: datetime) -> None:
    """Count one scan. Each process stores what it has counted with the first scan after half a minute.

    A process that is killed loses what it counted since; the counts are a help, not an account.
    """
    TALLY.add((code_id, localdate(at)))
    if TALLY.due(at, EVERY):
        store_scans(at=at)


def store_scans(*, at: datetime) -> int:
    """Add what was counted to the rows of the day; counted again where the database refuses."""
    counted = TALLY.take(at)
    try:
        _store(counted)
    except BaseException:
        TALLY.give_back(counted)
        raise
    return sum(counted.values())


@transaction.atomic
def _store(counted: dict[tuple[int, date], int]) -> None:
    """Two statements and one more for each different number, however many codes were scanned."""
    Scans.objects.bulk_create((Scans(code_id=code, day=day) for code, day in sorted(counted)), ignore_conflicts=True)
    by_number = sorted((day, n, code) for (code, day), n in counted.items())
    for (day, n), rows in groupby(by_number, key=lambda row: row[:2]):
        Scans.objects.filter(day=day, code_id__in=[row[2] for row in rows]).update(count=F("count") + n)
