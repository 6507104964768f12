"""Every alteration of the timeline is found and named (quality.md R8)."""

import random
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from delek.core.timeline.actions import SYSTEM, record
from delek.core.timeline.models import Event
from delek.core.timeline.queries import breaks
from tests.town import MORNING

pytestmark = pytest.mark.faults
COLUMNS = ("verb", "actor_kind", "particulars", "hash", "previous_hash", "community_id", "sequence")


def without_guard() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER timeline_event_no_update")
            cursor.execute("DROP TRIGGER timeline_event_no_delete")
        else:
            cursor.execute("DROP TRIGGER timeline_event_no_change ON timeline_event")


def fill(subjects: int = 100, each: int = 10) -> None:
    for subject in range(1, subjects + 1):
        for step in range(each):
            record(
                subject=("case", subject), verb=f"step{step}", by=SYSTEM, at=MORNING, community_id=1,
                particulars={"step": step},
            )  # fmt: skip


@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_database_itself_refuses_to_change_an_event(db: Any, change: str) -> None:
    fill(1, 2)
    rows = Event.objects.filter(sequence=1)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(verb="other") if change == "update" else rows.delete()


def test_each_of_a_thousand_alterations_is_found(db: Any) -> None:
    fill()
    without_guard()
    chance = random.Random(8)
    missed = []
    for event in chance.sample(list(Event.objects.all()), 1000):
        column = chance.choice(COLUMNS)
        with transaction.atomic():
            Event.objects.filter(pk=event.pk).update(**{column: altered(event, column)})
            subject = f"case:{event.subject_id}"
            if not any(found.subject == subject for found in breaks_of(event.subject_id)):
                missed.append((event.pk, column))
            transaction.set_rollback(True)
    assert missed == []


def breaks_of(subject: int) -> list[Any]:
    return list(breaks(subjects=[("case", subject)]))


def altered(event: Event, column: str) -> Any:
    value = getattr(event, column)
    if column == "particulars":
        return {"step": 99}
    if column in ("community_id", "sequence"):
        return value + 1000
    return ("x" + value)[:64]


def test_an_event_taken_from_the_middle_is_found(db: Any) -> None:
    fill(2, 5)
    without_guard()
    Event.objects.filter(subject_id=2, sequence=3).delete()
    found = list(breaks())
    assert [(b.subject, b.sequence) for b in found][:1] == [("case:2", 4)]
