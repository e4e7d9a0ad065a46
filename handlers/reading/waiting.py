"""等着的延期：哪几项已有人申请、延到哪天、等谁审批。"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from handlers import turns
from handlers.context import Context
from models import findings, petitions
from models.ledger import Finding
from models.outlines import Outline, Outlined
from templates.render import render


class MoreTime(NamedTuple):
    """What was asked for and is not decided (`to` None: nothing)."""

    to: date | None = None
    whom: str = ""


NONE = MoreTime()


def more_time(ctx: Context, rows: Sequence[Finding]) -> dict[int, MoreTime]:
    """The findings, by row id, of whose present cycle an extension is asked for."""
    by_id = {row.key: row for row in rows}
    found: dict[int, MoreTime] = {}
    for extension in petitions.extensions_of(ctx.session, by_id.keys()):
        finding = by_id[extension.finding_id]
        waits = extension.status in petitions.PENDING
        if waits and extension.cycle == finding.cycle:
            whom = turns.whom(ctx, finding, extension)
            found[finding.key] = MoreTime(extension.new_due_on, whom)
    return found


def pending(ctx: Context, rows: Sequence[Outlined]) -> dict[int, MoreTime]:
    """What waits of a list's findings, by row id; nearly always nothing does."""
    outlines = [row for row in rows if isinstance(row, Outline)]
    asked = {row.key for row in outlines if row.asks}
    if len(outlines) < len(rows):
        asked |= petitions.pending_now(ctx.session) & {row.key for row in rows}
    return more_time(ctx, findings.many(ctx.session, sorted(asked))) if asked else {}


def said(ctx: Context, asked: MoreTime) -> str:
    """The one sentence on a request that waits; "" where none does."""
    return render("more_time", today=ctx.today, asked=asked)
