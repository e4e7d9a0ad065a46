"""几个写者一个库：撞上了、断了，再来一遍就成，一件不少。"""

import threading
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from bot.lane import Lane
from models import carriage
from models.database import open_database
from tests import databases


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
