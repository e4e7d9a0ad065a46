"""台账：轮次、问题、措施、责任、进展、材料、延期、签字。"""

from datetime import date, datetime

from sqlalchemy import JSON, Column, Integer
from sqlalchemy.orm.attributes import flag_modified
from sqlmodel import Field, SQLModel, UniqueConstraint

from models.instants import Instant
from models.stored import Stored


class Round(Stored, table=True):
    """巡察轮次；时限口径和依据随轮次走（domain.md §4）。"""

    code: str = Field(unique=True)
    name: str
    preset: str
    basis: str = ""
    feedback_on: date | None = None
    open: bool = True
    sample_share: int = 0
    """Per cent of the signed findings that are drawn for a visit."""
    sample_seed: str = ""


class ImportRun(Stored, table=True):
    """一次导入：谁、何时、哪个文件、表头原来的样子；没人办过就能整批撤回。"""

    __tablename__ = "import_run"

    at: datetime = Field(sa_type=Instant)
    userid: str
    file_name: str = ""
    sha256: str = ""
    layouts: list[dict[str, object]] = Field(sa_column=Column(JSON, nullable=False))
    undone_at: datetime | None = Field(default=None, sa_type=Instant)
    undone_by: str = ""


REVISION = Column("revision", Integer, nullable=False)
"""Counts the writes on a finding; a write on top of an unseen one is refused."""


