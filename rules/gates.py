"""关口：申请销号、核验、延期、转长期各要什么，缺什么说得出来（domain.md §2、§4）。"""

import re
from dataclasses import dataclass
from datetime import date

from rules.deadlines import add_months
from rules.errors import Refusal
from rules.vocabulary import Clock

DEFER_CAUSES = ("体制机制", "历史遗留", "司法诉讼")
REVIEW_MONTHS = 6
"""A long-term finding is looked at again within six months (domain.md §2)."""

DOCUMENT = re.compile(r"纪要|批复|批示|文件|号文|〔\d{4}〕|\[\d{4}\]|会议|决定|通知|函")
"""Words by which people name the paper that a decision stands on."""

GROUP_PAPER = re.compile(
    r"[〔\[【(（]\s?20\d\d\s?[〕\]】)）]\s?第?\s?\d+\s?号|"
    r"领导小组[^,，;；。]{0,20}?(?:纪要|批复|批示|文件|决定|决议|会议|通知|函)|"
    r"(?:纪要|批复|批示|文件|决定|通知)\s?第?\s?\d+\s?[号期]"
)
"""The leading group's paper: its number, or what it is; 因会议冲突 names none."""

PAPER_AS_SAID = re.compile(
    r"(?:凭|依据|根据|按照?|经)?(?:(?:\d{4}年)?\d{1,2}月\d{1,2}[日号])?"
    r"(?:[省市县区旗]?委)?(?:巡[察视])?(?:工作)?(?:领导小组)?"
    rf"(?:{GROUP_PAPER.pattern})"
    r"(?:会议|纪要|批[复示准]|文件|决[定议]|通知|函|精神|要求|同意|第?\s?\d+\s?[号期]"
    r"|[〔\[【(（]\s?20\d\d\s?[〕\]】)）])*"
)
"""The same with what stands around it: 根据区委巡察工作领导小组〔2026〕3号文件."""


@dataclass(frozen=True)
class SubmitFacts:
    """What the gate of 申请销号 looks at; `measures` are (number, text, done)."""

    substantive_reports: int
    evidence: int
    evidence_required: int
    measures: tuple[tuple[int, str, bool], ...]
    open_return: bool


def submit_missing(facts: SubmitFacts) -> list[str]:
    """What a closure request still lacks, in words; empty when the gate is open."""
    missing = []
    if not facts.substantive_reports:
        missing.append("实质进展说明")
    lacking = max(facts.evidence_required, 1) - facts.evidence
    if lacking > 0:
        missing.append(f"佐证材料{lacking}份")
    undone = [number for number, _, done in facts.measures if not done]
    if undone:
        missing.append(_measures(undone, len(facts.measures)))
    if facts.open_return:
        missing.append("退回意见的补充说明")
    return missing


def _measures(undone: list[int], total: int) -> str:
    if len(undone) == total:
        return f"{total}条措施的完成标记" if total > 1 else "措施的完成标记"
    return "、".join(f"第{number}条" for number in undone) + "措施的完成标记"


@dataclass(frozen=True)
class AcceptFacts:
    """What the gate of 销号 looks at."""

    endorsed: bool
    rejected_unreplaced: int
    sampled: bool
    returned_before: bool
    visit_passed: bool
    dissatisfied: bool
    to_verify: bool = False
    visit_failed: bool = False
    """The last visit found it not done."""
    visit_lacks: tuple[str, ...] = ()
    """What a sampled visit does not say yet."""


def accept_missing(facts: AcceptFacts) -> list[str]:
    """What acceptance still lacks, in words; empty when the gate is open."""
    missing = []
    if not facts.endorsed:
        missing.append("主要负责人签字")
    if facts.rejected_unreplaced:
        missing.append(f"被退回的材料{facts.rejected_unreplaced}份未替换")
    asked = facts.sampled or facts.returned_before or facts.to_verify
    must_visit = asked or facts.visit_failed
    if must_visit and not facts.visit_passed:
        missing.append("回访到位的记录" + _why_visit(facts))
    elif facts.visit_lacks:
        missing.append("抽查回访的" + "、".join(facts.visit_lacks))
    if facts.dissatisfied:
        missing.append("群众不满意的处理结果")
    return missing


def _why_visit(facts: AcceptFacts) -> str:
    if facts.sampled:
        return "（在抽查之列）"
    if facts.returned_before:
        return "（曾被退回）"
    if facts.visit_failed:
        return "（上次回访未到位）"
    return "（台账写明已完成，须核验）"


def extension_allowed(
    *,
    code: str,
    asked_on: date,
    due_on: date | None,
    new_due_on: date,
    clock: Clock,
    span: str = "",
) -> None:
    """Raise a Refusal unless this extension may be asked for (domain.md §4).

    `no_deadline`, `after_due` or `not_later`; a request on the due day itself is in
    time (decisions.md 17). `span` are the words where they said how long (两周) and not
    which day.
    """
    if due_on is None:
        raise Refusal(
            "no_deadline", code=code, clock=clock.value, clock_label=clock.label
        )
    if asked_on > due_on:
        raise Refusal("after_due", code=code, due_on=due_on, to=new_due_on)
    if new_due_on <= due_on:
        sample = add_months(due_on, 1)
        raise Refusal(
            "not_later",
            code=code,
            due_on=due_on,
            to=new_due_on,
            sample=sample,
            said=span,
        )


def defer_allowed(
    *, code: str, text: str, review_on: date | None, today: date
) -> tuple[str, str]:
    """Return (cause, document) of a 转长期, or raise Refusal `defer_cause`.

    Only for three causes, with a review date within six months and a document.
    """
    cause = next((word for word in DEFER_CAUSES if word in text), "")
    latest = add_months(today, REVIEW_MONTHS)
    timely = review_on is not None and today < review_on <= latest
    if not cause or not timely or not names_document(text):
        raise Refusal("defer_cause", code=code, sample=add_months(today, 3))
    return cause, text.strip()


def late_grant_missing(
    *, new_due_on: date | None, basis: str, span: str = ""
) -> list[str]:
    """What a late grant lacks, in words (domain.md §4); empty where it may be asked.

    `span` says how long (一个月) and not from which day.
    """
    day = f"延到哪一天（“{span}”没有写明从哪天算起）" if span else "新的期限"
    missing = [] if new_due_on else [day]
    return missing if names_groups_paper(basis) else [*missing, "领导小组的文件"]


def names_groups_paper(text: str) -> bool:
    """Say whether a sentence names a paper of the leading group."""
    return bool(GROUP_PAPER.search(text))


def without_paper(text: str) -> str:
    """Return what a sentence says beside the leading group's paper."""
    return PAPER_AS_SAID.sub(" ", text)


def names_document(text: str) -> bool:
    """Say whether a sentence names the paper that a decision stands on."""
    return bool(DOCUMENT.search(text))
