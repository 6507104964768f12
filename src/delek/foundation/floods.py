"""Too many at once: counted in this process's memory, never written down."""

from collections import Counter
from threading import Lock


class Floods:
    """Counts by kind and key within fixed windows."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, str, int]] = Counter()
        self._lock = Lock()

    def lets(self, kind: str, key: str, second: float, limit: tuple[int, int] | None) -> bool:
        """Count one; False where it is one too many of ``limit``, how many within how many seconds.

        Without a limit, or with an empty key, nothing is too many.
        """
        if limit is None or not key:
            return True
        most, seconds = limit
        entry = (kind, key, int(second // seconds))
        with self._lock:
            if len(self._counts) > 10_000:
                self._counts.clear()
            self._counts[entry] += 1
            return self._counts[entry] <= most

    def forget(self) -> None:
        with self._lock:
            self._counts.clear()
