"""答话：问着的时候，一句短话是不是另说的日子，是不是一句理由。"""

import re
from datetime import datetime

from rules.calendar import dates
from rules.calendar.dates import Kind, Reading
from rules.calendar.workdays import Calendar
from rules.speech.questions import asks
from rules.speech.tone import COURTESIES
from rules.writing.numerals import is_round, number
from rules.writing.text import fold, tidy

BEFORE = re.compile(
    r"(?:算了|不对|不是|[写说打填]?错了|应该|应当|应|改|改成|改到|改为|换成|那就|就|还是|干脆|最好|要不|"
    r"延期?|到|至|成|为|是|[,.;。\s])*"
)
AFTER = re.compile(
    r"(?:之?前|以前|吧|啊|呢|哈|才对|为?止)*(?:[,.;。\s]*$|[,;。\s]+(?!已|我|昨|刚)|[,;。\s]*因)"
)
"""What may follow a day that is an answer (12月25号吧 批复慢); 10月9日已召开 is a report."""

ROUND = re.compile(
    r"(?:[按是就算记导归到入应该的巡察轮次为:,\s]*)第?(\d{1,3}|[一二三四五六七八九十]{1,3})轮?"
    r"(?:巡察|台账|的|导入?|吧|啊|[.。,!\s])*"
)
"""第五轮, 5, 轮次 5, 按第5轮导入: an answer to which round it is."""

NONE_GIVEN = re.compile(
    r"(?:没有?|无|没啥|没什么|不知道|不清楚|不好说|说不清|不想说|保密)(?:原因|理由|特别的?)*"
)


def other_day(text: str, now: datetime, calendar: Calendar) -> Reading | None:
    """The day that a short answer names (改成11月30日); None for other words."""
    found = dates.find(text, now, calendar)
    if len(found) != 1 or found[0].kind is not Kind.DATE:
        return None
    folded = fold(text)
    start, end = found[0].span
    led = BEFORE.fullmatch(folded[:start])
    return found[0] if led and AFTER.match(folded[end:]) else None


def only_corrects(words: str) -> bool:
    """Say whether words beside another day only say that the first was wrong: 不是."""
    return bool(BEFORE.fullmatch(fold(words)))


def round_said(text: str) -> str | None:
    """The code of the round that a short answer names; None for other words, '' for
    a round that no code has room for: 第100轮.
    """
    found = ROUND.fullmatch(fold(text).strip())
    if not found:
        return None
    code = str(number(found.group(1)) or "")
    return code if is_round(code) else ""


def is_reason(text: str) -> bool:
    """Say whether words give a reason; courtesies, questions and 没有 give none."""
    plain = tidy(fold(text))
    given = COURTESIES.fullmatch(plain) or NONE_GIVEN.fullmatch(plain)
    return bool(plain) and not given and not asks(fold(text))
