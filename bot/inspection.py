"""验收：文件是什么看内容，不看名字；不该收的说清缘由（domain.md §9，decisions.md 31）。"""

import io
import re
import zipfile

import filetype

from rules.errors import Refusal

MEGABYTE = 1024 * 1024
EXECUTABLE_HEADS = (
    b"MZ",
    b"\x7fELF",
    b"#!/",
    b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",
)
MOST_UNPACKED = 300 * MEGABYTE
HIGHEST_RATIO = 200

TEXT_PARTS = re.compile(
    r"^(?:word/(?:document|header\d*|footer\d*)|xl/sharedStrings|ppt/slides/slide\d+)\.xml$"
)
TAG = re.compile(r"<[^>]+>")
PARAGRAPH = re.compile(r"</(?:w:p|si|a:p)>")
LEVEL = re.compile(r"(?:绝密|机密|秘密)\s*★|^\s*(?:绝密|机密|秘密)\s*$", re.MULTILINE)
OFFICE = {
    "word/": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xl/": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ppt/": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}


def inspect(data: bytes, max_bytes: int) -> str:
    """Return the media type by content, or raise Refusal `file` with what is wrong.

    Refused: empty, over `max_bytes` bytes, executable, archive bombs, macros, a mark
    of secrecy (a level with ★, or a line that is only a level).
    """
    if not data:
        raise _refusal("empty", "文件是空的，请重新发送。")
    if len(data) > max_bytes:
        limit = max_bytes // MEGABYTE
        raise _refusal("too_large", f"文件超过{limit}MB，请压缩或分开发送。")
    if data.startswith(EXECUTABLE_HEADS):
        raise _refusal("executable", "程序文件不能作为佐证材料，请发照片或文档。")
    if zipfile.is_zipfile(io.BytesIO(data)):
        return _archive(data)
    media_type = _guess(data)
    if media_type == "text/plain" and LEVEL.search(data.decode("utf-8")):
        raise _secret()
    return media_type


def _guess(data: bytes) -> str:
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


def _archive(data: bytes) -> str:
    """Look into a zip without unpacking more of it than is sane."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            _ensure_sane(data, members)
            _ensure_open(archive, members)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError) as error:
        raise _refusal("broken", "压缩文件打不开，请核对后重新发送。") from error
    names = [member.filename for member in members]
    for prefix, media_type in OFFICE.items():
        if any(name.startswith(prefix) for name in names):
            return media_type
    return "application/zip"


def _ensure_sane(data: bytes, members: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(member.file_size for member in members)
    if unpacked > MOST_UNPACKED or unpacked > HIGHEST_RATIO * len(data):
        raise _refusal("archive_bomb", "压缩文件展开后过大，没有保存，请分开发送。")
    for member in members:
        name = member.filename.lower()
        if name.endswith((".exe", ".bat", ".cmd", ".scr", ".js", ".vbs", ".ps1")):
            raise _refusal("executable", "压缩文件里有程序，没有保存，请去掉后再发。")
        if name.endswith((".zip", ".rar", ".7z", ".gz")):
            raise _refusal("archive_bomb", "压缩文件里还有压缩文件，请展开后再发。")
        if name.endswith("vbaproject.bin"):
            raise _refusal("macro", "文档带有宏，没有保存，请另存为不带宏的格式。")


def _ensure_open(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> None:
    for member in members:
        if TEXT_PARTS.match(member.filename):
            xml = archive.read(member).decode("utf-8", "replace")
            words = TAG.sub("", PARAGRAPH.sub("\n", xml))
            if LEVEL.search(words):
                raise _secret()


def _secret() -> Refusal:
    return _refusal(
        "secret", "文件带有密级标志，系统没有保存。请撤回消息，材料当面交接。"
    )


def _refusal(kind: str, why: str) -> Refusal:
    return Refusal("file", kind=kind, why=why)
