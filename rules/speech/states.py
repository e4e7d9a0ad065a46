"""按办到哪一步来问：待核验的、没有期限的、还没报进展的有哪些；哪段日子销了几项。"""

import re

from rules.calendar import spans
from rules.speech import lists
from rules.speech.said import Said
from rules.writing.text import fold, tidy

STATES: dict[str, str] = {
    "待核验": r"(?:等?待|等|要)(?:巡察办)?(?:核验|验收)",
    "待放行": r"(?:等?待|等|要|需要?)(?:我们?|巡察办)?放行",
    "待签字": r"(?:等?待|等|要)(?:主要负责人|书记|一把手)?(?:审?签|签字|签批)",
    "未定期限": r"(?:无|没有?|未定|未补?定|缺)(?:整改)?(?:期限|时限)|(?:期限|时限)(?:没有?|未)定",
    "长期整改": r"(?:长期|持续)(?:整改)?",
    "需协调": r"(?:需要?|请求)(?:巡察办)?协调|受阻",
    "尚未收到进展": r"(?:还|尚|至今|一直)?(?:没有?|未)(?:回(?:复|话|应)?|动静|反馈|"
    r"报(?:送|告)?(?:过)?(?:进展|情况)?|收到进展|有?进展)",
    "没有责任人": r"(?:无|没有?|缺)(?:责任人|经办人|人(?:负责|管|办|认领)?)",
    "未销号": r"(?:还|尚)?(?:未|没有?)(?:销[号账掉]?|办结)",
    "已销号": r"已经?(?:销[号账]|办结)",
    "整改中": r"(?:正)?在(?:整改|办)|整改中",
    "已交办": r"(?:刚|已)交办",
}
"""How a list is called → how people name what stands in it."""

HELP = "需协调"

ALONE = {
    "待核验": "待核验",
    "待放行": "待放行",
    "未定期限": r"(?:无|没有|未定)(?:整改)?期限",
}
"""Nobody says one of these of the own work: without a question they ask too."""

UNIT_END = rf"(?:局|办|委|街道|镇|乡|集团|公司|中心|院|校){lists.BESIDES}"
UNIT = rf"(?:(?P<unit>[\u4e00-\u9fa5]{{1,20}}?{UNIT_END})的?)?"
ROUND = r"(?:(?P<round>第(?:\d{1,2}|[一二三四五六七八九十]{1,3})轮)的?)?"
WHO = r"(?:(?:目前|现在|当前|还|都)*(?:有)?(?:哪些|哪几[项个家]?|谁|什么)(?:单位|事项|问题|人)?(?:是|还)?)"
COUNTED = (
    r"(?:的|了)?(?:整改)?(?:事项|问题|项目)?(?:还|都|一共)*(?:有|剩|差)?"
    r"(?:哪些|哪几[项个家]|谁|[几多]少?[项个条]|名单|清单)(?:的|了)?"
)
LISTED = r"(?:的|的?(?:整改)?(?:事项|问题|名单|清单))"

CLOSED = re.compile(
    rf"{UNIT}(?P<span>{spans.PAST_WORDS})的?(?:新|一?共)?(?:销[号账掉]?|办结)了?"
    r"(?:的|的?(?:事项|问题)?(?:有)?(?:哪些|[几多]少?[项个条])(?:的|了)?)"
)
"""上周销了几项, 教育局本月销号的."""

MANY = re.compile(
    rf"{UNIT}{ROUND}(?:还有|还剩|还差|有)(?:[几多]少?[项个条]|多少|哪些)(?P<state>.{{2,10}})"
)
"""第五轮还有多少没销, 教育局还有几项没有期限."""


def _patterns() -> list[tuple[str, re.Pattern[str], re.Pattern[str]]]:
    result = []
    for name, words in STATES.items():
        tail = f"(?:{COUNTED}|{LISTED})"
        asked = rf"{UNIT}{ROUND}(?:{WHO}(?:{words})(?:的|了)?|(?:{words}){tail})"
        if name in ALONE:
            asked = f"{asked}|{ALONE[name]}"
        result.append((name, re.compile(asked), re.compile(rf"(?:{words})(?:的|了)?")))
    return result


PATTERNS = _patterns()


def for_the_office(text: str) -> Said | None:
    """需协调 alone asks for the list where the office says it; a leader answers so."""
    return Said("in_state", value=HELP) if tidy(fold(text)) == HELP else None


def asked_for(folded: str) -> Said | None:
    """Return what asks for a list by how far things are; None for other words.

    `unit` is the unit or else the round, `field` the round named beside a unit.
    """
    return _asked_for(lists.plainly(folded)) or _asked_for(folded)


def _asked_for(folded: str) -> Said | None:
    closed = CLOSED.fullmatch(folded)
    if closed:
        unit, span = closed.group("unit", "span")
        return Said("closed_in", unit=unit or "", value=spans.past_named(span))
    many = MANY.fullmatch(folded)
    for name, asked, state in PATTERNS:
        found = asked.fullmatch(folded)
        if found is None and many and state.fullmatch(many.group("state")):
            found = many
        if found:
            unit, round_ = found.group("unit") or "", found.group("round") or ""
            beside = round_ if unit else ""
            return Said("in_state", unit=unit or round_, value=name, field=beside)
    return None
