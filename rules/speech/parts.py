"""拆句：一条消息说了几项，就拆成几部分，各带各的编号（1完成 2延期到… 3正在办）。"""

import re
from dataclasses import dataclass, replace

from rules.speech.linking import counted, linked_at, still
from rules.speech.targets import (
    CODE,
    NONE,
    REFERRED,
    Target,
    code_at,
    codes_in,
    numbers_at,
    run_of,
)
from rules.speech.tone import LONGEST_CLAIM, SAME, Speech, classify
from rules.writing.numerals import number
from rules.writing.text import CIRCLED, fold, trim

ORDINAL = re.compile(
    r"第\s?(?P<place>\d{1,2}|[一二三四五六七八九十]{1,3})\s?(?P<kind>[项条个件])(?!(?:整改)?措施|阶段)"
)
FOLLOWING = re.compile(r"(\d{1,2})(?=也|已|未|没|完|办|做|延|正|在|收到)")
SPOKEN = re.compile(
    r"(?<![周期拜之十其])([一二三四五六七八九十])(?=已|未|没|完成|办[完结]|(?:申请)?延期|正?在[办弄做]|正在|收到|还[没未在])"
)
DUE_AT = re.compile(r"(?<=[\s,;。、])(\d{1,2})(?=月[初底末]|年[内底前])")
LEAD = re.compile(
    r"(?:(?:请|麻烦|帮我|帮忙|你好|您好|喂|嗯|呃|那个|尊敬的|各位|(?:向?[你您])?(?:报告|汇报)(?:一?下)?|"
    r"[\u4e00-\u9fa5]{0,3}(?:领导|主任|书记|[科局处组]长|老师)(?:好)?)[,:!\s]*)*"
    r"(?:(?<=[,:!\s])(?=第[\d一二三四五六七八九十]{1,3}[项条])|(?:把|将|对|关于|针对|编号|巡察|反馈)+[\s:]*(?=\d{1,2}\s?[-_杠轮]\s?\d|第[\d一二三四五六七八九十]{1,3}[项条])"
    r"|(?:还有|另外|对了|再就是)[,:\s]*(?=\d{1,2}\s?[-_杠轮]\s?\d)"
    r"|(?:收到|好的?|嗯+|知道了|(?:登记|记|报)一?下)[,:。\s]+(?=第?[\d一二三四五六七八九十])"
    r"|(?:登记|记|报)一?下(?=\d)"
    r"|(?<=[嗯呃个])[,\s]*(?=第[\d一二三四五六七八九十]{1,3}[项条]|\d{1,2}-\d))"
)
"""Words that only lead to a code or a place: 把5-005改派给蔡晨, 还有5-004, 嗯那个第二项."""

CLAIMS = frozenset({Speech.DONE, Speech.STATUS_ONLY, Speech.RECEIPT})
"""What is said in full, so that the next item may follow it without a mark."""

CLAUSE = re.compile(r"[,;。\n]")
"""5-005已开会。完成5-006的前期工作: the second claim belongs to the code behind it."""

LISTED = re.compile(r"(\d{1,2})([.、)])(?!\d)")
RUN_ON = re.compile(
    r"(?<=[了啦])(\d{1,2})(?![\d个稿版遍])(?=[\u4e00-\u9fa5]{1,20}?"
    r"(?:[了啦]|(?:还没|没|未|还在|在)[动办做弄报交开始到位]{1,2}(?:呢|中)?)(?:\d|[\s,;。!]|$)"
    r"|(?:还没|没|未|还在|在)[动办做弄报交开始到位]{1,2}(?:呢|中)?(?:[\s,;。!]|$))"
)
"""What the next number of a run without marks stands between: 了2签到表补了3."""

IN_A_RUN = re.compile(r"(?<=[\u4e00-\u9fa5])(\d)(?![个稿版遍])(?=[\u4e00-\u9fa5]{2})")
WANTING = re.compile(
    r"(?:我们?|已经?|都|又|也|先后|共|分别|再|刚|全部)*"
    r"[\u4e00-\u9fa5]{1,2}(?:(?<![完好毕齐成定掉到妥清结])了)?"
)
"""修订了 before 2制度3流程: a verb that wants to know how many, and no whole clause."""

TOLD = re.compile(r"(?!我们?)[\u4e00-\u9fa5]{2,12}(?:已|了)[\u4e00-\u9fa5]{0,12}")
"""制度已印发: a thing and what became of it, without a figure of its own."""

