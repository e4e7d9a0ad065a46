"""那件事：问话里的词在哪几项的标题或原文里，一项就看一项，几项就列出来。"""

from collections.abc import Sequence

from handlers import units
from handlers.context import Context
from handlers.reading import counting, naming
from handlers.reply import Reply
from handlers.talk import queries
from handlers.wish import Wish
from models import findings, outlines
from models.outlines import Counted
from rules.errors import Refusal
from rules.speech import topics
from rules.speech.said import Said
from rules.speech.targets import Target
from rules.speech.topics import Topic


def asked(ctx: Context, text: str) -> Said | None:
    """What a message asks of a thing by a word of it; None where none is found."""
    for topic in topics.asked(text):
        found = _about(ctx, topic)
        if len(found) == 1:
            return Said("show", Target("code", found[0].code), text=text)
        if found:
            codes = "|".join(row.code for row in counting.by_due(found))
            return Said("told_of", Target("several", codes), text, value=topic.word)
    return None


def _about(ctx: Context, topic: Topic) -> Sequence[Counted]:
    """What the actor may count and has the word in its title, else in its text."""
    if naming.is_name(ctx, topic.word) or naming.of_unit(ctx, topic.word):
        return []
    if topics.KIND_OF_UNIT.fullmatch(topic.word) and units.meant(ctx, topic.word):
        return []
    rows = _of_unit(ctx, topic.unit)
    titled = [row for row in rows if topic.word in row.title]
    if titled:
        return titled
    keys = findings.saying(ctx.session, topic.word) if rows else set()
    return [row for row in rows if row.key in keys]


def _of_unit(ctx: Context, name: str) -> Sequence[Counted]:
    rows = counting.scope(ctx).rows
    if not name:
        return rows
    try:
        unit = units.named(ctx, name)
    except Refusal:
        return []
    return [row for row in rows if row.unit_id == unit.id]


def told_of(wish: Wish, ctx: Context) -> Reply:
    """List the findings that have the word, for the asker to choose from."""
    codes = wish.said.target.code.split("|")
    rows = outlines.by_codes(ctx.session, codes)
    heading = f"说到“{wish.said.value}”的事项"
    return queries.listing(ctx, heading, rows, nothing="", unit=True)
