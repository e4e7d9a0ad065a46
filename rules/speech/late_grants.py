"""补办延期：命令后面哪个是新的期限，哪些是原因和领导小组的文件。"""

import re
from dataclasses import replace
from datetime import datetime

from rules.calendar import dates
from rules.calendar.dates import Reading
from rules.calendar.workdays import Calendar
from rules.speech import more_time
from rules.speech.said import Said
from rules.writing.text import fold, tidy

BASIS = re.compile(r"因|由于|领导小组|依据|根据|按照|凭|经|纪要|批复|文件|[〔\[【(]")
"""From here on the words say why and by which paper: a day in them is no limit."""

TO = re.compile(r"(?:到|至|延期|期限[为是]?)[:\s]*$")
BEGINS = re.compile(
    r"[\s,:]*(?:$|(?:延期)?\s?(?:延?[到至])?\s?(?:\d{4}-|\d{4}年|[今明]年|\d{1,2}月(?!份)|"
    r"(?:本|下|这个|下个)?月底|年底)|(?:延期[\s,:]*)?(?:因|由于|领导小组|依据|根据|按照|凭))"
)
"""What follows 补办 where more time is meant, and no paper that is made good."""


def is_command(rest: str, named: bool) -> bool:
    """补办 5-023 12月31日 …; 5-023 补办了3份手续 is a report."""
    return (named and bool(BEGINS.match(rest))) or not tidy(rest)


def fill(made: Said, word: str, rest: str, now: datetime, calendar: Calendar) -> Said:
    """Take the new limit and the words of its basis apart; `value` is how it was said."""
    return replace(split(made, made.text, now, calendar), value=word)


def split(made: Said, text: str, now: datetime, calendar: Calendar) -> Said:
    """The limit stands before its basis, or behind 到; any other day is none."""
    folded = fold(text)
    basis = BASIS.search(folded)
    end = basis.start() if basis else len(folded)
    due = more_time.extension(made, folded[:end], now, calendar).due
    words = text[end:] if due else text
    return replace(made, due=due or _aimed(folded, now, calendar), reason=tidy(words))


def _aimed(folded: str, now: datetime, calendar: Calendar) -> Reading | None:
    found = [
        one
        for one in dates.find(folded, now, calendar)
        if TO.search(folded[: one.span[0]])
    ]
    return found[0] if len(found) == 1 else None
