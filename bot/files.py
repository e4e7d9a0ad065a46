"""唯一碰磁盘的地方：佐证材料按 SHA-256 存放，先落盘再入账（domain.md §9）。"""

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

import filetype

from rules.errors import Refusal

EXECUTABLE_HEADS = (b"MZ", b"\x7fELF", b"#!/", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe")
SECRECY = ("绝密★", "机密★", "秘密★")
MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Kept:
    """A file that lies in the evidence folder."""

    sha256: str
    size: int
    media_type: str


class FileStore:
    """The evidence folder: content-addressed, written whole or not at all."""

    def __init__(self, directory: Path, max_bytes: int) -> None:
        """Keep files under `directory`, none over `max_bytes` bytes."""
        self._directory = directory
        self._max_bytes = max_bytes

    def keep(self, data: bytes) -> Kept:
        """Store `data`; the same content is stored once.

        Raises Refusal `file` for what must not be kept: empty, too large, executable,
        marked secret. An OSError (a full disk) leaves nothing behind.
        """
        media_type = self.inspect(data)
        digest = hashlib.sha256(data).hexdigest()
        target = self.path(digest)
        if not target.exists():
            self._write(target, data)
        return Kept(digest, len(data), media_type)

    def inspect(self, data: bytes) -> str:
        """Return the media type by content, or raise Refusal `file`."""
        if not data:
            raise Refusal("file", why="文件是空的，请重新发送。", kind="empty")
        if len(data) > self._max_bytes:
            limit = self._max_bytes // MEGABYTE
            raise Refusal(
                "file", why=f"文件超过{limit}MB，请压缩或分开发送。", kind="too_large"
            )
        if data.startswith(EXECUTABLE_HEADS):
            raise Refusal(
                "file",
                why="程序文件不能作为佐证材料，请发照片或文档。",
                kind="executable",
            )
        if _marked_secret(data):
            raise Refusal(
                "file",
                why="文件带有密级标志，系统没有保存。请撤回消息，材料当面交接。",
                kind="secret",
            )
        return media_type(data)

    def path(self, digest: str) -> Path:
        """Where a file of this SHA-256 lies."""
        return self._directory / digest[:2] / digest

    def read(self, digest: str) -> bytes:
        """Return a stored file's content."""
        return self.path(digest).read_bytes()

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
        finally:
            temporary.unlink(missing_ok=True)


def media_type(data: bytes) -> str:
    """The media type that the content itself shows; names are not believed."""
    if data.startswith(b"#!AMR"):
        return "audio/amr"
    kind = filetype.guess(data)
    if kind is not None:
        return str(kind.mime)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "application/octet-stream"
    return "text/plain"


def _marked_secret(data: bytes) -> bool:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return any(mark in text for mark in SECRECY)
