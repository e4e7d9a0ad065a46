"""一份归几项：一句话只说这份材料哪几项都用，就归到那几项；一项也不漏，也不当成进展。"""

import re

from rules.speech.parts import mark_at
from rules.speech.said import Said
from rules.speech.targets import Target
from rules.writing.text import fold, tidy

LONGEST = 80
"""Characters of a sentence that only says where a file belongs."""

FILE = r"(?:材料|文件|佐证|照片|图片|附件|凭证|截图|图|纪要|资料)"
ONE = (
    r"(?:[这那该此本同]一?(?:[份张个些套件]|几[份张个件])?|"
    r"(?:刚才|刚发|上面|以上)的?(?:[这那][份张个件条])?)"
)
BOTH = r"(?:同时|都|均|也|分别|一并|一起|既|共同|全)*"
PLACED = (
    r"(?:归到?|放[到在进]?|[移挪算附]到|记到|归入|归在|附在|用[于到在]|适用于?|属于)"
)
USED = r"(?:能用|可以用|用得[到上]|共用|通用|合用|适用|用到?|归|附|放|要|是)"

LED = re.compile(
    rf"(?:请|麻烦)?(?:把|将)?(?P<one>{ONE})?(?:的)?(?P<file>{FILE})?(?:的|,|\s)*{BOTH}"
    rf"(?:(?P<placed>{PLACED})|(?P<given>是|给))?\s?(?=[\d第①-⑳])"
)
TAIL = re.compile(
    rf"(?:号|项)?(?:的|里面?|下面?|名下)?(?:[这两三四]?[两三四][项个])?{BOTH}(?P<used>{USED})?"
    rf"(?P<one>{ONE}|同一[份张个套])?(?P<file>{FILE})?(?:的|了|吧|啊)*"
)
"""这份材料5-005和5-006都用; 5-005和5-006都用这份."""


def placed(text: str, rounds: frozenset[str]) -> Said | None:
    """Read to which findings the last file belongs; None for other words.

    The target is `several` for codes; places in a list stand in `numbers`.
    """
    folded = tidy(fold(text))
    if len(folded) > LONGEST:
        return None
    led = LED.match(folded)
    mark = mark_at(folded, led.end(), rounds) if led else None
    tail = TAIL.fullmatch(folded, mark[1]) if mark else None
    if led is None or mark is None or tail is None:
        return None
    pointed = led["one"] or led["file"] or tail["one"] or tail["file"]
    used = tail["used"] or (led["given"] and pointed)
    if not (led["placed"] or (used and (pointed or len(mark[2]) > 1))):
        return None
    return _said(mark[2], text, alone=bool(led["placed"] and not tail["used"]))


def _said(targets: tuple[Target, ...], text: str, *, alone: bool) -> Said | None:
    """One finding is a move, said plainly; several share the file."""
    if len(targets) == 1:
        return Said("move", targets[0]) if alone else None
    if targets[0].kind == "number":
        numbers = tuple(target.number or 0 for target in targets)
        return Said("place", targets[0], tidy(text), numbers=numbers)
    codes = "|".join(dict.fromkeys(target.code for target in targets))
    return Said("place", Target("several", codes), tidy(text))
