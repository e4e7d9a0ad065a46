"""手上有什么：一个人还挂着名的事项、措施、岗位、欠着他的通知和没答完的话。"""

from sqlalchemy import text
from sqlmodel import Session, col, select

from models.columns import columns
from models.ledger import Finding, MeasureResponsibility, Responsibility
from models.mailbox import OWED, Notice, Question
from models.organisation import Post
from rules.vocabulary import Status

ENDED = (Status.CLOSED.value, Status.WITHDRAWN.value)


def namings(session: Session, person_id: int) -> list[tuple[Responsibility, Finding]]:
    """Where somebody is named now on a finding that has not ended, by code."""
    statement = (
        select(Responsibility, Finding)
        .join(Finding, col(Finding.id) == col(Responsibility.finding_id))
        .where(col(Responsibility.person_id) == person_id)
        .where(col(Responsibility.ended_at).is_(None))
        .where(col(Finding.status).not_in(ENDED))
        .order_by(col(Finding.round_id), col(Finding.number), col(Responsibility.id))
    )
    return list(session.exec(statement))


def open_measures(session: Session, person_id: int) -> int:
    """On how many measures of findings that have not ended somebody is named."""
    table = MeasureResponsibility
    statement = (
        columns(table.finding_id, table.measure)
        .join(Finding, col(Finding.id) == col(table.finding_id))
        .where(col(table.person_id) == person_id)
        .where(col(Finding.status).not_in(ENDED))
        .distinct()
    )
    return len(session.connection().execute(statement).all())


def posts(session: Session, person_id: int) -> list[Post]:
    """The rows of the posts that somebody holds."""
    statement = select(Post).where(Post.person_id == person_id).order_by(col(Post.id))
    return list(session.exec(statement))


def owed(session: Session, person_id: int) -> list[Notice]:
    """What somebody is still to be told."""
    statement = (
        select(Notice)
        .where(text(OWED))
        .where(Notice.person_id == person_id)
        .order_by(col(Notice.id))
    )
    return list(session.exec(statement))


def drop_questions(session: Session, person_id: int) -> None:
    """Close whatever somebody was asked and has not answered."""
    statement = (
        select(Question)
        .where(Question.person_id == person_id)
        .where(Question.state == "open")
    )
    for question in session.exec(statement):
        question.state = "cancelled"
