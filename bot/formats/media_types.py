"""文件是什么：看头几个字节和里面装着什么，不看名字。"""

import zipfile

import filetype

from bot.formats import lettering, old_papers, portable
from bot.formats.damaged import DAMAGED
from rules.evidence.kinds import HEAD_ALONE

OFFICE = {
    "word/": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xl/": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ppt/": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
OPEN_DOCUMENT, LONGEST = "application/vnd.oasis.opendocument.", 100
"""How the member `mimetype` of an OpenDocument begins, and how much of it is read."""

LEGACY_TYPES = {
    "WordDocument": "application/msword",
    "PowerPoint Document": "application/vnd.ms-powerpoint",
    "Workbook": "application/vnd.ms-excel",
    "Book": "application/vnd.ms-excel",
}
BRANDS = {
    (b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1"): "image/heic",
    (b"avif", b"avis"): "image/avif",
    (b"qt  ",): "video/quicktime",
    (b"3gp", b"3g2"): "video/3gpp",
    (b"M4A", b"M4B"): "audio/mp4",
}
"""Files of the MP4 family by their brand: HEIC, AVIF, QuickTime, 3GP, M4A."""

UNBRANDED = (b"moov", b"mdat", b"wide")
"""Boxes that a QuickTime film may begin with instead of its brand."""


def is_head_alone(data: bytes) -> bool:
    """Say whether nothing stands behind the head that says what a file is."""
    boxed = data[4:8] == b"ftyp" and int.from_bytes(data[:4]) >= len(data)
    return boxed or HEAD_ALONE.fullmatch(data) is not None


def guess(data: bytes) -> str:
    """Return the media type of what is no zip."""
    if data.startswith((b"#!AMR", b"\x02#!SILK", b"#!SILK")):
        return "audio/amr" if data.startswith(b"#!AMR") else "audio/silk"
    if data.startswith(old_papers.LEGACY):
        named = (name for name in LEGACY_TYPES if name.encode("utf-16-le") in data)
        return LEGACY_TYPES.get(next(named, ""), "application/x-ole-storage")
    if data[4:8] == b"ftyp":
        kinds = (kind for heads, kind in BRANDS.items() if data[8:12].startswith(heads))
        return next(kinds, "video/mp4")
    if data[4:8] in UNBRANDED and not data[0]:
        return "video/quicktime"
    if portable.is_one(data):
        return "application/pdf"
    kind = filetype.guess(data)
    if kind is not None:
        return str(kind.mime)
    return (
        "application/octet-stream" if lettering.decoded(data) is None else "text/plain"
    )


def packed(archive: zipfile.ZipFile) -> str:
    """Return the media type of a zip by what it holds.

    A folder that people called `word` or `ppt` makes no document; XML in it does.
    """
    names = archive.namelist()
    for prefix, media_type in OFFICE.items():
        if any(name.startswith(prefix) and name.endswith(".xml") for name in names):
            return media_type
    if "OFD.xml" in names:
        return "application/ofd"
    return _open_document(archive) if "mimetype" in names else "application/zip"


def _open_document(archive: zipfile.ZipFile) -> str:
    try:
        with archive.open("mimetype") as stream:
            said = stream.read(LONGEST).decode("ascii", "replace").strip()
    except DAMAGED:
        return "application/zip"
    return said if said.startswith(OPEN_DOCUMENT) else "application/zip"
