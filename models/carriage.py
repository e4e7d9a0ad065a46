"""运送：PostgreSQL 上由 PgQueuer 派活，活在事实的同一笔里入队；行才是凭据（design 5）。"""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from models import locks

MAIL, JOB = "mail", "job"
"""Entrypoints: send one mail; run one named job for one slot."""


def enqueue(session: Session, entrypoint: str, payloads: Sequence[str]) -> int:
    """Queue one job for each payload, in this transaction; return how many are new.

    A payload that is queued or being worked already is left alone. On SQLite nothing
    is queued: the pump looks for itself.
    """
    if not payloads or not locks.shared(session):
        return 0
    # Imported only now: where nothing is queued, nobody waits for it to load.
    from models import job_queue

    return job_queue.enqueue(session, entrypoint, payloads)


def forget(session: Session, before: datetime) -> None:
    """Drop the queue's own notes from before an instant; on SQLite there are none."""
    if locks.shared(session):
        from models import job_queue

        job_queue.forget(session, before)


def note(session: Session, mail_id: int) -> None:
    """Note a mail that may leave at once; the lane queues it with its commit."""
    session.info.setdefault("mail", []).append(mail_id)
    stir(session)


def stir(session: Session) -> None:
    """Note that this command has left something for the delivery to look at."""
    session.info["stirred"] = True


def is_stirred(session: Session) -> bool:
    """Say whether the command that is being worked has left something to deliver."""
    return bool(session.info.get("stirred"))
