"""读日期：一张小而封闭的句式表；读不准就说读不准，从不悄悄给一个过去的日子。"""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from itertools import pairwise
from zoneinfo import ZoneInfo

from rules.calendar.dates_base import Found, Rule, Today
from rules.calendar.dates_begun import FROM_TODAY, beginning, first_day
from rules.calendar.dates_fold import fold
from rules.calendar.dates_rules import BEGINS, PAST, RULES
from rules.calendar.workdays import Calendar
from rules.writing.numerals import NUMERAL

ZONE = ZoneInfo("Asia/Shanghai")
IMMEDIATE = re.compile(
    r"立行立改|即知即改|立知立改|立查立改|即行即改|立整立改|立即整改|^(?:立即|马上|即刻)(?:整改|改正|办理|落实)?$"
)
LONG_TERM = re.compile(
    r"长期坚持|持续(?:整改|推进|坚持|用力|巩固)|长期(?:整改|推进|抓好)|常抓不懈|长抓不懈|常态化|^持续$|(?:^|(?<=[\s,;/、并及且]))长期$"
)
FROM_EVENT = re.compile(
    rf"[\u4e00-\u9fa5](?<![今然最随往稍延推挪退错顺])后的?第?{NUMERAL}个?半?"
    r"(?:自然)?(?:工作日|小时|[天日周月年]|星期|礼拜)(?:时间)?[之以]?内"
)
"""会后三天内: so long after something that has no day."""

VAGUE = re.compile(
    r"年前|隔天|过[一两二三几]?天|这几天|下(?:一)?次.{0,8}[前后]|会[前后]|节后|"
    r"农历|阴历|旧历|[正冬腊]月|除夕|年三十|小年|元宵|重阳|七夕|[\u4e00-\u9fa5]节前?|"
    r"过完年|开学[前后]|改天|(?:会议|审批|批复|验收|换届).{0,3}之?[前后]|"
    rf"{FROM_EVENT.pattern}|[\u4e00-\u9fa5](?:之日|当日|当天)起(?:的|算|计算)?{NUMERAL}"
)
AIMED_BEFORE = re.compile(
    r"(?:到|至|于|延期|延长至|推迟|在|改为|改成|定在|定为|预计|争取|确保|力争|截止|截至)[:\s]*$"
)
AIMED_AFTER = re.compile(r"^(?:[前内止底末]|以前|之前|以内|之内|完成|办结|到期|交)")


SINCE = re.compile(r"\s?(?:起|以来)[,\s]?")
"""12月1日起施行 begins something and sets no limit; 起三个月内 counts from it."""

RANGED = re.compile(r"\s?[至到~]\s{0,2}")
"""What stands between the beginning of a range and its end."""

AFTERWARDS = re.compile(r"(?<!后)(?:以后|之后|后(?=$|[\s,;。再]))")
"""12月底以后 leaves it open how long after."""


_WEEKDAY = r"(?:周|星期|礼拜)[一二三四五六日天]?"
WITHIN = re.compile(
    rf"\s?(?:[之以]?[前后中内])?的?\s?"
    rf"(?:(?:倒数)?第{NUMERAL}|最后(?!一?[天日]){NUMERAL}|[头首](?:{NUMERAL})?)个?"
    rf"(?:工作日|上班日|{_WEEKDAY}|[天日月]|季度)"
)
"""下个月的第一个周五 is a day within the month, not its last one."""

AWAY = re.compile(
    rf"(?P<after>[之以]?后的?)?{NUMERAL}"
    r"(?:个?(?:自然|工作|上班)?日|天|个?(?:周|星期|礼拜)(?![一二三四五六日])|个半?月)(?!一)"
)
"""年底前一个月, 10月15日后三天: another day, so far before or after the one named."""

EVE = frozenset({"一天", "1天", "一日", "1日"})
BEFORE_A_DAY = frozenset({"before_festival", "set_day"})
"""中秋节前一天 is what 中秋节前 means anyway."""

