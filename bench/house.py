"""A real server over a filled database, for as long as a benchmark needs it."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def prepare() -> None:
    """Settings for this process: a folder of its own, the database that DATABASE_URL names."""
    os.environ.setdefault("DELEK_DATA", tempfile.mkdtemp(prefix="delek-bench-"))
    os.environ.setdefault("DELEK_SECRET_KEY", "benchmarks only, long enough to be no warning 0123456789")
    os.environ["DELEK_DEMO"] = "1"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "delek.config.settings")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(url: str, seconds: float = 30) -> float:
    """Seconds until the address answers."""
    began = time.monotonic()
    while time.monotonic() - began < seconds:
        try:
            with urllib.request.urlopen(url, timeout=2) as answer:
                answer.read()
                return time.monotonic() - began
        except OSError:
            time.sleep(0.02)
    raise SystemExit(f"no answer from {url}")


@contextmanager
def granian(workers: int = 2) -> Iterator[int]:
    """The pages as they run in server mode; yields the port."""
    port = free_port()
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", str(workers), "--blocking-threads", "2",
        "--host", "127.0.0.1", "--port", str(port), "--no-ws", "delek.config.wsgi:application",
    ]  # fmt: skip
    log = Path(os.environ["DELEK_DATA"], "granian.log").open("wb")
    process = subprocess.Popen(command, stdout=log, stderr=log, env=os.environ | {"DELEK_FLOODS": "off"})
    try:
        wait_for(f"http://127.0.0.1:{port}/healthz")
        yield port
    finally:
        process.terminate()
        process.wait(20)
        log.close()
