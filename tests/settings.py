"""Settings of the tests: the product's own, with a database of their own."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("DELEK_DATA", tempfile.mkdtemp(prefix="delek-test-"))
if worker := os.environ.get("PYTEST_XDIST_WORKER"):  # no worker takes away another's files
    os.environ["DELEK_DATA"] = str(Path(os.environ["DELEK_DATA"].removesuffix(f"/{worker}")) / worker)
os.environ.setdefault("DELEK_SECRET_KEY", "tests only, long enough to be no warning: 0123456789abcdef")

from delek.config.settings import *  # noqa: F403
from delek.config.settings import DATABASES

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": str(Path(os.environ["DELEK_DATA"]) / "test.sqlite3")}
    Path(os.environ["DELEK_DATA"]).mkdir(parents=True, exist_ok=True)
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
