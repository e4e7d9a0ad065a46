"""换人的白话：“5-006改成石海涛负责”“教育局那几项都转给石海涛”，说的是换成谁。"""

import re
from typing import NamedTuple

from rules.speech.entrusting import DOES
from rules.speech.targets import CODE
from rules.writing.text import NAME_LETTERS, fold, tidy

LONGEST = 40
NAME = rf"(?P<name>[{NAME_LETTERS}]{{2,5}}?)"
POLITE = r"(?:请|麻烦|帮我|帮忙|把|将|就|都|也|[\s,:])*"
BECOMES = (
    r"(?:改成|换成|改为|换为|调整[为成给]|变更[为成]|更换[为成]|改由|改给|换给|换)"
)
GIVEN = r"(?:转交?给?|移?交给?|改派给?|划给|分给|换给|派给|安排给)"
END = r"(?:了|吧|啊|的|一下|谢谢|[\s,。!])*"
ONE = re.compile(
    rf"{POLITE}(?:本项|这一?项)?的?(?:责任人|经办人|承办人)?(?:都|就|请)*{BECOMES}{NAME}(?:同志)?(?:{DOES})?{END}"
)
WHOSE = rf"(?P<whose>[{NAME_LETTERS}]{{2,15}}?)"
THINGS = r"(?:问题|事项|事情|事|任务|工作|项目|几[项个件]|[项个件])"
EVERY = r"(?:的|那|这|所有|全部|名下|手上|手里|剩下|其余|些|几)*"
MANY = re.compile(
    rf"{POLITE}{WHOSE}{EVERY}{THINGS}*(?:都|全部?|统一|一并|一起|也)*(?:{GIVEN}|{BECOMES}){NAME}(?:同志)?(?:{DOES})?{END}"
)
"""教育局那几项都转给石海涛, 邓佳宁名下的全部改派给石海涛."""

PLURAL = re.compile(r"都|全|几|所有|些|统一|一并|一起|名下|手[上里]")


class Handed(NamedTuple):
    """Whose work somebody else is to do: a unit's or a person's, by the name as said."""

    whose: str
    name: str


def receiver(text: str) -> str:
    """Who is to do the work of the finding that is spoken of; "" for other words."""
    folded = tidy(CODE.sub("", fold(text)))
    found = ONE.fullmatch(folded) if len(folded) <= LONGEST else None
    return found["name"] if found else ""


def of_many(text: str) -> Handed | None:
    """Who is to do the work of a unit or a person; None for other words."""
    folded = tidy(fold(text))
    if len(folded) > LONGEST or CODE.search(folded) or not PLURAL.search(folded):
        return None
    found = MANY.fullmatch(folded)
    return Handed(found["whose"], found["name"]) if found else None
