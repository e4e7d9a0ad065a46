"""撞上了别的写者：再来一遍就成的，认得出来。"""

import sqlite3

import pytest
from sqlalchemy.exc import OperationalError

from models import locks


@pytest.mark.parametrize(
    ("code", "again"),
    [
        (sqlite3.SQLITE_BUSY, True),
        (sqlite3.SQLITE_BUSY_RECOVERY, True),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, True),
        (sqlite3.SQLITE_FULL, False),
        (sqlite3.SQLITE_IOERR_FSYNC, False),
    ],
)
def test_a_file_that_others_write_is_worth_another_try(code: int, again: bool) -> None:
    """别的进程占着库（也有正替上一个收拾残局的）：再试；盘满了、坏了：不试。"""
    busy = sqlite3.OperationalError()
    busy.sqlite_errorcode = code
    assert locks.is_conflict(OperationalError("BEGIN", None, busy)) is again
