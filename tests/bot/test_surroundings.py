"""周遭不肯的，一句话说清。"""

import sqlite3

import pytest
from sqlalchemy.exc import OperationalError

from bot import surroundings


@pytest.mark.parametrize(
    "error",
    [
        MemoryError(),
        OperationalError("SELECT 1", {}, sqlite3.OperationalError("out of memory")),
    ],
)
def test_no_memory_is_said(error: Exception) -> None:
    """内存不够，程序说的还是库说的，都是同一句话，不是一串英文。"""
    assert "内存不够，没有办完" in surroundings.sentence(error)
