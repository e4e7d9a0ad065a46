"""日志：出错时数据库复述的那一行（人名、账号、说过的话）不进日志。"""

import io
import logging
import sys

import pytest
import structlog
from sqlalchemy.exc import IntegrityError

from bot import logs
from models.database import begin, open_database
from models.organisation import Person
from tests import databases


def refused() -> None:
    """Enter the same account twice; PostgreSQL names it in its refusal."""
    engine = open_database(databases.postgres_url())
    facts = {"userid": "a-secret-name", "userid_key": "a-secret-name", "name": "甲\n乙"}
    try:
        with begin(engine) as session:
            session.add(Person(**facts))
            session.add(Person(**facts))
            session.flush()
    finally:
        engine.dispose()


def test_a_row_that_the_database_refuses_is_not_repeated(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """库拒收一行、在错误里复述了它：日志有错误的种类和位置，没有那一行的内容。"""
    written = io.StringIO()
    monkeypatch.setattr(sys, "stderr", written)
    handler = logging.StreamHandler(logs.STREAM)
    handler.setFormatter(logs.Discreet(logging.BASIC_FORMAT))
    with pytest.raises(IntegrityError, match="a-secret-name") as caught:
        refused()
    structlog.get_logger().error("made_up", exc_info=caught.value)
    facts = (caught.type, caught.value, caught.tb)
    handler.emit(logging.LogRecord("made", logging.ERROR, "", 1, "up", (), facts))
    sys.excepthook(*facts)
    said = written.getvalue()
    assert said.count("UniqueViolation") >= 3
    assert "a-secret-name" not in said


def test_that_no_more_files_can_be_opened_is_said_once_a_minute() -> None:
    """打开的文件到了上限，一分钟只说一次，一行；别的错照说，说全。"""
    once = logs.Once()

    def said(message: str, seconds: float) -> bool:
        """这一刻的这一条，写不写出来。"""
        record = logging.LogRecord("asyncio", logging.ERROR, "", 1, message, (), None)
        record.created += seconds
        record.exc_info = (OSError, OSError(24, "made up"), None)
        shown = bool(once.filter(record))
        return shown and (record.exc_info is None) is (logs.NO_MORE_FILES in message)

    crowded = f"socket.accept() {logs.NO_MORE_FILES}"
    assert [said(crowded, seconds) for seconds in (0, 0, 1, 59)] == [True, *[False] * 3]
    assert said("made up", 59)
    assert said(crowded, 61)
