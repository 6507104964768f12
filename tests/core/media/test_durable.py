"""The store: content addressed, durable, private."""

import errno
import hashlib
import os
import stat
import threading
import time
from pathlib import Path

import pytest

from delek.core.media.store import DiskStore, ObjectStore

DATA = b"a photo" * 1000


@pytest.fixture
def store(tmp_path: Path) -> DiskStore:
    """A store that does not exist yet."""
    return DiskStore(tmp_path / "media" / "objects")


def path_of(tmp_path: Path, sha: str) -> Path:
    return tmp_path / "media" / "objects" / sha[:2] / sha


def test_stored_bytes_come_back(store: DiskStore) -> None:
    kept: ObjectStore = store
    sha = kept.put(DATA)
    assert sha == hashlib.sha256(DATA).hexdigest()
    assert kept.read(sha) == DATA
    with kept.open(sha) as stream:
        assert stream.read() == DATA
    assert kept.exists(sha)
    assert kept.check(sha)
    assert list(kept) == [sha]


def test_folders_and_files_are_private(store: DiskStore, tmp_path: Path) -> None:
    path = path_of(tmp_path, store.put(DATA))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert {stat.S_IMODE(folder.stat().st_mode) for folder in (path.parent, path.parent.parent)} == {0o700}
    assert stat.S_IMODE((tmp_path / "media" / "objects" / "tmp").stat().st_mode) == 0o700


def test_the_same_content_is_stored_once_and_a_damaged_size_is_repaired(store: DiskStore, tmp_path: Path) -> None:
    sha = store.put(DATA)
    first = path_of(tmp_path, sha).stat().st_ino
    assert store.put(DATA) == sha
    assert path_of(tmp_path, sha).stat().st_ino == first
    path_of(tmp_path, sha).write_bytes(b"cut")
    assert not store.check(sha)
    store.put(DATA)
    assert store.check(sha)


def test_damage_of_the_same_size_is_found(store: DiskStore, tmp_path: Path) -> None:
    sha = store.put(DATA)
    path_of(tmp_path, sha).write_bytes(b"b" + DATA[1:])
    assert not store.check(sha)


def test_delete_is_repeatable(store: DiskStore) -> None:
    sha = store.put(DATA)
    store.delete(sha)
    store.delete(sha)
    assert not store.exists(sha)
    assert not store.check(sha)
    assert list(store) == []
    with pytest.raises(FileNotFoundError):
        store.read(sha)


@pytest.mark.parametrize("address", ["", "..", "../../etc/passwd", "A" * 64, "a" * 63, "a" * 64 + "\n"])
def test_only_addresses_reach_the_disk(store: DiskStore, address: str) -> None:
    with pytest.raises(ValueError, match="not an address"):
        store.read(address)


@pytest.mark.parametrize("failing", ["write", "fsync", "rename"])
def test_a_full_disk_passes_through_and_leaves_nothing(
    store: DiskStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    store.put(b"before")

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    if failing == "rename":
        monkeypatch.setattr(Path, "rename", full)
    elif failing == "fsync":
        monkeypatch.setattr(os, "fsync", full)
    else:
        monkeypatch.setattr(os, "open", full)
    with pytest.raises(OSError, match="No space left") as caught:
        store.put(DATA)
    monkeypatch.undo()
    assert caught.value.errno == errno.ENOSPC
    assert not store.exists(hashlib.sha256(DATA).hexdigest())
    assert list((tmp_path / "media" / "objects" / "tmp").iterdir()) == []
    assert store.check(store.put(DATA))


def test_leftovers_of_a_killed_process_are_swept(store: DiskStore, tmp_path: Path) -> None:
    sha = store.put(DATA)
    leftover = tmp_path / "media" / "objects" / "tmp" / "half"
    leftover.write_bytes(b"half")
    now = time.time()
    assert store.sweep(3600, now) == 0
    assert store.sweep(3600, now + 3601) == 1
    assert not leftover.exists()
    assert store.check(sha)


def test_sweeping_an_empty_store_is_nothing(store: DiskStore) -> None:
    assert store.sweep(0, time.time()) == 0
    assert list(store) == []


def test_many_threads_store_the_same(store: DiskStore) -> None:
    wrong: list[BaseException] = []

    def work(number: int) -> None:
        try:
            for turn in range(20):
                store.put(bytes([turn]) * 1000)
                store.put(f"{number} {turn}".encode())
        except BaseException as trouble:
            wrong.append(trouble)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
    assert len(list(store)) == 20 + 160
    assert all(store.check(sha) for sha in store)
