"""够不着的人：记下来，点名告诉巡察办；他一开口，欠他的就重新说（decisions.md 12）。"""

from handlers.context import Context
from handlers.post import alarms, contact, mail
from models import organisation, post_office
from models.mailbox import Mail
from models.organisation import Person
from rules.post.delivery import NEVER_WROTE
from rules.vocabulary import MailStatus, NoticeStatus


def lost(ctx: Context, row: Mail, reason: str) -> None:
    """Note that somebody cannot be reached; tell the office once a day by name."""
    row.status = MailStatus.UNDELIVERABLE
    row.last_error = reason
    _unheard(ctx, row)
    if row.person_id is None:
        return
    person = organisation.person(ctx.session, row.person_id)
    what = "never_wrote" if reason == NEVER_WROTE else "undeliverable"
    _tell_office(ctx, person, what)


def refused(ctx: Context, row: Mail) -> None:
    """Note that somebody was not told, whom the platform would have reached.

    It certainly did not take the words. An answer is missed by whoever asked.
    """
    if _unheard(ctx, row) and row.person_id is not None:
        _tell_office(ctx, organisation.person(ctx.session, row.person_id), "refused")


def _unheard(ctx: Context, row: Mail) -> bool:
    """Note of all that was packed into a mail that it was not heard; False for none."""
    contact.unsaid(ctx, row)
    notices = post_office.notices_of_mail(ctx.session, row.key)
    for notice in notices:
        if notice.status != NoticeStatus.WITHDRAWN:
            notice.status = NoticeStatus.UNDELIVERABLE
            notice.reason = "系统未能送达"
    return bool(notices)


def _tell_office(ctx: Context, person: Person, what: str) -> None:
    """Tell the others of the office by name."""
    key = f"{what}:{ctx.today}:{person.userid_key}"
    line = f"{person.name}（{person.userid}）"
    alarms.alarm(ctx, what, key, {"line": line}, about=person)


def found(ctx: Context) -> None:
    """Owe the actor again what a robot could not say before they wrote to it.

    Notices wait for the next working moment and are looked at once more; the mails
    that could not be delivered stay in the book as what they were.
    """
    for row in post_office.unreached(ctx.session, ctx.person.userid, NEVER_WROTE):
        if not owe_again(ctx, row):
            row.status = MailStatus.WITHDRAWN
            mail.push(ctx, ctx.person, row.text, row.kind)


def owe_again(ctx: Context, row: Mail) -> bool:
    """Withdraw a mail whose notices are to be said anew; False where it has none.

    Its card was never shown: the number of the card is free for the next one. What was
    withdrawn meanwhile stays so.
    """
    notices = post_office.notices_of_mail(ctx.session, row.key)
    if not notices:
        return False
    contact.unsaid(ctx, row)
    row.status, row.task_id = MailStatus.WITHDRAWN, None
    for notice in notices:
        if notice.status == NoticeStatus.WITHDRAWN:
            continue
        notice.status, notice.reason = NoticeStatus.WAITING, ""
        notice.mail_id = None
        notice.release_after = ctx.now
    return True
