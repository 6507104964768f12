"""What is stored is what was given, or nothing (quality.md R1)."""

import errno
import os
from pathlib import Path

import pytest

from delek.core.media import store as module
from delek.core.media.store import DiskStore


def test_what_is_put_is_read_again(tmp_path: Path) -> None:
    store = DiskStore(tmp_path)
    address = store.put(b"bytes")
    assert (store.read(address), store.check(address), list(store)) == (b"bytes", True, [address])


def test_the_same_bytes_lie_once(tmp_path: Path) -> None:
    store = DiskStore(tmp_path)
    assert store.put(b"bytes") == store.put(b"bytes")
    assert len(list(store)) == 1


def test_only_the_service_may_read_the_file(tmp_path: Path) -> None:
    store = DiskStore(tmp_path)
    address = store.put(b"bytes")
    assert (tmp_path / address[:2] / address).stat().st_mode & 0o777 == 0o600


def test_a_full_disk_is_said_and_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(module.os, "fsync", full)
    store = DiskStore(tmp_path)
    with pytest.raises(OSError, match="No space"):
        store.put(b"bytes")
    assert (list(store), list(tmp_path.glob("tmp/*"))) == ([], [])


def test_a_changed_file_is_noticed(tmp_path: Path) -> None:
    store = DiskStore(tmp_path)
    address = store.put(b"bytes")
    (tmp_path / address[:2] / address).write_bytes(b"other")
    assert not store.check(address)


def test_what_a_killed_process_left_is_swept(tmp_path: Path) -> None:
    store = DiskStore(tmp_path)
    store.put(b"bytes")
    left = tmp_path / "tmp" / "left"
    left.write_bytes(b"half")
    assert store.sweep(60, now=left.stat().st_mtime + 61) == 1
    assert not left.exists()


@pytest.mark.parametrize("address", ["../../etc/passwd", "", "A" * 64, "a" * 63])
def test_an_address_that_is_none_is_refused(tmp_path: Path, address: str) -> None:
    with pytest.raises(ValueError, match="address"):
        DiskStore(tmp_path).read(address)
