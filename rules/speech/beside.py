"""一句两意：报了进展再问一句，收回申请再报一句；各归各的，哪一半也不丢。"""

from dataclasses import replace

from rules.speech.said import Said
from rules.speech.targets import CODE, NONE, Target
from rules.speech.worth import tells_of_work
from rules.writing.text import fold, tidy

REPORTS = frozenset({"progress", "complete", "caption", "blocked"})
"""Behind these a question stands apart; a reason of 退回 or 延期 keeps all its words."""

LOOKS = frozenset({"show", "look", "why", "mine", "help", "extend"})
HELP = Said("help")
"""What answers a question beside a report that is about nothing on the books."""


def are_reports(told: list[Said]) -> bool:
    """Say whether what stands before a question is nothing but reports."""
    return all(one.command in REPORTS for one in told)


def answered(told: list[Said], asked: list[Said]) -> list[Said]:
    """What a question behind reports asks; without a code it is about what was told.

    5-006 制度已印发，请问什么时候到期: of 5-006.
    """
    about = {one.target for one in told}
    only = about.pop() if len(about) == 1 else NONE
    return [_about(one, only) for one in asked]


def _about(asked: Said, only: Target) -> Said:
    if asked.command not in LOOKS:
        return HELP
    if only == NONE or asked.target != NONE:
        return asked
    if asked.command == "extend":
        return replace(asked, target=only)
    return Said("show", only) if asked.command == "look" else asked


def tells(words: str) -> bool:
    """Say whether words behind a request that is taken back report work of their own."""
    return tells_of_work(tidy(CODE.sub("本项", fold(words))))
