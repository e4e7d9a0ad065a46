"""问那件事：说不出编号，只说单位和一个词（教育局那个轮岗的怎么样了）。"""

import re
from dataclasses import dataclass

from rules.speech import inquiry_words as words
from rules.speech.lists import UNIT_END
from rules.speech.targets import CODE
from rules.writing.patterns import run
from rules.writing.text import fold, tidy

LONGEST = 40
NOW = r"(?:现在|目前|当前|最近|近来|到底|究竟|如今|这会儿|整改|办理?|[,\s])*"
DONE = r"(?:办[完结好]|完成|整改[完好]?|弄[完好]|搞定|解决|落实|销号|报上?来?)"
HOW = re.compile(
    rf"{NOW}(?:得?(?:怎么样|咋样|如何|怎样)了?|(?:是|有)?(?:什么|啥|怎么个)(?:情况|进展|进度|状态|动静)了?|"
    r"(?:进展|进度|情况|状态)(?:怎么样|咋样|如何|怎样)了?|(?:到|走到)(?:了?哪|什么)(?:一?步|阶段|程度)?了?|"
    rf"{DONE}了?(?:没有?|吗)|有没有{DONE}|有(?:什么|啥)?(?:进展|动静|变化)(?:没有?|吗|了)+)"
    r"(?:啊|呀|呢|吧|[?。!\s])*$"
)
"""What asks how a thing stands."""

POINTING = r"[那这][一]?[个项条件]?|关于|有关|那边|的|里"
BEFORE = re.compile(run(POINTING, "before"))
BEHIND = re.compile(rf"(?:{POINTING}|问题|事项|事情|事儿?|整改|方面|工作|[,\s])+$")
UNIT = re.compile(rf"[\u4e00-\u9fa5]{{1,12}}?{UNIT_END}")
WORD = re.compile(r"[\u4e00-\u9fa5A-Za-z\d]{2,12}")
OF_THE_BOOK = re.compile(run(words.ANY, "words", 1))
KIND_OF_UNIT = re.compile(UNIT_END)
"""街道 alone, where there is one, is that unit."""


@dataclass(frozen=True)
class Topic:
    """What is asked about: words of a finding, and before them maybe a unit's name."""

    unit: str
    word: str


def asked(text: str) -> tuple[Topic, ...]:
    """The ways to read a question about a thing, with a unit first; () for other words.

    Words that the book itself is asked by (逾期, 材料) are none of a finding's own.
    """
    folded = tidy(fold(text))
    if len(folded) > LONGEST:
        return ()
    plain = words.unmannered(folded)
    how = HOW.search(plain)
    if how is None or CODE.search(plain):
        return ()
    about = BEHIND.sub("", plain[: how.start()])
    unit = UNIT.match(about)
    ways = [(unit.group(), about[unit.end() :])] if unit else []
    made = [Topic(name, _word(rest)) for name, rest in [*ways, ("", about)]]
    return tuple(one for one in made if one.word)


def _word(said: str) -> str:
    """The words that a finding is known by, without what only points; "" for none."""
    begun = BEFORE.match(said)
    word = said[begun.end() :] if begun else said
    known = WORD.fullmatch(word) and not OF_THE_BOOK.fullmatch(word)
    return word if known else ""
