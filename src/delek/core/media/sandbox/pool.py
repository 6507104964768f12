"""The children and their frames."""

import json
import queue
import struct
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .reasons import Reason, Refused

MAX_PHOTO_BYTES = 12 * 1024 * 1024
JOBS_A_CHILD = 200
FRUGAL = {"MALLOC_ARENA_MAX": "1"}
CHILD = Path(__file__).with_name("child.py")


@dataclass(frozen=True, slots=True)
class PhotoFacts:
    """What a photo is, by its content."""

    format: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Derived:
    """One copy that may be served: JPEG without metadata."""

    data: bytes
    width: int
    height: int


class Sandbox:
    """Persistent limited children, started when needed, replaced after a crash, a time-out or 200 jobs."""

    def __init__(self, workers: int = 1, seconds: float = 10.0) -> None:
        self.seconds = seconds
        self._free: queue.Queue[_Child] = queue.Queue()
        self._all = [_Child() for _ in range(workers)]
        for child in self._all:
            self._free.put(child)

    def check_photo(self, data: bytes) -> PhotoFacts:
        """Say what a photo is, having decoded all of it. Raises Refused."""
        if len(data) > MAX_PHOTO_BYTES:
            raise Refused(Reason.too_large)
        answer, _ = self._ask({"job": "check"}, data)
        return PhotoFacts(answer["format"], answer["width"], answer["height"])

    def derive_photo(self, data: bytes, edges: Mapping[str, int]) -> dict[str, Derived]:
        """Upright copies without metadata whose longer edge is at most the one named. Raises Refused."""
        answer, rest = self._ask({"job": "derive", "edges": dict(edges)}, data)
        copies, start = {}, 0
        for copy in answer["copies"]:
            end = start + copy["size"]
            copies[copy["name"]] = Derived(rest[start:end], copy["width"], copy["height"])
            start = end
        return copies

    def close(self) -> None:
        """End the children."""
        for child in self._all:
            child.stop()

    def _ask(self, head: dict[str, Any], data: bytes) -> tuple[dict[str, Any], bytes]:
        child = self._free.get()
        try:
            answer, rest = child.ask(head, data, self.seconds)
        finally:
            self._free.put(child)
        if "refused" in answer:
            raise Refused(Reason(answer["refused"]))
        return answer, rest


class _Child:
    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None
        self.jobs = 0

    def ask(self, head: dict[str, Any], data: bytes, seconds: float) -> tuple[dict[str, Any], bytes]:
        process = self._running()
        late = threading.Event()
        timer = threading.Timer(seconds, _kill, (process, late))
        timer.start()
        try:
            return self._talk(process, head, data)
        except (OSError, ValueError, struct.error):
            self.stop()
            return {"refused": "too_slow" if late.is_set() else "broken"}, b""
        finally:
            timer.cancel()

    def _talk(self, process: subprocess.Popen[bytes], head: dict[str, Any], data: bytes) -> tuple[dict[str, Any], bytes]:
        if process.stdin is None or process.stdout is None:
            raise OSError("no pipes")
        body = json.dumps(head | {"size": len(data)}).encode()
        process.stdin.write(struct.pack(">I", len(body)) + body + data)
        process.stdin.flush()
        answer = json.loads(_exactly(process.stdout, struct.unpack(">I", _exactly(process.stdout, 4))[0]))
        return answer, _exactly(process.stdout, sum(c["size"] for c in answer.get("copies", [])))

    def _running(self) -> subprocess.Popen[bytes]:
        if self.process is None or self.process.poll() is not None or self.jobs >= JOBS_A_CHILD:
            self.stop()
            command = [sys.executable, "-I", str(CHILD)]
            self.process = subprocess.Popen(  # noqa: S603 - our own program, no shell
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=FRUGAL, cwd="/"
            )
        self.jobs += 1
        return self.process

    def stop(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            for pipe in (self.process.stdin, self.process.stdout):
                if pipe:
                    _close(pipe)
        self.process, self.jobs = None, 0


def _close(pipe: Any) -> None:
    try:
        pipe.close()
    except OSError:
        return


def _kill(process: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    process.kill()


def _exactly(pipe: Any, size: int) -> bytes:
    data: bytes = pipe.read(size)
    if len(data) != size:
        raise OSError("the child ended")
    return data
