"""The parent of the child that sets a print: starts it, hears how far it is, fetches what it made."""

import json
import os
import selectors
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, BinaryIO, cast

CHILD = Path(__file__).with_name("child.py")
GENTLY, AT_ONCE = 10, 0
GRACE = 10


class PressFailed(Exception):
    """The print was not made; says why."""


class Press:
    """One print under way. It never waits unless asked to, so that the worker can do other things beside it."""

    def __init__(self, layout: dict[str, Any], faces: Path, nice: int = GENTLY) -> None:
        if not (faces / "stamp").exists():
            raise PressFailed("the faces are not built: make build")
        self.done = 0
        self._folder = Path(tempfile.mkdtemp(prefix="delek-print-"))
        (self._folder / "job.json").write_text(json.dumps(layout, ensure_ascii=False), encoding="utf-8")
        self._said = (self._folder / "trouble").open("wb+")
        self._child = subprocess.Popen(  # noqa: S603 - our own file, no word of anybody's
            [sys.executable, "-I", str(CHILD), str(self._folder), str(faces), str(nice)],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=self._said, env={"LANG": "C.UTF-8"},
        )  # fmt: skip
        self._out = cast(BinaryIO, self._child.stdout)
        os.set_blocking(self._out.fileno(), False)
        self._rest = b""

    def poll(self) -> bool:
        """Hear how many posters or cards are done; True once the child has ended."""
        ended = self._child.poll() is not None
        *lines, self._rest = (self._rest + (self._out.read() or b"")).split(b"\n")
        self.done = int(lines[-1]) if lines and lines[-1].isdigit() else self.done
        return ended

    def wait(self, seconds: float) -> None:
        """Wait until the child says something or has ended, at most some seconds."""
        with selectors.DefaultSelector() as selector:
            selector.register(self._out, selectors.EVENT_READ)
            selector.select(seconds)

    def fetch(self) -> bytes:
        """What was made; the child has ended. Raises PressFailed. Everything temporary is gone afterwards."""
        try:
            if self._child.wait(GRACE) != 0:
                self._said.seek(0)
                raise PressFailed(self._said.read().decode("utf-8", "replace").strip()[-190:] or "the press stopped")
            return (self._folder / "print.pdf").read_bytes()
        finally:
            self.close()

    def close(self) -> None:
        """Stop the child where it still runs, and leave nothing behind."""
        if self._child.poll() is None:
            self._child.kill()
            self._child.wait(GRACE)
        self._out.close()
        self._said.close()
        shutil.rmtree(self._folder, ignore_errors=True)
