"""像不像：单位的简称、错字、拼音首字母，只有一个像才算。"""

import re
import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher

from rules.writing.text import fold

INITIALS = "ABCDEFGHJKLMNOPQRSTWXYZ"
STARTS = (
    45217, 45253, 45761, 46318, 46826, 47010, 47297, 47614, 48119, 49062, 49324,
    49896, 50371, 50614, 50622, 50906, 51387, 51446, 52218, 52698, 52980, 53689,
    54481,
)  # fmt: skip
"""Where each initial begins among the common characters of GB 2312, in code order."""

LAST = 55289
ALIKE = 0.6
MARKS = re.compile(r"[\W_]+")


def same_words(one: str, other: str) -> bool:
    """Say whether two sentences are the same but for marks, blanks and width."""
    return MARKS.sub("", fold(one)) == MARKS.sub("", fold(other))


def initials(name: str) -> str:
    """The pinyin initials of a name: 教育局 → JYJ; what has none is left out."""
    letters = []
    for char in name:
        raw = char.encode("gb2312", errors="ignore")
        if len(raw) != 2:
            continue
        code = raw[0] * 256 + raw[1]
        if not STARTS[0] <= code <= LAST:
            continue
        position = sum(1 for start in STARTS if start <= code) - 1
        letters.append(INITIALS[position])
    return "".join(letters)


def best(wanted: str, names: Sequence[str]) -> list[str]:
    """The names that `wanted` can mean: exact, part, abbreviation, initials, typo.

    The first way that finds any decides; more than one must be asked.
    """
    if not wanted:
        return []
    said, plain = _half(wanted), [(name, _half(name)) for name in names]
    for way in (_exact, _part, _abbreviated, _initials, _typo):
        found = [name for name, bare in plain if way(said, bare)]
        if found:
            return found
    return []


def _half(name: str) -> str:
    """Write a name in half width: brackets make no other name."""
    return unicodedata.normalize("NFKC", name)


def _exact(wanted: str, name: str) -> bool:
    return wanted == name


def _part(wanted: str, name: str) -> bool:
    return len(wanted) > 1 and wanted in name


def _abbreviated(wanted: str, name: str) -> bool:
    """卫健局 is 区卫生健康局: its characters in order, the last one alike."""
    if len(wanted) < 2 or not wanted[0].isalpha() or wanted.isascii():
        return False
    rest = iter(name)
    return all(char in rest for char in wanted)


def _initials(wanted: str, name: str) -> bool:
    if not (wanted.isascii() and wanted.isalpha() and len(wanted) > 1):
        return False
    return initials(name).endswith(wanted.upper())


def _typo(wanted: str, name: str) -> bool:
    return SequenceMatcher(None, wanted, name).ratio() >= ALIKE
