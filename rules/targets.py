"""指哪一项：编号、序号、第几项、几号，各种写法读成一个样子。"""

import re
from dataclasses import dataclass

from rules.numerals import number
from rules.text import CIRCLED, format_code

CODE = re.compile(
    r"(?<![\d\-./A-Za-z])(\d{1,2})\s?(?:-|轮\s?第?)\s?(\d{1,3})(?:号|项)?(?![\d\-/%]|\.\d|[年月日]|\s?(?:以前|之前|前))"
)
CODES = re.compile(
    r"\s?(?:-|~|到|至)\s?(?:(?P<round>\d{1,2})-)?(?P<last>\d{3})(?:号|项)?(?![\d\-/%年月日])"
)
"""What follows a code where a run of them is meant: 5-006到5-008."""

LONGEST_RUN = 20
MOST_CODES = 50
UNTIL = re.compile(r"(?<![归改])[到至]\s?$")
"""到12-31 is a date, 归到5-006 is not (decisions.md 22)."""

MEASURE_WORDS = (
    "份个名条次户家人万元月日天周年点时%％处张件台所套亩米起批例本篇轮季度级位只辆"
    "间栋面样类种封页字期成分倍-/."
)
NUMERAL = (
    r"(?:第\s?(?:\d{1,3}|[一二三四五六七八九十]{1,3})\s?[项条个件]?|"
    r"\d{1,3}\s?号(?:问题|事项|项)?|\(\d{1,2}\)|\d{1,2}|[①-⑳]|"
    r"[一二三四五六七八九十](?=完成|办结|办完|延期|延到|已|在办|正在|未|没))"
)
JOINER = r"\s?(?:、|,|和|与|及|跟|\s)\s?"
GROUP = re.compile(
    rf"(?P<numbers>{NUMERAL}(?:{JOINER}{NUMERAL})*)(?P<tail>都|均|全部)?(?P<mark>[、.:)\s,]*)"
)
RANGE = re.compile(
    r"(\d{1,2})\s?(?:"
    r"(?:-|~|到|至)\s?(?P<whole>\d{1,2})项?\s?(?:都|均|全部)"
    r"|(?:~|到|至)\s?(?P<bare>\d{1,2})项?\s?(?=已|完成|办|整改))"
)
"""1-3都完成了: a run of places in the list (decisions.md 22)."""

ONE = re.compile(NUMERAL)


@dataclass(frozen=True)
class Target:
    """What a part of a message points at.

    `kind` is `code`, `number` or `none`; `explicit` where the number was said as a
    finding's own number (50号) and not as a place in a list.
    """

    kind: str = "none"
    code: str = ""
    number: int | None = None
    explicit: bool = False


NONE = Target()


def code_at(folded: str, position: int, rounds: frozenset[str]) -> re.Match[str] | None:
    """A code that begins right here, whether its round exists or not."""
    match = CODE.match(folded, position)
    if match and match.group(1) not in rounds and RANGE.match(folded, position):
        return None
    return match


def run_of(folded: str, code: re.Match[str]) -> tuple[list[Target], int]:
    """A code, with those that follow where a run begins with it; and where it ends.

    The last of a run stands with three digits, as nobody writes a day.
    """
    first, end = int(code.group(2)), code.end()
    match = CODES.match(folded, end)
    last = first
    if match and match.group("round") in (None, code.group(1)):
        wanted = int(match.group("last"))
        if first < wanted <= first + LONGEST_RUN:
            last, end = wanted, match.end()
    round_ = str(int(code.group(1)))
    numbers = range(first, last + 1)
    return [Target("code", format_code(round_, number)) for number in numbers], end


def codes_in(text: str, rounds: frozenset[str]) -> tuple[str, ...]:
    """The codes of a known round in a text, in order, each once; so many at most."""
    found = [
        code_of(match)
        for match in CODE.finditer(text)
        if match.group(1) in rounds
        and not UNTIL.search(text, max(match.start() - 3, 0), match.start())
    ]
    return tuple(dict.fromkeys(found))[:MOST_CODES]


def code_of(match: re.Match[str]) -> str:
    """5-23 → 5-023."""
    return format_code(str(int(match.group(1))), int(match.group(2)))


def numbers_at(folded: str, position: int) -> tuple[list[Target], int] | None:
    """Numbers that begin a clause here (1, 第2项, ①, 1和3, 50号), and where they end.

    None where the digits belong to a sum, a date or a count (3份, 12月, 2.1万元).
    """
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
        end = parts[-1].end()
        if _stands(folded, parts[-1].start(), end):
            break
        parts.pop()
    if not parts:
        return None
    targets = [_number(part.group()) for part in parts]
    if any(target is None for target in targets):
        return None
    rest = re.compile(r"(?:都|均|全部)?[、.:)\s,]*").match(folded, end)
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


def _stands(folded: str, start: int, end: int) -> bool:
    """Say whether a numeral is a place in a list and not part of a quantity."""
    text = folded[start:end]
    following = folded[end : end + 1]
    if following == "轮" or (text[-1] == "条" and folded.startswith("措施", end)):
        return False
    if text.endswith("号"):
        return not re.match(r"[前之以到至文楼]", following)
    if not text[-1].isdigit():
        return True
    if folded[start - 1 : start] == "(" and following == ")":
        return True
    if following and following in MEASURE_WORDS:
        return bool(following == "." and not folded[end + 1 : end + 2].isdigit())
    return not (following.isdigit() or (following.isascii() and following.isalpha()))


def _number(text: str) -> Target | None:
    if text in CIRCLED:
        return Target("number", number=CIRCLED[text])
    explicit = "号" in text
    digits = re.sub(r"[第项条个件号问题事()\s]", "", text)
    value = number(digits)
    return Target("number", number=value, explicit=explicit) if value else None
