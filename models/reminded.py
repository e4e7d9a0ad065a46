"""提醒过谁：一段时间里送到的提醒和催办，各是谁、哪一项。"""

from datetime import datetime
from typing import NamedTuple

from sqlmodel import Session, col, select

from models.ledger import Finding
from models.mailbox import Notice
from models.organisation import Person
from rules.vocabulary import NoticeStatus


class Reminded(NamedTuple):
    """One notice that reached somebody about a finding."""

    name: str
    userid: str
    code: str
    step: str
    role: str


def between(session: Session, since: datetime, until: datetime) -> list[Reminded]:
    """What was sent about findings from an instant to before another, oldest first."""
    statement = (
        select(Person, Finding.code, Notice.step, Notice.role)
        .join(Notice, col(Notice.person_id) == col(Person.id))
        .join(Finding, col(Finding.id) == col(Notice.finding_id))
        .where(Notice.status == NoticeStatus.SENT.value)
        .where(col(Notice.sent_at) >= since)
        .where(col(Notice.sent_at) < until)
        .order_by(col(Notice.id))
    )
    return [
        Reminded(person.name, person.userid, code, step, role)
        for person, code, step, role in session.exec(statement)
    ]
