"""补办延期：命令后面哪个是新的期限，哪些是原因和领导小组的文件。"""

import re
from dataclasses import replace
from datetime import datetime

from rules.calendar import dates
from rules.calendar.dates import Reading
from rules.calendar.workdays import Calendar
from rules.speech import more_time
from rules.speech.said import Said
from rules.speech.targets import CODE
from rules.writing.text import fold, tidy

BASIS = re.compile(r"因|由于|领导小组|依据|根据|按照|凭|经|纪要|批复|文件|[〔\[【(]")
"""From here on the words say why and by which paper: a day in them is no limit."""

TO = re.compile(
    r"(?:延(?:期|长)?\s?[到至]|延期|(?<![原同])期限\s?[为是到至]?|(?:改|调整|顺延|宽限|同意)[到至为]|"
    r"(?:^|[\s,;。])[到至])[:\s]*$"
)
MORE = r"的?(?:延期|延长|延后|顺延|推迟|宽限|延)"
BARE = re.compile(rf"^\s*{MORE}(?=[\s,，:：因由])")
"""延期 itself, before why: no part of the basis."""

WHY = re.compile(r"因|由于")
"""What is put off in a reason (因招标延期到11月20日) is not the limit."""

GROUP = r"(?:[省市县区旗]?委)?(?:巡[察视])?(?:工作)?领导小组"
GIVES = r"因|由于|依据|根据|按照|凭(?![证据条单])|经(?![费济营])"
DAY = (
    r"(?:(?:\d{4}年|[今明]年)?\s?(?:\d{1,2}月(?:\d{1,2}[日号]?|[底末初]|[上中下]旬)?|"
    r"(?:本|下|这个|下个)?月底|年底)|\d{4}-\d{1,2}-\d{1,2})"
)
STANDS = re.compile(
    rf"(?:之前|以前|前|止)?(?:$|[\s,:;。(\[〔【]|或|还是|{GROUP}|{GIVES})"
)
"""What follows a day that is said by itself; 12月31日的票据 is none."""

OF_LIMIT = re.compile(rf"(?:之前|以前|前|止)(?=\D)|(?:$|[\s,:;。(\[〔【]|{GIVES})")
"""The same, and no day of the paper itself: 12月8日领导小组会议纪要."""

BEGINS = re.compile(
    rf"[\s,:]*(?:$|(?:{MORE})?\s?(?:延?[到至])?\s?{DAY}{STANDS.pattern}|"
    rf"{MORE}[\s,:]*(?:{more_time.SPAN}{STANDS.pattern}|$)|"
    rf"(?P<why>{more_time.SPAN}{STANDS.pattern}|(?:{MORE}[\s,:]*)?(?:{GIVES}))|"
    rf"(?:{MORE}[\s,:]*)?{GROUP})"
)
"""What follows 补办 where more time is meant, and no paper that is made good.

The third line alone may as well be about something else that was made good.
"""

WORD = "补办"
FREE = frozenset({"progress", "blocked", "extend"})
"""As what a plain sentence is read that may mean a late grant."""

OFFERED = re.compile(rf"\s*补办[\s,:]*(?:{MORE})?[\s,:]*(?:{GIVES}|$)")
"""What only the office says of a limit, where the leading group is not named."""


def is_command(rest: str, named: bool) -> bool:
    """补办 5-023 12月31日 …; 5-023 补办了3份手续 is a report."""
    found = BEGINS.match(rest) if named else None
    if found is None:
        return not tidy(rest)
    return not found["why"] or "领导小组" in rest


def meant(said: Said, now: datetime, calendar: Calendar) -> Said | None:
    """The late grant that somebody means who may record one; else None."""
    told = CODE.sub("", fold(said.text))
    if said.command not in FREE or not said.target.code or not OFFERED.match(told):
        return None
    text = said.text[fold(said.text).index(WORD) + len(WORD) :]
    code = CODE.match(fold(text).lstrip())
    rest = tidy(tidy(text)[code.end() :] if code else text)
    made = replace(said, command="late_grant", text=rest, report=None, measures=())
    return fill(made, WORD, fold(rest), now, calendar)


def fill(made: Said, word: str, rest: str, now: datetime, calendar: Calendar) -> Said:
    """Take the new limit and the words of its basis apart; `value` is how it was said."""
    return replace(split(made, made.text, now, calendar), value=word)


def split(made: Said, text: str, now: datetime, calendar: Calendar) -> Said:
    """The limit stands before its basis, or behind 到; any other day is none."""
    folded = fold(text)
    basis = BASIS.search(folded)
    end = basis.start() if basis else len(folded)
    due = _put_first(made, folded, end, now, calendar)
    words = text[end:] if due else BARE.sub("", text, count=1)
    return replace(made, due=due or _aimed(folded, now, calendar), reason=tidy(words))


def _put_first(
    made: Said, folded: str, end: int, now: datetime, calendar: Calendar
) -> Reading | None:
    """The day before the basis, unless it is the paper's own."""
    due = more_time.extension(made, folded[:end], now, calendar).due
    if due is None or due.on is None:
        return due
    first, last = due.span
    limit = TO.search(folded[:first]) or OF_LIMIT.match(folded, last)
    return due if limit else None


def _aimed(folded: str, now: datetime, calendar: Calendar) -> Reading | None:
    found = [
        one for one in dates.find(folded, now, calendar) if _is_aim(folded, one.span[0])
    ]
    return found[0] if len(found) == 1 else None


def _is_aim(folded: str, position: int) -> bool:
    """Say whether what stands here is what the time is extended to."""
    before = folded[:position]
    clause = re.split(r"[\s,;。]+(?=.)", before)[-1]
    return bool(TO.search(before)) and not WHY.search(clause)
