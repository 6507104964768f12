"""The whole test run: on PostgreSQL what touches the database, on SQLite all of it, and how much code was reached.

Linters and types are checked beside the first run. Ends with the runner's summary.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import coverage_gate
from with_postgresql import postgresql

PYTEST = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-n", "2"]
BY_FILE = ["--dist", "loadfile", "--no-loadscope-reorder"]
"""One file, one worker: what a file prepares is prepared once. The long files come first (tests/conftest.py)."""
ON_SQLITE = ["tests"]
ON_POSTGRESQL = ["tests/core", "tests/web", "tests/config", "tests/journeys", "tests/faults"]
ONLY_ON_SQLITE = [
    "tests/faults/test_killed.py",  # the store is the same; the server of the embedded mode is what is killed
    "tests/faults/test_offline.py",
    "tests/faults/test_malformed.py",
    "tests/faults/test_markup.py",
    "tests/faults/test_payloads.py",
    "tests/journeys/test_budget.py",
    "tests/journeys/test_offline.py",
    "tests/journeys/test_notices.py",
    "tests/journeys/test_open_pages.py",
    "tests/journeys/test_setup.py",
]
"""What asks the phone and the pages, not the database."""
OF_PAGES = "not (everybody_can_read or first_visit)"
"""As above, in files that ask the database, too."""


def main() -> int:
    plain = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "DELEK_DATA")}
    with tempfile.TemporaryFile() as said, tempfile.TemporaryDirectory() as folder:
        checking = subprocess.Popen(["make", "-s", "check"], env=plain, stdout=said, stderr=subprocess.STDOUT)
        server = on_postgresql(plain)
        checks = checking.wait()
        said.seek(0)
        print("== checks", said.read().decode(), sep="\n", flush=True)
        measured = str(Path(folder) / "sqlite")
        embedded, summary = on_sqlite(plain | {"COVERAGE_FILE": measured})
        print("== coverage", flush=True)
        reached = coverage_gate.main([measured]) if Path(measured).exists() else 1
    named = {"make check": checks, "PostgreSQL": server, "SQLite": embedded, "coverage": reached}
    failed = [name for name, code in named.items() if code]
    if failed:
        print(f"failed: {', '.join(failed)}", flush=True)
    print(summary, flush=True)
    return 1 if failed else 0


def on_postgresql(plain: dict[str, str]) -> int:
    print("== PostgreSQL", flush=True)
    with postgresql() as url:
        command = [*PYTEST, *BY_FILE, *ON_POSTGRESQL, *(f"--ignore={path}" for path in ONLY_ON_SQLITE), "-k", OF_PAGES]
        return subprocess.run(command, env=plain | {"DATABASE_URL": url}, check=False).returncode


def on_sqlite(plain: dict[str, str]) -> tuple[int, str]:
    """How it ended, and the last line it said."""
    print("== SQLite", flush=True)
    command, last = [*PYTEST, *BY_FILE, "--cov", "--cov-report=", *ON_SQLITE], ""
    with subprocess.Popen(command, env=plain, stdout=subprocess.PIPE, text=True) as run:
        for line in run.stdout or ():
            print(line, end="", flush=True)
            last = line.strip() or last
    return run.returncode, last


if __name__ == "__main__":
    sys.exit(main())