NO_SOONER = re.compile(r"不(?:得|能|应)?早于$")
"""不早于10月底 says from when, not until when."""

OTHER_YEAR = re.compile(r"(?:[次翌]|第二|下一?个?)年度?的?\s?$")
"""A year counted from another one: the month behind it is not simply the coming one."""

CHOICE = frozenset({"或", "或者", "或是", "还是", "要么"})
"""What stands between two days of which one is meant."""


class Kind(StrEnum):
    """What a text says about time."""

    DATE = "date"
    IMMEDIATE = "immediate"
    LONG_TERM = "long_term"
    NONE = "none"
    AMBIGUOUS = "ambiguous"


@dataclass(frozen=True)
class Reading:
    """What was understood, from which words, by which rule.

    `provisional` where workdays of a year without a published calendar were counted;
    `alternatives` are other dates that the words could mean.
    """

    kind: Kind
    on: date | None = None
    then_long_term: bool = False
    text: str = ""
    span: tuple[int, int] = (0, 0)
    rule: str = ""
    provisional: bool = False
    alternatives: tuple[date, ...] = ()


def read(text: str, now: datetime, calendar: Calendar) -> Reading:
    """Return the one reading of an expression or a sentence as of `now`.

    Kind NONE where it sets no limit (or an impossible one, or one that is past
    without a year), AMBIGUOUS where it must be asked back.
    """
    folded = fold(text)
    readings = find(text, now, calendar)
    if FROM_EVENT.search(folded) and not any(_aims(folded, one) for one in readings):
        readings = []
    long_term = bool(LONG_TERM.search(folded))
    if readings:
        return replace(_best(folded, readings), then_long_term=long_term)
    if IMMEDIATE.search(folded):
        immediate = _plain(Kind.IMMEDIATE, text, IMMEDIATE.search(folded))
        return replace(immediate, then_long_term=long_term)
    if long_term:
        return _plain(Kind.LONG_TERM, text, LONG_TERM.search(folded))
    vague = VAGUE.search(folded)
    if vague:
        return _plain(Kind.AMBIGUOUS, text, vague)
    return Reading(Kind.NONE)


def find(text: str, now: datetime, calendar: Calendar) -> list[Reading]:
    """Return every date that a text names, left to right, with its place in it."""
    folded = fold(text)
    today = Today(now.astimezone(ZONE).date(), calendar)
    readings: list[Reading] = []
    position = 0
    previous: Found | None = None
    while (begin := BEGINS.search(folded, position)) is not None:
        position = begin.start()
        found = _counted(folded, position, today, previous)
        if found is None:
            position += 1
            continue
        if found.on is not None and _is_another(folded, found):
            found = replace(found, on=None, choices=(found.on,))
        limits = not SINCE.match(folded, found.end)
        if limits and (found.on is not None or found.choices):
            readings.append(_reading(text, found, calendar))
        previous = found
        position = found.end
    return readings


def _is_another(folded: str, found: Found) -> bool:
    """Say whether what stands around an expression makes another day of it."""
    away = AWAY.match(folded, found.end)
    if away and away.group() in EVE and found.rule in BEFORE_A_DAY:
        return False
    return bool(
        AFTERWARDS.match(folded, found.end)
        or WITHIN.match(folded, found.end)
        or (away and (away["after"] or folded[found.end - 1] == "前"))
        or NO_SOONER.search(folded[max(0, found.start - 4) : found.start])
        or OTHER_YEAR.search(_before(folded, found))
    )


def _before(folded: str, found: Found) -> str:
    """What stands before an expression, with the 年 that it may begin with: 次|年底."""
    begins = "年" if folded[found.start] == "年" else ""
    return folded[max(0, found.start - 6) : found.start] + begins


def _counted(
    folded: str, position: int, today: Today, previous: Found | None
) -> Found | None:
    """The expression at a place, counted from the day that 起 gave right before, or
    from the beginning of a range or a list (2027年3月初至5月中旬); else from today.
    """
    if previous and previous.on and SINCE.fullmatch(folded, previous.end, position):
        return _longest(folded, position, replace(today, day=previous.on), previous)
    begun = beginning(folded, position)
    if begun is None:
        return _longest(folded, position, today, previous)
    first = replace(today, day=first_day(begun, today))
    found = _longest(folded, position, first, previous)
    if found and found.rule in FROM_TODAY and not begun["since"]:
        return _longest(folded, position, today, previous)
    return found


