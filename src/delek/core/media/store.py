"""Bytes on disk, addressed by their content. Nothing is acknowledged before it lies safely."""

import hashlib
import os
import re
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Protocol

ADDRESS = re.compile(r"[0-9a-f]{64}")
PIECE = 1024 * 1024


class ObjectStore(Protocol):
    """What any store of bytes can do."""

    def put(self, data: bytes) -> str:
        """Store durably and answer the address."""

    def open(self, sha: str) -> BinaryIO:
        """A stream of the bytes. Raises FileNotFoundError."""

    def read(self, sha: str) -> bytes:
        """The bytes. Raises FileNotFoundError."""

    def exists(self, sha: str) -> bool:
        """Whether something lies at the address."""

    def delete(self, sha: str) -> None:
        """Remove; nothing happens where nothing lies."""

    def discard(self, sha: str, before: float) -> bool:
        """Remove what nobody names any more, unless it was stored again since ``before``."""

    def sweep(self, older_than_seconds: float, now: float) -> int:
        """Remove leftover temporary files; answers how many."""

    def check(self, sha: str) -> bool:
        """Whether the bytes are still those that were stored."""

    def __iter__(self) -> Iterator[str]:
        """Every address, for backups and checks."""


class DiskStore:
    """Files under ``root/ab/<sha256>``, readable by the owner only."""

    def __init__(self, root: Path) -> None:
        self._root = Path(root)
        self._tmp = self._root / "tmp"

    def put(self, data: bytes) -> str:
        """Store durably: a temporary file, fsync, rename, fsync of the folder. OSError passes through."""
        sha = hashlib.sha256(data).hexdigest()
        path = self._path(sha)
        if not self._touches(path, len(data)):
            self._folder(path.parent)
            self._folder(self._tmp)
            self._write(data, path)
        _sync(path.parent)
        return sha

    def open(self, sha: str) -> BinaryIO:
        """A stream of the bytes; the caller closes it."""
        return self._path(sha).open("rb")

    def read(self, sha: str) -> bytes:
        """The bytes."""
        return self._path(sha).read_bytes()

    def exists(self, sha: str) -> bool:
        """Whether something lies at the address."""
        return self._path(sha).is_file()

    def delete(self, sha: str) -> None:
        """Remove, durably."""
        path = self._path(sha)
        try:
            path.unlink()
        except FileNotFoundError:
            return
        _sync(path.parent)

    def discard(self, sha: str, before: float) -> bool:
        """Remove what nobody names any more; False where somebody stored the same bytes since ``before``.

        The file is moved aside first and put back where it turns out to be new: whoever stores the same bytes
        meanwhile either finds them, and makes them new, or writes them again.
        """
        path, aside = self._path(sha), self._tmp / secrets.token_hex(16)
        self._folder(self._tmp)
        try:
            if path.stat().st_mtime > before:
                return False
            path.rename(aside)
        except FileNotFoundError:
            return True
        if aside.stat().st_mtime > before:
            aside.rename(path)
            return False
        aside.unlink()
        _sync(path.parent)
        return True

    def sweep(self, older_than_seconds: float, now: float) -> int:
        """Remove temporary files a killed process left; one that vanishes meanwhile is no trouble."""
        removed = 0
        for path in self._tmp.glob("*"):
            try:
                if now - path.stat().st_mtime > older_than_seconds:
                    path.unlink()
                    removed += 1
            except FileNotFoundError:
                continue
        return removed

    def check(self, sha: str) -> bool:
        """Hash again and compare."""
        found = hashlib.sha256()
        try:
            with self.open(sha) as stream:
                while piece := stream.read(PIECE):
                    found.update(piece)
        except FileNotFoundError:
            return False
        return found.hexdigest() == sha

    def __iter__(self) -> Iterator[str]:
        """Every address, in order."""
        for path in sorted(self._root.glob("??/*")):
            if ADDRESS.fullmatch(path.name):
                yield path.name

    def _path(self, sha: str) -> Path:
        if not ADDRESS.fullmatch(sha):
            raise ValueError("not an address")
        return self._root / sha[:2] / sha

    @staticmethod
    def _touches(path: Path, size: int) -> bool:
        """Whether the bytes lie there already; from now on they count as new, so that nobody discards them."""
        try:
            if path.stat().st_size != size:
                return False
            os.utime(path)
        except FileNotFoundError:
            return False
        return True

    def _folder(self, folder: Path) -> None:
        """Make the folder and its parents, and make their names durable."""
        if folder.is_dir():
            return
        if folder != self._root:
            self._folder(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True, parents=folder == self._root)
        _sync(folder.parent)

    def _write(self, data: bytes, path: Path) -> None:
        temporary = self._tmp / secrets.token_hex(16)
        try:
            descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
            with os.fdopen(descriptor, "wb") as out:
                out.write(data)
                out.flush()
                os.fsync(out.fileno())
            temporary.rename(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
