"""查：帮助、我的、一项、状态、逾期、哪周到期、一个单位；每个数都数得出来。"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from handlers import people, units
from handlers.acting import holding
from handlers.context import Context
from handlers.reading import book, counting, duties, naming, telling
from handlers.reply import Listing, Reply
from handlers.talk import confirming, ranking, sendings, unmet, whose
from handlers.wish import Wish
from models import marks, outlines, post_office
from models.ledger import Finding
from models.mailbox import PUSHED_LIST, Shown
from models.outlines import Outlined
from rules.calendar import spans
from rules.errors import Refusal
from rules.figures import closed_late
from rules.speech import commands, lists
from rules.speech.said import Said
from rules.vocabulary import Action, Light
from templates.render import render

PAGE = 5
"""Items in one bubble (voice.md 12)."""


def help_(wish: Wish, ctx: Context) -> Reply:
    """Say what the actor can do here, for the roles they have."""
    lines = commands.offered(people.roles(ctx, ctx.person))
    return Reply(render("help", lines_of=lines), outcome="help")


def mine(wish: Wish, ctx: Context) -> Reply:
    """List the actor's open findings by due date, lights and days left."""
    own = people.own_findings(ctx, ctx.person)
    return listing(ctx, "我的事项", own, nothing="您名下目前没有在办事项。")


def look(wish: Wish, ctx: Context) -> Reply:
    """Answer a question about the actor's own: the one that it can be, or the list."""
    own = people.own_findings(ctx, ctx.person)
    text = wish.said.text
    soon = "到期" in text and not spans.OTHER_TIME.search(text)
    if not own and soon and people.sees_all(ctx, ctx.person):
        yellow = replace(wish.said, unit=Light.YELLOW.label)
        return unit_status(replace(wish, said=yellow), ctx)
    if wish.bound is None and not own:
        return confirming.not_understood(wish, ctx)
    if wish.bound is None and len(own) != 1:
        return mine(wish, ctx)
    finding = wish.bound or book.find(ctx, own[0].code)
    return show(replace(wish, bound=finding), ctx)


def show(wish: Wish, ctx: Context) -> Reply:
    """Show one finding to somebody who may see it."""
    finding = wish.finding
    people.ensure_sees(ctx, finding)
    text = render(
        "show",
        today=ctx.today,
        item=book.brief(ctx, finding),
        text=people.text_for(ctx, finding),
        whole=telling.whole(ctx, finding.code),
        closed_on=finding.closed_on,
        late_closed=closed_late(telling.figure_facts(ctx, finding)),
        measures=duties.steps(ctx, finding),
        visits=telling.visit_lines(ctx, finding),
        waiting=telling.waiting_for(ctx, finding),
        returned=finding.return_reason,
        sampled=finding.sampled and people.may(ctx, finding, Action.VISIT),
        dissatisfied=finding.dissatisfied,
        held=_held(ctx, finding),
        held_reason=finding.held_reason,
    )
    return Reply(text, outcome="show", codes=(finding.code,))


def _held(ctx: Context, finding: Finding) -> date | None:
    """Until when it is held, for the office: whom it tells when is its own matter."""
    if not people.may(ctx, finding, Action.HOLD):
        return None
    return holding.standing(ctx, finding)


def status(wish: Wish, ctx: Context) -> Reply:
    """Give the counts of the rounds that run, each rate with its two numbers."""
    seen = counting.scope(ctx, wish.said.unit)
    rows = seen.rows
    late = counting.overdue_rows(ctx, rows)
    text = render(
        "status",
        heading=f"巡察整改情况（{seen.heading}）",
        total=len(rows),
        counts=counting.counts(rows),
        figures=counting.rates(ctx, rows),
        overdue=len(late),
        at_office=counting.at_the_office(late),
        week=len(counting.week_rows(ctx, rows)),
        unset=len(counting.undated_rows(rows)),
        waiting="",
        units=_example_unit(ctx, rows) if seen.wide else "",
    )
    return Reply(text, outcome="status")


def unit_status(wish: Wish, ctx: Context) -> Reply:
    """List what a unit still has open, counts first."""
    try:
        seen = counting.scope(ctx, wish.said.unit)
    except Refusal as error:
        if error.reason != "unknown_unit" or not naming.is_name(ctx, wish.said.unit):
            raise
        return person_status(replace(wish, said=_of_person(wish)), ctx)
    running = [row for row in seen.rows if counting.is_open(row)]
    counted = f"共{len(seen.rows)}项，已销号{counting.closed(seen.rows)}"
    heading = f"{seen.heading}在办（{counted}）"
    return listing(
        ctx, heading, counting.by_due(running), nothing=f"{seen.heading}没有在办事项。"
    )


def _of_person(wish: Wish) -> Said:
    return replace(wish.said, person=wish.said.unit, unit="")


def overdue(wish: Wish, ctx: Context) -> Reply:
    """List what is overdue, longest first; only what is so for some days, where said."""
    said, seen = wish.said, scope(wish, ctx)
    rows = counting.overdue_rows(ctx, seen.rows)
    late = f"逾期{said.numbers[0]}天以上" if said.numbers else "逾期"
    if said.numbers:
        day = ctx.today - timedelta(days=said.numbers[0])
        rows = [row for row in rows if (due := book.limit(row)) and due <= day]
    whose = seen.heading if said.unit or said.person else ""
    heading = f"{whose}{late}的事项" if said.person else f"{whose}{late}事项"
    return listing(ctx, heading, rows, nothing=f"目前没有{late}事项。", unit=True)


