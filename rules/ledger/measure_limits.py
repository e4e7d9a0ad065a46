"""措施里写着的时限：整改措施及完成时限合写一栏的，只认句首、句尾、括号里写明的日子。"""

import re
from collections.abc import Callable, Iterator

from rules.deadlines import Due, latest
from rules.vocabulary import Clock

Read = Callable[[str], Due | None]

_WORD = r"(?:整改|完成|办结|办理)?(?:完成)?(?:时限|期限|时间)(?:为|是)?[:：]?"
_DONE = r"(?:完成|办结|到位|整改到位|整改完成|落实到位|落实|见效)?"
_PLACES = (
    re.compile(
        rf"[(（]\s*(?:{_WORD})?\s*([^()（）]{{2,24}}?)\s*{_DONE}\s*[)）][。；;]?$"
    ),
    re.compile(rf"{_WORD}\s*([^，,。；;:：]{{2,24}}?)\s*{_DONE}[。；;]?$"),
    re.compile(
        rf"[，,。；;]\s*(?:于|在|确保|力争)?([^，,。；;]{{2,24}}?)\s*{_DONE}[。；;]?$"
    ),
    re.compile(r"^(?:于|在)?([^，,。；;]{3,20}[前内底末])[，,]"),
)
"""Where a limit stands apart from what is to be done."""

_MARK = re.compile(r"[前内底末]$|立行立改|即知即改|长期坚持|持续")
"""A bare date at the end of a sentence may be part of it; these words are limits."""


def combined(header: str) -> bool:
    """Say whether a column of measures says by its header that limits stand in it."""
    return bool(re.search(r"时限|期限|时间", header))


def limit_in(text: str, read: Read) -> Due | None:
    """Return the one limit that a measure's words set; None for none, or for several."""
    dues = list(_limits(text.strip(), read))
    meant = {(due.clock, due.on) for due in dues}
    return latest(dues) if len(meant) == 1 else None


def _limits(text: str, read: Read) -> Iterator[Due]:
    for number, place in enumerate(_PLACES):
        found = place.search(text)
        if found is None:
            continue
        words = found.group(1).strip()
        due = read(words)
        labelled = number < 2 or _MARK.search(words) or _is_done(found.group())
        if due is not None and due.clock is not Clock.UNSET and labelled:
            yield due


def _is_done(words: str) -> bool:
    return bool(re.search(r"(?:完成|办结|到位|见效)[。；;]?$", words))
