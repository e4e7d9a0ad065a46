"""问清单：谁的、哪个单位、哪一轮，逾期的还是哪段日子到期的；先后怎么排都一样。"""

import re

from rules.calendar import spans
from rules.speech.said import Said
from rules.writing.patterns import run
from rules.writing.text import NAME_LETTERS

BESIDES = r"(?:\([\u4e00-\u9fa5]+\))?"
"""What a unit is called besides: 区档案局(区地方志办公室)."""

UNIT_END = (
    r"(?:局|办|委|街道|镇|乡|集团|公司|中心|学校|医院|院|站|所|大队|会|部|处|党组|党委)"
    + BESIDES
)

UNIT_NAME = re.compile(rf".*{UNIT_END}")
OWN = re.compile(
    r"(?:我们?|咱们?|本)(?:单位|局|委|办|街道|镇|乡|集团|公司|中心|院|校)(?:这边)?(?:目前|现在)?的?"
)
EVERY = r"(?:全部|所有)的?"
ASKS = re.compile(r"[哪几谁]|多少|的$|清单|名单")
ROUND = r"第(?:\d{1,2}|[一二三四五六七八九十]{1,3})轮"
UNIT_NAMED = rf"(?:(?!{EVERY}|{ROUND})[\u4e00-\u9fa5]){{1,20}}?{UNIT_END}"
ROUND_FIRST = re.compile(rf"(?P<round>{ROUND})的?(?P<unit>{UNIT_NAMED})的?")
UNIT = rf"(?:(?P<unit>{UNIT_NAMED})的?)?(?:(?P<round>{ROUND})的?)?"
LATE = r"(?:已经?|还|都|有)*(?:逾期|超期)"
TAIL = run(
    r"的|事项|问题|清单|名单|情况|还|都|一共|有|哪些|哪几[项个]|[几多]少?[项个条]|多少",
    "tail",
)
OF_UNIT = re.compile(
    rf"{UNIT}(?:{EVERY})?(?:{LATE}|(?P<span>{spans.WORDS})(?:要|快)?到期){TAIL}"
)
"""教育局逾期的有哪些: what a unit has that is late, or due in a span."""

NOBODY = (
    r"目前|现在|当前|我|咱|本|这|那|[上下全各你他她总还已都有谁哪今明昨查看经因第]|什么|多少|大家|所有|"
    r"一共|单位|项目|工程|合同|贷款"
)
OF_PERSON = re.compile(
    rf"(?P<name>(?:[\u4e00-\u9fa5]{{1,12}}{UNIT_END})?(?!{NOBODY})[{NAME_LETTERS}]{{2,4}}?)(?:同志)?的?{LATE}(?:了|的)?"
    r"(?:有|还有|一共)*(?:几项|多少项?|哪些|哪几项|事项|清单)(?:有哪些)?"
)
"""邓佳宁逾期几项."""

LATE_ONLY = "overdue"
"""The `value` of a question about what somebody has that is late."""


def plainly(folded: str) -> str:
    """The same question about the asker's own unit without it, with the round last.

    我们单位逾期的有哪些; 第五轮教育局逾期的.
    """
    if ASKS.search(folded):
        folded = OWN.sub("", folded, count=1) if OWN.match(folded) else folded
    return ROUND_FIRST.sub(r"\g<unit>\g<round>", folded, count=1)


def asked_for(bare: str) -> Said | None:
    """Return what asks for what is late, or due in a span; None for other words.

    `unit` is the unit or else the round, `field` the round named beside a unit.
    """
    plain = plainly(bare)
    found = OF_UNIT.fullmatch(plain)
    if found and (ASKS.search(bare) or found["unit"] or found["round"]):
        unit, round_ = found["unit"] or "", found["round"] or ""
        name = spans.named(found["span"]) if found["span"] else ""
        command = "due_within" if name else "overdue"
        beside = round_ if unit else ""
        return Said(command, unit=unit or round_, text=bare, value=name, field=beside)
    person = OF_PERSON.fullmatch(bare)
    if person is None or UNIT_NAME.fullmatch(person["name"]):
        return None
    return Said("person_status", person=person["name"], text=bare, value=LATE_ONLY)