class Finding(Stored, table=True):
    """问题清单的一项。`status` is the one column of its life (domain.md §2)."""

    round_id: int = Field(foreign_key="round.id", index=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    code: str = Field(unique=True)
    number: int
    own_number: str = ""
    category: str = ""
    title: str
    text: str
    text_principal: str = ""
    department: str = ""
    clock: str
    due_on: date | None = None
    due_text: str = ""
    then_long_term: bool = False
    review_on: date | None = None
    status: str = Field(index=True)
    cycle: int = 1
    version: int = 1
    feedback_on: date | None = None
    delivered_at: datetime | None = Field(default=None, sa_type=Instant)
    delivered_on: date | None = None
    submitted_at: datetime | None = Field(default=None, sa_type=Instant)
    submitted_by: int | None = Field(default=None, foreign_key="person.id")
    endorsed_at: datetime | None = Field(default=None, sa_type=Instant)
    endorsed_on: date | None = None
    checked_by: int | None = Field(default=None, foreign_key="person.id")
    closed_at: datetime | None = Field(default=None, sa_type=Instant)
    closed_on: date | None = None
    last_report_on: date | None = None
    last_report_text: str = ""
    blocked: str = ""
    returns: int = 0
    return_reason: str = ""
    to_verify: bool = False
    sampled: bool = False
    dissatisfied: str = ""
    evidence_required: int = 1
    long_term_cause: str = ""
    source: str = ""
    import_id: int | None = Field(default=None, foreign_key="import_run.id", index=True)
    cells: dict[str, list[str]] | None = Field(
        default=None, sa_column=Column(JSON, nullable=True)
    )
    ladder: list[dict[str, object]] | None = Field(
        default=None, sa_column=Column(JSON, nullable=True)
    )
    held_until: date | None = None
    held_reason: str = ""
    next_look_on: date | None = Field(default=None, index=True)
    revision: int = Field(default=1, sa_column=REVISION)

    __mapper_args__ = {"version_id_col": REVISION}


class Measure(SQLModel, table=True):
    """任务清单的一条。 `status_text`: its state in the ledger's words, where it had one."""

    id: int | None = Field(default=None, primary_key=True)
    finding_id: int = Field(foreign_key="finding.id", index=True)
    position: int
    text: str
    due_on: date | None = None
    due_text: str = ""
    status_text: str = ""
    done_at: datetime | None = Field(default=None, sa_type=Instant)
    done_by: int | None = Field(default=None, foreign_key="person.id")


class Responsibility(SQLModel, table=True):
    """责任清单：谁以什么身份对哪一项负责。 `by_measure`: for single measures only."""

    __table_args__ = (UniqueConstraint("finding_id", "person_id", "role"),)

    id: int | None = Field(default=None, primary_key=True)
    finding_id: int = Field(foreign_key="finding.id")
    person_id: int = Field(foreign_key="person.id", index=True)
    role: str
    position: int = 0
    by_measure: bool = False
    ended_at: datetime | None = Field(default=None, sa_type=Instant)


class MeasureResponsibility(SQLModel, table=True):
    """措施责任：谁以什么身份对哪一条措施负责；他也在责任清单上。

    `measure` is the measure's position; what was before stands in the journal.
    """

    __tablename__ = "measure_responsibility"
    __table_args__ = (UniqueConstraint("finding_id", "measure", "person_id", "role"),)

    id: int | None = Field(default=None, primary_key=True)
    finding_id: int = Field(foreign_key="finding.id")
    measure: int
    person_id: int = Field(foreign_key="person.id", index=True)
    role: str
    position: int = 0


class Progress(SQLModel, table=True):
    """整改进展：责任人说的话，一字不改。"""

    id: int | None = Field(default=None, primary_key=True)
    finding_id: int = Field(foreign_key="finding.id", index=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    cycle: int
    kind: str
    text: str
    at: datetime = Field(sa_type=Instant)
    inbox_id: int | None = Field(default=None, index=True)
    withdrawn_at: datetime | None = Field(default=None, sa_type=Instant)


class Evidence(Stored, table=True):
    """佐证材料：按 SHA-256 存放的一份文件。 Unbound (`finding_id` null) until named.

    `supervision_id`: brought home from this visit by the office, not by the unit.
    `unread`: too vast to be read to its end or compared, whoever reviews must look.
    """

    finding_id: int | None = Field(default=None, foreign_key="finding.id", index=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    cycle: int = 1
    sha256: str = Field(index=True)
    name: str
    size: int
    media_type: str
    source: str
    at: datetime = Field(sa_type=Instant)
    number: int = 0
    version: int = 1
    picture_hash: str = ""
    words_hash: str = Field(default="", index=True)
    taken_on: date | None = None
    unread: bool = False
    verdict: str = ""
    verdict_reason: str = ""
    verdict_at: datetime | None = Field(default=None, sa_type=Instant)
    verdict_by: int | None = Field(default=None, foreign_key="person.id")
    supervision_id: int | None = Field(default=None, foreign_key="supervision.id")
    inbox_id: int | None = Field(default=None, index=True)
    withdrawn_at: datetime | None = Field(default=None, sa_type=Instant)
    destroyed_at: datetime | None = Field(default=None, sa_type=Instant)
    destroyed_by: int | None = Field(default=None, foreign_key="person.id")
    destroyed_reason: str = ""


class Extension(SQLModel, table=True):
    """延期申请：旧期限永远留着。

    `endorsed_by`: the principal who agreed to a second one; `document`: the leading
    group's paper that it was granted by (domain.md §4).
    """

    id: int | None = Field(default=None, primary_key=True)
    finding_id: int = Field(foreign_key="finding.id", index=True)
    cycle: int
    asked_by: int = Field(foreign_key="person.id")
    asked_at: datetime = Field(sa_type=Instant)
    asked_on: date
    old_due_on: date
    new_due_on: date
    reason: str
    progress: str = ""
    status: str = Field(index=True)
    agreed_by: int | None = Field(default=None, foreign_key="person.id")
    agreed_at: datetime | None = Field(default=None, sa_type=Instant)
    endorsed_by: int | None = Field(default=None, foreign_key="person.id")
    endorsed_at: datetime | None = Field(default=None, sa_type=Instant)
    checked_by: int | None = Field(default=None, foreign_key="person.id")
    decided_by: int | None = Field(default=None, foreign_key="person.id")
    decided_at: datetime | None = Field(default=None, sa_type=Instant)
    document: str = ""
    note: str = ""


class Signature(SQLModel, table=True):
    """签字：谁、何时、凭哪一版事实（domain.md §2）。

    `document`: the paper by which the signer acts in a vacant post.
    """

    id: int | None = Field(default=None, primary_key=True)
    finding_id: int = Field(foreign_key="finding.id", index=True)
    cycle: int
    person_id: int = Field(foreign_key="person.id")
    at: datetime = Field(sa_type=Instant)
    version: int
    facts_hash: str
    batch: bool = False
    document: str = ""


class Answer(SQLModel, table=True):
    """领导对提醒的答复：已知悉、已督促、需协调，以及签收。"""

    id: int | None = Field(default=None, primary_key=True)
    finding_id: int = Field(foreign_key="finding.id", index=True)
    person_id: int = Field(foreign_key="person.id")
    kind: str
    text: str = ""
    at: datetime = Field(sa_type=Instant)
    inbox_id: int | None = Field(default=None, index=True)
    withdrawn_at: datetime | None = Field(default=None, sa_type=Instant)


def touch(finding: Finding) -> None:
    """Count a deed on a finding as a write on it, even where no column changes.

    Two deeds on one finding at the same moment cannot then pass each other: the second
    is refused by the revision and worked again on what the first has left.
    """
    flag_modified(finding, "status")
