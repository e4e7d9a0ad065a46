"""半份文件：网不好时一段一段传来，断了接着传，传完才验收入账。"""

import hashlib
import json
import os
import threading
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from rules.errors import NotAdmitted

KEPT_FOR = timedelta(days=2)
"""How long half a file waits for its rest."""
MOST_WAITING = 40
"""Halves that one person may have."""


@dataclass(frozen=True)
class Upload:
    """A file announced by somebody for a finding, known by what it is.

    `sha256` may be empty where the browser cannot compute it; `mark` then tells files
    of one name and size apart.
    """

    userid: str
    code: str
    name: str
    size: int
    sha256: str = ""
    mark: str = ""

    @property
    def key(self) -> str:
        """Return the identity: the same file of the same person, the same key."""
        what = [self.code, self.name, self.size, self.sha256, self.mark]
        return f"{_digest(self.userid)[:16]}/{_digest(json.dumps(what))[:32]}"


class Halves:
    """Files that are still coming; each grows only at its end."""

    def __init__(self, directory: Path) -> None:
        """Keep them under `directory`, away from the evidence."""
        self._directory = directory
        self._one = threading.Lock()

    def size(self, upload: Upload) -> int:
        """Return how many bytes have come."""
        path = self._path(upload)
        return path.stat().st_size if path.exists() else 0

    def open(self, upload: Upload, now: datetime) -> int:
        """Make room for a file and return how many bytes of it are here already.

        Raises NotAdmitted where somebody has too many unfinished ones.
        """
        with self._one:
            self._make_room(self._path(upload), now)
        return self.size(upload)

    def append(self, upload: Upload, offset: int, data: bytes, now: datetime) -> int:
        """Add a piece and return the new size.

        A piece that does not begin at the end, or would grow the file over what was
        announced, is dropped: the size returned is then the old one. Raises NotAdmitted
        where it would begin one half too many.
        """
        path = self._path(upload)
        with self._one:
            size = self.size(upload)
            if offset != size or size + len(data) > upload.size:
                return size
            if not size:
                self._make_room(path, now)
            with path.open("ab") as stream:
                stream.write(data)
            os.utime(path, (now.timestamp(), now.timestamp()))
            return size + len(data)

    def read(self, upload: Upload) -> bytes:
        """Return everything that has come."""
        path = self._path(upload)
        return path.read_bytes() if path.exists() else b""

    def drop(self, upload: Upload) -> None:
        """Forget a file."""
        self._path(upload).unlink(missing_ok=True)

    def _path(self, upload: Upload) -> Path:
        return self._directory / upload.key

    def _make_room(self, path: Path, now: datetime) -> None:
        """Forget what everybody has left lying; make sure that one more may begin."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self._sweep(now - KEPT_FOR)
        if not path.exists() and len(list(path.parent.iterdir())) >= MOST_WAITING:
            raise NotAdmitted("没传完的文件太多，请先把前面的传完，或明天再试。", 429)

    def _sweep(self, before: datetime) -> None:
        for path in self._directory.glob("*/*"):
            with suppress(FileNotFoundError):
                if path.stat().st_mtime < before.timestamp():
                    path.unlink()


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
