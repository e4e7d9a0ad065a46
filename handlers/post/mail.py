"""唯一的出口：答复、通知、提醒都先成为一行，随事实同一笔落下（设计决定 3）。"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from handlers.context import Context
from handlers.post import apart, contact, writing
from handlers.post.parcel import ENCLOSING
from handlers.reply import Asking, Listing, Reply
from models import carriage, exchange, post_office
from models.ledger import Finding
from models.mailbox import Mail, Notice
from models.organisation import Somebody
from rules.vocabulary import MailStatus, NoticeStatus, Role, Way
from rules.writing.text import split_bytes
from templates.render import TEXT_LIMIT

Card = writing.Card


@dataclass(frozen=True)
class Kept:
    """A stored mail: its row id, the words in it, and whether it is a direct answer."""

    id: int
    text: str
    passive: bool


def answer(
    ctx: Context,
    reply: Reply,
    kind: str = "answer",
    userid: str = "",
    *,
    first: bool = False,
) -> Kept:
    """Keep what is said back to whoever just wrote; it leaves as a passive answer.

    A stranger, who is nobody on the roster, is known by `userid` only. What somebody
    reads `first` says at its end what is kept.
    """
    text = contact.ended_within(_marked(ctx, reply.text), first=first)
    way, passive = writing.way_to(ctx, ctx.actor), MailStatus.PASSIVE
    if ctx.actor is None:
        return _keep(ctx, None, userid, way, text, kind, passive)
    kept = _keep(ctx, ctx.actor.id, ctx.actor.userid, way, text, kind, passive)
    attach(ctx, kept, reply)
    return kept


def fits(ctx: Context, reply: Reply, *, first: bool) -> bool:
    """Say whether an answer can be given whole inside the answer to a callback."""
    whole = contact.ended(_marked(ctx, reply.text), first=first)
    return len(whole.encode()) <= TEXT_LIMIT


def push(
    ctx: Context, person: Somebody, text: str, kind: str, card: Card | None = None
) -> Kept:
    """Hand a finished message to the pump; text and request are kept from now on.

    A text over 2048 bytes becomes several mails on line borders; the last is returned.
    The first that somebody ever gets says at its end what is kept.
    """
    first = contact.first(ctx, person)
    marked = contact.ended(_marked(ctx, text), first=first)
    if card is not None:
        told = contact.on_card(card, marked)
        return _queue_card(ctx, person, marked, kind, told)
    return _queue_parts(ctx, person, marked, kind)


def attach(
    ctx: Context, kept: Kept, reply: Reply, person: Somebody | None = None
) -> None:
    """Remember the numbered list and the question that stand in a mail."""
    owner = person or ctx.actor
    if owner is None:
        return
    if reply.listing is not None:
        show_list(ctx, owner, kept, reply.listing)
    if reply.asking is not None:
        ask(ctx, owner, reply.asking)


def show_list(ctx: Context, person: Somebody, kept: Kept, listing: Listing) -> None:
    """Keep which code each number of a message means; a passive one is seen at once."""
    exchange.show(
        ctx.session,
        person_id=person.key,
        mail_id=kept.id,
        kind=listing.kind,
        at=ctx.now if kept.passive else None,
        codes=listing.codes,
        rest=listing.rest,
        heading=listing.heading,
    )


def ask(ctx: Context, person: Somebody, asking: Asking) -> None:
    """Open a question; an older one of the same person is closed unanswered."""
    exchange.ask(
        ctx.session,
        person_id=person.key,
        kind=asking.kind,
        at=ctx.now,
        payload=asking.payload,
        choices=asking.choices,
        inbox_id=ctx.inbox_id,
    )


def owe(
    ctx: Context,
    person: Somebody,
    step: str,
    finding: Finding | None = None,
    *,
    key: str | None = None,
    role: Role | None = None,
    why: str = "",
    facts: dict[str, object] | None = None,
    occurrence: int = 1,
    release_after: datetime | None = None,
) -> Notice | None:
    """Note that somebody must be told something, at the next working moment.

    The key makes it once only (decisions.md 8); a known key returns None. The
    sentence itself is made at release, from what is true then.
    """
    key = key or _key(ctx, person, step, finding, occurrence)
    if post_office.notice_by_key(ctx.session, key) is not None:
        return None
    opens = ctx.policy.hours.next_open(ctx.now, ctx.calendar)
    notice = Notice(
        key=key,
        person_id=person.key,
        step=step,
        role=role.value if role else "",
        occurrence=occurrence,
        status=NoticeStatus.WAITING,
        why=why,
        facts=facts or {},
        fires_on=ctx.today,
        created_at=ctx.now,
        release_after=release_after or opens,
        **_about(finding),
    )
    return _owed(ctx, notice)


def _owed(ctx: Context, notice: Notice) -> Notice:
    """Write a notice, and let the delivery look at it once it is committed."""
    ctx.session.add(notice)
    ctx.session.flush()
    carriage.stir(ctx.session)
    return notice


def _about(finding: Finding | None) -> dict[str, Any]:
    """Which finding a notice is about, as it stands now."""
    if finding is None:
        return {}
    about = {"finding_id": finding.id, "cycle": finding.cycle}
    return {**about, "due_on": finding.due_on}


def _queue_parts(ctx: Context, person: Somebody, text: str, kind: str) -> Kept:
    parts = split_bytes(text, TEXT_LIMIT)
    return [_queue_part(ctx, person, part, kind) for part in parts][-1]


def _queue_part(ctx: Context, person: Somebody, part: str, kind: str) -> Kept:
    """Queue a text that fits; said again, its mark may push its end out.

    What is pushed out is marked as well: a third time it is no copy of the second's.
    """
    userid, way = person.userid, writing.way_to(ctx, person)

    def write(mark: str) -> str:
        (first, *_) = split_bytes(mark + part, TEXT_LIMIT)
        return writing.text_request(ctx, way, userid, first)

    mark, request = apart.told(ctx, userid, write)
    first, *rest = split_bytes(mark + part, TEXT_LIMIT)
    kept = _enqueue(ctx, person.id, userid, way, first, kind, request)
    for one in rest and split_bytes("\n".join(rest), TEXT_LIMIT - apart.ROOM):
        kept = _queue(ctx, person, way, mark + one, kind)
    return kept


def _queue(ctx: Context, person: Somebody, way: Way, text: str, kind: str) -> Kept:
    request = writing.text_request(ctx, way, person.userid, text)
    return _enqueue(ctx, person.id, person.userid, way, text, kind, request)


def _queue_card(
    ctx: Context, person: Somebody, text: str, kind: str, card: Card
) -> Kept:
    userid, way, task_id = person.userid, writing.way_to(ctx, person), card["task_id"]

    def write(mark: str) -> str:
        marked = apart.marked_card(card, mark)
        return writing.card_request(ctx, way, userid, marked, mark + text)

    mark, request = apart.told(ctx, userid, write)
    told = mark + text
    if len(told.encode()) > TEXT_LIMIT and not writing.keeps_card(request):
        return _queue_parts(ctx, person, text, kind)
    return _enqueue(ctx, person.id, userid, way, told, kind, request, str(task_id))


def _enqueue(
    ctx: Context,
    person_id: int | None,
    userid: str,
    way: Way,
    text: str,
    kind: str,
    request: str,
    task_id: str | None = None,
) -> Kept:
    """Keep a mail that may leave as soon as this transaction is committed."""
    ready = MailStatus.READY
    kept = _keep(ctx, person_id, userid, way, text, kind, ready, request, task_id)
    carriage.note(ctx.session, kept.id)
    return kept


def _keep(
    ctx: Context,
    person_id: int | None,
    userid: str,
    way: Way,
    text: str,
    kind: str,
    status: MailStatus,
    request: str = "",
    task_id: str | None = None,
) -> Kept:
    mail_id = exchange.post(
        ctx.session,
        person_id=person_id,
        userid=userid,
        way=way.value,
        kind=kind,
        status=status.value,
        text=text,
        request=request,
        task_id=task_id,
        created_at=ctx.now,
    )
    return Kept(mail_id, text, status is MailStatus.PASSIVE)


def hand_over(ctx: Context, row: Mail) -> None:
    """Let the pump take a stored mail as soon as this transaction is committed."""
    row.status = MailStatus.READY
    row.next_try_at = ctx.now
    carriage.note(ctx.session, row.key)


def _marked(ctx: Context, text: str) -> str:
    return f"【演练】{text}" if ctx.policy.rehearsal and text else text


def _key(
    ctx: Context, person: Somebody, step: str, finding: Finding | None, occurrence: int
) -> str:
    subject = f"{finding.code}:{finding.cycle}:v{finding.version}" if finding else "-"
    stamp = ctx.inbox_id if ctx.inbox_id is not None else ctx.now.isoformat()
    return f"{subject}:{step}:{occurrence}:{stamp}:{person.userid_key}"


def refresh(ctx: Context, sent: Mail, request: str, text: str) -> Kept:
    """Queue the update of a card that somebody else's decision has made idle."""
    way = Way(sent.way)
    return _enqueue(ctx, sent.person_id, sent.userid, way, text, "update_card", request)


def enclose(
    ctx: Context, person: Somebody, text: str, table: dict[str, object]
) -> Kept:
    """Queue a table for somebody; the request is kept byte for byte as always."""
    way = writing.way_to(ctx, person)
    request = writing.file_request(ctx, way, person.userid, table)
    return _enqueue(ctx, person.key, person.userid, way, text, ENCLOSING, request)
