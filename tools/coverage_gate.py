"""Whether the tests reach enough of the code (quality.md): nine lines of ten, and every way through what decides.

``python tools/coverage_gate.py [.coverage …]`` joins what the runs measured and says the figures. It fails below nine
lines of ten, and where a line or a branch is missing of what is to be whole.
"""

import json
import sys
import tempfile
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from coverage import Coverage

LINES = 90.0
WHOLE = ["src/delek/core/cases/actions/*.py", "src/delek/core/*/rules.py", "src/delek/web/public/intake.py"]
"""Of these every line and every branch: what moves a case, who may, and what comes in from outside."""


def joined(files: list[str]) -> dict[str, Any]:
    """The report of all runs together, as coverage writes it."""
    with tempfile.TemporaryDirectory() as folder:
        measured = Coverage(data_file=str(Path(folder) / "joined"))
        measured.combine(files or [".coverage"], keep=True)
        report = Path(folder) / "report.json"
        measured.json_report(outfile=str(report))
        return dict(json.loads(report.read_text()))


def gaps(report: dict[str, Any]) -> list[str]:
    """The lines and the branches that no test takes, of the files that are to be whole."""
    found = []
    for name, file in sorted(report["files"].items()):
        if any(fnmatch(name, pattern) for pattern in WHOLE):
            lines = [str(line) for line in file["missing_lines"]]
            ways = [f"{a} to {b}" for a, b in file["missing_branches"] if str(a) not in lines and str(b) not in lines]
            found += [f"{name}: no test reaches {', '.join(lines)}"] if lines else []
            found += [f"{name}: no test goes from {', '.join(ways)}"] if ways else []
    return found


def main(given: list[str]) -> int:
    report = joined(given)
    total = report["totals"]
    lines = 100 * total["covered_lines"] / total["num_statements"]
    branches = 100 * total["covered_branches"] / total["num_branches"]
    missing = gaps(report)
    for gap in missing:
        print(gap)
    said = f"{len(missing)} gaps" if missing else "no gap"
    print(f"{lines:.1f} % of lines, {branches:.1f} % of branches; {said} in what is to be whole")
    return 1 if lines < LINES or missing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
