"""先说下一步：逾期的话里写明哪天按规定再往上报告（domain.md §5，voice.md 4）。"""

from handlers import book, telling
from handlers.context import Context
from models.ledger import Finding
from rules import ladder
from rules.rungs import climbing


def next_step(ctx: Context, finding: Finding) -> str:
    """10月15日按规定向上一级报告; '' where nothing leaves by itself any more.

    What a person releases is not foretold: it is that person's decision.
    """
    due_on = book.limit(finding)
    if due_on is None or ctx.today <= due_on:
        return ""
    frozen = finding.ladder
    steps = ladder.from_json(frozen) if frozen else ctx.policy.ladder
    days = climbing(steps, due_on, finding.delivered_on, ctx.calendar)
    following = min((day for day in days if day > ctx.today), default=None)
    return f"{telling.short(following)}按规定向上一级报告" if following else ""
