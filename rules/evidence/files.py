"""材料像不像：两张照片是不是同一张、照片是不是早于问题、哪一份算数（domain.md §9）。"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


@dataclass(frozen=True)
class Grain:
    """How finely a picture is looked at: `side` rows, and one column more; `step` is
    how much brighter a step must be to count: what lossy packing adds does not.
    """

    side: int
    step: int

    @property
    def digits(self) -> int:
        """Return how long a hash of this grain is."""
        return self.side * self.side // 4


COARSE, FINE = Grain(16, 2), Grain(32, 6)
"""The small picture that is compared, and the one that tells two filled-in forms
apart: the same lines, other names.
"""

NEAR = 24
"""Steps of 256 in which two takes of one picture may differ (resized, re-encoded)."""

SHARE = 3
"""Of the steps of both pictures together at most one in so many may differ: two pages
full of words have few steps, and most of them elsewhere.
"""

APART = 0.3
"""The share of fine steps that differ between two pictures that look the same from afar
and are not: hardly a tenth do between copies, a third between two filled-in forms.
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


def picture_hash(brightness: Sequence[int], grain: Grain = COARSE) -> str:
    """Return the difference hash (hex) of rows of brightness values: 16 of 17, or 32 of
    33 where the grain is fine.

    A picture that shows next to nothing (a blank page) gives ''.

    Each bit says whether it gets brighter from one column to the next; that stays so
    when a picture is resized, re-encoded or made lighter as a whole.
    """
    bits = 0
    for row in range(grain.side):
        start = row * (grain.side + 1)
        for column in range(grain.side):
            left, right = brightness[start + column], brightness[start + column + 1]
            bits = bits << 1 | (right > left + grain.step)
    return f"{bits:0{grain.digits}x}" if bits.bit_count() > NEAR else ""


FRAMES = (
    *((0.0, 0.0, 1.0, 1.0), (0.02, 0.02, 0.98, 0.98), (0.05, 0.05, 0.95, 0.95)),
    *((0.04, 0.0, 1.0, 1.0), (0.0, 0.04, 1.0, 1.0)),
    *((0.0, 0.0, 0.96, 1.0), (0.0, 0.0, 1.0, 0.96)),
)
"""The whole picture, and what is left of it when its border is cut a little."""


def is_near(one: str, other: str) -> bool:
    """Say whether two pictures are the same, as far as their hashes tell.

    The hashes of a picture stand with blanks between, that of the whole first; either
    whole may be the other one with its border cut, turned or mirrored. Last stands the
    fine one of the whole; pictures kept before there was one have none.
    """
    ones, others = (
        [int(h, 16) for h in hashes.split() if len(h) == COARSE.digits]
        for hashes in (one, other)
    )
    if not ones or not others:
        return False
    altered = any(
        _is_close(whole, part)
        for whole, parts in ((ones[0], others[1:]), (others[0], ones[1:]))
        for part in parts
    )
    return altered or (_is_close(ones[0], others[0]) and not _are_apart(one, other))


def _are_apart(one: str, other: str) -> bool:
    """Say whether two wholes that look the same from afar differ from near."""
    fine = [
        int(h, 16)
        for hashes in (one, other)
        for h in hashes.split()[-1:]
        if len(h) == FINE.digits
    ]
    if len(fine) < 2:
        return False
    first, second = fine
    differing, shown = (first ^ second).bit_count(), (first | second).bit_count()
    return differing > APART * shown


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
