"""`delek verify` names what is gone or changed."""

import pytest

from delek.config import upkeep
from delek.core.media.queries import store
from tests.town import Town


def test_a_stored_file_that_is_gone_or_changed_is_named(town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    photo = town.photo()
    path = store()._path(photo.original)
    kept = path.read_bytes()
    assert upkeep.verify() == 0
    path.chmod(0o600)
    path.write_bytes(b"other")
    assert upkeep.verify() == 1
    assert f"stored file {photo.original[:12]}: its content was changed" in capsys.readouterr().out
    path.unlink()
    assert upkeep.verify() == 1
    assert f"stored file {photo.original[:12]}: it is gone" in capsys.readouterr().out
    store().put(kept)
    assert upkeep.verify() == 0
