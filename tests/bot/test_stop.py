"""停机时库不在：等一小会儿就走，一共这么久，不是一件一件各等一遍。"""

import asyncio
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from bot import lane as lanes
from bot import transaction
from bot.lane import Lane
from models.database import open_database

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
