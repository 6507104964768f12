"""The gate of coverage asks for the files it means, and says what is missing (quality.md)."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))

from coverage_gate import WHOLE, gaps  # noqa: E402


@pytest.mark.parametrize("pattern", WHOLE)
def test_every_pattern_names_files_that_are_there(pattern: str) -> None:
    assert list(ROOT.glob(pattern)) != []


def test_a_line_and_a_branch_that_nobody_takes_are_named_where_all_is_asked() -> None:
    missed = {"missing_lines": [7], "missing_branches": [[3, 5], [6, 7]]}
    report = {"files": {"src/delek/core/cases/actions/opening.py": missed, "src/delek/config/worker.py": missed}}
    assert gaps(report) == [
        "src/delek/core/cases/actions/opening.py: no test reaches 7",
        "src/delek/core/cases/actions/opening.py: no test goes from 3 to 5",
    ]
