"""The clock."""

from datetime import UTC, datetime, timedelta

from delek.foundation.clock import SHANGHAI, now


def test_now_is_aware_and_in_utc() -> None:
    assert now().tzinfo is UTC


def test_shanghai_is_eight_hours_ahead() -> None:
    assert datetime(2026, 9, 19, tzinfo=SHANGHAI).utcoffset() == timedelta(hours=8)
