"""什么文件收、什么不收：类型、程序的样子、密级标志，都是一张张表（domain.md §9）。"""

import re

ACCEPTED = re.compile(
    r"^(?:image|audio|video|text)/"
    r"|^application/(?:pdf|rtf|ofd|msword|zip|x-ole-storage)$"
    r"|^application/vnd\.(?:ms-(?:excel|powerpoint)|openxmlformats-|oasis\.)"
)
"""Media types that are kept, and that an archive may hold (decisions.md 31)."""

ARCHIVES = re.compile(
    r"^application/(?:zip|gzip|zstd|x-(?:rar|7z|tar|bzip2|xz|lz|compress|brotli))"
)
"""Media types of archives; only a zip can be looked into, and only by itself."""

PROGRAM_HEADS = (
    *(b"MZ", b"\x7fELF", b"#!/", b"\xca\xfe\xba\xbe", b"dex\n", b"\x00asm"),
    *(b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"\xfe\xed\xfa\xce"),
    *(b"\xfe\xed\xfa\xcf", b"L\x00\x00\x00\x01\x14\x02\x00", b"MSCF", b"ITSF"),
    *(b"FWS", b"CWS", b"ZWS", b"!<arch>"),
)
"""How programs, links to programs and packages of programs begin."""

PROGRAM_NAMES = (
    *(".exe", ".bat", ".cmd", ".com", ".scr", ".pif", ".js", ".jse", ".vbs", ".vbe"),
    *(".wsf", ".ps1", ".hta", ".lnk", ".msi", ".dll", ".jar", ".apk", ".sh", ".reg"),
    *(".psm1", ".py", ".url", ".scf", ".cpl", ".msc", ".command"),
)

LEFTOVERS = (b"\x00\x05\x16\x07", b"\x00\x00\x00\x01Bud1")
"""How the files begin that a Mac lays beside what it packs; they hold no evidence."""

SCRIPT = re.compile(
    r"^\s*(?:@?echo\s+off|#!\s*/|<\?php|<hta:|\[InternetShortcut\]"
    r"|Windows Registry Editor)"
    r"|<script\b|\bCreateObject\s*\(|\bActiveXObject\b|\bWScript\.|\bpowershell(?:\.exe)?\s+-",
    re.IGNORECASE,
)
"""What only a script says; looked for at the beginning of a text."""

_LEVEL = r"(?:绝\s*密|机\s*密|秘\s*密)"
_TERM = r"(?:\d{1,3}|[一二三五十]{1,3})\s*年|长\s*期"
_WHOLE = rf"{_LEVEL}级?(?:\s*(?:{_TERM}))?"
_STAR = "[★☆⭐✩✭✮✯✰]"
_ASKED = "(?:密\\s*级|保密级别|保密等级)"
_CALLED = rf"{_ASKED}\s*[:：]\s*"
_SAYS = rf"(?:{_CALLED}|{_ASKED}[ \t\u3000]+)?"
_URGENT = "(?:特急|加急|急件|平急|特提)"
_OPEN, _SHUT = "（(【\\[〔〖［", "）)】\\]〕〗］"
LEVEL = re.compile(
    rf"{_LEVEL}\s*(?:级\s*)?{_STAR}|★\s*{_LEVEL}|{_LEVEL}\s*[*＊]\s*(?:{_TERM})"
    rf"|{_CALLED}{_LEVEL}级?(?=[ \t\u3000]+(?![/、或□]))"
    rf"|^[ \t\u3000]*{_SAYS}(?:{_WHOLE}(?:[ \t\u3000]+{_URGENT})?"
    rf"|[{_OPEN}]{_WHOLE}\s*[{_SHUT}])[ \t\u3000]*$",
    re.MULTILINE,
)
"""A mark of secrecy: a level with ★, after 密级：, or alone on its line (decisions.md 31)."""

_APART = r"\s_\-—－:："
_NAMED = re.compile(rf"(?:^|[{_APART}{_OPEN}]){_WHOLE}(?:[{_APART}{_SHUT}]|$)")
"""A level that stands by itself in a name: 【秘密】名单, 名单-机密."""


def is_marked(path: str) -> bool:
    """Say whether a name carries a mark of secrecy, or a folder on the way to it."""
    parts = re.split(r"[/\\]", path)
    parts[-1] = parts[-1].rpartition(".")[0] or parts[-1]
    return any(LEVEL.search(part) or _NAMED.search(part) for part in parts)