def scope(wish: Wish, ctx: Context) -> counting.Scope:
    """Which findings a question is about: a unit's, a round's, somebody's, or all."""
    said = wish.said
    if said.person:
        whose.ensure_asks(ctx)
        return counting.scope_of(ctx, naming.named(ctx, said.person)[0], said.field)
    return counting.scope_in(ctx, said.unit, said.field)


def due_within(wish: Wish, ctx: Context) -> Reply:
    """List what falls due on a day, or in a week or month (`rules/calendar/spans.py`)."""
    said, seen = wish.said, scope(wish, ctx)
    rows = counting.due_rows(ctx, seen.rows, said.value)
    span = spans.shown(said.value, ctx.today)
    named = said.unit or said.person
    heading = f"{seen.heading}{span}到期" if named else f"{span}到期"
    return listing(ctx, heading, rows, nothing=f"{span}没有到期事项。", unit=True)


def sampled(wish: Wish, ctx: Context) -> Reply:
    """List what is in the visit sample; units are not to know what is."""
    if not people.is_office(ctx, ctx.person):
        raise Refusal("not_allowed", action="看抽查清单", who="巡察办")
    keys = marks.sampled(ctx.session)
    return _marked(ctx, "抽查事项", keys, "目前没有列入抽查的事项。")


def complained_of(wish: Wish, ctx: Context) -> Reply:
    """List what the public is not satisfied with and was not dealt with yet."""
    keys = marks.complained_of(ctx.session)
    return _marked(ctx, "群众不满意", keys, "目前没有待处理的群众反映。")


def _marked(ctx: Context, heading: str, keys: set[int | None], nothing: str) -> Reply:
    rows = [row for row in counting.scope(ctx).rows if row.key in keys]
    return listing(ctx, heading, counting.by_due(rows), nothing=nothing, unit=True)


def person_status(wish: Wish, ctx: Context) -> Reply:
    """List what somebody has open, as far as the reader may see it."""
    whose.ensure_asks(ctx)
    try:
        found = naming.named(ctx, wish.said.person)
    except Refusal:
        if not units.is_one(ctx, wish.said.person):
            raise
        said = replace(wish.said, unit=wish.said.person)
        return unit_status(replace(wish, said=said), ctx)
    found = whose.in_sight(ctx, found)
    if len(found) > 1:
        return whose.which_person(ctx, found)
    rows = whose.seen_of(ctx, found[0])
    name = whose.called(found[0])
    if wish.said.value == lists.LATE_ONLY:
        late, nothing = counting.overdue_rows(ctx, rows), "没有逾期事项。"
        return listing(ctx, f"{name}逾期的事项", late, nothing=nothing, unit=True)
    return listing(ctx, f"{name}的事项", rows, nothing="没有在办事项。", unit=True)


def more(wish: Wish, ctx: Context) -> Reply:
    """Go on with the last unfinished list; numbers continue over pages (decisions.md 11)."""
    last = _last_list(ctx)
    if last is None:
        raise Refusal("no_more")
    if last.kind in MORE:
        return MORE[last.kind](ctx, last.rest)
    rest = outlines.by_codes(ctx.session, last.rest)
    if not people.sees_all(ctx, ctx.person):
        rest = [row for row in rest if people.may_see(ctx, ctx.person, row)]
    if not rest:
        raise Refusal("no_more")
    return listing(
        ctx,
        last.heading or "接上页",
        rest,
        nothing="",
        unit=people.sees_all(ctx, ctx.person),
        before=tuple(last.codes),
    )


MORE = {
    ranking.KIND: ranking.more,
    unmet.KIND: unmet.more,
    sendings.AHEAD: sendings.more_ahead,
    sendings.BEHIND: sendings.more_behind,
}
"""Lists that are not of findings → what goes on with them."""


def _last_list(ctx: Context) -> Shown | None:
    """The newest unfinished list of the last day; else the very last one of the week."""
    since = ctx.now - timedelta(days=7)
    lists = post_office.recent_lists(ctx.session, ctx.person.key, since)
    lists = [entry for entry in lists if entry.kind != "question"]
    today = ctx.now - timedelta(days=1)
    fresh = [entry for entry in lists if entry.at and entry.at >= today]
    return _unfinished(fresh or lists[:1])


def _unfinished(lists: Sequence[Shown]) -> Shown | None:
    """Return the newest list, of those newest first, that has more than was shown.

    One that was gone on with is finished, or its next page is what is unfinished.
    """
    for number, one in enumerate(lists):
        if one.rest and not any(_goes_on(newer, one) for newer in lists[:number]):
            return one
    return None


def _goes_on(newer: Shown, one: Shown) -> bool:
    """Say whether a list is the next page of another: what is pushed never is."""
    asked = newer.kind != PUSHED_LIST
    return asked and newer.codes[: len(one.codes)] == one.codes


def listing(
    ctx: Context,
    heading: str,
    rows: Sequence[Outlined],
    *,
    nothing: str,
    unit: bool = False,
    before: tuple[str, ...] = (),
) -> Reply:
    """A numbered list of findings, one page of it; the rest waits for 更多."""
    page, rest = rows[:PAGE], rows[PAGE:]
    text = render(
        "mine",
        today=ctx.today,
        heading=heading,
        total=len(rows) + len(before),
        items=list(enumerate(book.lines(ctx, page, whose=unit), len(before) + 1)),
        sample=page[0].code if page else "",
        more=len(rest),
        nothing=nothing,
        show_unit=unit,
    )
    codes = before + tuple(row.code for row in page)
    kept = Listing(codes, tuple(row.code for row in rest), "list", heading)
    return Reply(text, listing=kept if page else None, outcome="list", codes=codes)


def _example_unit(ctx: Context, rows: Sequence[Outlined]) -> str:
    return next(iter(outlines.units(ctx.session, rows[:1]).values()), "")
