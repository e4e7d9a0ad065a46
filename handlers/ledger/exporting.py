"""导出：把台账读成一张表，把每张表读成一行行。"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from sqlmodel import Session

from handlers.context import Context
from handlers.ledger import limits
from handlers.reading import duties
from models import everything, findings, ledger_room, organisation, outlines
from models.findings import Named
from models.ledger import Finding
from models.organisation import Person
from rules.ledger.cells import join_measures
from rules.vocabulary import Role

HEADER = [
    "序号",
    "轮次",
    "被巡察单位",
    "反馈日期",
    "问题类别",
    "问题名称",
    "具体问题",
    "整改措施",
    "第一责任人",
    "责任领导",
    "责任人",
    "责任部门",
    "佐证要求",
    "整改时限",
    "整改进展",
    "状态",
]
"""The office's layout; the importer recognises each of these words."""

SELDOM = "第一责任人"
"""Most ledgers leave it to the roster: the column is there where one names somebody."""


class Table(NamedTuple):
    """A ledger in the office's layout."""

    header: list[str]
    rows: list[list[object]]


def table(ctx: Context, rows: Sequence[Finding]) -> Table:
    """Return some findings in the office's layout, a line each."""
    lines, place = _lines(ctx, rows), HEADER.index(SELDOM)
    if any(line[place] for line in lines):
        return Table(HEADER, lines)
    return Table(_without(HEADER, place), [_without(line, place) for line in lines])


def _without(line: list[Any], place: int) -> list[Any]:
    return line[:place] + line[place + 1 :]


def chosen(ctx: Context, round_code: str | None) -> list[Finding]:
    """The findings of one round, ended or not, or of all that run."""
    if round_code is None:
        return findings.in_open_rounds(ctx.session)
    return findings.in_round(ctx.session, round_code)


def _lines(ctx: Context, rows: Sequence[Finding]) -> list[list[object]]:
    """Each finding as a line of all columns; what they need is read together."""
    ids = [row.key for row in rows]
    named = findings.named_on_many(ctx.session, ids)
    measures = ledger_room.measures_of(ctx.session, ids)
    units = outlines.units(ctx.session, rows)
    rounds = findings.round_names(ctx.session)
    read = limits.reader(ctx.calendar)
    apart = _Apart(ctx)
    return [
        [
            row.number,
            rounds[row.round_id],
            units[row.unit_id],
            row.feedback_on or "",
            row.category,
            row.title,
            row.text,
            join_measures([one.text for one in measures.get(row.key, [])]),
            apart.said(row, named.get(row.key, []), Role.PRINCIPAL),
            apart.said(row, named.get(row.key, []), Role.RESPONSIBLE_LEADER),
            apart.said(row, named.get(row.key, []), Role.RESPONSIBLE_PERSON),
            row.department,
            f"材料{row.evidence_required}份" if row.evidence_required > 1 else "",
            limits.written(row, read, row.feedback_on),
            row.last_report_text,
            duties.state_of(row, measures.get(row.key, [])),
        ]
        for row in rows
    ]


class _Apart:
    """Writes names so that an import knows who is meant: of two in a unit, with account."""

    def __init__(self, ctx: Context) -> None:
        self._units: dict[str, dict[str, set[int]]] = {}
        for post, person in organisation.all_posts(ctx.session):
            held = self._units.setdefault(person.name, {})
            held.setdefault(person.userid, set()).add(post.unit_id)

    def said(self, row: Finding, named: Sequence[Named], role: Role) -> str:
        """Return the names in a role, joined."""
        people = [one.person for one in named if one.role is role]
        return "、".join(self._written(one, row.unit_id) for one in people)

    def _written(self, person: Person, unit_id: int) -> str:
        held = self._units.get(person.name, {})
        own = {userid for userid, units in held.items() if unit_id in units}
        if (own or held.keys()) <= {person.userid}:
            return person.name
        return f"{person.name}（{person.userid}）"


def every_row(session: Session, round_code: str | None) -> Iterator[dict[str, object]]:
    """Every row of every table, each with its table's stable name.

    With a round, without what belongs to others.
    """
    yield from everything.rows(session, round_code)
