"""路上的事：一件出错，停机照样停得下来，别的办完；没完的放下。"""

import asyncio

import pytest

from bot import errands
from bot.errands import Errands


async def test_one_that_fails_stops_no_stop() -> None:
    """一件出错，停机时别的照样等到办完，也不把错抛给停机的人。"""
    under_way, done = Errands(), []

    async def fails() -> None:
        """出错。"""
        raise OSError("gone")

    async def ends() -> None:
        """过一会儿才办完。"""
        for _ in range(10):
            await asyncio.sleep(0)
        done.append("ended")

    under_way.start(fails())
    under_way.start(ends())
    await under_way.close()
    assert done == ["ended"]
    assert len(under_way) == 0


async def test_what_never_ends_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    """一直没完的，等一会儿就放下。"""
    monkeypatch.setattr(errands, "LAST_SECONDS", 0.01)
    under_way = Errands()

    async def waits() -> None:
        """一直等。"""
        await asyncio.Event().wait()

    under_way.start(waits())
    await under_way.close()
    assert len(under_way) == 0
