"""唯一的出口：答复、通知、提醒都先成为一行，随事实同一笔落下（设计决定 3）。"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from handlers.context import Context
from handlers.reply import Asking, Listing, Reply
from models import carriage, post_office
from models.ledger import Finding
from models.mailbox import Mail, Notice, Question, Shown
from models.organisation import Person
from rules.text import split_bytes
from rules.vocabulary import MailStatus, NoticeStatus, Role
from templates.render import TEXT_LIMIT

DUPLICATE_CHECK_SECONDS = 14400
"""How long WeCom drops a second copy of the same request (decisions.md 10)."""

Card = Mapping[str, object]


@dataclass(frozen=True)
class Letter:
    """A finished message to somebody."""

    person: Person
    text: str
    card: Card | None = None


def answer(ctx: Context, reply: Reply, kind: str = "answer") -> Mail:
    """Keep what is said back to whoever just wrote; it leaves as a passive answer."""
    text = split_bytes(_marked(ctx, reply.text), TEXT_LIMIT)[0]
    (mail,) = _add(ctx, [_row(ctx, ctx.actor, text, kind, MailStatus.PASSIVE)])
    attach(ctx, mail, reply)
    return mail


def push(
    ctx: Context, person: Person, text: str, kind: str, card: Card | None = None
) -> Mail:
    """Hand a finished message to the pump; text and request are kept from now on.

    A text over 2048 bytes becomes several mails on line borders; the last is returned.
    """
    return _add(ctx, _parts(ctx, Letter(person, text, card), kind))[-1]


def post(ctx: Context, letters: Sequence[Letter]) -> list[Mail]:
    """Push many notices at once; the last mail of each letter, in their order."""
    parts = [_parts(ctx, letter, "notice") for letter in letters]
    _add(ctx, [row for rows in parts for row in rows])
    return [rows[-1] for rows in parts]


def _parts(ctx: Context, letter: Letter, kind: str) -> list[Mail]:
    """The mails of one letter: a card is one, a long text becomes several."""
    person, card = letter.person, letter.card
    if card is not None:
        return [_row(ctx, person, letter.text, kind, MailStatus.READY, card)]
    parts = split_bytes(_marked(ctx, letter.text), TEXT_LIMIT)
    return [_row(ctx, person, part, kind, MailStatus.READY) for part in parts]


def attach(
    ctx: Context, mail: Mail, reply: Reply, person: Person | None = None
) -> None:
    """Remember the numbered list and the question that stand in a mail."""
    owner = person or ctx.actor
    if owner is None:
        return
    if reply.listing is not None:
        show_list(ctx, owner, mail, reply.listing)
    if reply.asking is not None:
        ask(ctx, owner, reply.asking)


def show_list(ctx: Context, person: Person, mail: Mail, listing: Listing) -> None:
    """Keep which code each number of a message means; a passive one is seen at once."""
    passive = mail.status == MailStatus.PASSIVE
    ctx.session.add(
        Shown(
            person_id=person.key,
            mail_id=mail.id,
            kind=listing.kind,
            at=ctx.now if passive else None,
            codes=list(listing.codes),
            rest=list(listing.rest),
            heading=listing.heading,
        )
    )


def ask(ctx: Context, person: Person, asking: Asking) -> Question:
    """Open a question; an older one of the same person is closed unanswered."""
    for older in post_office.open_questions(ctx.session, person.key):
        older.state = "replaced"
    question = Question(
        person_id=person.key,
        kind=asking.kind,
        at=ctx.now,
        state="open",
        payload=dict(asking.payload),
        choices=list(asking.choices),
        inbox_id=ctx.inbox_id,
    )
    ctx.session.add(question)
    return question


def owe(
    ctx: Context,
    person: Person,
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
    hours = ctx.policy.hours
    notice = Notice(
        key=key,
        person_id=person.key,
        finding_id=finding.id if finding else None,
        cycle=finding.cycle if finding else 1,
        step=step,
        role=role.value if role else "",
        due_on=finding.due_on if finding else None,
        fires_on=ctx.today,
        occurrence=occurrence,
        status=NoticeStatus.WAITING,
        why=why,
        facts=facts or {},
        created_at=ctx.now,
        release_after=release_after or hours.next_open(ctx.now, ctx.calendar),
    )
    ctx.session.add(notice)
    ctx.session.flush()
    carriage.stir(ctx.session)
    return notice


def request_of(ctx: Context, userid: str, text: str, card: Card | None) -> str:
    """Return the request body of message/send, kept byte for byte (decisions.md 7)."""
    content: dict[str, object] = (
        {"msgtype": "template_card", "template_card": card}
        if card is not None
        else {"msgtype": "text", "text": {"content": text}, "safe": 1}
    )
    body = {
        "touser": userid,
        "agentid": ctx.policy.agent_id,
        **content,
        "enable_duplicate_check": 1,
        "duplicate_check_interval": DUPLICATE_CHECK_SECONDS,
    }
    return json.dumps(body, ensure_ascii=False)


def _row(
    ctx: Context,
    person: Person | None,
    text: str,
    kind: str,
    status: MailStatus,
    card: Card | None = None,
) -> Mail:
    userid = person.userid if person else ""
    passive = status is MailStatus.PASSIVE
    task_id = card.get("task_id") if card else None
    return Mail(
        person_id=person.id if person else None,
        userid=userid,
        kind=kind,
        status=status,
        text=text,
        request="" if passive else request_of(ctx, userid, text, card),
        task_id=str(task_id) if task_id else None,
        created_at=ctx.now,
        next_try_at=ctx.now,
    )


def _add(ctx: Context, rows: list[Mail]) -> list[Mail]:
    ctx.session.add_all(rows)
    ctx.session.flush()
    for row in rows:
        if row.status == MailStatus.READY:
            hand_over(ctx, row)
    return rows


def hand_over(ctx: Context, row: Mail) -> None:
    """Let the pump take a stored mail as soon as this transaction is committed."""
    row.status = MailStatus.READY
    row.next_try_at = ctx.now
    carriage.note(ctx.session, row.key)


def _marked(ctx: Context, text: str) -> str:
    return f"【演练】{text}" if ctx.policy.rehearsal and text else text


def _key(
    ctx: Context, person: Person, step: str, finding: Finding | None, occurrence: int
) -> str:
    subject = f"{finding.code}:{finding.cycle}:v{finding.version}" if finding else "-"
    stamp = ctx.inbox_id if ctx.inbox_id is not None else ctx.now.isoformat()
    return f"{subject}:{step}:{occurrence}:{stamp}:{person.userid_key}"


def refresh(ctx: Context, sent: Mail, request: str, text: str) -> Mail:
    """Queue the update of a card that somebody else's decision has made idle."""
    row = Mail(
        person_id=sent.person_id,
        userid=sent.userid,
        kind="update_card",
        status=MailStatus.READY,
        text=text,
        request=request,
        created_at=ctx.now,
        next_try_at=ctx.now,
    )
    return _add(ctx, [row])[0]


def enclose(ctx: Context, person: Person, text: str, request: str) -> Mail:
    """Queue a table for somebody; the request is kept byte for byte as always."""
    row = Mail(
        person_id=person.key,
        userid=person.userid,
        kind="file",
        status=MailStatus.READY,
        text=text,
        request=request,
        created_at=ctx.now,
        next_try_at=ctx.now,
    )
    return _add(ctx, [row])[0]
