"""坏了的压缩包：读它的时候，会以哪些样子倒下。"""

import lzma
import zipfile
import zlib

DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    ValueError,
    IndexError,
    NotImplementedError,
    RuntimeError,
)
"""What `zipfile` raises for bytes that are wrong, wherever it meets them."""
