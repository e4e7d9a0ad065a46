"""演示要的几个数：台账现在怎样，往前走到哪几天。"""

from datetime import date, datetime, time, timedelta

from handlers.context import Context
from handlers.reading import counting
from models import findings
from models.ledger import Finding

OPENING = time(9, 0)
MOST_DAYS = 60


def counts(ctx: Context) -> dict[str, object]:
    """Totals by status, and the limit that comes next."""
    rows = findings.in_open_rounds(ctx.session)
    following = _next_due(ctx, rows)
    return {
        "total": len(rows),
        "counts": counting.counts(rows),
        "overdue": len(counting.overdue_rows(ctx, rows)),
        "next_due": (
            {"code": following.code, "on": str(following.due_on)} if following else None
        ),
    }


def _next_due(ctx: Context, rows: list[Finding]) -> Finding | None:
    running = [
        row
        for row in rows
        if row.status in findings.OPEN_VALUES
        and row.due_on is not None
        and row.due_on >= ctx.today
    ]
    return min(
        running, key=lambda row: (row.due_on or date.max, row.code), default=None
    )


def mornings(ctx: Context, goal: str) -> list[datetime]:
    """The workday mornings from tomorrow to the goal; raises ValueError for none.

    Goals: `next_workday`, `next_monday`, `deadline` (the workday after the next limit).
    """
    last = _goal(ctx, goal)
    days: list[datetime] = []
    day = ctx.calendar.add_workdays(ctx.today, 1)
    while day <= last and len(days) < MOST_DAYS:
        days.append(datetime.combine(day, OPENING, ctx.policy.hours.zone))
        day = ctx.calendar.add_workdays(day, 1)
    return days


def _goal(ctx: Context, goal: str) -> date:
    if goal == "next_monday":
        monday = ctx.today + timedelta(days=7 - ctx.today.weekday())
        return ctx.calendar.on_or_after(monday)
    if goal == "deadline":
        following = _next_due(ctx, findings.in_open_rounds(ctx.session))
        if following is not None and following.due_on is not None:
            return ctx.calendar.add_workdays(following.due_on, 1)
    return ctx.calendar.add_workdays(ctx.today, 1)
