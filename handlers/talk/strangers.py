"""不在花名册里的人：一天一句客气话，巡察办一天知道一次（domain.md §3）。"""

from datetime import datetime, time

from handlers.context import Context
from handlers.post import mail, requests
from handlers.reply import Reply
from models import organisation, post_office
from rules.vocabulary import OFFICE_ROLES
from templates.render import render


def greet(ctx: Context, userid: str) -> Reply:
    """Return one polite sentence a day and silence after; tell the office once."""
    if _was_answered(ctx, userid):
        return Reply("", outcome="silence")
    _tell_office(ctx, userid)
    return Reply(render("stranger", retired=False), outcome="stranger")


def part(ctx: Context, userid: str) -> Reply:
    """The same for somebody who has left; the office knows it, having said so."""
    if _was_answered(ctx, userid):
        return Reply("", outcome="silence")
    return Reply(render("stranger", retired=True), outcome="retired")


def _was_answered(ctx: Context, userid: str) -> bool:
    since = datetime.combine(ctx.today, time(), ctx.policy.hours.zone)
    spoken = post_office.entries_of_inbox(ctx.session, userid, since)
    return any(row.outcome in ("stranger", "retired") for row in spoken)


def _tell_office(ctx: Context, userid: str) -> None:
    staff = organisation.checkers(ctx.session)
    receivers = staff or organisation.holders(ctx.session, OFFICE_ROLES)
    for person in receivers:
        key = f"stranger:{ctx.today.isoformat()}:{userid}:{person.userid_key}"
        mail.owe(
            ctx,
            person,
            f"{requests.OFFICE}-stranger",
            key=key,
            facts={"what": "stranger", "account": userid},
        )
