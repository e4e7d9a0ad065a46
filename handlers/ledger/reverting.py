"""留底和还原：更新以前的措施、责任人整份记进流水，撤回导入时照着放回去。"""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from sqlmodel import SQLModel

from handlers.context import Context
from models import duty_room, findings
from models.ledger import Finding, Measure, MeasureResponsibility
from rules.vocabulary import Role

Kept = Mapping[str, object]
"""`measures`, `people` and `duties`: the rows as plain values, in their order."""


def keep(ctx: Context, finding: Finding) -> dict[str, object]:
    """Everything that an update rewrites beside a finding's columns, as plain values."""
    session, key = ctx.session, finding.key
    return {
        "measures": _plain(findings.measures(session, key)),
        "people": _plain(findings.responsibilities(session, key)),
        "duties": _plain(duty_room.rows(session, key)),
    }


def _plain(rows: Sequence[SQLModel]) -> list[dict[str, Any]]:
    return [row.model_dump(mode="json", exclude={"id"}) for row in rows]


def put_back(ctx: Context, finding: Finding, kept: Kept) -> None:
    """Let measures and people be those that were kept; nobody loses a row of theirs."""
    session = ctx.session
    for row in (
        *findings.measures(session, finding.key),
        *duty_room.rows(session, finding.key),
    ):
        session.delete(row)
    for named in findings.responsibilities(session, finding.key):
        named.ended_at = ctx.now
    session.flush()
    session.add_all(map(Measure.model_validate, _rows(kept, "measures")))
    session.add_all(map(MeasureResponsibility.model_validate, _rows(kept, "duties")))
    for values in _rows(kept, "people"):
        _name_again(ctx, values)
    session.flush()


def _rows(kept: Kept, name: str) -> list[dict[str, Any]]:
    return cast(list[dict[str, Any]], kept[name])


def _name_again(ctx: Context, values: dict[str, Any]) -> None:
    """Bring an ended naming back to life: no row of somebody named is ever deleted."""
    key, person_id, role = (
        values[name] for name in ("finding_id", "person_id", "role")
    )
    named = findings.responsibility(ctx.session, key, person_id, Role(role))
    if named is None:
        raise LookupError(f"somebody once named on finding {key} vanished")
    named.ended_at = None
    named.position, named.by_measure = values["position"], values["by_measure"]
