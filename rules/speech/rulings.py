"""编号在前、决定在后：“5-005 材料不全，退回”“5-004可以销号”，是退回还是同意。"""

import re
from dataclasses import dataclass

from rules.speech import subjects
from rules.speech.targets import CODE
from rules.writing.text import fold, tidy

BREAKS = re.compile(r"[\s,;:。、!，；：！]+")

LEAD = r"(?:那就|那|请|先|还是|应该?|现|特|均|都|一律|[该本这此]项)*"
SUBJECT = f"(?P<{{name}}>{subjects.ANY})"
AFTER = r"(?:补充?(?:材料|资料)?|完善|重新?(?:报|做|整理|上报|提交)|整改|回去|单位|了|吧|的|申请|处理)*"

SENT_BACK = re.compile(
    rf"{LEAD}(?:予以|给予|作)?(?:退回[来去]?|驳回|打回[来去]?|退回去){AFTER}"
    rf"|{LEAD}(?:不能|不予|不准予?|不可以?|不同意|不得){SUBJECT.format(name='no')}{AFTER}"
    rf"|{LEAD}(?P<unchecked>核验|审核|验收|审查|复核)?(?:不|未|没有?)(?:予)?(?:通过|合格){AFTER}"
)
"""A clause that sends a request back; the other clauses say why."""

LET_THROUGH = re.compile(
    rf"{LEAD}(?:可以|可|准予|予以|给予|同意|准许|批准|能够)+(?:予以|给予)?{SUBJECT.format(name='yes')}{AFTER}"
    rf"|(?:经|已经?|均|都|[该本这此]项)*(?P<checked>核验|验收|审核|审查|复核|核查)?(?:已|均|都)?(?:通过|合格)了?"
    rf"|{LEAD}(?:同意|批准|准了|照准)了?"
)
"""A clause that grants one; what else is said may take it back."""

OF_WORK = re.compile(r"[款费元钱物品金房车]$")
"""多收的学费，退回: what is given back is no request."""


@dataclass(frozen=True)
class Ruling:
    """What somebody rules on a request: `agree` or `return_`; the words beside it.

    `subject` is the kind of request that the words name (销号), "" where none is named.
    """

    command: str
    words: str
    subject: str = ""


def ruled(text: str) -> Ruling | None:
    """What a sentence rules, where one clause of it does; None for a report."""
    clauses = [one for one in BREAKS.split(tidy(text)) if one]
    back = [one for one in clauses if SENT_BACK.fullmatch(_bare(one))]
    through = [one for one in clauses if LET_THROUGH.fullmatch(_bare(one))]
    if bool(back) == bool(through):
        return None
    others = [one for one in clauses if one not in back and one not in through]
    if back and others and OF_WORK.search(others[-1]):
        return None
    command = "return_" if back else "agree"
    return Ruling(command, "，".join(others), _subject(_bare((back or through)[0])))


def _bare(clause: str) -> str:
    """同意5-006延期 rules as 同意延期 does: which finding it is about is known."""
    return CODE.sub("", fold(clause))


def _subject(clause: str) -> str:
    found = SENT_BACK.fullmatch(clause) or LET_THROUGH.fullmatch(clause)
    named = found.groupdict() if found else {}
    if (named.get("checked") or named.get("unchecked")) in ("核验", "验收"):
        return "销号"
    told = subjects.subject_in(named.get("yes") or named.get("no") or "")
    return told or subjects.subject_in(clause)
