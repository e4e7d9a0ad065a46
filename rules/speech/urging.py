"""催谁：催一个人、一个单位、所有逾期的，或者编号在前的一项；只有巡察办说了才算。"""

import re

from rules.speech.lists import UNIT_END
from rules.speech.said import Said
from rules.speech.targets import CODE, Target, code_of
from rules.writing.text import NAME_LETTERS, fold, tidy

LATE_ONLY = "overdue"
"""The `value` of a wish that urges only what is late."""

EVERY = "every"
"""Its `value` where everybody is meant (各单位): what presses of all that runs."""

MOST = 10
"""Findings that are urged at once where everybody is meant, as many as are agreed to."""

NAMED = "several"
"""Its `value` where codes are named; `text` holds them, one after a space each."""

MANNERS = r"(?:请|麻烦|帮我|帮忙|劳烦|你|您|再|赶紧|抓紧|现在|统一|[\s,:])*"
CALLS = (
    r"(?:再|又|也|先)?(?:催办|催促|催一催|催催|催|提醒一?下|提醒提醒|提醒|督促督促|督促一?下|督促)"
    r"(?:一)?(?:下|遍|次|道)?(?:子)?"
)
TELLS = r"(?:通知|告诉|告知|叫|让)"
"""Words that urge only with what is to be done: 通知教育局尽快报进展."""

LATE = (
    r"(?:所有|全部|各个?|已经?|还|那些|这些|目前|现在)*(?:逾期|超期|过期)了?(?:未办结?|未整改|没办完?)?"
    r"(?:的|各|单位|责任人|经办人|人员?|同志|事项|问题|项目|那些|[几\d一二三四五六七八九十]+[个项家])*"
)
ALL_OF_THEM = (
    r"(?:所有|全部|各个?|全区各?|下面各?|相关|有关)(?:的)?(?:被巡察|责任|整改)?"
    r"(?:单位|部门|党组织|党组|街道|家|责任人|经办人|联络员|人员|人)(?:和(?:单位|部门|责任人|经办人))?(?:们)?"
    r"|大家|大伙儿?|各位"
)
UNIT = rf"(?P<unit>[\u4e00-\u9fa5]{{1,14}}?{UNIT_END})"
NOBODY = r"[谁哪所全各逾超过大这下那本该他她]|[^,]{0,3}(?:[已函款了]|什么)|单[位已]|到位|一下|天天"
"""What no name begins with, or has in it: 催款通知, 督促到位."""
PERSON = rf"(?P<person>(?:[\u4e00-\u9fa5]{{1,12}}{UNIT_END}的?)?(?!{NOBODY})[{NAME_LETTERS}]{{2,4}}?)"
WHO = (
    rf"(?P<item>本项)|(?P<late>{LATE})|(?P<every>{ALL_OF_THEM})(?:的?\s?(?P<theirs>{LATE}))?|{UNIT}(?:的?\s?(?P<also>{LATE}))?"
    rf"|{PERSON}(?:同志)?(?:的?\s?(?P<too>{LATE}))?"
)
ALL = r"(?:都|全部|全|挨个|逐一|逐个|统统|也|再|给我)*"
SPEED = (
    r"(?:要|务必)?(?:抓紧|尽快|赶快|赶紧|快点|加快|及时|按时|按期)(?:时间|进度)?"
    r"(?:整改|办理|办结|办|落实|推进|报送|上报|报|反馈|回复|销号)?(?:进展|情况|材料|结果)?"
)
BY = (
    r"(?P<by>(?:务必|最迟|在|于|到|赶在)*(?:[本这下]个?[周月]|周|星期|礼拜|月|年|[今明后][天日]|下班|国庆|元旦|春节|\d|十?[一二三四五六七八九十]月)"
    r"[\u4e00-\u9fa5\d]{0,8}?(?:之前|以前|前|底|内)"
    r"(?:务必|都|要|把)*(?:报送|上报|报|反馈|回复)(?:一?下)?(?:整改)?(?:进展|情况|结果)(?:情况)?)"
)
"""Until when something is to be reported: a reminder has words of its own for that."""
END = r"(?:一下|一遍|吧|啊|了|哈|[\s,。!])*"

CALLED = re.compile(rf"{MANNERS}{CALLS}\s?(?:{WHO})(?:{ALL}(?:{SPEED}|{BY}))?{END}")
PUT_FIRST = re.compile(
    rf"{MANNERS}(?:把|给|对|将|向)?(?:{WHO}){ALL}(?:{CALLS}|发(?:个|一?下|一遍)?(?:提醒|催办)){END}"
)
TOLD = re.compile(rf"{MANNERS}{TELLS}\s?(?:{WHO}){ALL}(?:{SPEED}|{BY}){END}")

LONGEST = 40

RUN = re.compile(r"本项(?:(?:\s?[、,和与及跟/]\s?|\s)?本项)*")
"""5-004、5-005和5-006, each code written as 本项."""


def urged(text: str) -> Said | None:
    """Whom a whole message urges; None for other words.

    `person` and `unit` are names as they were said, `value` tells that only what is
    late is meant, or that several codes are named.
    """
    folded = tidy(fold(text))
    codes = list(CODE.finditer(folded))
    if len(CODE.sub("", folded)) > LONGEST:
        return None
    plain = RUN.sub("本项", CODE.sub("本项", folded), count=1)
    for pattern in (CALLED, PUT_FIRST, TOLD):
        found = pattern.fullmatch(plain)
        if found:
            return _said(found, codes)
    return None


def _said(found: re.Match[str], codes: list[re.Match[str]]) -> Said | None:
    named = found.groupdict()
    if bool(named["item"]) != bool(codes):
        return None
    if len(codes) > 1:
        named_codes = dict.fromkeys(code_of(one) for one in codes)
        return Said("urge", text=" ".join(named_codes), value=NAMED)
    if codes:
        return Said("urge", Target("code", code_of(codes[0])))
    late = named["late"] or named["also"] or named["too"] or named["theirs"]
    return Said(
        "urge",
        unit=named["unit"] or "",
        person=named["person"] or "",
        value=LATE_ONLY if late else EVERY if named["every"] else "",
        reason=named.get("by") or "",
    )
