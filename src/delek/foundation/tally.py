"""Counting in memory what is stored together later."""

import threading
from collections import Counter
from collections.abc import Hashable, Mapping
from datetime import datetime, timedelta
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)


class Tally(Generic[Key]):
    """Counts by key; any thread may add, and what one takes no other takes too."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: Counter[Key] = Counter()
        self._taken_at: datetime | None = None

    def add(self, key: Key) -> None:
        """Count one more."""
        with self._lock:
            self._counts[key] += 1

    def due(self, at: datetime, every: timedelta) -> bool:
        """True to one caller each ``every``; the first call begins the time."""
        with self._lock:
            if self._taken_at is None:
                self._taken_at = at
            if at - self._taken_at < every:
                return False
            self._taken_at = at
            return True

    def take(self, at: datetime) -> dict[Key, int]:
        """Everything counted so far; the tally begins afresh."""
        with self._lock:
            counted, self._counts, self._taken_at = dict(self._counts), Counter(), at
            return counted

    def give_back(self, counted: Mapping[Key, int]) -> None:
        """Count again what could not be stored."""
        with self._lock:
            self._counts.update(counted)
