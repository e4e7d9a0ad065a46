"""说过的话：近几天对一个人说过什么，推送的、当场答的都算。"""

from datetime import datetime

from sqlalchemy import ColumnElement, func
from sqlmodel import Session, col, or_, select

from models.mailbox import Inbox, Mail

MOST = 100
"""Of how many of our last words somebody may send one back."""


REACH = 20_000
"""Among how many of the newest messages of all is looked for what somebody sent: that
is the traffic of weeks, and no question grows with what came in years."""


def recent() -> ColumnElement[bool]:
    """Say whether a message is among the newest."""
    newest = select(func.max(Inbox.id)).scalar_subquery()
    return col(Inbox.id) > newest - REACH


def since(session: Session, userid: str, instant: datetime) -> list[tuple[str, str]]:
    """What was said to somebody since an instant, pushed or answered, newest first.

    Each with the request that brought it, where it was one of its own.
    """
    answers = (
        select(Inbox.mail_id)
        .where(recent())
        .where(Inbox.userid == userid)
        .where(Inbox.received_at >= instant)
        .where(col(Inbox.mail_id).is_not(None))
    )
    pushed = select(Mail.id).where(Mail.userid == userid)
    pushed = pushed.where(Mail.created_at >= instant).where(Mail.request != "")
    statement = (
        select(Mail.text, Mail.request)
        .where(or_(col(Mail.id).in_(answers), col(Mail.id).in_(pushed)))
        .order_by(col(Mail.id).desc())
        .limit(MOST)
    )
    return list(session.exec(statement))
