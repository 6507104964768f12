"""P9: from `delek serve` to the first page, and memory at rest."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.house import free_port, wait_for
from bench.report import say


def run() -> None:
    with tempfile.TemporaryDirectory(prefix="delek-bench-") as folder:
        plain = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"} | {"DELEK_DATA": folder}
        subprocess.run(
            [sys.executable, "-m", "delek.config.command", "migrate"], env=plain, check=True, stdout=subprocess.DEVNULL
        )
        port = free_port()
        command = [sys.executable, "-m", "delek.config.command", "serve", "--port", str(port)]
        process = subprocess.Popen(command, env=plain, stdout=subprocess.DEVNULL)
        try:
            say("P9 start to first page", wait_for(f"http://127.0.0.1:{port}/report"), "s", at_most=3)
            time.sleep(3)
            say("P9 memory at rest", memory(process.pid) / 2**20, "MB", at_most=300)
        finally:
            process.terminate()
            process.wait(20)


def memory(pid: int) -> int:
    """Resident bytes of a process and its children."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return pages + sum(memory(int(child)) for child in children)