THIRD = re.compile(r"(?:[\u4e00-\u9fa5]{3,20}|[还没未][\u4e00-\u9fa5])(?=3)")
"""资金追回 and then a 3: 小学 of 2小学3中学 is no clause."""

JOINER = re.compile(r"\s?(?:、|和|与|及|跟|,|/|\s)\s?(?=\d)")
MOST_MARKS = 100
"""Places of parts that are looked for: of so many, the reader asks which is meant."""

DONE_CODES = re.compile(
    r"(?:已经?|都|[\s,])*(?:完成|办完|办结|办好|搞定|弄完|做完|整改完)(?:了|的是|[:\s])*"
    rf"{CODE.pattern}(?:\s?[、和与及]\s?{CODE.pattern})*\s?[,;。\n]\s?"
)
SHORT_LIST = 60
"""Characters in which somebody lists what is done; more is read part by part."""

Mark = tuple[int, int, tuple[Target, ...]]
"""Where a part begins, where its words begin, and what it points at."""


@dataclass(frozen=True)
class Part:
    """A piece of a message with what it points at; spans into the original text."""

    targets: tuple[Target, ...]
    text: str
    folded: str


def split(text: str, rounds: frozenset[str]) -> list[Part]:
    """Split a message into its parts; a message about one thing is one part."""
    folded = fold(text)
    marks = _marks(folded, rounds)
    if not marks:
        return [Part((NONE,), trim(text) or text, trim(folded))]
    parts: list[Part] = []
    for index, (_, end, targets) in enumerate(marks):
        stop = marks[index + 1][0] if index + 1 < len(marks) else len(text)
        parts.append(Part(targets, trim(text[end:stop]), trim(folded[end:stop])))
    return _share_words(parts)


def done_codes(folded: str, rounds: frozenset[str]) -> tuple[tuple[str, ...], int]:
    """The codes that a message begins by calling done, and where the others begin."""
    begun = DONE_CODES.match(folded)
    if begun is None or begun.end() > SHORT_LIST:
        return (), 0
    return codes_in(begun.group(), rounds), begun.end()


def _marks(folded: str, rounds: frozenset[str]) -> list[Mark]:
    """The places where a part begins; only if the message itself begins with one."""
    first = len(folded) - len(folded.lstrip(" ,:;。!?、\n\r"))
    lead = LEAD.match(folded, first)
    first = lead.end() if lead else first
    start = mark_at(folded, first, rounds)
    if start is None:
        return []
    marks = [start]
    position = start[1]
    while position < len(folded) and len(marks) <= MOST_MARKS:
        mark, linked = None, linked_at(folded, position)
        if (
            linked
            or _clause_begins(folded, position)
            or folded[position] in CIRCLED
            or folded[position] == "("
            or _sequel(folded, position, marks[-1])
        ):
            mark = _same_kind(folded, position, rounds, start)
        if mark is not None and not _referred(folded, mark):
            marks.append((linked or mark[0], *mark[1:]))
            position = mark[1]
        else:
            position += 1
    return _with_gaps(marks, folded)


def _with_gaps(marks: list[Mark], folded: str) -> list[Mark]:
    """1下周三完成 2月底完成 3国庆后完成: between 1 and 3 the 2 is no February."""
    result: list[Mark] = []
    for mark in marks:
        between = DUE_AT.search(folded, result[-1][1] if result else 0, mark[0])
        places = [one[2][-1].number or 0 for one in (*result[-1:], mark)]
        place = int(between.group(1)) if between else 0
        if between and places == [place - 1, place + 1]:
            target = Target("number", number=place)
            result.append((between.start(), between.end(), (target,)))
        result.append(mark)
    return result


def _referred(folded: str, mark: Mark) -> bool:
    """A code that is only spoken of (参照 5-006 的做法) begins no part."""
    return bool(REFERRED.search(folded, max(0, mark[0] - 5), mark[0]))


def _same_kind(
    folded: str, position: int, rounds: frozenset[str], first: Mark
) -> Mark | None:
    """Numbers divide no message of codes (核查表12份 does not); a code of three digits
    divides one of numbers too, as nothing else looks like it."""
    code = code_at(folded, position, rounds)
    if first[2][0].kind == "code" and code is None:
        return None
    if first[2][0].kind != "code" and code is not None and not code.group(2):
        return None
    return mark_at(folded, position, rounds)


