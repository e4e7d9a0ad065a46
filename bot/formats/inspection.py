"""验收：文件是什么看内容，不看名字；不该收的说清缘由（domain.md §9，decisions.md 31）。"""

import io
import re
import zipfile
from contextlib import suppress
from dataclasses import dataclass

from bot.formats import (
    declined,
    media_types,
    papers,
    portable,
    remote,
    whole,
    writings,
)
from bot.formats.damaged import DAMAGED
from bot.formats.old_papers import LEGACY
from rules.errors import Refusal
from rules.evidence.kinds import (
    ACCEPTED,
    ARCHIVES,
    HIDDEN_ARCHIVES,
    HIDDEN_PROGRAMS,
    LEFTOVERS,
    PROGRAM_HEADS,
    is_program,
)
from rules.evidence.secrecy import is_marked, is_secret

MEGABYTE = 1024 * 1024
MACROS = "_VBA_PROJECT".encode("utf-16-le")
MACRO_PLACES = re.compile(r"vbaproject\.bin$|/macrosheets/", re.IGNORECASE)
OPEN_MACRO_PLACES = re.compile(r"^(?:Basic|Scripts)/")
"""Where documents keep their macros, OpenDocument in folders that any zip may have."""
MACRO_TYPES = (b"macroEnabled", b"vbaProject")
INSTALLER = bytes.fromhex("84100c0000000000c000000000000046")
PACKAGE = "Ole10Native".encode("utf-16-le")
LOCKED = "EncryptedPackage".encode("utf-16-le")
MOST_UNPACKED = 300 * MEGABYTE
MOST_MEMBERS = 5000
HIGHEST_RATIO = 150
DEEPEST = 20
"""Documents that lie in documents, one in the other."""
NAMED_IN_UTF8 = 0x800
"""The flag of a zip's member whose name is in UTF-8."""


@dataclass(frozen=True)
class Inspected:
    """A file that may be kept: its type by content, and whatever words it holds."""

    media_type: str
    words: str
    unread: bool = False


@dataclass
class Room:
    """Bytes that may still be unpacked, of an archive and all that it holds; whether
    something of it was too much to be read to its end.
    """

    left: int = MOST_UNPACKED
    depth: int = 0
    unread: bool = False


def inspect(
    data: bytes, max_bytes: int, name: str = "", inside: Room | None = None
) -> Inspected:
    """Return what a file is by its content, or raise Refusal `file`.

    Refused, with `kind` and `why`: empty, over `max_bytes` bytes, programs and
    scripts, archive bombs and archives that can't be looked into, macros, locked with
    a password, of no accepted type, with a mark of secrecy (a level with ★, or a line
    that is only a level; in headers, text boxes and `name` too). `inside`: it is the
    member of an archive or carried by a document, which must not hold another archive,
    and shares its room; `name` is then the whole path.
    """
    if not data:
        raise declined.refusal("empty", "文件是空的，请重新发送。")
    if len(data) > max_bytes:
        limit = max_bytes // MEGABYTE
        raise declined.refusal("too_large", f"文件超过{limit}MB，请压缩或分开发送。")
    _ensure_no_program(data, name)
    room = inside or Room()
    media_type = _type_of(data, max_bytes, room)
    _ensure_accepted(media_type, packed=inside is not None)
    if media_type == "text/plain" and is_program(name):
        raise declined.program()
    if media_type.startswith("image/"):
        _ensure_nothing_behind(data)
    words = _words(data, room)
    if words is None:
        raise declined.locked()
    if not words and data.startswith(b"PK"):
        raise declined.refusal("broken", declined.BROKEN)
    if is_secret(words) or is_marked(name):
        raise declined.secret()
    return Inspected(media_type, words, room.unread)


def _words(data: bytes, room: Room) -> str | None:
    """Return the words of a file; of a PDF what it carries is inspected, too."""
    if not portable.is_one(data):
        return papers.words(data)
    seen = portable.look(data, papers.BESIDE)
    if seen.runs:
        raise declined.refusal("executable", declined.RUNS)
    if seen.cut_off:
        raise declined.refusal("broken", declined.BROKEN)
    for one in seen.attached:
        if one.content is None:
            stop = (
                declined.too_big()
                if one.too_big
                else declined.refusal("broken", declined.BROKEN)
            )
            raise declined.named(one.name, stop)
        room.left -= len(one.content)
        if room.left < 0:
            raise declined.too_big()
        _inspect_within(one.name, one.content, len(one.content), room)
    room.unread = room.unread or bool(seen.cut_short)
    return seen.words


def _inspect_within(path: str, content: bytes, most: int, room: Room) -> None:
    """Inspect what lies in another file."""
    if not content or content.startswith(LEFTOVERS):
        return
    if room.depth >= DEEPEST:
        raise declined.too_big()
    inner = Room(room.left, room.depth + 1)
    try:
        inspect(content, max(most, len(content)), path, inner)
    except Refusal as stop:
        raise declined.named(path, stop) from stop
    room.left = inner.left
    room.unread = room.unread or inner.unread


