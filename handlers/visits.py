"""督查：电话了解、函询、听取汇报、审阅报告、回访，原话记下，结论分清。"""

from handlers import office, people
from handlers.context import Context
from handlers.reply import Reply
from handlers.wish import Wish
from models.supervision import Supervision
from rules.errors import Refusal
from rules.vocabulary import Action, Means, Status


def supervise(wish: Wish, ctx: Context) -> Reply:
    """Keep one supervision record; only a visit with 到位 opens the acceptance gate."""
    finding = wish.finding
    people.require(ctx, finding, Action.VISIT)
    if finding.status in (Status.RECORDED, Status.WITHDRAWN):
        raise people.not_possible(finding, Action.VISIT)
    means = wish.said.means or Means.VISIT
    verdict = wish.said.verdict
    if not wish.said.text and verdict is None:
        example = f"{means.label} {finding.code} 到位 制度上墙，抽查3份凭证"
        raise Refusal("needs_reason", code=finding.code, example=example)
    ctx.session.add(
        Supervision(
            finding_id=finding.key,
            person_id=ctx.person.key,
            cycle=finding.cycle,
            kind=means.value,
            text=wish.said.text,
            verdict=verdict.value if verdict else None,
            at=ctx.now,
            inbox_id=ctx.inbox_id,
        )
    )
    ctx.record(
        Action.VISIT.value,
        finding,
        {},
        {"kind": means.value, "verdict": verdict.value if verdict else None},
    )
    return office.done(
        ctx,
        finding,
        "supervised",
        label=means.label,
        text=wish.said.text,
        verdict=verdict.value if verdict else "",
        needs=(),
    )


def label(record: Supervision, by: str, at: str) -> str:
    """One line about a record: 电话了解，10月12日（周一），张三：……（到位）."""
    verdict = f"（{record.verdict}）" if record.verdict else ""
    return f"{Means(record.kind).label}，{at}，{by}：{record.text}{verdict}"
