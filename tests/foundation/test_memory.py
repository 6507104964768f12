"""What a process remembers for half a minute."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import pytest

from delek.foundation.memory import Memory, forget_everything

AT = datetime(2026, 9, 19, 8, 0, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def fresh_memory() -> None:
    """Here it does run out."""


class Rows:
    """Rows that change, and how often they were asked for."""

    def __init__(self) -> None:
        self.rows = {1: "one", 2: "two"}
        self.asked: list[set[int]] = []

    def read(self, keys: Iterable[int]) -> dict[int, str]:
        self.asked.append(set(keys))
        return {k: self.rows[k] for k in keys if k in self.rows}


def test_a_row_is_read_once_within_its_half_minute() -> None:
    rows = Rows()
    memory: Memory[int, str] = Memory(rows.read)
    assert [memory.get(1, AT), memory.get(1, AT + timedelta(seconds=29))] == ["one", "one"]
    assert rows.asked == [{1}]


def test_a_change_is_seen_after_half_a_minute_or_at_once_where_it_is_forgotten() -> None:
    rows = Rows()
    memory: Memory[int, str] = Memory(rows.read)
    memory.get(1, AT)
    rows.rows[1] = "uno"
    assert memory.get(1, AT) == "one"
    assert memory.get(1, AT + timedelta(seconds=30)) == "uno"
    rows.rows[1] = "eins"
    forget_everything()
    assert memory.get(1, AT + timedelta(seconds=30)) == "eins"


def test_many_are_read_with_one_call_and_an_absent_one_is_asked_for_again() -> None:
    rows = Rows()
    memory: Memory[int, str] = Memory(rows.read)
    assert memory.get_many([1, 2, 3], AT) == {1: "one", 2: "two"}
    assert memory.get_many([1, 3], AT) == {1: "one"}
    assert rows.asked == [{1, 2, 3}, {3}]
