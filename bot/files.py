"""唯一碰磁盘的地方：佐证材料按 SHA-256 存放，先落盘再入账（domain.md §9）。"""

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bot.formats import apart
from bot.formats.fingerprint import Fingerprint

BLOCK = 4096
"""Bytes that no file system can keep without having room."""


@dataclass(frozen=True)
class Kept:
    """A file that lies in the evidence folder."""

    sha256: str
    size: int
    media_type: str
    fingerprint: Fingerprint


class FileStore:
    """The evidence folder: content-addressed, written whole or not at all."""

    def __init__(self, directory: Path, max_bytes: int) -> None:
        """Keep files under `directory`, none over `max_bytes` bytes."""
        self.directory = directory
        self.max_bytes = max_bytes

    def keep(self, data: bytes, name: str = "") -> Kept:
        """Store `data`, sent under `name`; the same content is stored once.

        Raises Refusal `file` for what must not be kept. An OSError (a full disk)
        leaves nothing behind.
        """
        seen = apart.look(data, self.max_bytes, name)
        digest = hashlib.sha256(data).hexdigest()
        target = self.path(digest)
        if not target.exists():
            self._write(target, data)
        return Kept(digest, len(data), seen.media_type, seen.fingerprint)

    def put_back(self, digest: str, data: bytes) -> None:
        """Store a file of a backup as it was; it was inspected when it first came."""
        if not self.is_whole(digest):
            self._write(self.path(digest), data)

    def try_out(self) -> None:
        """Raise OSError where nothing could be kept: no room, no right, read-only."""
        self.directory.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=self.directory) as stream:
            stream.write(bytes(BLOCK))
            stream.flush()
            os.fsync(stream.fileno())

    def path(self, digest: str) -> Path:
        """Where a file of this SHA-256 lies."""
        return self.directory / digest[:2] / digest

    def is_whole(self, digest: str) -> bool:
        """Say whether a stored file is there and still what it was."""
        try:
            with self.path(digest).open("rb") as stream:
                return hashlib.file_digest(stream, "sha256").hexdigest() == digest
        except OSError:
            return False

    def read(self, digest: str) -> bytes:
        """Return a stored file's content."""
        return self.path(digest).read_bytes()

    def destroy(self, digest: str) -> None:
        """Take a file out of the folder for good; its row keeps the tombstone."""
        self.path(digest).unlink(missing_ok=True)

    def _write(self, target: Path, data: bytes) -> None:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent)
        temporary = Path(name)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            temporary.replace(target)
            _sync_folder(target.parent)
        finally:
            temporary.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """Make a rename in a folder survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
