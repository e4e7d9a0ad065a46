"""指哪一项：编号、序号、第几项、几号，各种写法读成一个样子。"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from rules.speech.quantities import (
    BEGINNING,
    COUNTED,
    DAY_OF_MONTH,
    DOCUMENT,
    LONG_MEASURE,
    MEASURE_WORDS,
    NOT_COUNTED,
    QUANTITY,
    SIGN,
    THOUSANDS,
    YEAR_BEFORE,
    is_day,
)
from rules.writing.numerals import number
from rules.writing.text import CIRCLED, DIGITS, format_code

CODE = re.compile(
    rf"(?=[第\d]){YEAR_BEFORE}{DOCUMENT}(?<![\d\-.A-Za-z])(?:(?<!/)|(?<=-\d\d\d/))"
    rf"(?:{BEGINNING}(?=第?\d{{1,2}}{SIGN}\d{{3}})|(?!第?\d{{1,2}}{SIGN}(?:{QUANTITY})))"
    rf"(?:第(?=\d{{1,2}}轮))?(\d{{1,2}}){SIGN}(?:(\d{{3}})|(\d{{1,2}}))"
    r"(?:号|项)?(?![\d\-%]|/(?!\d{1,2}-\d)|\.\d|[年日]|月(?!(?<=-\d\d\d月)[底初末中])|\s?(?:以前|之前|前))"
)
"""5-6户 is a quantity, 5-006户籍资料 a code: 0 before the digits leaves little doubt."""

REFERRED = re.compile(
    r"(?:参照|参考|对照|比照|按照|借鉴|学习|仿照|类似|等同|同|与|和|跟|除|除了|除去|不是|并非|而非|见|详见|结合|并入)\s?$"
)
"""A code behind these words is spoken of, not spoken about."""

RUN_ON = re.compile(
    r"\s?(?:-|~|到|至)\s?(?:(?P<round>\d{1,2})-)?(?P<last>\d{3}|3[2-9]|[4-9]\d)(?:号|项)?(?![\d\-/%年月日])"
)
"""What follows a code where a run of them is meant: 5-006到5-008."""

SPELT = re.compile(
    r"第?(?P<round>[一二三四五六七八九十]{1,3}|\d{1,2})轮\s?(?:巡察)?(?:反馈)?的?"
    r"第\s?(?P<number>[一二三四五六七八九十]{1,3}|\d{1,3})\s?[项号个条](?!(?:整改)?措施)"
)
"""A code in words: 第五轮第6项; 第五轮6项 is how many."""

HALF_SPELT = re.compile(
    r"第?(?P<round>[一二三四五六七八九十]{1,3}|\d{1,2})轮\s?(?:巡察)?(?:反馈)?的?"
    r"(?P<number>[一二三四五六七八九十]{1,3}|\d{1,3})\s?号"
)
"""第五轮六号: a code or a day, which is asked."""

UNDASHED = re.compile(
    r"(?:编号|关于)?(?P<round>\d{1,2})(?:[.·\s]?(?P<number>0\d\d)\s?(?=[:,已的号项完没还未正在申延]|也|都)(?!号楼|号文)"
    rf"|[.·\s](?P<apart>0\d\d)(?!\d|\s?(?!{NOT_COUNTED}){COUNTED}))"
)
"""5.005, 5 005, 5005 or 五零零五 where a message begins: maybe a code, which is asked."""

TOGETHER = re.compile(
    rf"[和跟与同]\s?{CODE.pattern}(?:是|都|也)?(?:一起|一并|一块儿?|合并|合在一起|同步|打包)"
)
"""这项和5-006一起办的: two are spoken about, one of them by its place in the talk."""

ANOTHER = re.compile(
    r"\s?[、,和与及]\s?第?\s?(?P<number>[一二三四五六七八九十]{1,3}|\d{1,3})\s?[项号个条]"
)
JOINTS = frozenset({"和", "与", "及", "跟", "、", "/"})
"""What joins a code to the one before it, so that both are spoken of alike."""

LONGEST_RUN = 20
MOST_CODES = 50
UNTIL = re.compile(r"(?<![归改])[到至]\s?$")
"""到12-31 is a date, 归到5-006 is not (decisions.md 22)."""

BARE = (
    r"\s?(?:[都均已未没还尚完办正在暂收申延.)]|$|第\d{1,2}项|[、和与及跟]\s?第?\s?[\d一二三四五六七八九十]|"
    r"[,:]\s?(?:已?经?(?:完成|办[完结])|没|未完成|还没|正?在办|收到|(?:申请)?延期))"
)
"""What follows 第1 without 项; 第一，召开会议 only counts the sentences of a report."""

NUMERAL = (
    rf"(?:第\s?(?:\d{{1,3}}+|[一二三四五六七八九十]{{1,3}}+)\s?(?:[项条个件]|(?={BARE}))"
    r"(?!是(?![什啥哪怎谁])|要[求点件素]|[步批次轮季]|(?:整改)?措施|阶段)|"
    r"第\d{1,3}号(?:问题|事项)|\d{1,3}\s?号(?:问题|事项|项)?|[一二三四五六七八九十]{1,3}\s?号(?=(?:问题|事项|[那这][个项条])(?!会))|\(\d{1,2}\)|0\d\d|\d{1,2}|[①-⑳]|"
    r"[一二三四五六七八九十](?=完成|办结|办完|延期|延到|已|在办|正在|未|没|还[没未在]|尚|暂|收到|申请))"
)
JOINER = r"\s?(?:、|,|和|与|及|跟|\s|(?<=号)(?=\d{1,3}号)|(?<=\d)(?=第\d))\s?"
GROUP = re.compile(
    rf"(?:第(?=\d{{1,2}}\s?[、,和与及跟]\s?\d{{1,2}}项))?(?P<numbers>{NUMERAL}(?:{JOINER}{NUMERAL})*)(?P<tail>都|均|全部)?(?P<mark>[、.:)\s,]*)"
)
RANGE = re.compile(
    r"第?\s?(\d{1,2})项?\s?(?:"
    r"(?:-|~|到|至)\s?第?(?P<whole>\d{1,2})项?\s?(?:都|均|全部)"
    r"|(?:~|到|至)\s?第?(?P<bare>\d{1,2})项?\s?(?=已|完成|办|整改|正?在|还|没|未))"
)
"""1-3都完成了: a run of places in the list (decisions.md 22)."""

COUNT_OF_ITEMS = re.compile("项(?!目)")
ONE = re.compile(NUMERAL)
NOT_COUNT = re.compile(NOT_COUNTED)


@dataclass(frozen=True)
class Target:
    """What a part of a message points at.

    `kind` is `code`, `number` or `none`, `several` where one of the codes in it is meant,
    `with` where its code and the finding in the talk are, `rest` where all but its codes
    are; `explicit` where the number was said as a
    finding's own number (50号) and not as a place in a list.
    """

    kind: str = "none"
    code: str = ""
    number: int | None = None
    explicit: bool = False
    unsure: bool = field(default=False, compare=False)
    """May as well be none: the code stands within a sentence, or would be a day."""


NONE = Target()


def code_at(folded: str, position: int, rounds: frozenset[str]) -> re.Match[str] | None:
    """A code that begins right here, whether its round exists or not."""
    match = CODE.match(folded, position)
    if match and match.group(1) not in rounds and RANGE.match(folded, position):
        return None
    return match


def codes_in(text: str, rounds: frozenset[str]) -> tuple[str, ...]:
    """Every code of a known round in a text, in order, each once."""
    found: list[str] = []
    end, aside = -1, False
    for match in CODE.finditer(text):
        joined = end >= 0 and text[end : match.start()].strip() in JOINTS
        aside = aside if joined else _aside(text, match.start())
        end = match.end()
        if match.group(1) in rounds and not aside:
            found.append(code_of(match))
    return tuple(dict.fromkeys(found))[:MOST_CODES]


def run_of(folded: str, code: re.Match[str]) -> tuple[list[Target], int]:
    """A code, with those that follow where a run begins with it; and where it ends.

    The last of a run stands with three digits or is above 31, as no day is.
    """
    round_code, _, number_said = code_of(code).rpartition("-")
    first, end = int(number_said), code.end()
    match = RUN_ON.match(folded, end)
    last = first
    if match and match.group("round") in (None, code.group(1)):
        wanted = int(match.group("last"))
        if first < wanted <= first + LONGEST_RUN:
            last, end = wanted, match.end()
    numbers = range(first, last + 1)
    day = last == first and code.group(3) is not None and is_day(round_code, first)
    codes = [format_code(round_code, place) for place in numbers]
    return [Target("code", one, unsure=day) for one in codes], end


def spelt_in(text: str) -> tuple[str, ...]:
    """Every code that a text spells out in words, whether its round exists or not."""
    found: list[str] = []
    for one in SPELT.finditer(text):
        if _aside(text, one.start()):
            continue
        places = [one, *_further(text, one.end())]
        code, numbers = number(one.group("round")), [p.group("number") for p in places]
        found += [
            format_code(str(code), place) for place in map(number, numbers) if place
        ]
    return tuple(dict.fromkeys(found))


def half_spelt_in(text: str) -> tuple[str, ...]:
    """The code that half-spelt words may mean; it is never sure."""
    bare = UNDASHED.match(text.translate(DIGITS), len(text) - len(text.lstrip()))
    match = HALF_SPELT.search(text) or bare
    if match is None:
        return ()
    groups = match.groupdict()
    said = groups["number"] or groups.get("apart") or ""
    code, place = number(groups["round"]), number(said)
    return (format_code(str(code), place),) if code and place else ()


def spelt_alone(text: str) -> str:
    """The code of words that are nothing but a half-spelt code; "" for others.

    To look at it changes nothing: 第十二轮1号.
    """
    match = HALF_SPELT.fullmatch(text.strip())
    return half_spelt_in(match.group())[0] if match and half_spelt_in(text) else ""


def _further(text: str, position: int) -> Iterator[re.Match[str]]:
    """What is joined to a spelt code: 第五轮第6项和第7项."""
    while match := ANOTHER.match(text, position):
        position = match.end()
        yield match


def _aside(text: str, start: int) -> bool:
    """Say whether the words before a code take it out of what is spoken about."""
    before = text[max(0, start - 5) : start]
    return bool(UNTIL.search(before) or REFERRED.search(before))


def code_of(match: re.Match[str]) -> str:
    """5-23 → 5-023."""
    return format_code(str(int(match.group(1))), int(match.group(2) or match.group(3)))


def numbers_at(folded: str, position: int) -> tuple[list[Target], int] | None:
    """Numbers that begin a clause here (1, 第2项, ①, 1和3, 50号), and where they end.

    None where the digits belong to a sum, a date or a count (3份, 12月, 2.1万元).
    """
    if UNDASHED.match(folded, position) or THOUSANDS.match(folded, position):
        return None
    run = RANGE.match(folded, position)
    last = int(run.group("whole") or run.group("bare")) if run else 0
    if run and int(run.group(1)) < last:
        places = range(int(run.group(1)), last + 1)
        return [Target("number", number=place) for place in places], run.end()
    match = GROUP.match(folded, position)
    if match is None:
        return None
    parts = _numerals(folded, position, match.end("numbers"))
    while parts:
        start, end = parts[-1].span()
        if _stands(folded, start, end, alone=len(parts) == 1):
            break
        parts.pop()
        if parts and folded[parts[-1].end() : start].strip() not in ("", ","):
            return None
    if not parts:
        return None
    explicit = "号" in parts[-1].group()
    targets = [_number(part.group(), explicit) for part in parts]
    if any(target is None for target in targets):
        return None
    rest = re.compile(r"(?:项(?!目))?(?:都|均|全部)?[、.:)\s,]*").match(folded, end)
    return [one for one in targets if one], rest.end() if rest else end


def _numerals(folded: str, position: int, end: int) -> list[re.Match[str]]:
    """Every numeral of a group, each seen with what follows it."""
    found = []
    while position < end:
        match = ONE.match(folded, position)
        if match is None:
            position += 1
            continue
        found.append(match)
        position = match.end()
    return found


def _stands(folded: str, start: int, end: int, *, alone: bool) -> bool:
    """Say whether a numeral is a place in a list and not part of a quantity.

    `alone`: no other numeral is joined to it; 3项 may be how many, 1、3项 are which.
    """
    text = folded[start:end]
    following = folded[end : end + 1]
    if (following == "轮" and not NOT_COUNT.match(folded, end)) or (
        text[-1] == "条" and folded.startswith("措施", end)
    ):
        return False
    if text.endswith("号"):
        return not DAY_OF_MONTH.match(folded, end)
    if not text[-1].isdecimal():  # ①, 项
        return True
    if folded[start - 1 : start] == "(" and following == ")":
        return True
    if LONG_MEASURE.match(folded, end):
        return False
    if NOT_COUNT.match(folded, end):
        return True
    if alone and COUNT_OF_ITEMS.match(folded, end):
        return False
    if following and following in MEASURE_WORDS:
        return bool(following == "." and not folded[end + 1 : end + 2].isdigit())
    return not (following.isdigit() or (following.isascii() and following.isalpha()))


def _number(text: str, explicit: bool) -> Target | None:
    """A place in a list, or with 号 in its group (48、49号) a finding's own number."""
    if text in CIRCLED:
        return Target("number", number=CIRCLED[text])
    explicit = explicit or text[0] == "0"
    digits = re.sub(r"[第项条个件号问题事()\s]", "", text)
    value = number(digits)
    return Target("number", number=value, explicit=explicit) if value else None
