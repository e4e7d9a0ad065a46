"""问题本身：原话、原时、问的哪一项，一人一个，三十分钟内有效（decisions.md 21）。"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from handlers.context import Context
from handlers.reading import book
from handlers.talk import heard
from handlers.wish import Wish
from models import exchange
from models.ledger import Finding
from models.mailbox import Question
from rules.calendar.dates import Kind, Reading
from rules.speech import prolonging
from rules.speech.said import Said

LIVES = timedelta(minutes=30)


@dataclass(frozen=True)
class Resolved:
    """The wish that a question's answer completes, and where its words came from."""

    wish: Wish
    ctx: Context
    origin: dict[str, object]
    others: tuple[Finding, ...] = ()
    """Further findings that the same words are about (1和3)."""


def fresh(ctx: Context) -> Question | None:
    """The actor's unanswered question, while it lives."""
    return exchange.open_question(ctx.session, ctx.person.key, ctx.now - LIVES)


def original(ctx: Context, question: Question) -> tuple[Said, Context]:
    """Read the question's words again as of the moment they were said."""
    at = datetime.fromisoformat(str(question.payload["at"]))
    text = str(question.payload.get("text", ""))
    part = int(str(question.payload.get("part", 0)))
    said = heard.parts(ctx, text, at)[part]
    if question.payload.get("due"):
        said = replace(said, due=_on(str(question.payload["due"])))
    if question.payload.get("reason"):
        said = replace(said, reason=str(question.payload["reason"]))
    return said, replace(ctx, asked_at=at)


def _on(iso: str) -> Reading:
    return Reading(
        kind=Kind.DATE,
        on=datetime.fromisoformat(iso).date(),
        then_long_term=False,
        text=iso,
        span=(0, 0),
        rule="chosen",
        provisional=False,
        alternatives=(),
    )


def about(ctx: Context, question: Question, code: str) -> Finding:
    finding = book.find(ctx, code)
    if finding is None:
        raise LookupError("a question about a finding that is gone")
    return finding


def day_meant(ctx: Context, question: Question, due: Reading | None, text: str) -> str:
    """The day that an answer names for an extension; 半个月 is counted from the limit."""
    limit = about(ctx, question, str(question.payload["code"])).due_on
    due = prolonging.prolonged(due, text)
    if due is not None and limit is not None:
        due = prolonging.from_limit(due, limit, ctx.calendar)
    return due.on.isoformat() if due is not None and due.on is not None else ""


def close(question: Question) -> dict[str, object]:
    question.state = "answered"
    return {
        key: question.payload[key]
        for key in ("text", "part", "due", "reason")
        if key in question.payload
    }
