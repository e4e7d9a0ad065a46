"""库一时写不进：答过的不再说，没出门的不算试过，路上的照样记。"""

import sqlite3
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from bot import noting, transaction, writers
from bot.sending import Carrier
from bot.transaction import Job
from handlers.post.parcel import FRESH, LEASE
from tests.conftest import APP, Stage, staged
from tests.stories.test_robot_trouble import ONLY, got, push

PERSON = "dengjianing"
ASKED = "进展 5-005 已补收4人党费"
ANSWER = "已记入"


@contextmanager
def away(monkeypatch: pytest.MonkeyPatch, after: int = 0) -> Iterator[None]:
    """Let no commit come through any more, once so many have."""
    finish, left = transaction.finish, [after]

    def stopped(session: Session, group: Sequence[Job]) -> None:
        """Commit while there is a database."""
        if left[0] == 0:
            raise OperationalError("COMMIT", None, sqlite3.OperationalError())
        left[0] -= 1
        finish(session, group)

    with monkeypatch.context() as line:
        line.setattr(transaction, "finish", stopped)
        line.setattr(writers, "finish", stopped)
        yield


@pytest.mark.parametrize("noted_here", [True, False])
async def test_an_answer_that_could_not_be_noted_is_not_said_twice(
    directory: Path, monkeypatch: pytest.MonkeyPatch, noted_here: bool
) -> None:
    """答过了，库一时记不进：好了补记，不再推送；本机的笔记写不写得进都一样。"""
    async with staged(directory, "2026-09-14 09:00", doors=APP) as stage:
        await stage.settle()
        monkeypatch.setattr(noting, "NOTE_SECONDS", 3600)
        if noted_here:
            stage.house.spoken.open()
        await stage.simulator.say(PERSON, "帮助")
        before = len(stage.heard(PERSON))
        with away(monkeypatch), pytest.raises(OperationalError):
            await stage.house.delivery.drain()
        await stage.wait(seconds=40)
        assert len(stage.heard(PERSON)) == before


async def test_what_was_said_before_a_kill_is_seen_by_whoever_looks_beside(
    directory: Path,
) -> None:
    """答过没来得及入库就被杀，先来看的是 tick：看得见那份笔记，不再推送。"""
    async with staged(directory, "2026-09-14 09:00", doors=APP) as stage:
        await stage.settle()
        spoken = stage.house.spoken
        spoken.open()
        await stage.simulator.say(PERSON, "帮助")
        spoken.take()
        spoken.close()
        before = len(stage.heard(PERSON))
        await stage.wait(seconds=40)
        assert len(stage.heard(PERSON)) == before


async def test_an_answer_of_the_robot_that_could_not_be_noted(
    directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """机器人答过了，库一时记不进：好了也不再推送，平台可不认重复；笔记也了结。"""
    async with staged(directory, "2026-09-14 09:00", doors=ONLY) as stage:
        await stage.tell(PERSON, "你好")
        stage.house.spoken.open()
        with away(monkeypatch, after=1):
            await stage.simulator.robot.say(PERSON, ASKED)
            await stage.arrived()
        await stage.wait(seconds=40)
        said = [one for one in stage.heard(PERSON, "robot") if one.startswith(ANSWER)]
        assert len(said) == 1
        assert stage.house.spoken.begun() == set()


async def test_an_answer_that_the_robot_could_not_say_is_pushed_in_the_end(
    directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """机器人没答成，库又一时记不进：好了照样推送，一份不少。"""
    async with staged(directory, "2026-09-14 09:00", doors=ONLY) as stage:
        await stage.tell(PERSON, "你好")
        stage.house.spoken.open()
        stage.simulator.robot.board.fail_next(846605)
        with away(monkeypatch, after=1):
            await stage.simulator.robot.say(PERSON, ASKED)
            await stage.arrived()
        await stage.wait(seconds=40)
        said = [one for one in stage.heard(PERSON, "robot") if one.startswith(ANSWER)]
        assert len(said) == 1


@asynccontextmanager
async def not_given_back(
    directory: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[tuple[Stage, Carrier]]:
    """Lease 甲1 and let it be too late to send it when no commit comes through."""
    async with staged(directory, "2026-09-14 09:00", doors=ONLY) as stage:
        await stage.tell(PERSON, "你好")
        delivery = stage.house.delivery
        assert isinstance(delivery, Carrier)
        async with delivery._turning:  # nobody else shall lease it before
            await push(stage, PERSON, "甲1")
            assert len(await delivery._turn(None)) == 1
            stage.clock.push(stage.clock.now() + 2 * FRESH)
            with away(monkeypatch):
                await delivery.land()
                assert delivery._unsure
        yield stage, delivery


async def test_what_could_not_be_given_back_does_not_count_as_tried(
    directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """领下还没送，要退回的时候库不在：好了先退回，照样送到，不列为可能已送达。"""
    async with not_given_back(directory, monkeypatch) as (stage, delivery):
        with away(monkeypatch):
            for _ in range(2):  # a turn in the background fails between them
                with pytest.raises(OperationalError):
                    await delivery.turn()
        await stage.wait(seconds=int(LEASE.total_seconds()))
        assert got(stage, "robot") == ["甲1"]


async def test_a_turn_that_began_before_leases_nothing(
    directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """退不回的时候另一趟已过了先退回的一步，等库等得久：它不领，也不算谁试过。"""

    async def passed() -> None:
        """It had been taken when there was nothing to give back."""

    async with not_given_back(directory, monkeypatch) as (stage, delivery):
        stage.clock.push(stage.clock.now() + LEASE)
        with monkeypatch.context() as line:
            line.setattr(delivery, "_take_back", passed)
            assert await delivery.turn() == []
        await stage.settle()
        assert got(stage, "robot") == ["甲1"]


async def test_failing_for_long_fills_no_memory(
    directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """盘满了一夜，每秒试一次都没落盘：记着要退回的，不因此越来越多；好了照样送到。"""
    async with staged(directory, "2026-09-14 09:00", doors=APP) as stage:
        await stage.settle()
        delivery = stage.house.delivery
        assert isinstance(delivery, Carrier)
        await push(stage, PERSON, "甲1")
        kept = set()
        with away(monkeypatch):
            for _ in range(4):
                with pytest.raises(OperationalError):
                    await delivery.turn()
                kept.add(sum(len(parcels) for parcels in delivery._unsure))
        assert len(kept) == 1
        await stage.wait(seconds=1)
        assert got(stage, "app") == ["甲1"]
