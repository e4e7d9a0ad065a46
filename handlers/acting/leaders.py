"""领导的答复：已知悉、已督促、需协调，留存为据。"""

from datetime import timedelta

from handlers import people
from handlers.acting import deeds, progress, visits
from handlers.context import Context
from handlers.ladder import escalating
from handlers.notices.bubble import is_ladder
from handlers.post import requests
from handlers.reading import book
from handlers.reply import Asking, Reply
from handlers.wish import Wish
from models import findings, post_office
from models.ledger import Answer, Finding
from models.mailbox import PUSHED_LIST
from rules.errors import Refusal
from rules.vocabulary import OPEN_STATUSES, Action, AnswerKind, Status
from templates.render import render

QUESTION = "which_answer"
ANSWERS = ("acknowledged", "urged_on", "coordinate")
"""What a leader's free words can be, in the order in which they are offered."""


def answer(wish: Wish, ctx: Context) -> Reply:
    """Keep a leader's answer to the last notice, or to the named finding."""
    kind = wish.said.command
    if wish.bound is not None and visits.is_own_work(wish, ctx, Action.ANSWER):
        return visits.own_work(wish, ctx)
    chosen = [wish.bound] if wish.bound else _of_last_notice(ctx)
    if not any(people.may(ctx, finding, Action.ANSWER) for finding in chosen):
        if kind == "acknowledged":
            return progress.receipt(wish, ctx)
        if not chosen:
            raise Refusal("nothing_waiting", code="")
    if kind == "coordinate" and wish.bound is None and len(chosen) > 1:
        raise Refusal("which_item", example=f"需协调 {chosen[0].code} 事由")
    for finding in chosen:
        people.require(ctx, finding, Action.ANSWER)
        _keep(ctx, finding, kind, wish.said.text or wish.said.reason)
    text = render(
        "done",
        today=ctx.today,
        what="answered",
        label=AnswerKind(kind).label,
        text=wish.said.text or wish.said.reason,
        codes=[finding.code for finding in chosen],
    )
    return Reply(text, outcome=kind, codes=tuple(entry.code for entry in chosen))


def asked(ctx: Context) -> Finding | None:
    """The only finding of the last push, where it asked the actor as a leader."""
    pushed = post_office.last_pushed_notices(ctx.session, ctx.person.key)
    ids = {row.finding_id for row in pushed}
    only = next(iter(ids)) if len(ids) == 1 else None
    if only is None or not all(is_ladder(row) for row in pushed):
        return None
    finding = findings.by_id(ctx.session, only)
    may_answer = people.may(ctx, finding, Action.ANSWER)
    reports = people.may(ctx, finding, Action.REPORT)
    running = Status(finding.status) in OPEN_STATUSES
    return finding if running and may_answer and not reports else None


def answers(ctx: Context, finding: Finding) -> bool:
    """Say whether the actor answers for a running finding as a leader of the unit."""
    running = Status(finding.status) in OPEN_STATUSES
    may_answer = people.may(ctx, finding, Action.ANSWER)
    return running and may_answer and not people.may(ctx, finding, Action.URGE)


def which(finding: Finding, said: str) -> Reply:
    """Ask which of the three answers a leader's own words are; nothing is kept yet."""
    text = render("which", about="answer", code=finding.code, text=said)
    asking = Asking(QUESTION, {"code": finding.code}, ANSWERS)
    return Reply(text, asking=asking, outcome="ask_answer", codes=(finding.code,))


def _keep(ctx: Context, finding: Finding, kind: str, text: str) -> None:
    ctx.session.add(
        Answer(
            finding_id=finding.key,
            person_id=ctx.person.key,
            kind=kind,
            text=text,
            at=ctx.now,
            inbox_id=ctx.inbox_id,
        )
    )
    ctx.record(Action.ANSWER.value, finding, {}, {"kind": kind})
    if kind == "coordinate":
        deeds.change(ctx, finding, "coordinate", blocked=text or "需协调")
        requests.tell_office(ctx, finding, "coordinate", reason=text or "未写事由")
    escalating.plan_next_look(ctx, finding)


def _of_last_notice(ctx: Context) -> list[Finding]:
    """The findings of the last push that reached the actor and are still running."""
    notices = post_office.last_pushed_notices(ctx.session, ctx.person.key)
    ids = [notice.finding_id for notice in notices if notice.finding_id]
    rows = [
        findings.by_id(ctx.session, finding_id) for finding_id in dict.fromkeys(ids)
    ]
    if not rows:
        since = ctx.now - timedelta(days=7)
        lists = post_office.recent_lists(ctx.session, ctx.person.key, since)
        reminded = [entry for entry in lists if entry.kind == PUSHED_LIST]
        codes = [*reminded[0].codes, *reminded[0].rest] if reminded else []
        rows = [row for code in codes if (row := book.find(ctx, code)) is not None]
    return [row for row in rows if Status(row.status) in OPEN_STATUSES]
