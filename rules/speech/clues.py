"""移交编号：聊天里出现 X5-003 这样的编号，话不留、不办、不读出来（domain.md §3、§7）。"""

import hashlib
import re
from collections.abc import Collection

from rules.writing.text import fold

NUMBER = re.compile(
    r"(?<![A-Za-z0-9])[Xx] ?(?P<round>\d{1,2}) ?(?:-{1,2}|[_杠]) ?\d{1,3}(?!\d)"
)
"""X5-003, however it is spaced: as a code it would be kept with what is said of it."""


def numbers(text: str) -> set[str]:
    """The rounds of which a text names a number of this kind; nearly always none."""
    return {one["round"] for one in NUMBER.finditer(fold(text))}


def names_one(text: str, rounds: Collection[str]) -> bool:
    """Say whether a text names a number of a round that exists: X3-12 may be a model."""
    return bool(numbers(text) & set(rounds))


def mark(said: str | bytes) -> str:
    """All that is kept of such a text, or of such a file: its hash."""
    data = said.encode() if isinstance(said, str) else said
    return hashlib.sha256(data).hexdigest()
