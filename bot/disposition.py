"""Content-Disposition 里的文件名：RFC 5987 的，或直接写的 UTF-8。"""

import re
from urllib.parse import unquote


def file_name(disposition: str) -> str:
    """Return the name in Content-Disposition, RFC 5987 or raw UTF-8; maybe empty."""
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
