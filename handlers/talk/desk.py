"""案头：等我办的申请，按办到哪一步来问的清单，哪段日子销了几项。"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from handlers import people
from handlers.acting import progress, waiting
from handlers.context import Context
from handlers.reading import counting
from handlers.reply import Reply
from handlers.talk import confirming, queries, steps
from handlers.wish import Wish
from models import clock_room
from rules.calendar import spans
from rules.errors import Refusal
from rules.speech import agreeing, command_spec, thanks
from rules.speech.inquiries import TO_DECIDE
from rules.vocabulary import Action
from templates.render import render

SHOWN = 5
"""Requests that are named before the list; the others are counted."""


def mine(wish: Wish, ctx: Context) -> Reply:
    """List the actor's open findings, before them what waits for their decision."""
    reply = queries.mine(wish, ctx)
    if not people.roles(ctx, ctx.person) & command_spec.DECIDERS:
        return reply
    requests = waiting.pending(ctx)
    text = render(
        "waiting",
        requests=requests[:SHOWN],
        total=len(requests),
        asked=wish.said.value == TO_DECIDE,
        listed=reply.text if reply.listing else "",
        office=people.is_office(ctx, ctx.person),
    )
    return replace(reply, text=text)


def receipt(wish: Wish, ctx: Context) -> Reply:
    """Note a 收到; a 可以 from whom others wait for decides nothing, and is told how to."""
    thanked = thanks.is_thanks(wish.said.text)
    if thanked and wish.bound is not None:  # a quoted answer is thanked for
        people.ensure_sees(ctx, wish.bound)
        return confirming.welcome()
    reply = progress.receipt(wish, ctx)
    if thanked:
        return replace(reply, text=confirming.welcome().text)
    decides = people.roles(ctx, ctx.person) & command_spec.LEADERS
    meant = wish.bound is None and decides and agreeing.may_agree(wish.said.text)
    requests = waiting.pending(ctx) if meant else []
    if not requests:
        return reply
    text = render(
        "undecided", requests=requests[:SHOWN], total=len(requests), said=wish.said.text
    )
    return replace(reply, text=text)


def in_state(wish: Wish, ctx: Context) -> Reply:
    """List what stands at a step (待核验, 未定期限, 尚未收到进展), by due date."""
    said, state = wish.said, wish.said.value
    if state in steps.OF_THE_OFFICE and not people.is_office(ctx, ctx.person):
        raise Refusal("not_allowed", action=f"看{state}清单", who="巡察办")
    seen = queries.scope(wish, ctx)
    rows = counting.by_due(steps.standing(ctx, seen.rows, state, said.numbers))
    heading = f"{_of(wish, seen)}{steps.called(state, said.numbers)}的事项"
    return queries.listing(ctx, heading, rows, nothing="", unit=True)


def closed_in(wish: Wish, ctx: Context) -> Reply:
    """List what was closed in a span (上周), by due date; opened anew since, too."""
    return _happened(wish, ctx, (Action.ACCEPT,), "销号")


def reported_in(wish: Wish, ctx: Context) -> Reply:
    """List what somebody reported on in a span (昨天)."""
    return _happened(wish, ctx, (Action.REPORT,), "报过进展")


def changed_in(wish: Wish, ctx: Context) -> Reply:
    """List what anything was reported, asked or decided about in a span (上周)."""
    return _happened(wish, ctx, NEWS, "有变化")


NEWS = (
    Action.DELIVER,
    Action.REPORT,
    Action.SUBMIT,
    Action.ENDORSE,
    Action.ACCEPT,
    Action.RETURN,
    Action.DEFER,
    Action.REOPEN,
    Action.WITHDRAW,
    Action.EXTEND,
    Action.GRANT_EXTENSION,
)
"""What is news of a finding to whoever may see it."""


def _happened(wish: Wish, ctx: Context, actions: Iterable[Action], done: str) -> Reply:
    span, seen = wish.said.value, queries.scope(wish, ctx)
    first, last = spans.past_days(span, ctx.today)
    since, until = (_midnight(ctx, day) for day in (first, last + timedelta(days=1)))
    keys = {
        key
        for action in actions
        for key in clock_room.done_between(ctx.session, action.value, since, until)
    }
    rows = counting.by_due([row for row in seen.rows if row.key in keys])
    heading = f"{_of(wish, seen)}{span}{done}的事项"
    return queries.listing(ctx, heading, rows, nothing="", unit=True)


def _midnight(ctx: Context, day: date) -> datetime:
    return datetime.combine(day, time(), ctx.policy.hours.zone)


def _of(wish: Wish, seen: counting.Scope) -> str:
    """Whose list it is, unless it runs over everything."""
    everything = seen.wide and not (wish.said.unit or wish.said.person)
    return "" if everything else seen.heading.removesuffix("的事项")
