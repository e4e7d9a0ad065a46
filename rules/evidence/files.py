"""材料像不像：两张照片是不是同一张、照片是不是早于问题、哪一份算数（domain.md §9）。"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

SIDE = 16
"""Rows of the small picture that is compared; it has one column more."""

STEP = 2
"""How much brighter a step must be to count: what lossy packing adds does not."""

NEAR = 24
"""Steps of 256 in which two takes of one picture may differ (resized, re-encoded)."""

SHARE = 3
"""Of the steps of both pictures together at most one in so many may differ: two pages
full of words have few steps, and most of them elsewhere.
"""


class Flag(StrEnum):
    """What a reviewer is shown about a file before accepting it."""

    DUPLICATE = "duplicate"
    NEAR_DUPLICATE = "near_duplicate"
    SAME_DOCUMENT = "same_document"
    TAKEN_BEFORE = "taken_before_finding"
    UNREAD = "unread"

    @property
    def label(self) -> str:
        """Return the words that the reviewer reads."""
        return _LABELS[self]


_LABELS = {
    Flag.DUPLICATE: "同一文件",
    Flag.NEAR_DUPLICATE: "照片相同或近似",
    Flag.SAME_DOCUMENT: "文档内容相同",
    Flag.TAKEN_BEFORE: "拍摄日期早于问题反馈",
    Flag.UNREAD: "内容过大过密，系统没有读完，是否重复、有无密级请人看",
}


def picture_hash(brightness: Sequence[int]) -> str:
    """Return the difference hash (256 bits, hex) of 16 rows of 17 brightness values.

    A picture that shows next to nothing (a blank page) gives ''.

    Each bit says whether it gets brighter from one column to the next; that stays so
    when a picture is resized, re-encoded or made lighter as a whole.
    """
    bits = 0
    for row in range(SIDE):
        start = row * (SIDE + 1)
        for column in range(SIDE):
            left, right = brightness[start + column], brightness[start + column + 1]
            bits = bits << 1 | (right > left + STEP)
    return f"{bits:064x}" if bits.bit_count() > NEAR else ""


FRAMES = (
    *((0.0, 0.0, 1.0, 1.0), (0.02, 0.02, 0.98, 0.98), (0.05, 0.05, 0.95, 0.95)),
    *((0.04, 0.0, 1.0, 1.0), (0.0, 0.04, 1.0, 1.0)),
    *((0.0, 0.0, 0.96, 1.0), (0.0, 0.0, 1.0, 0.96)),
)
"""The whole picture, and what is left of it when its border is cut a little."""


def is_near(one: str, other: str) -> bool:
    """Say whether two pictures are the same, as far as their hashes tell.

    The hashes of a picture stand with blanks between, that of the whole first; either
    whole may be the other one with its border cut, turned or mirrored.
    """
    ones, others = ([int(h, 16) for h in hashes.split()] for hashes in (one, other))
    return any(
        _is_close(whole, part)
        for wholes, parts in ((ones[:1], others), (others[:1], ones))
        for whole in wholes
        for part in parts
    )


def _is_close(one: int, other: int) -> bool:
    differing, shown = (one ^ other).bit_count(), (one | other).bit_count()
    return differing <= NEAR and differing * SHARE <= shown


def is_early(taken_on: date | None, *days: date | None) -> bool:
    """Say whether a picture is older than the finding it is to prove mended.

    `days` are when the finding was fed back and delivered; the earliest counts.
    """
    known = [day for day in days if day is not None]
    return taken_on is not None and bool(known) and taken_on < min(known)


@dataclass(frozen=True)
class Counted:
    """What the gate needs to know of one file."""

    sha256: str
    name: str
    source: str
    accepted: bool


def count(files: Iterable[Counted]) -> int:
    """How many files count for the gate (decisions.md 27).

    Not those that were not accepted; the same bytes, and the versions of one named
    file, count once.
    """
    kept = [file for file in files if file.accepted]
    by_bytes = {file.sha256: file for file in kept}
    named = {file.name for file in by_bytes.values() if file.source == "file"}
    return len(named) + sum(1 for file in by_bytes.values() if file.source != "file")
