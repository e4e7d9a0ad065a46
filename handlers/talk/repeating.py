"""也一样：上一条刚记下的话，再说给另一项听；说不清是哪一句的不猜。"""

import re
from datetime import timedelta

from handlers.acting import undoing
from handlers.context import Context
from models import journal, traces
from models.ledger import Progress
from rules.speech.measures import MEASURE
from rules.speech.said import Said
from rules.speech.targets import CODE
from rules.speech.tone import SAME
from rules.writing.text import fold, tidy

JUST = timedelta(minutes=10)
"""How long the last words may be said of another finding too."""

ALSO = re.compile("[也都均]")

BESIDE = undoing.LEAVES - {"refused", "undo"}
"""What may have happened since; after a refusal 一样 may mean the words refused."""

ONE_MORE = re.compile(
    r"(?:还有|另外|另|剩下)的?[那这]?一?[个项条件](?:问题|事项)?(?:也|都)?是?(?:一样|同样|这样|如此|相同)(?:的|了)?"
)
"""还有一个也一样: which one is asked."""


def spoken(ctx: Context, parts: list[Said], text: str) -> str:
    """The last words again, for the findings that 5-004也一样 names; else the text."""
    alike = all(
        one.target.kind in ("code", "number") and SAME.fullmatch(tidy(fold(one.text)))
        for one in parts
    )
    if len(parts) > 1 and not any(ALSO.search(one.text) for one in parts):
        alike = False  # 5-005跟5-006一样 compares the two
    more = bool(ONE_MORE.fullmatch(tidy(fold(text))))
    last = _last_words(ctx) if alike or more else ""
    if not last:
        return text
    if more:
        return last
    places = [one.target.code or f"第{one.target.number}项" for one in parts]
    return f"{'、'.join(places)} {last}"


def _last_words(ctx: Context) -> str:
    """What the actor's last message said, where it said one thing and was the last
    that did or tried anything; else empty. The measures of one finding are not those
    of another."""
    words = {row.text for row in last_reports(ctx)}
    said = words.pop() if len(words) == 1 else ""
    plain = fold(said)
    return "" if MEASURE.search(plain) or CODE.search(plain) else said


def last_report(ctx: Context) -> Progress | None:
    """The one report of the actor's last message, if nothing was done since."""
    rows = last_reports(ctx)
    return rows[0] if len(rows) == 1 else None


def last_reports(ctx: Context) -> list[Progress]:
    """The reports of the actor's last message, if nothing was done since."""
    since = ctx.now - JUST
    inbox_id = traces.last_message(ctx.session, ctx.person.key, since)
    if not inbox_id:
        return []
    if journal.newest_of(ctx.session, ctx.person.userid, inbox_id, BESIDE):
        return []
    return traces.of_message(ctx.session, inbox_id).reports
