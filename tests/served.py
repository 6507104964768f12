"""A real server in a process of its own, with its own folder, for tests that kill, fill and break."""

import fcntl
import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from dataclasses import dataclass, field
from pathlib import Path

SECRET = "tests only, long enough to be no warning: 0123456789abcdef"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Server:
    """`delek serve` over a folder; ``extra`` is added to its environment."""

    folder: Path
    verb: tuple[str, ...] = ("serve",)
    extra: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def environment(self) -> dict[str, str]:
        known = {"DELEK_DATA": str(self.folder), "DELEK_SECRET_KEY": SECRET, "DELEK_HOST": self.origin}
        inherited = {k: v for k, v in os.environ.items() if k != "PYTEST_XDIST_WORKER"}  # it has a folder of its own
        return inherited | known | {"DELEK_FLOODS": "off"} | self.extra

    def command(self, *verb: str) -> subprocess.CompletedProcess[bytes]:
        """Run one verb to its end."""
        program = [sys.executable, "-m", "delek.config.command", *verb]
        return subprocess.run(program, env=self.environment(), capture_output=True, check=False)

    def start(self, seconds: float = 60) -> None:
        program = [sys.executable, "-m", "delek.config.command", *self.verb, "--port", str(self.port)]
        log = (self.folder / "server.log").open("ab")
        self.process = subprocess.Popen(program, env=self.environment(), stdout=log, stderr=log, start_new_session=True)
        log.close()
        self.wait(seconds)

    def wait(self, seconds: float = 60) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                with urllib.request.urlopen(f"{self.origin}/healthz", timeout=2):
                    return
            except (OSError, http.client.HTTPException):
                time.sleep(0.05)
        raise AssertionError((self.folder / "server.log").read_text()[-3000:])

    def kill(self) -> None:
        """As a power cut would: the process and its children, at once."""
        if self.process and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(15)
            except subprocess.TimeoutExpired:
                self.kill()


def demo_server(folder: Path, shared: Path, stage: str = "empty", **extra: str) -> Server:
    """A server, not begun, over a copy of the model community, which is filled once for a whole run of tests."""
    ready, making = shared / f"demo-{stage}", Server(shared / f"making-{stage}", verb=("demo", "--stage", stage))
    making.extra = {"DATABASE_URL": "", "DELEK_DEMO": "1"}
    with (shared / f"{stage}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not ready.exists():
            making.folder.mkdir()
            making.start(400)
            making.stop()
            making.folder.rename(ready)
    shutil.copytree(ready, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("server.log"))
    return Server(folder, verb=making.verb, extra=making.extra | extra)


def form(fields: dict[str, str], photos: list[bytes] = []) -> tuple[bytes, str]:  # noqa: B006 - never changed
    """A multipart form as a phone sends it."""
    edge = uuid.uuid4().hex
    parts = [
        f'--{edge}\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n'.encode() for k, v in fields.items()
    ]
    for n, data in enumerate(photos):
        head = f'--{edge}\r\nContent-Disposition: form-data; name="photos"; filename="{n}.jpg"\r\n'
        head += "Content-Type: image/jpeg\r\n\r\n"
        parts.append(head.encode() + data + b"\r\n")
    return b"".join(parts) + f"--{edge}--\r\n".encode(), f"multipart/form-data; boundary={edge}"


def submit(
    origin: str, fields: dict[str, str], photos: list[bytes] = [], headers: dict[str, str] | None = None,  # noqa: B006
) -> tuple[int, dict[str, str]]:  # fmt: skip
    """POST /report as a script does; status and JSON. OSError while nobody answers."""
    data, kind = form(fields, photos)
    asked = {"Content-Type": kind, "Accept": "application/json"} | (headers or {})
    request = urllib.request.Request(f"{origin}/report", data, asked)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, json.loads(answer.read() or b"{}")
    except urllib.error.HTTPError as refused:
        text = refused.read()
        kind = refused.headers.get("Content-Type", "")
        return refused.code, json.loads(text) if "json" in kind else {"text": text.decode(errors="replace")}
