"""导出：把台账读成一张表，把每张表读成一行行。"""

from collections.abc import Iterator, Sequence
from datetime import date

from sqlmodel import Session

from handlers import book
from handlers.context import Context
from models import everything, findings, ledger_room, outlines
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
    return HEADER, rows_of(ctx, chosen(ctx, round_code))


def chosen(ctx: Context, round_code: str | None) -> list[Finding]:
    """The findings of one round, ended or not, or of all that run."""
    if round_code is None:
        return findings.in_open_rounds(ctx.session)
    return findings.in_round(ctx.session, round_code)


def rows_of(ctx: Context, rows: Sequence[Finding]) -> list[list[object]]:
    """Each finding as a line of the office's layout; what they need is read together."""
    ids = [row.key for row in rows]
    named = findings.named_on_many(ctx.session, ids)
    measures = ledger_room.measures_of(ctx.session, ids)
    units = outlines.units(ctx.session, rows)
    rounds = findings.round_names(ctx.session)
    return [
        [
            row.number,
            rounds[row.round_id],
            units[row.unit_id],
            row.category,
            row.title,
            row.text,
            join_measures([one.text for one in measures.get(row.key, [])]),
            "、".join(book.names(named.get(row.key, []), Role.RESPONSIBLE_LEADER)),
            "、".join(book.names(named.get(row.key, []), Role.RESPONSIBLE_PERSON)),
            _due(row),
            row.last_report_text,
            Status(row.status).label,
        ]
        for row in rows
    ]


def _due(row: Finding) -> date | str:
    """The limit as it was written; a plain date as a date."""
    if row.due_on is not None and row.due_text == row.due_on.isoformat():
        return row.due_on
    return row.due_text


def every_row(session: Session) -> Iterator[dict[str, object]]:
    """Every row of every table, each with its table's stable name."""
    yield from everything.rows(session)
