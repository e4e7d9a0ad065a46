"""回访要件：从一句督查记录里读出在哪里看的、看了什么、和谁同去（domain.md §2）。"""

import re
from dataclasses import dataclass

from rules.writing.text import NAME_LETTERS, fold

LOOKED = r"(?:查看|察看|检查|抽查|核查|核对|核验|调阅|查阅|翻阅|走访|看了|看到|看)"
LOOKING = rf"(?:{LOOKED}|回访)"
WHERE = (
    r"(?:局|院|校|学|楼|层|村|镇|乡|站|所|厂|园|馆|科|处|厅|场|点|店|库|房|路|段|号|室|"
    r"中心|社区|街道|机关|单位|公司|集团|窗口|工地)[里内]?"
)
"""How the name of a place ends."""

PLACE = re.compile(
    r"(?:地点|地址)\s*[:是在]?\s*(?P<named>[^\s,;。!]{2,30})"
    rf"|(?:在|到|赴|前往)(?P<gone>[^\s,;。!]{{1,24}}?{WHERE})"
    rf"(?:现场|实地)*(?=$|[\s,;。!]|{LOOKING})"
)
"""地点：区教育局财务室; 在局机关3楼查看账册."""

NAME = rf"[{NAME_LETTERS}]{{2,4}}?"
NAMES = rf"{NAME}(?:[、和与及\s]{NAME}){{0,3}}"
TOGETHER = r"(?:一起|一同|共同|一道|同去|同往|前往|[两2二]人)"
COMPANIONS = re.compile(
    r"(?:同行人?员?|同去的?|随行|会同|第二回访人|另一回访人)\s*[:是有]?\s*"
    rf"(?P<named>{NAMES})(?:同志)?(?=$|[\s,;。!到赴在]|{LOOKING}|{TOGETHER})"
    rf"|(?:^|[\s,;。!我])(?:和|与|同|跟)(?P<gone>{NAMES})(?:同志)?{TOGETHER}"
)
"""同行：费思源、匡明; 和匡明一起. Whoever of the unit goes along (陪同) is none."""

VERDICT = re.compile(
    r"(?:基本)?已(?:经)?整改|正在整改|(?:未|没有?)整改|虚假整改|"
    r"(?:整改)?(?:基本|不算?|没有?|未)?到位"
)
SEEN = re.compile(rf"{LOOKED}\s?\w{{2,}}")
PLAIN = re.compile(rf"现场|实地|上门|{TOGETHER}|{LOOKING}|我们?|去的?|到|赴|在|\W")
"""Words that alone do not say what was looked at."""

LEAST_SEEN = 4
"""Characters that words have at least which say what was looked at."""


@dataclass(frozen=True)
class Particulars:
    """What a record says beside its verdict; empty where it says nothing of it."""

    place: str = ""
    seen: bool = False
    companions: tuple[str, ...] = ()


def particulars(text: str) -> Particulars:
    """Read where somebody looked, at what, and who else was there; never raises."""
    folded = fold(text)
    place, companions = PLACE.search(folded), COMPANIONS.search(folded)
    rest = folded
    for found in (place, companions):
        rest = rest.replace(_cut(found), " ") if found else rest
    return Particulars(
        place=_said(place),
        seen=_saw(rest),
        companions=tuple(re.split(r"[、和与及\s]", _said(companions)))
        if companions
        else (),
    )


def _saw(rest: str) -> bool:
    words = VERDICT.sub(" ", rest)
    return bool(SEEN.search(words)) or len(PLAIN.sub("", words)) >= LEAST_SEEN


def _said(found: re.Match[str] | None) -> str:
    return (found.group("named") or found.group("gone") or "") if found else ""


def _cut(found: re.Match[str]) -> str:
    """The words that only name the place or the person, not what was done there."""
    whole, name = found.group(), _said(found)
    return whole[: whole.index(name) + len(name)]


def missing(
    *, place: bool, seen: bool, companion: bool, paper: bool
) -> tuple[str, ...]:
    """What a sampled finding's visit still lacks, in words (domain.md §2)."""
    needs = {
        "地点": place,
        "查看的内容": seen,
        "第二名回访人": companion,
        "照片或回访表": paper,
    }
    return tuple(name for name, there in needs.items() if not there)
