"""Scans are counted by code and day, in memory first, and nothing is kept of who."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError

from delek.core.printing.actions import scans as counting
from delek.core.printing.actions import store_scans
from delek.core.printing.actions.scans import EVERY, count_scan
from delek.core.printing.models import Scans
from delek.foundation.tally import Tally
from tests.town import MORNING, Town


@pytest.fixture(autouse=True)
def fresh_tally(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "TALLY", Tally())


def rows() -> list[tuple[int, str, int]]:
    return [(s.code_id, s.day.isoformat(), s.count) for s in Scans.objects.order_by("day", "code_id")]


def test_counting_costs_no_statement(town: Town, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        for _ in range(100):
            count_scan(code_id=town.codes[10].pk, at=MORNING)


def test_counts_of_a_day_add_up_over_several_storings(town: Town) -> None:
    ten, eleven = town.codes[10].pk, town.codes[11].pk
    for code in (ten, ten, eleven):
        count_scan(code_id=code, at=MORNING)
    assert store_scans(at=MORNING) == 3
    count_scan(code_id=ten, at=MORNING)
    count_scan(code_id=ten, at=MORNING + timedelta(days=1))
    store_scans(at=MORNING)
    assert rows() == [(ten, "2026-09-21", 3), (eleven, "2026-09-21", 1), (ten, "2026-09-22", 1)]


def test_a_scan_after_half_a_minute_stores_what_was_counted(town: Town) -> None:
    code = town.codes[10].pk
    count_scan(code_id=code, at=MORNING)
    assert rows() == []
    count_scan(code_id=code, at=MORNING + EVERY)
    assert rows() == [(code, "2026-09-21", 2)]


def test_many_codes_are_stored_with_few_statements(town: Town, django_assert_max_num_queries: Any) -> None:
    for code in town.codes.values():
        count_scan(code_id=code.pk, at=MORNING)
    with django_assert_max_num_queries(4):  # savepoint, rows, counts, release
        store_scans(at=MORNING)
    assert [count for _code, _day, count in rows()] == [1, 1, 1]


def test_what_the_database_refuses_is_counted_again(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_counted: object) -> None:
        raise DatabaseError

    count_scan(code_id=town.codes[10].pk, at=MORNING)
    with monkeypatch.context() as broken:
        broken.setattr(counting, "_store", refuse)
        with pytest.raises(DatabaseError):
            store_scans(at=MORNING)
    assert store_scans(at=MORNING) == 1
