"""One child process as the parent sees it: started late, spoken to with a deadline, replaced when it fails."""

import json
import os
import select
import struct
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

LENGTHS = struct.Struct(">II")
MAX_JOBS, MAX_BUSY_SECONDS = 200, 300.0
MAX_HEAD, MAX_BODY = 64 * 1024, 32 * 1024 * 1024
PIECE = 256 * 1024
PROGRAM = Path(__file__).with_name("child.py")


class Crashed(Exception):
    """The child ended in the middle of a job, or answered nonsense."""


class Late(Exception):
    """The deadline passed."""


class Worker:
    """A child process and its pipes; used by one thread at a time."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._jobs = 0
        self._busy = 0.0

    @property
    def pid(self) -> int | None:
        """The child's process id, None when none runs."""
        return self._process.pid if self._process else None

    def ask(self, head: dict[str, Any], body: bytes, deadline: float) -> tuple[dict[str, Any], bytes]:
        """One job. Raises Crashed or Late, and the child is then gone."""
        began = time.monotonic()
        process = self._running()
        try:
            self._send(process, head, body, deadline)
            said, data = self._receive(process, deadline)
        except BaseException:
            self.stop()
            raise
        self._jobs += 1
        self._busy += time.monotonic() - began
        if said.get("retire") or self._jobs >= MAX_JOBS or self._busy > MAX_BUSY_SECONDS:
            self.stop()
        return said, data

    def stop(self) -> None:
        """End the child, whatever it does, and collect it."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe:
                pipe.close()

    def _running(self) -> "subprocess.Popen[bytes]":
        if self._process is not None and self._process.poll() is None:
            return self._process
        self.stop()
        self._jobs, self._busy = 0, 0.0
        self._process = subprocess.Popen(  # noqa: S603 - a fixed program of ours
            [sys.executable, "-I", "-B", str(PROGRAM)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=0,
            cwd="/", env={"MALLOC_ARENA_MAX": "1"}, close_fds=True, start_new_session=True,
        )
        os.set_blocking(_descriptor(self._process.stdin), False)
        os.set_blocking(_descriptor(self._process.stdout), False)
        return self._process

    def _send(self, process: "subprocess.Popen[bytes]", head: dict[str, Any], body: bytes, deadline: float) -> None:
        pipe = _descriptor(process.stdin)
        text = json.dumps(head).encode()
        rest = memoryview(LENGTHS.pack(len(text), len(body)) + text + body)
        while rest:
            _wait(pipe, select.POLLOUT, deadline)
            try:
                rest = rest[os.write(pipe, rest[:PIECE]) :]
            except BlockingIOError:
                continue
            except OSError as trouble:
                raise Crashed from trouble

    def _receive(self, process: "subprocess.Popen[bytes]", deadline: float) -> tuple[dict[str, Any], bytes]:
        pipe = _descriptor(process.stdout)
        head_size, body_size = LENGTHS.unpack(_read(pipe, LENGTHS.size, deadline))
        if head_size > MAX_HEAD or body_size > MAX_BODY:
            raise Crashed
        try:
            said = json.loads(_read(pipe, head_size, deadline))
        except ValueError as trouble:
            raise Crashed from trouble
        if not isinstance(said, dict):
            raise Crashed
        return said, _read(pipe, body_size, deadline)


def _descriptor(pipe: Any) -> int:
    return int(pipe.fileno())


def _wait(pipe: int, event: int, deadline: float) -> None:
    left = deadline - time.monotonic()
    waiting = select.poll()
    waiting.register(pipe, event)
    if left <= 0 or not waiting.poll(left * 1000):
        raise Late


def _read(pipe: int, size: int, deadline: float) -> bytes:
    got = bytearray()
    while len(got) < size:
        _wait(pipe, select.POLLIN, deadline)
        try:
            piece = os.read(pipe, min(PIECE, size - len(got)))
        except BlockingIOError:
            continue
        if not piece:
            raise Crashed
        got += piece
    return bytes(got)