def _longest(
    folded: str, position: int, today: Today, previous: Found | None
) -> Found | None:
    """The longest expression that begins at a place; PAST ones are only passed over."""
    past = PAST.match(folded, position)
    best: Found | None = None
    for rule in RULES:
        match = rule.pattern.match(folded, position)
        if match is None or not rule.fits(folded, match):
            continue
        if best is None or match.end() > best.end:
            found = _meant(rule, match, today, previous)
            if found is not None:
                best = replace(found, start=match.start(), end=match.end())
    if past is not None and (best is None or past.end() >= best.end):
        return Found(rule="past", start=position, end=past.end())
    return best


def _meant(
    rule: Rule, match: re.Match[str], today: Today, previous: Found | None
) -> Found | None:
    """What an expression means; 99999个月 leads out of all years and is no day."""
    try:
        return rule.meaning(match, today, previous, match.string)
    except OverflowError:
        return Found("impossible")


def _reading(text: str, found: Found, calendar: Calendar) -> Reading:
    words = text[found.start : found.end]
    span = (found.start, found.end)
    if found.on is None:
        return Reading(
            Kind.AMBIGUOUS, None, False, words, span, found.rule, False, found.choices
        )
    provisional = found.counted and calendar.is_provisional(found.on)
    return Reading(
        Kind.DATE,
        found.on,
        False,
        words,
        span,
        found.rule,
        provisional,
        found.choices,
    )


def _best(folded: str, readings: list[Reading]) -> Reading:
    """The date that the sentence aims at; several equal ones must be asked."""
    readings = _without_beginnings(folded, readings)
    aimed = [entry for entry in readings if _aims(folded, entry)]
    pool = readings if either(folded, readings) else aimed or readings
    if len({entry.on for entry in pool}) == 1:
        return pool[0]
    dates = tuple(dict.fromkeys(entry.on for entry in pool if entry.on is not None))
    if aimed and len(aimed) < len(readings) and pool is aimed:
        return aimed[-1]
    return replace(
        pool[0], kind=Kind.AMBIGUOUS, on=None, alternatives=dates, rule="several"
    )


def _without_beginnings(folded: str, readings: list[Reading]) -> list[Reading]:
    """Leave out what only begins a range: 5月底至9月底 ends at the later one."""
    ends = [
        one
        for one, other in pairwise(readings)
        if not (
            RANGED.fullmatch(folded, one.span[1], other.span[0])
            and _goes_on(one, other)
        )
    ]
    return [*ends, readings[-1]]


def _goes_on(one: Reading, other: Reading) -> bool:
    return bool(one.on and other.on and one.on < other.on)


def either(folded: str, readings: list[Reading]) -> bool:
    """Say whether two dates stand as a choice: 12月底或明年1月初, 10月底11月初."""
    return any(
        folded[one.span[1] : other.span[0]].strip() in CHOICE
        or (one.rule == other.rule and _beside(folded, one, other))
        for one, other in pairwise(readings)
    )


def _beside(folded: str, one: Reading, other: Reading) -> bool:
    return folded[one.span[1] : other.span[0]].strip() in ("", "、")


def _aims(folded: str, reading: Reading) -> bool:
    start, end = reading.span
    before = folded[max(0, start - 12) : start]
    own = folded[start:end]
    return bool(
        AIMED_BEFORE.search(before)
        or AIMED_AFTER.match(folded[end:])
        or own.endswith(("前", "内", "底", "末"))
    )


def _plain(kind: Kind, text: str, match: "re.Match[str] | None") -> Reading:
    span = match.span() if match else (0, 0)
    return Reading(kind, text=text[span[0] : span[1]], span=span, rule=kind.value)
