"""听：一条消息进来，记住它、读懂它、办它、答它，一笔落下（设计决定 4）。"""

from collections import defaultdict
from dataclasses import dataclass, replace

from handlers import attaching, cards, mail, reaching, strangers, telling, understanding
from handlers.context import Context
from handlers.incoming import Incoming
from handlers.reply import Reply
from models import carriage, organisation, post_office
from models.mailbox import Inbox
from rules.vocabulary import MailStatus
from templates.render import render

OPENED_BY_WRITING = frozenset({"robot"})
"""Channels by which somebody can be reached only after writing there."""

FILES = frozenset({"image", "voice", "video", "file"})
GREETED_BY = frozenset({"enter_agent", "subscribe", "enter_chat"})
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


def hear(incoming: Incoming, ctx: Context) -> Heard:
    """Take one message from a channel; a retry gets the same answer again."""
    heard = _hear(incoming, ctx)
    return replace(heard, stirs=carriage.is_stirred(ctx.session))


def _hear(incoming: Incoming, ctx: Context) -> Heard:
    known = post_office.known_message(ctx.session, incoming.key)
    if known is not None:
        return again(ctx, known)
    person = organisation.find_person(ctx.session, incoming.userid)
    inbox = _remember(incoming, ctx, known=person is not None)
    ctx = replace(
        ctx,
        actor=person,
        inbox_id=inbox.id,
        door=incoming.channel,
        came_by=incoming.channel,
    )
    if incoming.chat:
        return _in_public(inbox)
    if person is None:
        return _answer(ctx, inbox, strangers.greet(ctx, incoming.userid))
    if incoming.channel in OPENED_BY_WRITING:
        reaching.found(ctx)
    if incoming.kind in FILES:
        attaching.expect(ctx, inbox)
        return Heard(fetch=inbox.id)
    if incoming.event:
        return _event(incoming, ctx, inbox)
    return _answer(ctx, inbox, _reply(incoming, ctx))


def again(ctx: Context, known: Inbox) -> Heard:
    """Give a retry what the original got: the same words, nothing done twice."""
    if known.mail_id is None:
        return Heard()
    kept = post_office.mail(ctx.session, known.mail_id)
    if kept.status not in REPEATED[known.channel]:
        return Heard()
    return Heard(text=kept.text, mail_id=kept.id)


def _remember(incoming: Incoming, ctx: Context, *, known: bool) -> Inbox:
    """Write the message's identity; what a stranger wrote is not kept."""
    inbox = Inbox(
        key=incoming.key,
        channel=incoming.channel,
        userid=incoming.userid,
        kind=incoming.event or incoming.kind,
        text=incoming.text if known else "",
        media_id=incoming.media_id,
        received_at=ctx.now,
        state="done",
    )
    ctx.session.add(inbox)
    ctx.session.flush()
    return inbox


def _reply(incoming: Incoming, ctx: Context) -> Reply:
    if incoming.report_on:
        return understanding.report(incoming.report_on, incoming.text, ctx)
    if incoming.kind == "text":
        return understanding.answer(incoming.text, incoming.quote, ctx)
    return Reply(render("chat", hint="chat", near=[], example="我的"), outcome="chat")


def _in_public(inbox: Inbox) -> Heard:
    """In a group nothing is read, done or told, whoever asks (domain.md §3)."""
    inbox.text, inbox.outcome = "", "group"
    return Heard(text=render("group"))


def _event(incoming: Incoming, ctx: Context, inbox: Inbox) -> Heard:
    if incoming.event == "template_card_event":
        return _pressed(incoming, ctx, inbox)
    person = ctx.person
    if incoming.event == "click" and incoming.event_key:
        inbox.text = incoming.event_key
        said = understanding.answer(incoming.event_key, "", replace(ctx, door="menu"))
        return _answer(ctx, inbox, said)
    if incoming.event in GREETED_BY and not person.greeted:
        person.greeted = True
        return _answer(ctx, inbox, _greeting(ctx))
    return Heard()


def _pressed(incoming: Incoming, ctx: Context, inbox: Inbox) -> Heard:
    """A button says its words for the person who pressed it.

    Where the answer fits, the card itself becomes the answer; where it does not, the
    answer is pushed and the card stays as it is (decisions.md 11).
    """
    inbox.text = incoming.event_key
    ctx = replace(ctx, door="card")
    sent = post_office.task_mail(ctx.session, incoming.task_id)
    stale = cards.stale(ctx, sent, incoming.event_key)
    reply = stale or understanding.answer(incoming.event_key, "", ctx)
    inbox.outcome = reply.outcome
    closed = cards.closed(sent, reply, ctx.policy.rehearsal)
    if closed is not None:
        kept = mail.answer(ctx, reply, kind="card")
        inbox.mail_id = kept.id
        return Heard(text=kept.text, card=closed, mail_id=kept.id)
    pushed = mail.push(ctx, ctx.person, reply.text, "answer")
    mail.attach(ctx, pushed, reply)
    return Heard()


def _answer(ctx: Context, inbox: Inbox, reply: Reply) -> Heard:
    inbox.outcome = reply.outcome
    if not reply.text:
        return Heard()
    if ctx.actor is not None and not ctx.actor.greeted:
        ctx.actor.greeted = True
        reply = _first(ctx, reply)
    kept = mail.answer(ctx, reply)
    if ctx.actor is None:
        kept.userid = inbox.userid
    inbox.mail_id = kept.id
    sweep = "destroyed" in reply.outcome
    return Heard(text=kept.text, mail_id=kept.id, sweep=sweep, take=reply.take)


def _first(ctx: Context, reply: Reply) -> Reply:
    """The first answer to somebody says what is kept and who sees it (domain.md §3)."""
    if reply.outcome == "chat":
        return _greeting(ctx)
    if reply.outcome == "greeting":
        return reply
    return replace(reply, text=f"{reply.text}\n{render('kept')}")


def _greeting(ctx: Context) -> Reply:
    address = telling.address(ctx.person)
    return Reply(render("greeting", address=address), outcome="greeting")
