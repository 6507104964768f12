"""What the environment says, read once."""

import os
import secrets
from pathlib import Path
from urllib.parse import unquote, urlsplit

ROOT = Path(__file__).resolve().parent.parent


def data_folder() -> Path:
    """The folder of the embedded mode: database, media, key."""
    return Path(os.environ.get("DELEK_DATA", "data")).resolve()


def secret_key(folder: Path) -> str:
    """DELEK_SECRET_KEY, or a key made once and kept beside the data of the embedded mode."""
    given = os.environ.get("DELEK_SECRET_KEY", "")
    if given:
        return given
    path = folder / "secret.key"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48))
    return path.read_text().strip()


def database(folder: Path) -> dict[str, object]:
    """Django's description of the database: SQLite in the data folder, or what DATABASE_URL names."""
    url = urlsplit(os.environ.get("DATABASE_URL", ""))
    if url.scheme.startswith("postgres"):
        return _postgresql(url.path, url.hostname, url.port, url.username, url.password)
    folder.mkdir(parents=True, exist_ok=True)
    name = url.path if url.scheme == "sqlite" else str(folder / "delek.sqlite3")
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": name,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
        },
    }


def _postgresql(
    path: str, host: str | None, port: int | None, user: str | None, password: str | None
) -> dict[str, object]:
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": path.lstrip("/"),
        "HOST": unquote(host or ""),
        "PORT": str(port or ""),
        "USER": unquote(user or ""),
        "PASSWORD": unquote(password or ""),
        "OPTIONS": {
            "pool": {"min_size": 1, "max_size": int(os.environ.get("DELEK_DB_POOL", "8")), "timeout": 5},
            # Statements are prepared: measured, a report costs the server 1.7 ms of processor instead of 3.0.
            "server_side_binding": True,
            "prepare_threshold": 3,
        },
    }


def flag(name: str) -> bool:
    return os.environ.get(name, "").lower() in {"1", "true", "yes", "on"}
