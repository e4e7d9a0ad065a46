"""文本的编码：万国码、国标码，一种种试；不是文本的，说不是。"""

import os
from pathlib import Path


def decoded(data: bytes) -> str | None:
    """Return a text file's words, None for anything that is not text."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    if b"\x00" in data[:4096]:
        return None
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def name_of(path: Path) -> str:
    """A file's name as it may be kept, also one in the letters of old Windows."""
    raw = os.fsencode(path.name)
    return decoded(raw) or raw.decode("utf-8", "replace")
