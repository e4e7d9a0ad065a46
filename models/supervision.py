"""督查：电话了解、函询、听取汇报、审阅报告、回访。"""

from datetime import datetime

from sqlmodel import Field, SQLModel


class Supervision(SQLModel, table=True):
    """One supervision record; only a `visit` with 到位 opens the acceptance gate."""

    id: int | None = Field(default=None, primary_key=True)
    finding_id: int = Field(foreign_key="finding.id", index=True)
    person_id: int = Field(foreign_key="person.id")
    cycle: int
    kind: str
    text: str
    verdict: str | None = None
    place: str = ""
    at: datetime
    inbox_id: int | None = Field(default=None, index=True)
    withdrawn_at: datetime | None = None
