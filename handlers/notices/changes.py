"""变化：和上一期、和四周前那一期比，多了什么、少了什么（domain.md §6）。"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from handlers.context import Context
from handlers.reading import counting
from models import clock_room, petitions
from models.ledger import Finding
from rules.vocabulary import Action

STEP = "digest"
WEEK, MONTH = timedelta(weeks=1), timedelta(weeks=4)
NOTHING = "没有新销号，没有新增逾期"


@dataclass(frozen=True)
class Change:
    """What changed since an issue, and which one that was."""

    issue: str
    since: date
    said: str


def compared(ctx: Context, rows: Sequence[Finding], day: date) -> list[Change]:
    """What changed since the issue before that of a day, and since that of the week
    four weeks before; none before the first.

    Where they are the same one, it is said once.
    """
    last = _issue_before(ctx, day)
    monday = day - timedelta(days=day.weekday()) - MONTH
    month = _issue_before(ctx, monday + WEEK)
    earlier = "四周前" if month and month >= monday else "更早一期"
    named = [("上期", last), (earlier, month if month != last else None)]
    return [
        Change(issue, since, _since(ctx, rows, since))
        for issue, since in named
        if since is not None
    ]


def is_quiet(changes: Sequence[Change]) -> bool:
    """Say whether nothing has changed since the issue before, which was there."""
    return bool(changes) and changes[0].said == NOTHING


def _issue_before(ctx: Context, day: date) -> date | None:
    """The day of the newest issue before a day; None before the first."""
    last = clock_room.last_run(ctx.session, STEP, before=_midnight(ctx, day))
    return ctx.policy.hours.local_date(last.slot) if last else None


def _midnight(ctx: Context, day: date) -> datetime:
    return datetime.combine(day, time(), ctx.policy.hours.zone)


def _since(ctx: Context, rows: Sequence[Finding], since: date) -> str:
    """What changed since a day: new, closed, returned, extended, late."""
    start = _midnight(ctx, since)
    ids = {row.key for row in rows}
    new = sum(1 for row in rows if _is_new(row, since))
    closed, returned, reopened = (
        clock_room.deeds_since(ctx.session, deed.value, start, ids)
        for deed in (Action.ACCEPT, Action.RETURN, Action.REOPEN)
    )
    granted = sum(
        1
        for row in petitions.extensions_decided_since(ctx.session, start)
        if row.finding_id in ids and row.status in petitions.GRANTED
    )
    late = sum(
        1
        for row in counting.overdue_rows(ctx, rows)
        if row.due_on and ctx.calendar.workdays_between(row.due_on, since) <= 0
    )
    parts = [
        ("新交办", new),
        ("新销号", closed),
        ("重新整改", reopened),
        ("退回", returned),
        ("获批延期", granted),
        ("新增逾期", late),
    ]
    return "，".join(f"{name}{count}项" for name, count in parts if count) or NOTHING


def _is_new(row: Finding, since: date) -> bool:
    """Whether a finding was handed over since; one that begins anew was so before."""
    return row.cycle == 1 and row.delivered_on is not None and row.delivered_on >= since
