"""一句话的代价：最常问的那句，问数据库的次数只许少，不许多。"""

import pytest
from sqlmodel import Session

from models import locks
from tests.conftest import Stage

PERSON = "dengjianing"
MOST = 15
"""Statements from BEGIN to COMMIT for 我的, both among them."""


async def test_mine_asks_the_database_no_oftener_than_it_did(stage: Stage) -> None:
    """“我的”从头到落下最多问库十五句：多一句，全市早上同时问的时候人人多等。"""
    asked: list[str] = []

    def listen(session: Session) -> bool:
        """Write down what the writer asks its file; PostgreSQL has no such ear."""
        if locks.shared(session):
            return False
        driver = session.connection().connection.driver_connection
        assert driver is not None
        driver.set_trace_callback(asked.append)
        return True

    if not await stage.house.lane.run(listen):
        pytest.skip("only a file tells what it was asked")
    asked.clear()
    assert "5-005" in await stage.say(PERSON, "我的")
    first = asked.index("BEGIN IMMEDIATE")
    whole = asked[first : asked.index("COMMIT", first) + 1]
    assert any("INTO inbox" in statement for statement in whole), whole
    assert len(whole) <= MOST, whole
