"""排成一条：同一个人的提醒打包，等人决定的事各配一张卡片（domain.md §5）。"""

from collections.abc import Sequence

from handlers.context import Context
from handlers.notices import asking, edition, notes, reminding, reporting
from handlers.notices.bubble import Bubble, is_ladder
from handlers.notices.edition import Edition
from handlers.post import contact, mail
from handlers.reply import Listing, Reply
from models import findings, patrol_room
from models.mailbox import PUSHED_LIST, Notice
from models.organisation import Person


def send(ctx: Context, owed: Sequence[tuple[Person, Sequence[Notice]]]) -> None:
    """Render and queue the bubbles for some people, all together."""
    shared = edition.read(ctx, [notice for _, notices in owed for notice in notices])
    sent = [
        (bubble, _queue(ctx, person, bubble))
        for person, notices in owed
        for bubble in bubbles(ctx, person, notices, shared)
    ]
    # Noted after everything is queued, so that the notices are written together.
    patrol_room.pack(
        ctx.session,
        [
            (notice, mail_id, _frozen(ctx, notice))
            for bubble, mail_id in sent
            for notice in bubble.notices
        ],
    )


def _queue(ctx: Context, person: Person, bubble: Bubble) -> int:
    kept = mail.push(ctx, person, bubble.text, bubble.kind, bubble.card)
    if bubble.codes:
        listing = Listing(bubble.codes, bubble.rest, PUSHED_LIST, "提醒事项")
        mail.attach(ctx, kept, Reply(bubble.text, listing=listing), person)
    return kept.id


def _frozen(ctx: Context, notice: Notice) -> dict[str, object]:
    """A notice's facts, with which version of the finding the words were about."""
    if notice.finding_id is None:
        return notice.facts
    finding = findings.by_id(ctx.session, notice.finding_id)
    return {**notice.facts, "version": finding.version}


def texts(
    ctx: Context, person: Person, notices: Sequence[Notice], *, first: bool
) -> list[str]:
    """The words that would be sent now, to somebody who hears us for the `first` time
    perhaps; changes nothing that is kept."""
    shared = edition.read(ctx, notices)
    made = [bubble.text for bubble in bubbles(ctx, person, notices, shared)]
    return [contact.ended(one, first=first) for one in made[:1]] + made[1:]


def bubbles(
    ctx: Context, person: Person, notices: Sequence[Notice], shared: Edition
) -> list[Bubble]:
    """Pack what one person is owed: one bubble of each kind, requests one by one."""
    delivered = [notice for notice in notices if notice.step == "delivered"]
    handed = {notice.finding_id for notice in delivered}
    steps = [notice for notice in notices if is_ladder(notice)]
    # One word on a finding a day: its step is told where it is handed over.
    within = [
        notice
        for notice in steps
        if notice.finding_id in handed and notice.role in reminding.HANDED_ROLES
    ]
    ladder = [notice for notice in steps if notice not in within]
    own = [notice for notice in ladder if notice.role in reminding.PERSON_ROLES]
    led = [notice for notice in ladder if notice.role not in reminding.PERSON_ROLES]
    made: list[Bubble] = []
    if delivered:
        made.append(reminding.delivered(ctx, person, delivered, within, shared))
    if own:
        made.append(reminding.reminder(ctx, person, own, led, shared))
    elif led:
        made.append(reporting.escalation(ctx, person, led, shared))
    office = [notice for notice in notices if notice.step.startswith("office-")]
    made += notes.office(ctx, office)
    for notice in notices:
        if notice.step.startswith("request-"):
            made.append(asking.request(ctx, person, notice))
        elif notice.step.startswith("news-"):
            made.append(notes.news(ctx, person, notice))
        elif notice.step == "digest":
            made.append(notes.digest(notice))
    return made
