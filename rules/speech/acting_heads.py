"""主持工作：主要负责人空缺时，哪个单位、由谁主持、凭哪份文件。"""

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


def fill(made: Said, word: str, rest: str, now: datetime, calendar: Calendar) -> Said:
    """Take unit, person and paper out of what stands behind 主持工作."""
    found = NOTED.fullmatch(f" {tidy(rest)}")
    if found is None:
        return made
    paper = tidy(found["paper"] or "").strip("()（）")
    return replace(made, unit=found["unit"], person=found["who"], reason=paper)


def is_command(rest: str, named: bool) -> bool:
    """主持工作 with a unit and a name, or with nothing; 主持工作会议3次 is a report."""
    return not named and (not tidy(rest) or bool(NOTED.fullmatch(rest.rstrip())))
