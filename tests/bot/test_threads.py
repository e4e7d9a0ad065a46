"""旁边的线程：问的人走了，已经在办的还是办完，门才关上。"""

import asyncio
import contextlib
import threading
from pathlib import Path
from typing import cast

from sqlmodel import Session

from bot.lane import Lane
from bot.robot.connection import Connection
from bot.robot.seat import Sitter
from models.database import open_database
from tests import databases


class Held:
    """Something that is at work until it is let go."""

    def __init__(self) -> None:
        self.begun = asyncio.Event()
        self.done = False
        self._loop = asyncio.get_running_loop()
        self._let_go = threading.Event()

    def work(self) -> None:
        """Begin, and end when it is allowed to."""
        self._loop.call_soon_threadsafe(self.begun.set)
        self._let_go.wait()
        self.done = True

    async def let_go_behind(self, closing: "asyncio.Task[None]") -> None:
        """Let it end once a close has had every chance to run past it."""
        for _ in range(10):
            await asyncio.sleep(0)
        early = closing.done()
        self._let_go.set()
        await closing
        assert not early


async def abandon(asking: "asyncio.Task[object]", held: Held) -> None:
    """Give up waiting for what is at work."""
    await held.begun.wait()
    asking.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await asking


async def test_the_book_closes_behind_whoever_still_reads(tmp_path: Path) -> None:
    """问到一半不等了，读的线程还拿着连接：车道等它还回来才关，库才能放手。"""
    engine = open_database(databases.sqlite_url(tmp_path))
    lane, held = Lane(engine), Held()
    lane.start()

    def read(session: Session) -> None:
        """Hold a connection while it lasts."""
        session.connection()
        held.work()

    await abandon(asyncio.create_task(lane.read(read)), held)
    await held.let_go_behind(asyncio.create_task(lane.close()))
    assert held.done
    assert engine.pool.status().endswith("Current Checked out connections: 0")
    engine.dispose()


class SlowPlace:
    """A place that takes its time to be taken."""

    def __init__(self, held: Held) -> None:
        self._held = held
        self.taken = False

    def take(self) -> bool:
        """It is ours once it has been let go."""
        self._held.work()
        self.taken = True
        return True

    def leave(self) -> None:
        """It is free for another process."""
        self.taken = False


async def test_a_place_taken_while_leaving_is_left() -> None:
    """正在占席位的时候停下：占到了也让出来，不会留着不放。"""
    held = Held()
    place = SlowPlace(held)
    sitter = Sitter(place, cast(Connection, None))
    sitter.start()
    await held.begun.wait()
    await held.let_go_behind(asyncio.create_task(sitter.close()))
    assert held.done
    assert not place.taken


async def test_a_place_may_be_left_twice() -> None:
    """演示先挂断机器人、收房子时再挂一次：第二次没有事可做，不出错。"""
    sitter = Sitter(SlowPlace(Held()), cast(Connection, None))
    await sitter.close()
    await sitter.close()
