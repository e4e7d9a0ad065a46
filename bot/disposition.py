"""文件名：从 Content-Disposition 里读，怪字符换掉，过长的留头留尾。"""

import re
from urllib.parse import unquote

UNSAFE = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff/\\]"
)
"""Paths, control characters, halves of a pair, and what turns the ending around."""

LONGEST = 255
"""Characters of a name; file systems hold no more."""
ENDING = 20


def plain_name(name: str) -> str:
    """Return a name as it can be kept and shown; what it must not hold becomes `_`.

    Beginning and ending of one that is too long stay: the kind and, mostly, a mark of
    secrecy are told by them.
    """
    plain = UNSAFE.sub("_", name).strip()
    if len(plain) <= LONGEST:
        return plain
    return f"{plain[: LONGEST - ENDING - 1]}…{plain[-ENDING:]}"


def file_name(disposition: str) -> str:
    """Return the name in Content-Disposition, RFC 5987 or raw UTF-8; maybe empty."""
    return plain_name(_written(disposition))


def _written(disposition: str) -> str:
    extended = re.search(r"filename\*=utf-8''([^;]+)", disposition, re.IGNORECASE)
    if extended:
        return unquote(extended.group(1))
    plain = re.search(r'filename="?([^";]+)"?', disposition)
    if plain is None:
        return ""
    return unquote(_utf8(plain.group(1)))


def _utf8(name: str) -> str:
    """A raw name comes as Latin-1 from some libraries, with stray bytes from others."""
    try:
        return name.encode("latin-1").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return name.encode("utf-8", "replace").decode("utf-8")
