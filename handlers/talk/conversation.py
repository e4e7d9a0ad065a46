"""听：一条消息进来，记住它、读懂它、办它、答它，一笔落下（设计决定 4）。"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace

from handlers.acting import elsewhere
from handlers.context import Context
from handlers.incoming import Incoming
from handlers.notices import cards
from handlers.post import contact, mail, reaching
from handlers.reading import telling
from handlers.reply import Reply
from handlers.talk import attaching, ledger_chat, strangers, understanding
from models import carriage, exchange, organisation, post_office
from models.mailbox import Mail
from rules.post.ways import BACK
from rules.speech import clues
from rules.vocabulary import MailStatus
from templates.render import render

OPENED_BY_WRITING = frozenset({"robot"})
"""Channels by which somebody can be reached only after writing there."""

FILES = frozenset({"image", "voice", "video", "file"})
GREETED_BY = frozenset({"enter_agent", "subscribe", "enter_chat"})
PRESSED, CLICKED = "template_card_event", "click"
SAYING = frozenset({PRESSED, CLICKED})
"""Events whose key is what the person says."""

CALLBACK = "wecom"
"""The channel that asks again where it got no answer."""

REPEATED = defaultdict(
    lambda: frozenset({MailStatus.PASSIVE, MailStatus.SENT}),
    robot=frozenset({MailStatus.PASSIVE}),
)
"""Which answers a message that comes again gets again, by its channel.

The callback asks again only where our answer did not come through; the robot's
connection acknowledges each answer, so that one which arrived is not said twice.
"""


@dataclass(frozen=True)
class Heard:
    """What the door does now: answer with a text or a card, or fetch a file first.

    `sweep`: contents that were destroyed are to be taken out of the folder now.
    `take`: the hash of a kept ledger that is to be imported now.
    """

    text: str = ""
    card: dict[str, object] | None = None
    mail_id: int | None = None
    fetch: int | None = None
    stirs: bool = False
    sweep: bool = False
    take: str = ""


def is_quick(incoming: Incoming) -> bool:
    """Say whether a message is a matter of milliseconds, whatever the book holds."""
    if incoming.event:
        return incoming.event not in SAYING
    return incoming.kind == "text" and understanding.is_near(incoming.text)


def hear(incoming: Incoming, ctx: Context, before: Heard | None = None) -> Heard:
    """Take one message from a channel; a retry gets the same answer again.

    `before` is what this very run came to, where nobody heard whether it is kept.
    """
    heard = _hear(incoming, ctx, before)
    return replace(heard, stirs=True) if carriage.is_stirred(ctx.session) else heard


def _hear(incoming: Incoming, ctx: Context, before: Heard | None) -> Heard:
    person = organisation.actor(ctx.session, incoming.userid)
    actor = person if person is not None and person.active else None
    secret = _is_secret(incoming, ctx)
    kept = actor is not None and not incoming.chat and not secret
    inbox_id = _remember(incoming, ctx, known=kept)
    if inbox_id is None:
        return _again(incoming, ctx, before)
    if incoming.chat:
        return _in_public(ctx, inbox_id)
    channel = incoming.channel
    ctx = replace(ctx, actor=actor, inbox_id=inbox_id, door=channel, came_by=channel)
    if actor is None:
        if incoming.event and incoming.event not in SAYING:
            return _keep(ctx, inbox_id, Reply("", outcome="silence"))
        greet = strangers.greet if person is None else strangers.part
        reply = greet(ctx, incoming.userid)
        return _keep(ctx, inbox_id, reply, userid=incoming.userid)
    if channel in OPENED_BY_WRITING:
        reaching.found(ctx)
    if incoming.kind in FILES:
        attaching.expect(ctx, post_office.inbox(ctx.session, inbox_id))
        return Heard(fetch=inbox_id)
    if incoming.event:
        return _event(incoming, ctx, inbox_id)
    if secret:
        return _answer(ctx, inbox_id, lambda: _unkept(incoming, ctx))
    return _answer(ctx, inbox_id, lambda: _reply(incoming, ctx))


def _is_secret(incoming: Incoming, ctx: Context) -> bool:
    """Whether a message, or what it quotes, names a matter of which nothing is kept here."""
    return elsewhere.belongs(ctx, f"{incoming.quote}\n{incoming.text}")


def _unkept(incoming: Incoming, ctx: Context) -> Reply:
    """Keep only the hash of what was said, and ask to recall it; the same to everybody."""
    ctx.record("unkept", None, {}, {"sha256": clues.mark(incoming.text)})
    return Reply(render("not_here"), outcome="unkept")


def _again(incoming: Incoming, ctx: Context, before: Heard | None) -> Heard:
    """Give a retry what the original got: the same words, nothing done twice.

    What had to be pushed to a chat has a request, and is not said there once more; a
    page shows it. A card that was pressed becomes its answer again: words are none.
    """
    known = post_office.known_message(ctx.session, incoming.key)
    if known is not None and before is not None and before.fetch == known.id:
        return before
    if known is None or known.mail_id is None:
        return Heard()
    kept = post_office.mail(ctx.session, known.mail_id)
    pushed = known.channel == CALLBACK and kept.request
    if pushed or kept.status not in REPEATED[known.channel]:
        return Heard()
    card = None
    if incoming.event == PRESSED:
        sent = _own_card(incoming, ctx)
        reply = Reply(kept.text, outcome=known.outcome)
        card = cards.closed(sent, reply)
    return Heard(text=kept.text, card=card, mail_id=kept.id)


def _remember(incoming: Incoming, ctx: Context, *, known: bool) -> int | None:
    """Write the message's identity; what a stranger wrote is not kept."""
    said = incoming.event_key if incoming.event in SAYING else incoming.text
    return exchange.remember(
        ctx.session,
        key=incoming.key,
        channel=incoming.channel,
        userid=incoming.userid,
        kind=incoming.event or incoming.kind,
        text=said if known else "",
        media_id=incoming.media_id,
        received_at=ctx.now,
    )


