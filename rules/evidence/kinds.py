"""什么文件收、什么不收：类型、程序的样子，都是一张张表（domain.md §9）。"""

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

HIDDEN_PROGRAMS = (b"MZ\x90\x00\x03\x00\x00\x00",)
HIDDEN_ARCHIVES = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c")
"""What people append to a picture to smuggle it; no picture has these bytes by chance."""

PROGRAM_NAMES = (
    *(".exe", ".bat", ".cmd", ".com", ".scr", ".pif", ".js", ".jse", ".vbs", ".vbe"),
    *(".wsf", ".ps1", ".hta", ".lnk", ".msi", ".dll", ".jar", ".apk", ".sh", ".reg"),
    *(".psm1", ".py", ".url", ".scf", ".cpl", ".msc", ".command", ".desktop", ".wsh"),
    *(".sct", ".iqy", ".oqy", ".rqy", ".dqy", ".slk", ".settingcontent-ms"),
)
PAGE_NAMES = (".html", ".htm", ".xhtml", ".shtml", ".mht", ".mhtml", ".svg")
"""What a browser opens as a page, wherever in it the page begins."""

HEAD_ALONE = re.compile(
    rb"(?:%PDF(?:-\d\.\d)?|#!AMR(?:-WB)?|\x02?#!SILK(?:_V3)?|\x89PNG\r\n\x1a\n"
    rb"|\xff\xd8\xff?[\xe0-\xef]?|GIF8[79]a|BM|II\*\x00|MM\x00\*|ID3.{0,7}"
    rb"|RIFF....(?:WAVE|WEBP|AVI )|OggS|fLaC)[\r\n]*",
    re.DOTALL,
)
"""How a file begins of which nothing but the beginning arrived."""

PAGE_SCRIPT = re.compile(
    r"<script\b|j\s?a\s?v\s?a\s?s\s?c\s?r\s?i\s?p\s?t\s?:"
    r"|[\s/\"']on(?!(?:line|site|board|going)\s*=)[a-z]{3,24}\s*=",
    re.IGNORECASE | re.ASCII,
)
"""How a web page or an SVG runs a script; looked for where entities are letters."""

LEFTOVERS = (b"\x00\x05\x16\x07", b"\x00\x00\x00\x01Bud1")
"""How the files begin that a Mac lays beside what it packs; they hold no evidence."""

SCRIPT = re.compile(
    r"\A\s*(?:@?echo\s+off|#!\s*/|<\?php|<hta:|\[InternetShortcut\]"
    r"|Windows Registry Editor|ID;P(?:WXL)?[;\r\n])"
    r"|^[^\x80-\xff\n]*?(?:<script\b|\bCreateObject\s*\(|\bActiveXObject\b"
    r"|\bWScript\.|\bpowershell(?:\.exe)?\s+-)",
    re.IGNORECASE | re.MULTILINE,
)
"""What only a script says, or a table in Excel's oldest writing, which may command as
one; looked for in the bytes at the beginning of a text. Behind Chinese words in the same
line somebody speaks of it.
"""

UNHEEDED = " .\t"
"""What Windows leaves out at the end of a name: a.bat. is a.bat."""


def is_program(name: str) -> bool:
    """Say whether a file of this name is run where somebody opens it."""
    return name.lower().rstrip(UNHEEDED).endswith(PROGRAM_NAMES)


def is_mail(name: str) -> bool:
    """Say whether a mail program opens a file of this name; it runs no script."""
    return name.lower().rstrip(UNHEEDED).endswith(".eml")


def is_page(name: str) -> bool:
    """Say whether a browser takes a file of this name for a page."""
    return name.lower().rstrip(UNHEEDED).endswith(PAGE_NAMES)
