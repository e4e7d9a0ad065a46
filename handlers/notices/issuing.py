"""周报的期数：每周一期，欠着谁；停机错过的补上，赶上下一期的不补，发出时才写成话。"""

from datetime import date, datetime

from handlers.context import Context
from handlers.notices import digest
from handlers.post import mail
from models import clock_room
from models.mailbox import Notice
from models.organisation import Person


def weekly(ctx: Context) -> int:
    """Owe everybody their digest of this week, once; return how many are new."""
    issue = _issue(ctx)
    owed = [
        mail.owe(
            ctx,
            person,
            digest.STEP,
            key=key_of(issue, person.userid_key),
            why=digest.WHY,
            facts={"issue": issue.isoformat()},
        )
        for person in digest.receivers(ctx)
    ]
    return sum(notice is not None for notice in owed)


def key_of(day: date, userid_key: str) -> str:
    """The key of somebody's digest in the week of a day: one a week."""
    return f"digest:{day:%G-%V}:{userid_key}"


def _issue(ctx: Context) -> date:
    """The day whose issue is owed: that of the slot that was missed, else today."""
    slot = ctx.policy.timetable.latest(digest.STEP, ctx.now, ctx.calendar)
    if slot is None or clock_room.has_run(ctx.session, digest.STEP, slot):
        return ctx.today
    return ctx.policy.hours.local_date(slot)


def is_overtaken(ctx: Context, slot: datetime) -> bool:
    """Whether the issue of a slot that was missed would leave on the day of the next."""
    hours = ctx.policy.hours
    day = hours.local_date(hours.next_open(ctx.now, ctx.calendar))
    coming = ctx.policy.timetable.on(digest.STEP, day, ctx.calendar)
    return bool(coming) and coming[0] > slot


def write(ctx: Context, person: Person, notice: Notice) -> str:
    """Put a digest into words as it leaves; why not, where it is not to leave."""
    issue = date.fromisoformat(str(notice.facts.get("issue", ctx.today)))
    made = digest.digest_for(ctx, person, issue)
    if made is None:
        return "已不任该职"
    words = {"text": made.text, "codes": [*made.codes], "rest": [*made.rest]}
    notice.facts = {**notice.facts, **words}
    return ""
