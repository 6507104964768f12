"""What a chain cannot show of itself, the daily seal does: an end that was cut off, a matter that is gone (R8)."""

from datetime import timedelta
from typing import Any

import pytest

from delek.config.upkeep import verify
from delek.core.timeline.actions import SYSTEM, record, seal
from delek.core.timeline.models import Event
from delek.core.timeline.queries import breaks
from delek.core.timeline.queries.seals import broken_seals, seal_named
from tests.faults.test_chain import fill, without_guard
from tests.town import MORNING

pytestmark = [pytest.mark.faults, pytest.mark.django_db]
EVENING = MORNING + timedelta(hours=10)


@pytest.fixture
def sealed(db: Any) -> Event:
    fill(3, 5)
    found = seal(at=EVENING)
    assert found is not None
    without_guard()
    return found


def reasons() -> list[str]:
    return [found.reason for found in broken_seals()]


def test_the_end_of_a_chain_cut_off_is_found_though_the_chain_holds(sealed: Event) -> None:
    Event.objects.filter(subject_kind="case", subject_id=2, sequence__gte=4).delete()
    assert list(breaks()) == []
    assert reasons() == [f"on 2026-09-21 there were 15 events up to {sealed.particulars['until']}, now there are 13"]


def test_a_matter_that_is_gone_is_found_though_every_chain_holds(sealed: Event) -> None:
    Event.objects.filter(subject_kind="case", subject_id=3).delete()
    assert (list(breaks()), len(reasons())) == ([], 1)


def test_an_event_exchanged_for_another_is_found(sealed: Event) -> None:
    Event.objects.filter(subject_kind="case", subject_id=1, sequence=5).update(hash="0" * 64)
    assert reasons() == ["an event that was sealed on 2026-09-21 is another now"]


def test_seals_follow_each_other_and_cover_what_is_an_hour_old(db: Any) -> None:
    assert seal(at=EVENING) is None
    fill(1, 2)
    assert seal(at=MORNING + timedelta(minutes=59)) is None
    first = seal(at=EVENING)
    assert first and first.particulars["events"] == 2
    assert seal(at=EVENING + timedelta(days=1)) is None
    record(subject=("case", 9), verb="x", by=SYSTEM, at=EVENING, community_id=1)
    second = seal(at=EVENING + timedelta(days=2))
    assert second and (second.previous_hash, second.particulars["after"]) == (
        first.hash, first.particulars["until"]
    )  # fmt: skip
    assert second.particulars["events"] == 2  # the first seal is covered, too
    assert (reasons(), list(breaks())) == ([], [])


def test_who_noted_a_seal_proves_that_records_and_seals_were_made_anew(
    sealed: Event, capsys: pytest.CaptureFixture[str]
) -> None:
    noted = " ".join(sealed.hash[n : n + 4] for n in range(0, 64, 4)).upper()
    assert verify(noted) == 0
    assert "The noted seal is of 2026-09-21 12:00 UTC." in capsys.readouterr().out
    Event.objects.all().delete()
    fill(3, 4)
    assert seal(at=EVENING) is not None
    assert (list(breaks()), reasons(), seal_named(noted)) == ([], [], None)
    assert verify(noted) == 1
    assert "the noted seal is not among those kept" in capsys.readouterr().out
