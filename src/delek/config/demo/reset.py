"""Throw the demo's data away."""

import shutil
import sys

from delek.config import environment


def reset() -> None:
    """Remove the embedded database and media; refuses where DATABASE_URL names a server."""
    folder = environment.data_folder()
    if environment.database(folder)["ENGINE"] != "django.db.backends.sqlite3":
        sys.exit("The demo's data lie on a database server; please empty it there.")
    for name in ("delek.sqlite3", "delek.sqlite3-wal", "delek.sqlite3-shm"):
        (folder / name).unlink(missing_ok=True)
    shutil.rmtree(folder / "media", ignore_errors=True)