def _reply(incoming: Incoming, ctx: Context) -> Reply:
    if incoming.report_on:
        return understanding.report(incoming.report_on, incoming.text, ctx)
    if incoming.kind == "text":
        return understanding.answer(incoming.text, incoming.quote, ctx)
    return Reply(render("chat", hint="chat", near=[], example="我的"), outcome="chat")


def _in_public(ctx: Context, inbox_id: int) -> Heard:
    """In a group nothing is read, done or told, whoever asks (domain.md §3)."""
    exchange.conclude(ctx.session, inbox_id, "group", None)
    return Heard(text=render("group"))


def _event(incoming: Incoming, ctx: Context, inbox_id: int) -> Heard:
    if incoming.event == PRESSED:
        return _pressed(incoming, ctx, inbox_id)
    if incoming.event == CLICKED and incoming.event_key:
        chosen = replace(ctx, door="menu")
        said = incoming.event_key
        return _answer(ctx, inbox_id, lambda: understanding.answer(said, "", chosen))
    if incoming.event in GREETED_BY and not ctx.person.greeted:
        return _answer(ctx, inbox_id, lambda: _greeting(ctx))
    return Heard()


def _pressed(incoming: Incoming, ctx: Context, inbox_id: int) -> Heard:
    """A button says its words for the person who pressed it.

    Where the answer fits, the card itself becomes the answer; where it does not, the
    answer is pushed and the card stays as it is (decisions.md 11).
    """
    ctx = replace(ctx, door="card")
    sent = _own_card(incoming, ctx)
    stale = cards.stale(ctx, sent, incoming.event_key)
    reply = stale or understanding.answer(incoming.event_key, "", ctx)
    closed = cards.closed(sent, reply) if ctx.person.greeted else None
    if closed is not None:
        kept = mail.answer(ctx, reply, kind="card")
        exchange.conclude(ctx.session, inbox_id, reply.outcome, kept.id)
        return Heard(text=kept.text, card=closed, mail_id=kept.id)
    return _pushed(ctx, inbox_id, reply)


def _own_card(incoming: Incoming, ctx: Context) -> Mail | None:
    """The card that was pressed, where it was sent to whoever pressed it.

    Another's would come back to them with all that stands on it.
    """
    sent = post_office.task_mail(ctx.session, incoming.task_id)
    if sent is None or sent.userid.casefold() != incoming.userid.casefold():
        return None
    return sent


def _answer(ctx: Context, inbox_id: int, speak: Callable[[], Reply]) -> Heard:
    """Answer somebody of the roster, and before what is pushed meanwhile is read."""
    first = contact.first(ctx, ctx.person)
    reply = speak()
    if first and reply.outcome == "chat":
        reply = _greeting(ctx)
    if first and not reply.text:
        organisation.greet_again(ctx.session, ctx.person.key)
    return _keep(ctx, inbox_id, reply, first=first)


def _keep(
    ctx: Context, inbox_id: int, reply: Reply, userid: str = "", *, first: bool = False
) -> Heard:
    if not reply.text:
        exchange.conclude(ctx.session, inbox_id, reply.outcome, None)
        return Heard()
    sweep = "destroyed" in reply.outcome
    bounded = ctx.actor is not None and ctx.came_by in BACK
    if bounded and not mail.fits(ctx, reply, first=first):
        return replace(_pushed(ctx, inbox_id, reply, first=first), sweep=sweep)
    kept = mail.answer(ctx, reply, userid=userid, first=first)
    exchange.conclude(ctx.session, inbox_id, reply.outcome, kept.id)
    if reply.take:
        ledger_chat.expect(ctx, inbox_id, reply.take)
    return Heard(text=kept.text, mail_id=kept.id, sweep=sweep, take=reply.take)


def _pushed(ctx: Context, inbox_id: int, reply: Reply, *, first: bool = False) -> Heard:
    """What no answer to a callback can hold is pushed, part after part.

    The platform would cut it, and the end of it may be what we ask.
    """
    if first:
        organisation.greet_again(ctx.session, ctx.person.key)
    kept = mail.push(ctx, ctx.person, reply.text, "answer")
    mail.attach(ctx, kept, reply)
    exchange.conclude(ctx.session, inbox_id, reply.outcome, kept.id)
    return Heard()


def _greeting(ctx: Context) -> Reply:
    address = telling.address(ctx.person)
    return Reply(render("greeting", address=address), outcome="greeting")
