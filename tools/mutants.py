"""Take away one permission check at a time and see whether a test notices (quality.md S1).

``python tools/mutants.py`` takes away all, ``--list`` names them, ``--part 1/4`` every fourth. One run of pytest,
with this file as a plugin: first every test with all checks in place, noting which checks it comes to; then, for
each check, the tests that come to it, the quickest first, until one fails without it. That test must pass again with
the check back in its place, or it proves nothing.
"""

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import pytest

from permission_checks import Check, Finder, State, checks

ROOT = Path(__file__).resolve().parent.parent
DECLARED, MATRIX = "tests/permissions/test_declared.py", "tests/permissions/"
TESTS = [
    "tests/permissions",
    *(f"tests/core/{part}" for part in ("cases", "content", "people", "schedule")),
    "tests/web",
]
FEW = 60
"""How many quick tests are tried before the matrix; the rest comes last."""

if os.environ.get("DELEK_MUTANTS"):
    sys.meta_path.insert(0, Finder())


class Run:
    """The tests of one session of pytest, one after the other, with or without a check."""

    def __init__(self, items: list[pytest.Item]) -> None:
        self.items = items
        self.last: pytest.Item | None = None
        self.seconds: dict[pytest.Item, float] = {}
        self.comes_to: dict[str, set[pytest.Item]] = {}

    def passes(self, item: pytest.Item, off: str = "") -> bool:
        """Whether a test passes. What it stands on is prepared with all checks in place."""
        setup = item.session._setupstate
        if self.last is not None:
            setup.teardown_exact(item.parent)  # type: ignore[arg-type]
        self.last, State.off = item, ""
        if hasattr(item, "_request"):
            item._initrequest()  # type: ignore[attr-defined]
        setup.setup(item)
        State.off = off
        with Doors(off):
            try:
                item.ihook.pytest_runtest_call(item=item)
            except pytest.skip.Exception:
                return True
            except (Exception, pytest.fail.Exception):
                return False
            finally:
                State.off = ""
        return True

    def note(self) -> list[str]:
        """Every test once, with all checks: how long it takes and which checks it comes to. The ones that fail."""
        failed = []
        for item in self.items:
            State.reached, began = set(), time.monotonic()
            if not self.passes(item):
                failed.append(item.nodeid)
            self.seconds[item] = time.monotonic() - began
            for key in State.reached:
                self.comes_to.setdefault(key, set()).add(item)
        return failed

    def groups(self, check: Check) -> list[list[pytest.Item]]:
        """The tests to try, in four rounds: the table of doors, the quick ones, the matrix, all the others."""
        known = sorted(self.comes_to.get(key_of(check), set()), key=self.seconds.__getitem__)
        matrix = [t for t in known if t.nodeid.startswith(MATRIX)]
        rest = [t for t in known if t not in matrix]
        doors = [t for t in self.items if t.nodeid.startswith(DECLARED)] if check.what.startswith("@") else []
        return [doors, rest[:FEW], matrix, rest[FEW:]]

    def catches(self, check: Check, tests: list[pytest.Item]) -> str:
        """The test that fails without this check, and passes with it."""
        for item in tests:
            if not self.passes(item, key_of(check)):
                if not self.passes(item):
                    raise SystemExit(f"{item.nodeid} fails with all checks in place, after {check}")
                return item.nodeid
        return ""


def key_of(check: Check) -> str:
    return f"{check.file}:{check.number}"


class Doors:
    """While a guard is switched off, its route declares what is left."""

    def __init__(self, off: str) -> None:
        self.off, self.before = off, list[tuple[Any, Any]]()

    def __enter__(self) -> None:
        if not any(key == self.off for key, _, _ in State.doors.values()):
            return
        from tests.permissions.crawl import routes

        for _, entry in routes():
            view = entry.callback
            while view is not None:
                key, _, left = State.doors.get(id(view), ("", None, None))
                if key == self.off:
                    self.before.append((entry.callback, entry.callback.access))
                    entry.callback.access = left
                view = getattr(view, "__wrapped__", None)

    def __exit__(self, *_: object) -> None:
        for view, access in reversed(self.before):  # one view may serve two routes
            view.access = access


def pytest_runtestloop(session: pytest.Session) -> bool | None:
    """In place of pytest's own loop."""
    if not os.environ.get("DELEK_MUTANTS"):
        return None
    began, run = time.monotonic(), Run(session.items)
    if failed := run.note():
        raise SystemExit(f"these fail with all checks in place: {failed}")
    print(f"\n{len(session.items)} tests once: {time.monotonic() - began:.0f} s", flush=True)
    left, chosen = _chosen(), len(_chosen())
    for turn in range(4):
        left = [check for check in left if not _said(check, run.catches(check, run.groups(check)[turn]))]
    for check in left:
        print(f"SURVIVED {check.file}:{check.line} {check.what}", flush=True)
    share = 100 * (1 - len(left) / max(chosen, 1))
    print(f"{chosen} checks, {len(left)} survived, {share:.1f} % caught, {time.monotonic() - began:.0f} s", flush=True)
    session.testsfailed = 0 if share >= 95 else 1
    return True


def _said(check: Check, by: str) -> bool:
    if by:
        print(f"caught   {check.file}:{check.line} {check.what}  <- {by}", flush=True)
    return bool(by)


def _chosen() -> list[Check]:
    part, of = (int(n) for n in os.environ["DELEK_MUTANTS"].split("/"))
    return list(checks())[part - 1 :: of]


def main() -> int:
    asked = argparse.ArgumentParser(description="Take away one permission check at a time.")
    asked.add_argument("--list", action="store_true")
    asked.add_argument("--part", default="1/1", help="n/m: every m-th, beginning with the n-th")
    asked.add_argument("tests", nargs="*", default=TESTS)
    given = asked.parse_args()
    if given.list:
        for check in checks():
            print(f"{check.file}:{check.line} {check.what}")
        return 0
    os.environ |= {"DELEK_MUTANTS": given.part, "DELEK_DATA": tempfile.mkdtemp(prefix="delek-mutants-")}
    os.environ.pop("DATABASE_URL", None)
    sys.path.insert(0, str(ROOT / "tools"))
    options = ["-q", "-s", "-p", "mutants", "-p", "no:logging", "-p", "no:cacheprovider", "-p", "no:randomly"]
    return int(pytest.main([*options, "-m", "not browser and not faults", *given.tests]))


if __name__ == "__main__":
    sys.exit(main())
