"""验收：文件是什么看内容，不看名字；不该收的说清缘由（domain.md §9，decisions.md 31）。"""

import io
import zipfile
from dataclasses import dataclass

import filetype

from bot import papers, remote
from bot.config import MEGABYTE
from bot.damaged import DAMAGED
from rules.errors import Refusal
from rules.evidence.kinds import (
    ACCEPTED,
    ARCHIVES,
    LEVEL,
    PROGRAM_HEADS,
    PROGRAM_NAMES,
    SCRIPT,
)

MACROS = "_VBA_PROJECT".encode("utf-16-le")
MACRO_TYPES = (b"macroEnabled", b"vbaProject")
INSTALLER = bytes.fromhex("84100c0000000000c000000000000046")
PACKAGE = "Ole10Native".encode("utf-16-le")
LOCKED = "EncryptedPackage".encode("utf-16-le")
BROKEN = "文件打不开，可能没有传完整，请核对后重新发送。"
MOST_UNPACKED = 300 * MEGABYTE
MOST_MEMBERS = 5000
HIGHEST_RATIO = 150
HEAD = 4096
"""Bytes at the beginning of a text in which a script shows."""

OFFICE = {
    "word/": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xl/": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ppt/": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
LEGACY_TYPES = {
    "WordDocument": "application/msword",
    "PowerPoint Document": "application/vnd.ms-powerpoint",
    "Workbook": "application/vnd.ms-excel",
    "Book": "application/vnd.ms-excel",
}


@dataclass(frozen=True)
class Inspected:
    """A file that may be kept: its type by content, and whatever words it holds."""

    media_type: str
    words: str


@dataclass
class Room:
    """Bytes that may still be unpacked, of an archive and all that it holds."""

    left: int = MOST_UNPACKED


def inspect(
    data: bytes, max_bytes: int, name: str = "", inside: Room | None = None
) -> Inspected:
    """Return what a file is by its content, or raise Refusal `file`.

    Refused, with `kind` and `why`: empty, over `max_bytes` bytes, programs and
    scripts, archive bombs and archives that can't be looked into, macros, locked with
    a password, of no accepted type, with a mark of secrecy (a level with ★, or a line
    that is only a level; in headers, text boxes and `name` too). `inside`: it is the
    member of an archive, which must not hold another one, and shares its room.
    """
    if not data:
        raise _refusal("empty", "文件是空的，请重新发送。")
    if len(data) > max_bytes:
        limit = max_bytes // MEGABYTE
        raise _refusal("too_large", f"文件超过{limit}MB，请压缩或分开发送。")
    _ensure_no_program(data)
    media_type = _type_of(data, max_bytes, inside or Room())
    _ensure_accepted(media_type, packed=inside is not None)
    words = papers.words(data)
    if words is None:
        raise _refusal("locked", "文件设有密码，系统看不到内容，请去掉密码后再发。")
    if not words and data.startswith(b"PK"):
        raise _refusal("broken", BROKEN)
    if LEVEL.search(words) or LEVEL.search(name.rpartition(".")[0] or name):
        raise _secret()
    return Inspected(media_type, words)


def _ensure_no_program(data: bytes) -> None:
    head = data[:HEAD].removeprefix(b"\xef\xbb\xbf")
    script = b"\x00" not in head and SCRIPT.search(head.decode("latin-1"))
    if data.startswith(PROGRAM_HEADS) or script:
        raise _program()
    if not data.startswith(papers.LEGACY):
        return
    if INSTALLER in data or (PACKAGE in data and _names_program(data)):
        raise _program()
    if MACROS in data:
        raise _macro()
    if LOCKED in data:
        raise _refusal("locked", "文件设有密码，系统看不到内容，请去掉密码后再发。")


def _names_program(data: bytes) -> bool:
    """Say whether a packed object is named like a program, or is one."""
    lower = data.lower()
    named = any(f"{name}\0".encode() in lower for name in PROGRAM_NAMES)
    return named or b"MZ\x90\x00" in data


def _ensure_accepted(media_type: str, *, packed: bool) -> None:
    if ARCHIVES.match(media_type) and (packed or media_type != "application/zip"):
        why = "压缩文件里还有压缩文件，请展开后再发。"
        alone = "这种压缩文件看不到里面，请用 zip 压缩，或直接发文件。"
        raise _refusal("archive_bomb", why if packed else alone)
    if not ACCEPTED.match(media_type):
        raise _refusal("type", "看不出是什么文件，请发照片、文档、表格、录音或视频。")


def _type_of(data: bytes, max_bytes: int, room: Room) -> str:
    if not zipfile.is_zipfile(io.BytesIO(data)):
        if data.startswith(b"PK\x03\x04"):
            raise _refusal("broken", BROKEN)
        return _guess(data)
    media_type = _archive(data, max_bytes, room)
    return media_type if data.startswith(b"PK") else _guess(data)


def _guess(data: bytes) -> str:
    if data.startswith((b"#!AMR", b"\x02#!SILK", b"#!SILK")):
        return "audio/amr" if data.startswith(b"#!AMR") else "audio/silk"
    if data.startswith(papers.LEGACY):
        named = (name for name in LEGACY_TYPES if name.encode("utf-16-le") in data)
        return LEGACY_TYPES.get(next(named, ""), "application/x-ole-storage")
    if data[4:8] == b"ftyp":
        return _boxed(data[8:12])
    kind = filetype.guess(data)
    if kind is not None:
        return str(kind.mime)
    return "application/octet-stream" if papers.plain(data) is None else "text/plain"


def _boxed(brand: bytes) -> str:
    """Name a file of the MP4 family by its brand: HEIC, AVIF, QuickTime, 3GP, M4A."""
    families = {
        (b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1"): "image/heic",
        (b"avif", b"avis"): "image/avif",
        (b"qt  ",): "video/quicktime",
        (b"3gp", b"3g2"): "video/3gpp",
        (b"M4A", b"M4B"): "audio/mp4",
    }
    found = (kind for heads, kind in families.items() if brand.startswith(heads))
    return next(found, "video/mp4")


def _archive(data: bytes, max_bytes: int, room: Room) -> str:
    """Look into a zip without unpacking more of it than is sane."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [one for one in archive.infolist() if not one.is_dir()]
            _ensure_sane(data, members, room)
            media_type = _packed_type([member.filename for member in members])
            _ensure_harmless(archive, members, media_type, max_bytes, room)
    except DAMAGED as error:
        raise _refusal("broken", BROKEN) from error
    return media_type


def _packed_type(names: list[str]) -> str:
    for prefix, media_type in OFFICE.items():
        if any(name.startswith(prefix) for name in names):
            return media_type
    return "application/ofd" if "OFD.xml" in names else "application/zip"


def _ensure_sane(data: bytes, members: list[zipfile.ZipInfo], room: Room) -> None:
    if not members:
        raise _refusal("empty", "压缩文件里没有文件，请核对后重新发送。")
    unpacked = sum(member.file_size for member in members)
    room.left -= unpacked
    if (
        room.left < 0
        or unpacked > HIGHEST_RATIO * len(data)
        or len(members) > MOST_MEMBERS
    ):
        raise _refusal("archive_bomb", "压缩文件展开后过大，没有保存，请分开发送。")
    if any(member.flag_bits & 1 for member in members):
        raise _refusal("locked", "压缩文件设有密码，请去掉密码后再发。")
    for member in members:
        name = member.filename.lower()
        if name.endswith(PROGRAM_NAMES):
            raise _program()
        if name.endswith("vbaproject.bin") or "/macrosheets/" in name:
            raise _macro()


def _ensure_harmless(
    archive: zipfile.ZipFile,
    members: list[zipfile.ZipInfo],
    media_type: str,
    max_bytes: int,
    room: Room,
) -> None:
    """Inspect what is packed: every member of a plain zip, what a document embeds."""
    for member in members:
        with archive.open(member) as stream:
            if stream.read(len(max(PROGRAM_HEADS, key=len))).startswith(PROGRAM_HEADS):
                raise _program()
        if member.filename == "[Content_Types].xml":
            types = archive.read(member)
            if any(word in types for word in MACRO_TYPES):
                raise _macro()
        if member.filename.casefold().endswith(".rels"):
            _ensure_at_home(archive, member)
        embedded = "embeddings/" in member.filename
        if media_type == "application/zip" or embedded:
            content = archive.read(member)
            if content:
                name = member.filename.rpartition("/")[2]
                inspect(content, max(max_bytes, len(content)), name, room)


def _ensure_at_home(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """Raise Refusal where opening the document would load code from elsewhere."""
    with archive.open(member) as stream:
        relations = stream.read(remote.LARGEST + 1)
    if remote.fetches(relations):
        raise _refusal(
            "remote", "文档一打开就要到外部取模板或对象，没有保存，请另存为普通文档。"
        )


def _program() -> Refusal:
    return _refusal("executable", "程序文件不能作为佐证材料，没有保存，请去掉后再发。")


def _macro() -> Refusal:
    return _refusal("macro", "文档带有宏，没有保存，请另存为不带宏的格式。")


def _secret() -> Refusal:
    return _refusal(
        "secret", "文件带有密级标志，系统没有保存。请撤回消息，材料当面交接。"
    )


def _refusal(kind: str, why: str) -> Refusal:
    return Refusal("file", kind=kind, why=why)
