"""停下和开不了工：库不在，一共等一小会儿，不是一件一件各等一遍；什么也不占着。"""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import Pool
from sqlmodel import Session

from bot import lane as lanes
from bot import transaction
from bot.app import open_house
from bot.clock import SystemClock
from bot.config import Database, Settings
from bot.lane import Lane
from models.database import open_database, opened
from rules.errors import Misconfigured

NOWHERE = "postgresql+psycopg://nobody@127.0.0.1:1/nothing"
MANY = 100


class Waiting:
    """Counts what is waited instead of waiting it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.seconds = 0.0
        monkeypatch.setattr(transaction.time, "sleep", self._sleep)
        monkeypatch.setattr(transaction, "running", lambda: self.seconds)

    def _sleep(self, seconds: float) -> None:
        self.seconds += seconds


def nothing(session: Session) -> None:
    """Do nothing, in a transaction."""


async def test_a_stop_without_a_database_waits_once_for_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """库不在，队里一百件，叫停：一共只等那么久，每件都有个说法，没有一件算办成。"""
    waiting = Waiting(monkeypatch)
    monkeypatch.setattr(lanes, "WORKERS", 1)
    lane = Lane(open_database(NOWHERE))
    asked = [asyncio.ensure_future(lane.run(nothing)) for _ in range(MANY)]
    await asyncio.sleep(0)
    lane.hurry()
    lane.start()
    await lane.close()
    ends = await asyncio.gather(*asked, return_exceptions=True)
    assert {type(one) for one in ends} == {OperationalError}
    assert waiting.seconds < 2 * lanes.LAST_SECONDS


async def test_a_stop_finishes_whatever_the_database_takes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """叫停以后库在的，队里的照样一件件办完，不管要多久。"""
    waiting = Waiting(monkeypatch)
    engine = open_database(f"sqlite:///{tmp_path / 'x.db'}")
    lane = Lane(engine)
    asked = [asyncio.ensure_future(lane.run(nothing)) for _ in range(MANY)]
    await asyncio.sleep(0)
    lane.hurry()
    waiting.seconds = 2 * lanes.LAST_SECONDS
    lane.start()
    await lane.close()
    engine.dispose()
    assert await asyncio.gather(*asked) == [None] * MANY


@pytest.fixture
def lines() -> Iterator[list[int]]:
    """One more or one less for every connection to a database, opened or closed."""
    seen: list[int] = []

    def one_more(*whatever: object) -> None:
        """A connection was made."""
        seen.append(1)

    def one_less(*whatever: object) -> None:
        """A connection was closed."""
        seen.append(-1)

    event.listen(Pool, "connect", one_more)
    event.listen(Pool, "close", one_less)
    yield seen
    event.remove(Pool, "connect", one_more)
    event.remove(Pool, "close", one_less)


async def test_a_house_that_does_not_open_leaves_no_connection(
    tmp_path: Path, lines: list[int]
) -> None:
    """别的程序的库不开工：一句话说清，连接也还回去，不留在那里占着。"""
    url = f"sqlite:///{tmp_path / 'x.db'}"
    with opened(url) as engine, engine.connect() as connection:
        connection.exec_driver_sql("CREATE TABLE theirs (id int)")
        connection.commit()
    with pytest.raises(Misconfigured):
        async with open_house(Settings(database=Database(url=url)), SystemClock()):
            raise AssertionError
    assert len(lines) == 4
    assert sum(lines) == 0


async def test_what_fails_to_close_leaves_the_others_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """收房子时有一样关不上：照样报错，车道和别的都关了，不留着线程。"""

    async def broken() -> None:
        """关不上。"""
        raise ValueError("odd")

    monkeypatch.chdir(tmp_path)  # the evidence has its place where one stands
    url = f"sqlite:///{tmp_path / 'x.db'}"
    with pytest.raises(ValueError, match="odd"):
        async with open_house(
            Settings(database=Database(url=url)), SystemClock()
        ) as house:
            monkeypatch.setattr(house.delivery, "close", broken)
    with pytest.raises(RuntimeError, match="shutdown"):
        await house.lane.read(nothing)
