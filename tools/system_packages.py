"""Install what the tests need of the system, where it is missing: PostgreSQL, Chromium, a Chinese face."""

import os
import shutil
import subprocess
from pathlib import Path

WANTED = {
    "postgresql": lambda: any(Path("/usr/lib/postgresql").glob("*/bin/initdb")),
    "chromium": lambda: bool(shutil.which("chromium")),
    "fonts-noto-cjk": lambda: any(Path("/usr/share/fonts").rglob("NotoSansCJK*")),
}


def main() -> None:
    missing = [name for name, present in WANTED.items() if not present()]
    if not missing:
        return
    sudo = [] if os.geteuid() == 0 else ["sudo"]
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run([*sudo, "apt-get", "update", "-qq"], check=True, env=environment)
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing]
    subprocess.run([*sudo, *install], check=True, env=environment, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
