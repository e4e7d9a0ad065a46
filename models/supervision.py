"""督查：电话了解、函询、听取汇报、审阅报告、回访。"""

from datetime import datetime

from sqlalchemy import JSON, Column
from sqlmodel import Field, SQLModel

from models.instants import Instant


class Supervision(SQLModel, table=True):
    """One supervision record; only a `visit` with 到位 opens the acceptance gate.

    `companion_id`: the second visitor, where the words name one who counts as such.
    """

    id: int | None = Field(default=None, primary_key=True)
    finding_id: int = Field(foreign_key="finding.id", index=True)
    person_id: int = Field(foreign_key="person.id")
    cycle: int
    kind: str
    text: str
    verdict: str | None = None
    place: str = ""
    companion_id: int | None = Field(default=None, foreign_key="person.id")
    at: datetime = Field(sa_type=Instant)
    inbox_id: int | None = Field(default=None, index=True)
    withdrawn_at: datetime | None = Field(default=None, sa_type=Instant)


class Proposal(SQLModel, table=True):
    """A deed of the office that a staff member proposed and the head decides.

    Four eyes (domain.md §2): `kind` is the action word, `payload` what it needs.
    """

    id: int | None = Field(default=None, primary_key=True)
    finding_id: int = Field(foreign_key="finding.id", index=True)
    cycle: int
    kind: str
    subject: str
    detail: str
    payload: dict[str, object] = Field(sa_column=Column(JSON, nullable=False))
    proposed_by: int = Field(foreign_key="person.id")
    proposed_at: datetime = Field(sa_type=Instant)
    state: str = Field(index=True)
    decided_by: int | None = Field(default=None, foreign_key="person.id")
    decided_at: datetime | None = Field(default=None, sa_type=Instant)
    note: str = ""
