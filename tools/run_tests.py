"""The whole test run: on SQLite all of it, on PostgreSQL what touches the database. Ends with the runner's summary."""

import os
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from with_postgresql import postgresql

PYTEST = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
ON_POSTGRESQL = ["tests/core", "tests/web", "tests/config", "tests/journeys", "tests/faults"]
ONLY_ON_SQLITE = [
    "tests/faults/test_killed.py",  # the store is the same; the server of the embedded mode is what is killed
    "tests/faults/test_offline.py",
    "tests/faults/test_malformed.py",
    "tests/faults/test_payloads.py",
    "tests/journeys/test_budget.py",
    "tests/journeys/test_offline.py",
    "tests/journeys/test_notices.py",
    "tests/journeys/test_open_pages.py",
    "tests/journeys/test_setup.py",
]
"""What asks the phone and the pages, not the database."""


def main() -> int:
    plain = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "DELEK_DATA")}
    print("== checks", flush=True)
    checks = subprocess.run(["make", "-s", "check"], env=plain, check=False).returncode
    print("== PostgreSQL", flush=True)
    with postgresql() as url:
        command = [*PYTEST, "-n", "2", *ON_POSTGRESQL, *(f"--ignore={path}" for path in ONLY_ON_SQLITE)]
        server = subprocess.run(command, env=plain | {"DATABASE_URL": url}, check=False).returncode
    print("== SQLite", flush=True)
    embedded = subprocess.run([*PYTEST, "-n", "2", "tests"], env=plain, check=False).returncode
    named = {"make check": checks, "PostgreSQL": server, "SQLite": embedded}
    failed = [name for name, code in named.items() if code]
    if failed:
        print(f"failed: {', '.join(failed)}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
