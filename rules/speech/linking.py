"""连着说：“另外”“关于”带出的下一项，和紧跟着说还没办完的那一项。"""

import re

from rules.speech.targets import Target

STILL = re.compile(
    r"(\d{1,2})(?=还[没未在]|[尚仍暂]未)|(?<=[了啦])(?P<own>\d{2})(?=还[差缺])"
    r"|(?P<said>\d{1,3})号(?=[已也未没完办正在还尚])"
)
"""1已完成3尚未完成, 57号完成了59号还差纪要: what still is to be done, behind a whole claim."""

LINKED = re.compile(r"[\s,;。!](?:另外|至于|还有|关于|对于|针对)[,:\s]*$")
"""1已开会，另外2延期; 5-005已开会；关于5-006，…: words between the mark and the next item."""


LAST_DAY = 31
"""Of a month: a greater number before 号 is none."""

COUNTED = re.compile(r"\d\s?(?:万?元|万|份|户|次|人|家|名|个)$")
THREE_DIGITS = re.compile(r"\d{1,2}-\d{3}(?![\d\s]*的)")


def counted(folded: str, position: int) -> bool:
    """5-005追回5万5-006追回3万: a code behind a figure and its measure begins its own."""
    before = COUNTED.search(folded, max(0, position - 5), position)
    return bool(before and THREE_DIGITS.match(folded, position))


def linked_at(folded: str, position: int) -> int:
    """Where the 另外 of a number that stands behind it begins; 0 for other places."""
    begins = folded[position] in "第0123456789"
    link = LINKED.search(folded, max(0, position - 5), position) if begins else None
    return link.start() if link else 0


def still(folded: str, position: int, former: Target) -> bool:
    """Say whether a number tells what is still open; 12还差3 behind 1 counts something."""
    found = STILL.match(folded, position)
    if found is None or (found["said"] and not former.explicit):
        return False
    if found["said"] and int(found["said"]) <= LAST_DAY:  # 3号已交 may be a day
        return False
    return not found["own"] or (former.number or 0) >= 10
