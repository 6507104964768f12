"""One file that holds everything, taken while the house runs; and an empty machine filled from it."""

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from django.conf import settings
from django.db import connection

from delek.core.media.queries import store

SUMS, KEY = "sums.json", "secret.key"
DUMPS = ("delek.sqlite3", "delek.pgdump")


def backup(file: Path, *, with_key: bool = False) -> int:
    """Write database and media to a tar file; the secret key only where it is asked for."""
    partial = file.with_suffix(file.suffix + ".part")
    with tempfile.TemporaryDirectory() as folder:
        dump = Path(folder) / _dump_name()
        _dump(dump)
        sums = {dump.name: _sum(dump)} | {f"media/{a}": a for a in store()}
        key = Path(folder) / KEY
        if with_key:
            key.write_text(settings.SECRET_KEY)
            sums[KEY] = _sum(key)
        listing = Path(folder) / SUMS
        listing.write_text(json.dumps(sums))
        with tarfile.open(partial, "w") as tar:
            tar.add(listing, SUMS)
            tar.add(dump, dump.name)
            if with_key:
                tar.add(key, KEY)
            for name, path in _media(sums):
                tar.add(path, name)
    partial.chmod(0o600)
    partial.replace(file)
    print(f"{len(sums)} files in {file}")  # noqa: T201
    if not with_key:
        print("The secret key is not in it: keep it apart. Without it printed codes and links are lost.")  # noqa: T201
    return 0


def restore(file: Path) -> int:
    """Fill an empty installation from a backup; refuses one that holds data, checks every sum."""
    if _holds_data():
        print("This installation holds data already. Restore into an empty one.")  # noqa: T201
        return 1
    with tempfile.TemporaryDirectory(dir=settings.DATA if settings.DATA.exists() else None) as name:
        folder = Path(name)
        with tarfile.open(file) as tar:
            tar.extractall(folder, filter="data")
        sums = json.loads((folder / SUMS).read_text())
        wrong = [entry for entry, wanted in sums.items() if _sum(folder / entry) != wanted]
        if wrong:
            print(f"The backup is damaged: {', '.join(wrong[:5])}")  # noqa: T201
            return 1
        for entry in sums:
            if entry.startswith("media/"):
                store().put((folder / entry).read_bytes())
        _load(next(folder / e for e in sums if e in DUMPS))
        if KEY in sums:
            shutil.copy(folder / KEY, settings.DATA / KEY)
            (settings.DATA / KEY).chmod(0o600)
    print(f"{len(sums)} files restored. Now run: delek verify")  # noqa: T201
    return 0


def _dump_name() -> str:
    return DUMPS[0] if connection.vendor == "sqlite" else DUMPS[1]


def _dump(target: Path) -> None:
    if connection.vendor == "sqlite":
        source = sqlite3.connect(f"file:{connection.settings_dict['NAME']}?mode=ro", uri=True)
        with closing(source), closing(sqlite3.connect(target)) as copy:
            source.backup(copy)
        return
    subprocess.run(["pg_dump", "-Fc", "-f", str(target), *_server()], env=_password(), check=True)  # noqa: S603, S607


def _load(dump: Path) -> None:
    if connection.vendor == "sqlite":
        connection.close()
        for suffix in ("-wal", "-shm"):
            Path(f"{connection.settings_dict['NAME']}{suffix}").unlink(missing_ok=True)
        shutil.copy(dump, str(connection.settings_dict["NAME"]))
        return
    database = str(connection.settings_dict["NAME"])
    command = ["pg_restore", "--no-owner", "--clean", "--if-exists", *_server()[:-1], "-d", database, str(dump)]
    subprocess.run(command, env=_password(), check=True)  # noqa: S603


def _holds_data() -> bool:
    tables = connection.introspection.table_names()
    if "places_place" not in tables:
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM places_place")
        return bool(cursor.fetchone()[0])


def _server() -> list[str]:
    known = connection.settings_dict
    options = [("-h", known["HOST"]), ("-p", known["PORT"]), ("-U", known["USER"])]
    return [part for flag, value in options if value for part in (flag, str(value))] + [str(known["NAME"])]


def _password() -> dict[str, str]:
    return os.environ | {"PGPASSWORD": str(connection.settings_dict["PASSWORD"])}


def _media(sums: dict[str, str]) -> Iterator[tuple[str, Path]]:
    for name, address in sums.items():
        if name.startswith("media/"):
            yield name, settings.MEDIA_FOLDER / address[:2] / address


def _sum(path: Path) -> str:
    found = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            found.update(piece)
    return found.hexdigest()
