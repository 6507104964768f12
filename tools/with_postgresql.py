"""Run a command with a private PostgreSQL: its own folder, its own port, stopped again by its process id."""

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def programs() -> Path:
    """The newest installed server's folder of programs."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: int(p.parent.name))
    if not found:
        raise SystemExit("PostgreSQL is not installed; `make test` installs it")
    return found[-1]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def as_server(command: list[str]) -> list[str]:
    """The server refuses to run as root; then the package's own user runs it."""
    return ["runuser", "-u", "postgres", "--", *command] if os.geteuid() == 0 else command


@contextmanager
def postgresql() -> Iterator[str]:
    """A running server; yields its DATABASE_URL."""
    folder = Path(tempfile.mkdtemp(prefix="delek-pg-"))
    port, data = free_port(), folder / "data"
    owner = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
    if os.geteuid() == 0:
        shutil.chown(folder, owner)
    control = [str(programs() / "pg_ctl"), "-D", str(data), "-w", "-s", "-l", str(folder / "log")]
    create = [
        str(programs() / "initdb"),
        "-D",
        str(data),
        "-A",
        "trust",
        "-U",
        "delek",
        "-E",
        "UTF8",
        "--locale=C.UTF-8",
    ]
    subprocess.run(as_server(create), check=True, stdout=subprocess.DEVNULL, cwd="/")
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c max_connections=100"
    subprocess.run(as_server([*control, "-o", options, "start"]), check=True, cwd="/")
    try:
        yield f"postgresql://delek@127.0.0.1:{port}/postgres"
    finally:
        subprocess.run(as_server([*control, "-m", "immediate", "stop"]), check=False, cwd="/")
        shutil.rmtree(folder, ignore_errors=True)


def main() -> int:
    with postgresql() as url:
        return subprocess.run(sys.argv[1:], env=os.environ | {"DATABASE_URL": url}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
