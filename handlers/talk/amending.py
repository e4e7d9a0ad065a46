"""更正：说错了一个数、一个词，在刚报的那一项上补一笔更正，原话留着（decisions.md 25）。"""

from handlers import people
from handlers.acting import progress
from handlers.context import Context
from handlers.reading import book
from handlers.reply import Reply
from handlers.talk import repeating
from handlers.wish import Wish
from models import findings
from rules.speech import amends
from rules.vocabulary import Action, ReportKind
from templates.render import render


def mend(wish: Wish, ctx: Context) -> Reply:
    """Keep a correction of the actor's last report beside it, where it can only be that.

    Otherwise say how the last message is mended; another number alone says not where.
    """
    words = wish.said.text
    earlier = repeating.last_report(ctx)
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