def _sequel(folded: str, position: int, last: Mark) -> bool:
    """The next item without a mark between: 1已完成2未完成, 5-041完成5-044延期."""
    if folded[position] == "第":
        return _next_ordinal(folded, position, last)
    if folded.endswith("措施", 0, position):  # 1 措施2完成: a measure of the first
        return False
    spoken = SPOKEN.match(folded, position)
    digit = folded[position].isdigit() and not folded[position - 1].isascii()
    if not spoken and not digit:
        return False
    target = last[2][-1]
    if target.kind == "code":
        alone = not CLAUSE.search(folded, last[1], position)
        told = counted(folded, position) or _claimed(folded, position, last)
        return digit and alone and told
    following = spoken or FOLLOWING.match(folded, position)
    listed = _listed(folded, position, last) or _run_on(folded, position, last)
    found = following or listed
    if found and number(found.group(1)) == (target.number or 0) + 1:
        return True
    return bool(
        (following or still(folded, position, target))
        and _claimed(folded, position, last)
    )


def _claimed(folded: str, position: int, last: Mark) -> bool:
    """Say whether the words up to here are a whole claim: 3完成1没完成."""
    words = folded[last[1] : position]
    return len(words) <= LONGEST_CLAIM and classify(words) in CLAIMS


def _listed(folded: str, position: int, last: Mark) -> re.Match[str] | None:
    """1.完成2.没完成: the next number, with the sign that the one before has."""
    match = LISTED.match(folded, position)
    former = LISTED.match(folded, last[0])
    alike = match and former and match.group(2) == former.group(2)
    return match if alike and position - last[1] <= LONGEST_CLAIM else None


def _run_on(folded: str, position: int, last: Mark) -> re.Match[str] | None:
    """1方案改完了2账号清查完了: two whole clauses, and no quantity between them; or
    1制度已印发2资金追回3收到, where the numbers run on to the third."""
    match = RUN_ON.match(folded, position) or IN_A_RUN.match(folded, position)
    if match is None or numbers_at(folded, position) is None:
        return None
    together = len(last[2]) > 1 and _claimed(folded, position, last)
    if together or IN_A_RUN.match(folded, last[0]):
        return match
    words = folded[last[1] : position]
    if WANTING.fullmatch(words):
        return None
    return match if match.re is RUN_ON or _to_third(folded, match, words) else None


def _to_third(folded: str, match: re.Match[str], words: str) -> bool:
    """Say whether a 2 behind a whole clause has one of its own, and then comes a 3."""
    third = THIRD.match(folded, match.end())
    if match.group(1) != "2" or third is None or not TOLD.fullmatch(words):
        return False
    runs = IN_A_RUN.match(folded, third.end())
    return bool(runs and numbers_at(folded, third.end()))


def _next_ordinal(folded: str, position: int, last: Mark) -> bool:
    """第一个完成了第二个还没有: what is spoken has no marks between."""
    match = ORDINAL.match(folded, position)
    former = ORDINAL.match(folded, last[0])
    if not (match and former and match.group("kind") == former.group("kind")):
        return False
    place = (last[2][-1].number or 0) + 1
    return number(match.group("place")) == place or _claimed(folded, position, last)


def _clause_begins(folded: str, position: int) -> bool:
    return folded[position - 1] in " \n\r,;。!?、" and not folded[position].isspace()


def mark_at(folded: str, position: int, rounds: frozenset[str]) -> Mark | None:
    """The codes or numbers that stand right here, and where they end; None for neither."""
    code = code_at(folded, position, rounds)
    if code is not None:
        targets, end = run_of(folded, code)
        while (more := _next_code(folded, end, rounds)) is not None:
            further, end = run_of(folded, more)
            targets += further
        return position, end, tuple(targets)
    numbers = numbers_at(folded, position)
    if numbers is None:
        return None
    found, end = numbers
    return position, end, tuple(found)


def _next_code(folded: str, end: int, rounds: frozenset[str]) -> re.Match[str] | None:
    """A code joined to the one before: 5-041、5-044都完成了."""
    joiner = JOINER.match(folded, end)
    return code_at(folded, joiner.end(), rounds) if joiner else None


def _share_words(parts: list[Part]) -> list[Part]:
    """A part without words of its own says what the next one says (1、3都完成).

    One that says 同上 says what the one before it says.
    """
    result: list[Part] = []
    for index, part in enumerate(parts):
        if result and result[-1].folded and SAME.fullmatch(part.folded):
            part = replace(result[-1], targets=part.targets)
        following = parts[index + 1 :]
        worded = next((other for other in following if other.folded), None)
        if not part.folded and worded is not None:
            result.append(Part(part.targets, worded.text, worded.folded))
        else:
            result.append(part)
    return result
