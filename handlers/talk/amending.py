"""更正：说错了一个数、一个词，在刚报的那一项上补一笔更正，原话留着（decisions.md 25）。"""

from handlers import people
from handlers.acting import progress, undoing
from handlers.context import Context
from handlers.reading import book
from handlers.reply import Reply
from handlers.talk import asked, repeating
from handlers.wish import Wish
from models import findings
from models.ledger import Progress
from rules.speech import amends
from rules.speech.corrections import CLAIM
from rules.speech.said import Said
from rules.speech.tone import Speech, classify
from rules.vocabulary import Action, ReportKind
from rules.writing.text import fold
from templates.render import render


def mend(wish: Wish, ctx: Context) -> Reply:
    """Keep a correction of the actor's last report beside it, where it can only be that.

    Otherwise say how the last message is mended; another number alone says not where.
    """
    words = wish.said.text
    if wish.said.value == CLAIM and _was_claimed(ctx):
        return undoing.undo(Wish(Said("undo", text=words)), ctx)
    earlier = _last_said(ctx)
    if earlier is None or not amends.amends(earlier.text, words):
        return Reply(render("chat", hint="mend", said=words), outcome="chat")
    finding = findings.by_id(ctx.session, earlier.finding_id)
    people.require(ctx, finding, Action.REPORT)
    progress.ensure_running(finding)
    people.ensure_possible(finding, Action.REPORT)
    text = amends.marked(words, earlier.text)
    progress.write(ctx, finding, ReportKind(earlier.kind), text)
    item = book.brief(ctx, finding)
    text = render("amended", item=item, words=words, earlier=earlier.text)
    return Reply(text, outcome="progress", codes=(finding.code,))


def _last_said(ctx: Context) -> Progress | None:
    """The actor's last report, unless words said after it still wait to be placed."""
    earlier, question = repeating.last_report(ctx), asked.fresh(ctx)
    if earlier is None or question is None:
        return earlier
    later = (question.inbox_id or 0) > (earlier.inbox_id or 0)
    return None if later else earlier


def _was_claimed(ctx: Context) -> bool:
    """Say whether the actor's last message said that something is done."""
    told = (classify(fold(row.text)) for row in repeating.last_reports(ctx))
    return Speech.DONE in told
