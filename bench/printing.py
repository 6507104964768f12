"""P8: 81 posters in 15 s, 2,000 cards in 60 s, under 512 MB: `delek posters` in the model community."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.report import say

SETUP = "import django; django.setup(); from delek.config import upkeep; upkeep.migrate(); " + (
    "from delek.config.demo.build import build; from delek.foundation.clock import now; build(stage='empty', at=now())"
)
PRINTS = (("posters", "81 posters", 15), ("cards", "2,025 cards", 60))


def run() -> None:
    with tempfile.TemporaryDirectory(prefix="delek-bench-") as folder:
        plain = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
        plain |= {"DELEK_DATA": folder, "DELEK_DEMO": "1", "DJANGO_SETTINGS_MODULE": "delek.config.settings"}
        subprocess.run([sys.executable, "-c", SETUP], env=plain, check=True)
        for what, name, most in PRINTS:
            seconds, peak = printed(what, Path(folder) / f"{what}.pdf", plain)
            say(f"P8 {name}", seconds, "s", at_most=most)
            say(f"P8 memory for {name}", peak / 2**20, "MB", at_most=512)


def printed(what: str, file: Path, environment: dict[str, str]) -> tuple[float, int]:
    """Seconds, and the most that the command and its children held at one time."""
    command = [sys.executable, "-m", "delek.config.command", "posters", "--what", what, "--to", str(file)]
    began, peak = time.monotonic(), 0
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    while process.poll() is None:
        peak = max(peak, held(process.pid))
        time.sleep(0.1)
    assert process.returncode == 0
    assert file.read_bytes()[:5] == b"%PDF-"
    return time.monotonic() - began, peak


def held(pid: int) -> int:
    """Resident bytes of a process and its children; pages that two share are counted twice."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return pages + sum(held(int(child)) for child in children)
