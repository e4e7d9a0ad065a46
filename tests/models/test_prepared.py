"""写好的语句：两种库上取来的都是原来的值，出的错和引擎的一样，只看一次的不会看旧。"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, insert
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from models import bulk, clock_room, driver, exchange, findings, mailbox, organisation
from models.clock_room import Entered
from models.clockwork import CalendarDay
from models.database import begin, open_database
from models.ledger import Round
from models.organisation import Actor
from models.schema import ensure_schema
from models.staffing import Staffing
from tests import databases

NOON = datetime(2026, 10, 16, 12, 0, 0, 250, tzinfo=timezone(timedelta(hours=8)))


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An empty database of each kind, closed afterwards."""
    sqlite = request.param == "sqlite"
    made = open_database(
        f"sqlite:///{tmp_path / 'x.db'}" if sqlite else databases.postgres_url()
    )
    ensure_schema(made)
    yield made
    made.dispose()


def remember(session: Session, key: str) -> int | None:
    """Write the identity of a made-up message."""
    return exchange.remember(
        session,
        key=key,
        channel="app",
        userid="somebody",
        kind="text",
        text="我的",
        media_id="",
        received_at=NOON,
    )


def test_what_is_written_straight_is_read_as_rows(engine: Engine) -> None:
    """直接写下的，按行取来还是原来的值：时刻带时区，列表是列表。"""
    with begin(engine) as session:
        person = Staffing(session).put_person("Zhang", "张三")
        inbox_id = remember(session, "k1")
        assert inbox_id is not None
        exchange.show(
            session,
            person_id=person.key,
            mail_id=7,
            kind="list",
            at=NOON,
            codes=("5-001", "5-002"),
            rest=(),
            heading="我的事项",
        )
        session.commit()
    with begin(engine) as session:
        kept = session.get_one(mailbox.Inbox, inbox_id)
        assert kept.received_at == NOON
        assert kept.received_at.utcoffset() == timedelta(0)
        assert kept.mail_id is None
        shown = session.get_one(mailbox.Shown, 1)
        assert (shown.codes, shown.rest, shown.at) == (["5-001", "5-002"], [], NOON)


def test_a_message_has_one_identity(engine: Engine) -> None:
    """同一条来第二次，认得出来，不写第二行。"""
    with begin(engine) as session:
        assert remember(session, "k1") is not None
        assert remember(session, "k1") is None


def test_a_look_sees_what_the_session_has_yet_to_write(engine: Engine) -> None:
    """还没写进库的改动，写好的语句也看得见。"""
    with begin(engine) as session:
        person = Staffing(session).put_person("Zhang", "张三")
        person.name = "张三丰"
        found = organisation.actor(session, "zhang")
        assert found == Actor(person.key, "Zhang", "zhang", "张三丰", "", True, False)


def test_a_missing_parameter_is_no_null(engine: Engine) -> None:
    """少给一个值就是写错了，不会当成空值写进去。"""
    with begin(engine) as session, pytest.raises(KeyError):
        exchange.CONCLUDE.run(session, key_=1, outcome="list")


def test_errors_are_the_engines(engine: Engine) -> None:
    """驱动报的错，和引擎报的是同一种，上面的人照样认得。"""
    question: dict[str, Any] = {"payload": {}, "choices": (), "inbox_id": None}
    with begin(engine) as session, pytest.raises(IntegrityError):
        exchange.ask(session, person_id=999, kind="confirm", at=NOON, **question)


def test_what_was_undone_leaves_no_memory(engine: Engine) -> None:
    """退回的一步写过什么，后面的人看不见；没退回的看得见。"""

    def add_round(session: Session, code: str, *, fails: bool) -> None:
        """Write a round of inspection, look at it, and perhaps fail."""
        with session.begin_nested():
            session.add(Round(code=code, name=code, preset="2017"))
            assert code in findings.round_codes(session)
            if fails:
                raise LookupError

    with begin(engine) as session:
        assert findings.round_codes(session) == frozenset()
        with pytest.raises(LookupError):
            add_round(session, "6", fails=True)
        assert findings.round_codes(session) == frozenset()
        add_round(session, "5", fails=False)
        driver.settle(session)
        assert findings.round_codes(session) == frozenset({"5"})


def test_days_entered_just_now_count_at_once(engine: Engine) -> None:
    """刚录入的放假日，同一笔里就算数；别的一笔里提交的，下一笔就算数。"""
    day = date(2027, 2, 8)
    with begin(engine) as session:
        assert clock_room.calendar_days(session) == []
        clock_room.put_day(session, day, "off", "国办发明电")
        assert clock_room.calendar_days(session) == [Entered(day, "off")]
        session.rollback()
    with engine.begin() as connection:
        connection.execute(
            insert(CalendarDay), {"day": day, "kind": "work", "source": ""}
        )
    with begin(engine) as session:
        assert clock_room.calendar_days(session) == [Entered(day, "work")]


def test_what_all_rows_share_is_written_in_each(engine: Engine) -> None:
    """成批写下时，各行共有的值每行都有；某行自己写的算自己的，空着的就是空。"""
    rows = [
        {"code": "5", "name": "第5轮", "basis": "自己的", "feedback_on": None},
        {"code": "6", "name": "第6轮", "basis": "", "feedback_on": None},
    ]
    shared = {"preset": "2017", "open": True, "basis": "共有的"}
    shared |= {"sample_share": 0, "sample_seed": ""}
    with begin(engine) as session:
        bulk.write(session, Round, rows, shared)
        kept = [findings.round_by_code(session, code) for code in ("5", "6")]
    assert [(row.name, row.preset, row.open, row.basis) for row in kept if row] == [
        ("第5轮", "2017", True, "自己的"),
        ("第6轮", "2017", True, ""),
    ]
    assert [row.feedback_on for row in kept if row] == [None, None]
