"""导出：把台账读成一张表，把每张表读成一行行。"""

from collections.abc import Iterator
from datetime import date

from sqlmodel import Session

from handlers import book
from handlers.context import Context
from models import everything, findings
from models.ledger import Finding
from rules.ledger_cells import join_measures
from rules.vocabulary import Role, Status

HEADER = [
    "序号",
    "轮次",
    "被巡察单位",
    "问题类别",
    "问题名称",
    "具体问题",
    "整改措施",
    "责任领导",
    "责任人",
    "整改时限",
    "整改进展",
    "状态",
]
"""The office's layout; the importer recognises each of these words."""


def table(ctx: Context, round_code: str | None) -> tuple[list[str], list[list[object]]]:
    """Return header and rows of the ledger of one round, or of all that run."""
    return HEADER, [row_of(ctx, row) for row in chosen(ctx, round_code)]


def chosen(ctx: Context, round_code: str | None) -> list[Finding]:
    """The findings of one round, or of all that run."""
    return [
        row
        for row in findings.in_open_rounds(ctx.session)
        if round_code is None or findings.round_of(ctx.session, row).code == round_code
    ]


def row_of(ctx: Context, row: Finding) -> list[object]:
    """One finding as a line of the office's layout."""
    named = findings.named_on(ctx.session, row.key)
    measures = findings.measures(ctx.session, row.key)
    due: date | str = row.due_text
    if row.due_on is not None and row.due_text == row.due_on.isoformat():
        due = row.due_on
    return [
        row.number,
        findings.round_of(ctx.session, row).name,
        findings.unit_of(ctx.session, row).name,
        row.category,
        row.title,
        row.text,
        join_measures([one.text for one in measures]),
        "、".join(book.names(named, Role.RESPONSIBLE_LEADER)),
        "、".join(book.names(named, Role.RESPONSIBLE_PERSON)),
        due,
        row.last_report_text,
        Status(row.status).label,
    ]


def every_row(session: Session) -> Iterator[dict[str, object]]:
    """Every row of every table, each with its table's stable name."""
    yield from everything.rows(session)
