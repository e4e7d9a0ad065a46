"""读日期：一张小而封闭的句式表；读不准就说读不准，从不悄悄给一个过去的日子。"""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from itertools import pairwise
from zoneinfo import ZoneInfo

from rules.calendar.dates_base import DAYNUM, MONTH, YEAR, month_of, year_of
from rules.calendar.dates_rules import BEGINS, PAST, RULES, Found, Today
from rules.calendar.workdays import Calendar
from rules.writing.numerals import NUMERAL

ZONE = ZoneInfo("Asia/Shanghai")
FULL_WIDTH = {ord("０") + n: ord("0") + n for n in range(10)}
SAME_LENGTH = FULL_WIDTH | str.maketrans("－—–﹣／．：，　～〜", "----/.:, 至至")
RANGE = re.compile(
    r"(?<=[日号月份底末旬初度])\s?-\s?(?=\d|第?[一二三四]季度|[上中下]旬|[月年]底|[一二三四五六七八九十]{1,2}月)|(?:(?<=[./]\d)|(?<=[./]\d\d))-(?=20\d\d)"
    r"|(?:(?<=月\d)|(?<=月\d\d))-(?=\d{1,2}[日号]|月底)"
)
"""A dash between two dates says from and to, not minus."""
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

BEGUN = re.compile(
    rf"{YEAR}\s?(?:{MONTH}|春节|元旦|上半年)?(?:{DAYNUM}[日号]|[上中下]旬|[底末初])?前?\s?[至到~、,和及]\s?$"
)
"""The beginning of a range or a list that says its year for all that follows."""

LONGEST_BEGINNING = 20

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

NEXT_YEAR = re.compile(r"(?<![0-9月年])(?:次|翌)年(?=[^起])")
"""次年6月底 is next year's where nothing before it says a year or month to count from."""

COUNTS_FROM = re.compile(r"[0-9月年季]|以后|之后|后$")
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
    folded = _fold(text)
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


def _fold(text: str) -> str:
    """Return the text in one writing, of exactly the same length."""
    folded = _next_year_named(text.translate(SAME_LENGTH))
    return RANGE.sub(lambda match: match.group().replace("-", "至"), folded)


def _next_year_named(text: str) -> str:
    """Write 明年 for 次年 where it can be counted from nothing but today."""
    said = NEXT_YEAR.search(text)
    if said is None or COUNTS_FROM.search(text[: said.start()]):
        return text
    return f"{text[: said.start()]}明年{text[said.end() :]}"


def find(text: str, now: datetime, calendar: Calendar) -> list[Reading]:
    """Return every date that a text names, left to right, with its place in it."""
    folded = _fold(text)
    today = Today(now.astimezone(ZONE).date(), calendar)
    readings: list[Reading] = []
    position = 0
    previous: Found | None = None
    while (begin := BEGINS.search(folded, position)) is not None:
        position = begin.start()
        base = _base(folded, position, previous, today)
        found = _longest(folded, position, Today(base, calendar), previous)
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


def _base(folded: str, position: int, previous: Found | None, today: Today) -> date:
    """The day to count from: the one that 起 gave, right before, or the beginning of a
    range or a list that says its year (2027年3月初至5月中旬); else today.
    """
    if previous and previous.on and SINCE.fullmatch(folded, previous.end, position):
        return previous.on
    begun = BEGUN.search(folded, max(0, position - LONGEST_BEGINNING), position)
    if begun is None:
        return today.day
    year = year_of(begun, today) or today.day.year
    month = month_of(begun) if begun["month"] else 1
    return max(today.day, date(year, month, 1))


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
            found = rule.meaning(match, today, previous, folded)
            if found is not None:
                best = replace(found, start=match.start(), end=match.end())
    if past is not None and (best is None or past.end() >= best.end):
        return Found(rule="past", start=position, end=past.end())
    return best


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
