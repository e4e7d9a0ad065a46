"""验收：文件是什么看内容，不看名字；不该收的说清缘由（domain.md §9，decisions.md 31）。"""

import io
import re
import zipfile
from dataclasses import dataclass

import filetype

from bot import papers
from rules.errors import Refusal

MEGABYTE = 1024 * 1024
EXECUTABLE_HEADS = (
    b"MZ",
    b"\x7fELF",
    b"#!/",
    b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",
)
EXECUTABLE_NAMES = (
    *(".exe", ".bat", ".cmd", ".com", ".scr", ".js", ".jse", ".vbs", ".vbe", ".wsf"),
    *(".ps1", ".hta", ".lnk", ".msi", ".dll", ".jar", ".apk", ".sh"),
)
ARCHIVE_NAMES = (".zip", ".rar", ".7z", ".gz", ".tar", ".bz2", ".xz")
MACROS = "_VBA_PROJECT".encode("utf-16-le")
MOST_UNPACKED = 300 * MEGABYTE
MOST_MEMBERS = 5000
HIGHEST_RATIO = 200

LEVEL = re.compile(
    r"(?:绝\s?密|机\s?密|秘\s?密)\s*★|^\s*(?:绝\s*密|机\s*密|秘\s*密)\s*$", re.MULTILINE
)
OLD_LEVELS = tuple(
    f"{level}★".encode(encoding)
    for level in ("绝密", "机密", "秘密")
    for encoding in ("utf-16-le", "gbk")
)
OFFICE = {
    "word/": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xl/": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ppt/": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}


@dataclass(frozen=True)
class Inspected:
    """A file that may be kept: its type by content, and whatever words it holds."""

    media_type: str
    words: str


def inspect(data: bytes, max_bytes: int) -> Inspected:
    """Return what a file is by its content, or raise Refusal `file`.

    Refused, with `kind` and `why`: empty, over `max_bytes` bytes, executable, archive
    bombs, macros, a mark of secrecy (a level with ★, or a line that is only a level;
    in headers and text boxes too).
    """
    if not data:
        raise _refusal("empty", "文件是空的，请重新发送。")
    if len(data) > max_bytes:
        limit = max_bytes // MEGABYTE
        raise _refusal("too_large", f"文件超过{limit}MB，请压缩或分开发送。")
    _ensure_no_program(data)
    packed = zipfile.is_zipfile(io.BytesIO(data))
    media_type = _archive(data, max_bytes) if packed else _guess(data)
    words = papers.words(data)
    if LEVEL.search(words) or _old_level(data):
        raise _secret()
    return Inspected(media_type, words)


def _ensure_no_program(data: bytes) -> None:
    if data.startswith(EXECUTABLE_HEADS):
        raise _refusal("executable", "程序文件不能作为佐证材料，请发照片或文档。")
    if data.startswith(papers.LEGACY) and MACROS in data:
        raise _refusal("macro", "文档带有宏，没有保存，请另存为不带宏的格式。")


def _old_level(data: bytes) -> bool:
    """Look for a level with ★ in a .doc, .xls or .ppt of the old binary kind."""
    old = data.startswith(papers.LEGACY)
    return old and any(level in data for level in OLD_LEVELS)


def _guess(data: bytes) -> str:
    if data.startswith(b"#!AMR"):
        return "audio/amr"
    kind = filetype.guess(data)
    if kind is not None:
        return str(kind.mime)
    return "application/octet-stream" if papers.plain(data) is None else "text/plain"


def _archive(data: bytes, max_bytes: int) -> str:
    """Look into a zip without unpacking more of it than is sane."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            _ensure_sane(data, members)
            media_type = _packed_type([member.filename for member in members])
            _ensure_harmless(archive, members, media_type, max_bytes)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError) as error:
        raise _refusal("broken", "压缩文件打不开，请核对后重新发送。") from error
    return media_type


def _packed_type(names: list[str]) -> str:
    for prefix, media_type in OFFICE.items():
        if any(name.startswith(prefix) for name in names):
            return media_type
    return "application/ofd" if "OFD.xml" in names else "application/zip"


def _ensure_sane(data: bytes, members: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(member.file_size for member in members)
    if (
        unpacked > MOST_UNPACKED
        or unpacked > HIGHEST_RATIO * len(data)
        or len(members) > MOST_MEMBERS
    ):
        raise _refusal("archive_bomb", "压缩文件展开后过大，没有保存，请分开发送。")
    for member in members:
        name = member.filename.lower()
        if name.endswith(EXECUTABLE_NAMES):
            raise _refusal("executable", "压缩文件里有程序，没有保存，请去掉后再发。")
        if name.endswith(ARCHIVE_NAMES):
            raise _refusal("archive_bomb", "压缩文件里还有压缩文件，请展开后再发。")
        if name.endswith("vbaproject.bin"):
            raise _refusal("macro", "文档带有宏，没有保存，请另存为不带宏的格式。")


def _ensure_harmless(
    archive: zipfile.ZipFile,
    members: list[zipfile.ZipInfo],
    media_type: str,
    max_bytes: int,
) -> None:
    """Inspect what is packed: every member of a plain zip, what a document embeds."""
    for member in members:
        embedded = "embeddings/" in member.filename
        if member.is_dir() or not (media_type == "application/zip" or embedded):
            continue
        content = archive.read(member)
        if content:
            inspect(content, max(max_bytes, len(content)))


def _secret() -> Refusal:
    return _refusal(
        "secret", "文件带有密级标志，系统没有保存。请撤回消息，材料当面交接。"
    )


def _refusal(kind: str, why: str) -> Refusal:
    return Refusal("file", kind=kind, why=why)
