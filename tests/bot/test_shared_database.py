"""几个写者一个库：撞上了、断了，再来一遍就成，一件不少。"""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy
from sqlalchemy import Engine, func, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm.exc import StaleDataError
from sqlmodel import Session

from bot.lane import Lane
from models import (
    carriage,
    database,
    journal,
    leaving,
    locks,
    petitions,
    post_office,
)
from models.database import begin, noticing, open_database
from models.journal import Entry
from models.mailbox import Mail
from models.supervision import Proposal
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
        return leaving.delayed(session, Way.ROBOT, NOON, NOON)

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


def test_whoever_stops_in_the_middle_stops_nobody_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """一个进程停在一笔中间，占着大家要用的锁：库替它退回，别的接着办。"""
    url = databases.postgres_url()
    monkeypatch.setattr(database, "PAUSE", 100)
    stopped, going = open_database(url), open_database(url)
    with begin(stopped) as session:
        locks.hold(session, [locks.JOURNAL])
        Lane(going).run_sync(lambda s: locks.hold(s, [locks.JOURNAL]))
        with pytest.raises(DBAPIError) as caught:
            locks.hold(session, [locks.RELEASE])
    assert locks.is_gone(caught.value)
    stopped.dispose()
    going.dispose()


def test_the_address_says_itself_how_long_to_wait() -> None:
    """库不作声多久算断，地址里写了的照写的，没写的有个准数。"""
    url = noticing("postgresql+psycopg://h/d?keepalives_idle=99")
    assert url.query["keepalives_idle"] == "99"
    assert url.query["tcp_user_timeout"] == "30000"


def test_the_queues_own_notes_do_not_grow_for_ever(engine: Engine) -> None:
    """队列自己记的账，过了时候就删；新的留着，活还在队里。"""

    def count(session: Session, table: str) -> int:
        """一张表有几行。"""
        counted = select(func.count()).select_from(sqlalchemy.table(table))
        return session.connection().scalar(counted) or 0

    lane = Lane(engine)
    lane.run_sync(lambda s: carriage.enqueue(s, carriage.MAIL, ["1", "2"]))
    lane.run_sync(lambda s: carriage.forget(s, NOON))
    assert lane.read_sync(lambda s: count(s, "pgqueuer_log")) == 2
    lane.run_sync(lambda s: carriage.forget(s, NOON + timedelta(days=36500)))
    assert lane.read_sync(lambda s: count(s, "pgqueuer_log")) == 0
    assert lane.read_sync(lambda s: count(s, "pgqueuer")) == 2


def test_a_database_of_any_time_zone_keeps_the_chain_whole() -> None:
    """库设成上海时区，取出来的还是世界时，流水照样验得过。"""
    url = databases.postgres_url()
    name = url.partition("?")[0].rpartition("/")[2]
    first = open_database(url)
    with first.begin() as connection:
        zone = f"ALTER DATABASE {name} SET timezone = 'Asia/Shanghai'"
        connection.exec_driver_sql(zone)
    first.dispose()
    engine = open_database(url)
    lane = Lane(engine)
    entry = Entry(NOON, "somebody", "test", "made_up", None, None, "", {}, {"n": 1})
    lane.run_sync(lambda s: s.info["journal"].append(entry))
    assert lane.read_sync(journal.verify) is None
    kept = lane.read_sync(lambda s: [row.at.isoformat() for row in journal.entries(s)])
    assert kept == [NOON.isoformat()]
    engine.dispose()


def test_of_two_who_decide_a_proposal_at_once_one_decides(engine: Engine) -> None:
    """一件提议，两个人同时决定，一个同意一个退回：先落下的算数，后一个重新来看。"""
    with begin(engine) as session:
        session.connection().exec_driver_sql("SET session_replication_role = replica")
        facts = {"kind": "withdraw", "subject": "核减", "detail": "", "payload": {}}
        who = {"finding_id": 1, "cycle": 1, "proposed_by": 1, "proposed_at": NOON}
        session.add(Proposal(state="open", **facts, **who))
        session.commit()
    with begin(engine) as one, begin(engine) as other:
        (mine,), (yours,) = map(petitions.open_proposals, (one, other))
        petitions.decide(one, mine, "agreed")
        one.commit()
        with pytest.raises(StaleDataError) as caught:
            petitions.decide(other, yours, "refused")
        assert locks.is_conflict(caught.value)
    with begin(engine) as session:
        assert session.get_one(Proposal, 1).state == "agreed"
