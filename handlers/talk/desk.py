"""案头：等我办的申请，按办到哪一步来问的清单，哪段日子销了几项。"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from handlers import people
from handlers.acting import presenting, progress, waiting
from handlers.context import Context
from handlers.reading import counting
from handlers.reply import Reply
from handlers.talk import confirming, queries
from handlers.wish import Wish
from models import clock_room, outlines
from models.outlines import Counted
from rules.calendar import spans
from rules.errors import Refusal
from rules.speech import agreeing, command_spec, thanks
from rules.vocabulary import Action, Status
from templates.render import render

SHOWN = 5
"""Requests that are named before the list; the others are counted."""

Pick = Callable[[Context, Sequence[Counted]], list[Counted]]


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
    if state in OF_THE_OFFICE and not people.is_office(ctx, ctx.person):
        raise Refusal("not_allowed", action=f"看{state}清单", who="巡察办")
    seen = counting.scope_in(ctx, said.unit, said.field)
    rows = counting.by_due(PICKS[state](ctx, seen.rows))
    heading = f"{_of(wish, seen)}{state}的事项"
    nothing = f"{heading}目前没有。"
    return queries.listing(ctx, heading, rows, nothing=nothing, unit=True)


def closed_in(wish: Wish, ctx: Context) -> Reply:
    """List what was closed in a span (上周), by due date; opened anew since, too."""
    span, seen = wish.said.value, counting.scope(ctx, wish.said.unit)
    first, last = spans.past_days(span, ctx.today)
    since, until = (_midnight(ctx, day) for day in (first, last + timedelta(days=1)))
    keys = clock_room.done_between(ctx.session, Action.ACCEPT.value, since, until)
    rows = [row for row in seen.rows if row.key in keys]
    heading = f"{_of(wish, seen)}{span}销号的事项"
    nothing = f"{heading}没有。"
    rows = counting.by_due(rows)
    return queries.listing(ctx, heading, rows, nothing=nothing, unit=True)


def _midnight(ctx: Context, day: date) -> datetime:
    return datetime.combine(day, time(), ctx.policy.hours.zone)


def _of(wish: Wish, seen: counting.Scope) -> str:
    """Whose list it is, unless it runs over everything."""
    everything = seen.wide and not wish.said.unit
    return "" if everything else seen.heading.removesuffix("的事项")


def _status(status: Status) -> Pick:
    return lambda _, rows: [row for row in rows if row.status == status]


def _running(ctx: Context, rows: Sequence[Counted]) -> list[Counted]:
    return [row for row in rows if counting.is_open(row)]


def _blocked(ctx: Context, rows: Sequence[Counted]) -> list[Counted]:
    keys = outlines.blocked(ctx.session)
    return [row for row in _running(ctx, rows) if row.key in keys]


def _silent(ctx: Context, rows: Sequence[Counted]) -> list[Counted]:
    keys = outlines.unreported(ctx.session)
    return [row for row in _running(ctx, rows) if row.key in keys]


def _unattended(ctx: Context, rows: Sequence[Counted]) -> list[Counted]:
    keys = outlines.attended(ctx.session)
    return [row for row in _running(ctx, rows) if row.key not in keys]


def _held_back(ctx: Context, rows: Sequence[Counted]) -> list[Counted]:
    keys = presenting.to_release(ctx, [row.key for row in _running(ctx, rows)])
    return [row for row in rows if row.key in keys]


OF_THE_OFFICE = frozenset({"待放行"})
"""Lists that units are not to see: what is told above them is not decided yet."""

PICKS: dict[str, Pick] = {
    "待核验": _status(Status.ENDORSED),
    "待放行": _held_back,
    "待签字": _status(Status.SUBMITTED),
    "未定期限": lambda _, rows: counting.undated_rows(rows),
    "长期整改": _status(Status.LONG_TERM),
    "需协调": _blocked,
    "尚未收到进展": _silent,
    "没有责任人": _unattended,
    "未销号": _running,
    "已销号": _status(Status.CLOSED),
    "整改中": _status(Status.RECTIFYING),
    "已交办": _status(Status.DELIVERED),
}
"""Each state of `rules/speech/states.py` → the findings that stand in it."""
