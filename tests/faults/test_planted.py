"""S8: a planted address and device stand in no byte of the database, the log, the stored files or a backup."""

import io
import json
import tarfile
import urllib.request
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.served import Server, demo_server, submit
from tests.town import jpeg

pytestmark = pytest.mark.faults
AGENT, FORWARDED, REFERRER = "PlantedPhone/7.31", "198.51.100.231", "planted-referrer"
HEADERS = {"User-Agent": AGENT, "X-Forwarded-For": FORWARDED, "X-Real-IP": FORWARDED, "Sec-Fetch-Site": "same-origin",
           "Accept-Language": "bo", "Cookie": "language=bo; planted=planted-cookie"}  # fmt: skip
PLANTED = (AGENT, FORWARDED, REFERRER, "planted-cookie", "planted-password", "127.0.0.1")


@pytest.fixture
def server(tmp_path: Path, shared: Path) -> Iterator[Server]:
    server = demo_server(tmp_path / "data", shared)
    server.start(180)
    yield server
    server.kill()


def test_nothing_that_is_kept_knows_where_from_or_with_what(server: Server, tmp_path: Path) -> None:
    fields = {"submission_id": str(uuid.uuid4()), "description": "电线掉了"}
    status, answer = submit(server.origin, fields, [jpeg()], headers=HEADERS)
    assert status == 201
    for path in (answer["url"], "/wrong-word", "/account/login/", "/nowhere", "/policies?q=x"):
        _visit(server, path)
    _visit(server, "/account/login/", b"login=dispatcher1&password=planted-password")
    _visit(server, "/wrong-word", b"text=word")
    assert server.command("backup", str(tmp_path / "all.tar")).returncode == 0
    server.stop()
    # The printed greeting names the server's own address; every line of the log itself is JSON.
    log = [line for line in (server.folder / "server.log").read_text().splitlines() if line.startswith("{")]
    assert [line for line in log if json.loads(line)["event"] == "answered"]
    kept = {"the log": "\n".join(log).encode(), **_files(server.folder), **_packed(tmp_path / "all.tar")}
    assert "delek.sqlite3" in kept and "all.tar/delek.sqlite3" in kept
    assert [(name, mark) for name, data in kept.items() for mark in PLANTED if mark.encode() in data] == []


def _visit(server: Server, path: str, data: bytes | None = None) -> None:
    request = urllib.request.Request(
        f"{server.origin}{path}", data, HEADERS | {"Referer": f"{server.origin}/{REFERRER}"}
    )
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            answer.read()
    except urllib.error.HTTPError as refused:
        assert refused.code < 500


def _files(folder: Path) -> dict[str, bytes]:
    return {str(f.relative_to(folder)): f.read_bytes() for f in folder.rglob("*") if f.is_file() and f.suffix != ".log"}


def _packed(file: Path) -> dict[str, bytes]:
    with tarfile.open(fileobj=io.BytesIO(file.read_bytes())) as tar:
        return {f"all.tar/{m.name}": taken.read() for m in tar.getmembers() if (taken := tar.extractfile(m))}
