"""标记完成：说完成是说措施办完了，离销号还差什么当场说清（decisions.md 24）。"""

from handlers import people
from handlers.acting import deeds, evidence, progress
from handlers.context import Context
from handlers.reading import book, duties, telling
from handlers.reply import Reply
from handlers.wish import Wish
from models import findings
from models.ledger import Finding, Measure
from rules.errors import Refusal
from rules.vocabulary import Action, ReportKind, Status
from templates.render import render


def complete(wish: Wish, ctx: Context) -> Reply:
    """Mark the named measures as done, or the actor's own, and say what is missing.

    Whoever answers for the whole finding claims all of its measures.
    """
    finding = wish.finding
    people.require(ctx, finding, Action.COMPLETE)
    progress.ensure_running(finding)
    if finding.status not in (Status.DELIVERED, Status.RECTIFYING, Status.LONG_TERM):
        raise people.not_possible(finding, Action.COMPLETE)
    numbers = wish.said.measures or tuple(sorted(duties.own(ctx, finding)))
    chosen = _chosen(ctx, finding, numbers)
    progress.write(
        ctx, finding, wish.said.report or ReportKind.STATUS_ONLY, _words(wish)
    )
    _mark(ctx, finding, chosen)
    joined = evidence.join_recent(ctx, finding)
    item = book.brief(ctx, finding)
    text = render(
        "complete",
        today=ctx.today,
        item=item,
        which=numbers,
        text=wish.said.text,
        files=joined,
        hand_in=telling.hand_in(ctx, ctx.person, finding.code),
        receiving=telling.receiving(ctx, item.missing),
    )
    return Reply(text, outcome="complete", codes=(finding.code,))


def _chosen(ctx: Context, finding: Finding, numbers: tuple[int, ...]) -> list[Measure]:
    measures = findings.measures(ctx.session, finding.key)
    if not numbers:
        return measures
    known = {measure.position: measure for measure in measures}
    for number in numbers:
        if number not in known:
            raise Refusal(
                "unknown_measure", code=finding.code, number=number, count=len(known)
            )
    return [known[number] for number in numbers]


def _mark(ctx: Context, finding: Finding, chosen: list[Measure]) -> None:
    marked = [measure for measure in chosen if measure.done_at is None]
    for measure in marked:
        measure.done_at = ctx.now
        measure.done_by = ctx.person.key
    deeds.change(ctx, finding, Action.COMPLETE.value)
    ctx.record(
        "measures_done", finding, {}, {"measures": [entry.position for entry in marked]}
    )


def _words(wish: Wish) -> str:
    return wish.said.text or "已完成"
