"""The sandbox as the rest of the house uses it."""

import queue
import time
import weakref
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from .reasons import Reason, Refused
from .worker import Crashed, Late, Worker

MAX_PHOTO_BYTES = 12 * 1024 * 1024
QUEUE_FACTOR = 3
TRIES = 2


@dataclass(frozen=True, slots=True)
class PhotoFacts:
    """What a decoded photo is: format by content, stored measures, EXIF orientation 1 to 8."""

    format: str
    width: int
    height: int
    orientation: int


@dataclass(frozen=True, slots=True)
class Derived:
    """A re-encoded JPEG without any metadata, upright."""

    data: bytes
    width: int
    height: int


class Sandbox:
    """Decodes photos in limited children. Safe to use from many threads. ``seconds``: how long one job may take."""

    def __init__(self, workers: int = 1, seconds: float = 10.0) -> None:
        self.seconds = seconds
        self._workers = [Worker() for _ in range(workers)]
        self._free: queue.LifoQueue[Worker] = queue.LifoQueue()
        for worker in self._workers:
            self._free.put(worker)
        self._ending = weakref.finalize(self, _stop_all, self._workers)

    @property
    def pids(self) -> list[int]:
        """The process ids of the children that run."""
        return [pid for worker in self._workers if (pid := worker.pid) is not None]

    def check_photo(self, data: bytes) -> PhotoFacts:
        """Identify and decode. Raises Refused."""
        said, _ = self._job({"job": "check"}, data)
        try:
            return PhotoFacts(str(said["format"]), int(said["width"]), int(said["height"]), int(said["orientation"]))
        except (KeyError, TypeError, ValueError) as trouble:
            raise Refused(Reason.broken) from trouble

    def derive_photo(self, data: bytes, edges: Mapping[str, int]) -> dict[str, Derived]:
        """Upright sRGB JPEG copies without metadata, each within its edge. Raises Refused."""
        if not edges:
            return {}
        said, body = self._job({"job": "derive", "edges": dict(edges)}, data)
        try:
            copies = _parts(said["parts"], body)
        except (KeyError, TypeError, ValueError) as trouble:
            raise Refused(Reason.broken) from trouble
        if copies.keys() != edges.keys():
            raise Refused(Reason.broken)
        return copies

    def close(self) -> None:
        """End the children, once their jobs are done; the next job starts new ones."""
        taken = []
        for _ in self._workers:
            try:
                taken.append(self._free.get(timeout=self.seconds + 1))
            except queue.Empty:
                break
        for worker in taken:
            worker.stop()
            self._free.put(worker)

    def _job(self, head: dict[str, Any], data: bytes) -> tuple[dict[str, Any], bytes]:
        if not data:
            raise Refused(Reason.empty)
        if len(data) > MAX_PHOTO_BYTES:
            raise Refused(Reason.too_large)
        try:
            worker = self._free.get(timeout=self.seconds * QUEUE_FACTOR)
        except queue.Empty:
            raise Refused(Reason.too_slow) from None
        try:
            said, body = self._asked(worker, head, data)
        finally:
            self._free.put(worker)
        if "refused" in said:
            raise Refused(_reason(said["refused"]))
        return said, body

    def _asked(self, worker: Worker, head: dict[str, Any], data: bytes) -> tuple[dict[str, Any], bytes]:
        """Ask once more after a crash: the child may have been ended from outside."""
        deadline = time.monotonic() + self.seconds
        for _ in range(TRIES):
            try:
                return worker.ask(head, data, deadline)
            except Crashed:
                continue
            except Late:
                raise Refused(Reason.too_slow) from None
        raise Refused(Reason.broken)


def _stop_all(workers: Iterable[Worker]) -> None:
    for worker in workers:
        worker.stop()


def _reason(name: object) -> Reason:
    try:
        return Reason(str(name))
    except ValueError:
        return Reason.broken


def _parts(parts: list[dict[str, Any]], body: bytes) -> dict[str, Derived]:
    copies: dict[str, Derived] = {}
    start = 0
    for part in parts:
        end = start + int(part["size"])
        data = body[start:end]
        if data[:3] != b"\xff\xd8\xff" or end > len(body):
            raise ValueError("not a JPEG")
        copies[str(part["name"])] = Derived(data, int(part["width"]), int(part["height"]))
        start = end
    return copies
