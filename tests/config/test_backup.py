"""R9: a backup while the house runs, restored on an empty machine, verifies clean."""

from pathlib import Path

import pytest

from tests.served import Server, demo_server, submit
from tests.town import jpeg

pytestmark = pytest.mark.faults


def test_backup_while_running_restores_and_verifies(tmp_path: Path, shared: Path) -> None:
    (tmp_path / "new").mkdir()
    server = demo_server(tmp_path / "old", shared)
    server.start(180)
    try:
        for n in range(5):
            fields = {"submission_id": f"00000000-0000-4000-8000-00000000000{n}", "description": f"{n}"}
            assert submit(server.origin, fields, [jpeg(f"#00000{n}", (60, 40))])[0] == 201
        file = tmp_path / "all.tar"
        assert server.command("backup", str(file)).returncode == 0
    finally:
        server.stop()
    assert server.process and server.process.returncode in (0, -15)
    empty = Server(tmp_path / "new", extra={"DATABASE_URL": ""})
    assert empty.command("restore", str(file)).returncode == 0
    checked = empty.command("verify")
    assert checked.returncode == 0, checked.stdout
    assert empty.command("restore", str(file)).returncode == 1, "an installation that holds data is left alone"
