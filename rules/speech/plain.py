"""平常话：没有命令词的一句，是进展、完成、收到、受阻，还是问话、闲话。"""

import re
from dataclasses import replace

from rules.speech import asides, questions, received
from rules.speech.measures import MEASURE, measures_in
from rules.speech.said import Said
from rules.speech.targets import CODE, Target
from rules.speech.tone import Speech, classify
from rules.speech.worth import claim_kind
from rules.vocabulary import ReportKind
from rules.writing.text import tidy

CLOSE_IT = re.compile(
    r"(?:(?:本项)?(?:(?:可以|能)销[号账]了吧?|已?经?(?:具备|符合|满足|达到)销[号账]条件)[,\s]+)?(?:现|特|已?完成|我们?|想|要|麻烦|请|帮我|帮忙|[,\s])*(?:(?:恳请|提请|报请|请求?|申请|建议)(?:对|将|把)?\s*(?:本项)?\s*"
    r"(?:给予|予以|予|进行|办理)*|(?:给予|予以|请予)|[给为](?=本项))(?:本项)?的?销[号账](?:处理|验收|审核|核验|一下)?(?:本项)?吧?|(?:本项)?销[号账]吧"
)
"""A request for closure in the words of a letter: 请予销号."""

CLAUSES = re.compile(r"[,;。!\n]")

FORWARDED = re.compile(
    r"\s*(?:[\[【(（](?:聊天|群聊|会话)记录|(?:聊天|群聊|会话)记录\s*[:：\n])"
)
"""What others said to each other, passed on whole, reports nothing to us; 聊天记录已清理 does."""


def free(text: str, folded: str, target: Target) -> Said:
    """A sentence without a command word."""
    if FORWARDED.match(text):
        return Said("chat", target, text)
    told = questions.untagged(folded)
    if told:
        return replace(free(text[: len(told)], told, target), text=text)
    if received.asked(folded):
        return Said("received", target, text)
    question = questions.question_about_one(folded, target)
    if question is not None:
        return replace(question, text=text)
    heard = CODE.sub("本项", folded)
    if closes(folded):
        return Said("submit", target)
    aside = asides.answered(tidy(heard))
    if aside:
        return Said("aside", target, text, value=aside)
    speech = classify(heard if heard != folded else text)
    worth = claim_kind(heard) if speech is Speech.DONE else REPORTS.get(speech)
    made = Said(SPOKEN[speech], target, text, report=worth)
    done = speech is Speech.DONE
    return replace(made, measures=_claimed(heard) if done else measures_in(heard))


def _claimed(heard: str) -> tuple[int, ...]:
    """The measures that a claim is of: 措施1做完了，措施2刚开始 claims the first alone.

    One named without words of its own (措施1，措施2都做完了) is claimed with the next.
    """
    claimed, named = "", ""
    for clause in CLAUSES.split(heard):
        named += f"{clause}," if MEASURE.search(clause) else ""
        if MEASURE.sub("", clause).strip("本项 、"):
            claimed += named if classify(clause) is Speech.DONE else ""
            named = ""
    return measures_in(claimed) or measures_in(heard)


def closes(folded: str) -> bool:
    """Say whether a sentence asks for closure in the words of a letter."""
    return bool(CLOSE_IT.fullmatch(tidy(CODE.sub("本项", folded))))


SPOKEN = {
    Speech.SUBSTANTIVE: "progress",
    Speech.STATUS_ONLY: "progress",
    Speech.BLOCKED: "blocked",
    Speech.RECEIPT: "receipt",
    Speech.DONE: "complete",
    Speech.CAPTION: "caption",
    Speech.CHAT: "chat",
}
REPORTS = {
    Speech.SUBSTANTIVE: ReportKind.SUBSTANTIVE,
    Speech.STATUS_ONLY: ReportKind.STATUS_ONLY,
    Speech.BLOCKED: ReportKind.BLOCKED,
    Speech.RECEIPT: ReportKind.RECEIPT,
}
