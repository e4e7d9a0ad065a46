"""一笔之内，人人都要看的几样只看一次；谁写了什么，就忘掉重看。"""

from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import event
from sqlmodel import Session

Value = TypeVar("Value")

KNOWN = "known"
"""Where a session that lives for one transaction keeps what it has read."""


def attach(session: Session) -> None:
    """Let a session that ends with its transaction remember."""
    session.info[KNOWN] = {}


def once(session: Session, read: Callable[..., Value], *given: object) -> Value:
    """Return what `read` returns, asked once a transaction while nobody writes.

    A transaction is one moment: what the first asker gave (the hour, the day) stands
    for all of it. What the session has yet to write is written first, and then nothing
    is known any more. Other transactions may write meanwhile: ours then came first.
    """
    known: dict[Any, Value] | None = session.info.get(KNOWN)
    if known is None:
        return read(session, *given)
    session.flush()
    if read not in known:
        known[read] = read(session, *given)
    return known[read]


def forget(session: Session, *_: object) -> None:
    """Ask again from now on."""
    session.info.get(KNOWN, {}).clear()


event.listen(Session, "after_flush", forget)
event.listen(Session, "after_soft_rollback", forget)
