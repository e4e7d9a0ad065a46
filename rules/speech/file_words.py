"""说到第几份文件：佐证不合格 5-023 2 原因，销毁 5-023 文件3 原因。"""

import re
from dataclasses import replace
from datetime import datetime

from rules.calendar.workdays import Calendar
from rules.speech.said import Said
from rules.writing.text import reason_in, tidy

FILE_NUMBERS = re.compile(
    r"^[\s,:]*(?:文件|材料|佐证|第)*\s?(\d{1,3}(?:\s?(?:[、,和]|\s)\s?\d{1,3}(?!\d))*)"
    r"\s?(?:号|份|个)?(?:文件|材料)?(?=[\s,:;]|$|[\u4e00-\u9fa5])"
)


def is_list(rest: str, named: bool) -> bool:
    """佐证 5-023 and nothing else asks for the list."""
    return named and not tidy(rest)


def names_files(rest: str, named: bool) -> bool:
    """Say whether file numbers stand behind the code."""
    return named and FILE_NUMBERS.match(rest) is not None


def fill(made: Said, word: str, rest: str, now: datetime, calendar: Calendar) -> Said:
    """Take file numbers and reason apart: 佐证不合格 5-023 2、3 看不清."""
    found = FILE_NUMBERS.match(rest)
    if found is None:
        return made
    numbers = tuple(int(one) for one in re.findall(r"\d+", found.group(1)))
    words = tidy(rest[found.end() :])
    return replace(made, numbers=numbers, reason=reason_in(words))
