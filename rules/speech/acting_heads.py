"""主持工作：主要负责人空缺时，哪个单位、由谁主持、凭哪份文件；又是哪个单位不再主持。"""

import re
from dataclasses import replace
from datetime import datetime

from rules.calendar.workdays import Calendar
from rules.speech.lists import UNIT_END
from rules.speech.said import Said
from rules.writing.text import NAME_LETTERS, tidy

NOTED = re.compile(
    rf"[\s:,]+(?P<unit>[\u4e00-\u9fa5]{{1,20}}?{UNIT_END})[\s:,]*的?由?"
    rf"(?P<who>[{NAME_LETTERS}]{{2,4}}?)(?:同志)?(?:[\s,:;。(]+(?P<paper>.+))?"
)

ENDS = ("取消", "终止", "结束", "解除", "停止", "撤销", "撤回")
"""Before 主持工作: it is to end."""

ENDED = re.compile(
    rf"[\s:,]+(?P<unit>[\u4e00-\u9fa5]{{1,20}}?{UNIT_END})"
    rf"(?:[\s:,]*的?由?(?P<who>[{NAME_LETTERS}]{{2,4}}?)(?:同志)?(?=$|[\s,:;。(]))?"
    r"(?:[\s,:;。(]+(?P<why>.+))?"
)


def fill(made: Said, word: str, rest: str, now: datetime, calendar: Calendar) -> Said:
    """Take unit, person and paper out of what stands behind 主持工作."""
    found = NOTED.fullmatch(f" {tidy(rest)}")
    if found is None:
        return made
    paper = tidy(found["paper"] or "").strip("()（）")
    return replace(made, unit=found["unit"], person=found["who"], reason=paper)


def fill_end(
    made: Said, word: str, rest: str, now: datetime, calendar: Calendar
) -> Said:
    """Take the unit out of what stands behind 取消主持工作, maybe who and why."""
    found = ENDED.fullmatch(f" {tidy(rest)}")
    if found is None:
        return made
    why = tidy(found["why"] or "").strip("()（）")
    return replace(made, unit=found["unit"], person=found["who"] or "", reason=why)


def is_end(rest: str, named: bool) -> bool:
    """取消主持工作 with a unit, or with nothing."""
    return not named and (not tidy(rest) or bool(ENDED.fullmatch(rest.rstrip())))


def is_command(rest: str, named: bool) -> bool:
    """主持工作 with a unit and a name, or with nothing; 主持工作会议3次 is a report."""
    return not named and (not tidy(rest) or bool(NOTED.fullmatch(rest.rstrip())))
