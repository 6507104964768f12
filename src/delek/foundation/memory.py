"""What a process may remember for half a minute of rows that change slowly and are read with every page."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from datetime import datetime
from threading import Lock
from typing import Generic, TypeVar
from weakref import WeakSet

SECONDS = 30
MOST = 20_000

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Memory(Generic[K, V]):
    """Values by key, each read again once its half minute is over.

    ``read`` answers many keys at once and leaves out what does not exist; an absence is not remembered. What is
    answered is shared by every request of the process: nobody changes it.
    """

    every: "WeakSet[Memory[object, object]]" = WeakSet()

    def __init__(self, read: Callable[[Iterable[K]], Mapping[K, V]]) -> None:
        self._read = read
        self._kept: dict[K, V] = {}
        self._span = 0
        self._lock = Lock()
        self.every.add(self)  # type: ignore[arg-type]

    def get(self, key: K, at: datetime) -> V | None:
        found = self._current(int(at.timestamp()) // SECONDS).get(key)
        return self.get_many([key], at).get(key) if found is None else found

    def get_many(self, keys: Iterable[K], at: datetime) -> dict[K, V]:
        """What is known of the keys; the missing ones are read with one call."""
        kept = self._current(int(at.timestamp()) // SECONDS)
        wanted = set(keys)
        missing = {key for key in wanted if key not in kept}  # a difference of sets would go through all that is kept
        read = self._read(missing) if missing else {}
        if len(kept) + len(read) <= MOST:
            kept.update(read)
        return {key: kept[key] if key in kept else read[key] for key in wanted if key in kept or key in read}

    def forget(self) -> None:
        """After a change in this process; others follow within half a minute."""
        with self._lock:
            self._kept = {}

    def _current(self, span: int) -> dict[K, V]:
        with self._lock:
            if span != self._span:
                self._span, self._kept = span, {}
            return self._kept


def forget_everything() -> None:
    """Every memory of this process: between tests, and after another database was put in place."""
    for memory in list(Memory.every):
        memory.forget()
