"""几个写者一个库：撞上了、断了，再来一遍就成，一件不少。"""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from bot.lane import Lane
from models import carriage, outgoing, post_office
from models.database import begin, open_database
from models.mailbox import Mail
from rules.vocabulary import MailStatus, Way
from tests import databases

NOON = datetime(2026, 10, 16, 4, 0, tzinfo=UTC)


@pytest.fixture
def engine() -> Iterator[Engine]:
    """A PostgreSQL with nothing in it."""
    made = open_database(databases.postgres_url())
    yield made
    made.dispose()


def test_two_that_queue_the_same_mail_crosswise_both_get_done(engine: Engine) -> None:
    """两个写者交叉着给同样的邮件派活，数据库退回其中一个，它再来一遍，两个都成。"""
    met = threading.Barrier(2)
    done: list[str] = []

    def queue(first: str, then: int) -> None:
        """派一件，等对方也派了，再派对方那一件。"""
        tries: list[int] = []

        def command(session: Session) -> None:
            """一笔里派两件。"""
            tries.append(then)
            carriage.enqueue(session, carriage.MAIL, [first])
            if len(tries) == 1:
                met.wait()
            carriage.note(session, then)

        Lane(engine).run_sync(command)
        done.append(first)

    other = threading.Thread(target=queue, args=("12", 11))
    other.start()
    queue("11", 12)
    other.join()
    assert sorted(done) == ["11", "12"]


@pytest.mark.parametrize("status", [MailStatus.PASSIVE, MailStatus.READY])
def test_one_of_two_processes_takes_up_what_was_not_said(
    engine: Engine, status: MailStatus
) -> None:
    """没人写出去的答复、没人送的推送，两个进程同时来看，只有一个拿到手。"""

    def late(session: Session) -> list[Mail]:
        """这个进程拿到手的。"""
        if status is MailStatus.PASSIVE:
            return post_office.unanswered_passive(session, NOON)
        return outgoing.delayed(session, Way.ROBOT, NOON)

    with begin(engine) as session:
        facts = {"status": status, "way": Way.ROBOT.value, "userid": "somebody"}
        times = {"created_at": NOON, "next_try_at": NOON}
        session.add(Mail(kind="answer", text="甲", **facts, **times))
        session.commit()
    with begin(engine) as one, begin(engine) as other:
        assert len(late(one)) == 1
        assert late(other) == []
        one.rollback()
        assert len(late(other)) == 1