def _ensure_no_program(data: bytes, name: str) -> None:
    if data.startswith(PROGRAM_HEADS):
        raise declined.program()
    writings.ensure_harmless(data, name)
    if not data.startswith(LEGACY):
        return
    if remote.OLD_FIELD.search(data):
        raise declined.refusal("remote", declined.COMMANDED)
    if INSTALLER in data or (PACKAGE in data and writings.names_program(data)):
        raise declined.program()
    if MACROS in data:
        raise declined.macro()
    if LOCKED in data:
        raise declined.locked()


def _ensure_nothing_behind(picture: bytes) -> None:
    if any(head in picture for head in HIDDEN_PROGRAMS):
        raise declined.program()
    if any(head in picture for head in HIDDEN_ARCHIVES):
        raise declined.refusal(
            "archive_bomb", "图片后面藏着压缩文件，没有保存，请只发图片。"
        )


def _ensure_accepted(media_type: str, *, packed: bool) -> None:
    if ARCHIVES.match(media_type) and (packed or media_type != "application/zip"):
        why = "压缩文件里还有压缩文件，请展开后再发。"
        alone = "这种压缩文件看不到里面，请用 zip 压缩，或直接发文件。"
        raise declined.refusal("archive_bomb", why if packed else alone)
    if not ACCEPTED.match(media_type):
        raise declined.refusal(
            "type", "看不出是什么文件，请发照片、文档、表格、录音或视频。"
        )


def _type_of(data: bytes, max_bytes: int, room: Room) -> str:
    if not _is_archive(data):
        headed = data.startswith(b"PK\x03\x04") or media_types.is_head_alone(data)
        if headed or whole.is_cut_off(data):
            raise declined.refusal("broken", declined.BROKEN)
        return media_types.guess(data)
    media_type = _archive(data, max_bytes, room)
    return media_type if data.startswith(b"PK") else media_types.guess(data)


def _is_archive(data: bytes) -> bool:
    """Say whether something is packed; a picture may hold the four bytes by chance."""
    if not zipfile.is_zipfile(io.BytesIO(data)) or data.startswith(b"PK"):
        return zipfile.is_zipfile(io.BytesIO(data))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return bool(archive.namelist())
    except DAMAGED:
        return False


def _archive(data: bytes, max_bytes: int, room: Room) -> str:
    """Look into a zip without unpacking more of it than is sane."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [one for one in archive.infolist() if not one.is_dir()]
            _ensure_sane(data, members, room)
            media_type = media_types.packed(archive)
            _ensure_harmless(archive, members, media_type, max_bytes, room)
    except DAMAGED as error:
        if data.startswith(LEGACY):  # it lays what it carries in pieces
            return ""
        raise declined.refusal("broken", declined.BROKEN) from error
    return media_type


def _ensure_sane(data: bytes, members: list[zipfile.ZipInfo], room: Room) -> None:
    if not members:
        raise declined.refusal("empty", "压缩文件里没有文件，请核对后重新发送。")
    unpacked = sum(member.file_size for member in members)
    room.left -= unpacked
    if (
        room.left < 0
        or unpacked > HIGHEST_RATIO * len(data)
        or len(members) > MOST_MEMBERS
    ):
        raise declined.too_big()
    if any(member.flag_bits & 1 for member in members):
        raise declined.refusal("locked", "压缩文件设有密码，请去掉密码后再发。")
    for member in members:
        if is_program(member.filename):
            raise declined.named(_path(member), declined.program())
        if MACRO_PLACES.search(member.filename):
            raise declined.macro()


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
            head = stream.read(len(max(PROGRAM_HEADS, key=len)))
        if head.startswith(PROGRAM_HEADS):
            raise declined.named(_path(member), declined.program())
        is_open = media_type.startswith(media_types.OPEN_DOCUMENT)
        if is_open and OPEN_MACRO_PLACES.search(member.filename):
            raise declined.macro()
        if member.filename == "[Content_Types].xml":
            types = archive.read(member)
            if any(word in types for word in MACRO_TYPES):
                raise declined.macro()
        if member.filename.casefold().endswith(".rels"):
            _ensure_at_home(archive, member)
        _ensure_no_command(archive, member)
        embedded = "embeddings/" in member.filename or head.startswith(LEGACY)
        if media_type == "application/zip" or embedded:
            _inspect_within(_path(member), archive.read(member), max_bytes, room)


def _ensure_at_home(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """Raise Refusal where opening the document would load code from elsewhere."""
    with archive.open(member) as stream:
        relations = stream.read(remote.LARGEST + 1)
    if remote.fetches(relations):
        raise declined.refusal("remote", declined.FETCHES)


def _ensure_no_command(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    if not remote.may_command(member.filename):
        return
    with archive.open(member) as stream:
        if remote.commands(member.filename, stream.read(papers.ROOM)):
            raise declined.refusal("remote", declined.COMMANDED)


def _path(member: zipfile.ZipInfo) -> str:
    """Return where a member lies; Windows and Macs write names without saying how.

    What is UTF-8 is hardly ever the GB 18030 of Windows, too; the reverse is common.
    """
    if member.flag_bits & NAMED_IN_UTF8:
        return member.filename
    for encoding in ("utf-8", "gb18030"):
        with suppress(UnicodeError):
            return member.filename.encode("cp437").decode(encoding)
    return member.filename
