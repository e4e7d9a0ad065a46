"""钟表房：每个时刻该跑的事跑过没有，日历上哪天改了班。"""

from datetime import date, datetime

from sqlmodel import Field, SQLModel, UniqueConstraint

from models.instants import Instant


class JobRun(SQLModel, table=True):
    """One row a scheduled slot: the truth about the jobs (decisions.md 14)."""

    __tablename__ = "job_run"
    __table_args__ = (UniqueConstraint("name", "slot"),)

    id: int | None = Field(default=None, primary_key=True)
    name: str
    slot: datetime = Field(sa_type=Instant)
    ran_at: datetime = Field(sa_type=Instant)
    result: str = ""


class CalendarDay(SQLModel, table=True):
    """A day that the office entered from an official holiday notice."""

    __tablename__ = "calendar_day"

    day: date = Field(primary_key=True)
    kind: str
    source: str = ""
