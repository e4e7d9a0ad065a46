"""全部：每张表的每一行，导出和备份用。"""

from collections.abc import Iterator

from sqlmodel import Session, SQLModel, select

from models.clockwork import CalendarDay, JobRun
from models.journal import Journal
from models.ledger import (
    Answer,
    Evidence,
    Extension,
    Finding,
    ImportRun,
    Measure,
    Progress,
    Responsibility,
    Round,
    Signature,
)
from models.mailbox import Inbox, Mail, Notice
from models.organisation import Person, Post, Unit
from models.substitution import Substitute
from models.supervision import Proposal, Supervision

TABLES: dict[str, type[SQLModel]] = {
    "round": Round,
    "unit": Unit,
    "person": Person,
    "post": Post,
    "import_run": ImportRun,
    "finding": Finding,
    "measure": Measure,
    "responsibility": Responsibility,
    "progress": Progress,
    "evidence": Evidence,
    "extension": Extension,
    "signature": Signature,
    "answer": Answer,
    "supervision": Supervision,
    "proposal": Proposal,
    "substitute": Substitute,
    "inbox": Inbox,
    "mail": Mail,
    "notice": Notice,
    "job_run": JobRun,
    "calendar_day": CalendarDay,
    "journal": Journal,
}
"""Stable names (interface.md §2), in an order in which keys come before their use."""


def rows(session: Session) -> Iterator[dict[str, object]]:
    """Every row as plain values, with the table's name."""
    for name, table in TABLES.items():
        for row in session.exec(select(table)):
            yield {"table": name, **row.model_dump()}
