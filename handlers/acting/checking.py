"""平常话里的督查：巡察办说去看了、打电话问了，读回来请他确认，确认了才记。"""

from dataclasses import replace

from handlers.acting import visits
from handlers.context import Context
from handlers.reply import Asking, Reply
from handlers.wish import Wish
from rules.speech import phrases, visit_means
from rules.vocabulary import Means
from rules.writing.text import fold
from templates.render import render

TOLD = frozenset({"progress", "complete", "blocked"})
"""As what a plain sentence is read that may tell of a check."""


def told(wish: Wish, ctx: Context) -> Wish | None:
    """The check that a visitor tells of in words of their own; None for anything else."""
    if wish.said.command not in TOLD or wish.bound is None:
        return None
    means = visit_means.means_in(wish.said.text)
    if means is None or not visits.is_visitor(ctx, wish.bound):
        return None
    verdict = phrases.verdict_in(fold(wish.said.text))
    said = replace(
        wish.said, command="supervise", means=means, verdict=verdict, report=None
    )
    return replace(wish, said=said)


def read_back(wish: Wish, ctx: Context) -> Reply:
    """Say as what it would be kept; nothing is written before 确认."""
    means, verdict = wish.said.means, wish.said.verdict
    label = means.label if means else ""
    text = render(
        "confirm_check",
        code=wish.finding.code,
        label=label,
        visited=means is Means.VISIT,
        verdict=verdict.value if verdict else "",
        text=wish.said.text,
    )
    payload: dict[str, object] = {
        "code": wish.finding.code,
        "version": wish.finding.version,
    }
    asking = Asking("confirm", payload)
    return Reply(text, asking=asking, outcome="confirm", codes=(wish.finding.code,))
