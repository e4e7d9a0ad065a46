"""排成一条：同一个人的提醒打包，等人决定的事各配一张卡片（domain.md §5）。"""

from collections.abc import Sequence

from handlers import asking, mail, notes, reminding
from handlers.bubble import Bubble, is_ladder
from handlers.context import Context
from handlers.reply import Listing, Reply
from models import findings
from models.mailbox import Notice
from models.organisation import Person


def send(ctx: Context, person: Person, notices: Sequence[Notice]) -> int:
    """Render and queue the bubbles for one person; return how many."""
    made = bubbles(ctx, person, notices)
    for bubble in made:
        sent = mail.push(ctx, person, bubble.text, "notice", bubble.card)
        if bubble.codes:
            listing = Listing(bubble.codes, bubble.rest, "reminder", "提醒事项")
            mail.attach(ctx, sent, Reply(bubble.text, listing=listing), person)
        for notice in bubble.notices:
            notice.mail_id = sent.id
            _freeze(ctx, notice)
    return len(made)


def _freeze(ctx: Context, notice: Notice) -> None:
    """Keep which version of the finding the words were about."""
    if notice.finding_id is not None:
        finding = findings.by_id(ctx.session, notice.finding_id)
        notice.facts = {**notice.facts, "version": finding.version}


def texts(ctx: Context, person: Person, notices: Sequence[Notice]) -> list[str]:
    """The words that would be sent now; changes nothing that is kept."""
    return [bubble.text for bubble in bubbles(ctx, person, notices)]


def bubbles(ctx: Context, person: Person, notices: Sequence[Notice]) -> list[Bubble]:
    """Pack what one person is owed: one bubble of each kind, requests one by one."""
    ladder = [notice for notice in notices if is_ladder(notice)]
    own = [notice for notice in ladder if notice.role in reminding.PERSON_ROLES]
    led = [notice for notice in ladder if notice.role not in reminding.PERSON_ROLES]
    made: list[Bubble] = []
    delivered = [notice for notice in notices if notice.step == "delivered"]
    if delivered:
        made.append(reminding.delivered(ctx, person, delivered))
    if own:
        made.append(reminding.reminder(ctx, person, own, led))
    elif led:
        made.append(reminding.escalation(ctx, person, led))
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
