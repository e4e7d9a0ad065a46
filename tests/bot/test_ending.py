"""叫停旁边的事：等它停下；被叫停的是自己的，自己也停。"""

import asyncio

import pytest

from bot.ending import end


async def test_whoever_ends_a_task_waits_until_it_has_cleared_up() -> None:
    """停下的那件先收拾完，叫停的人才往下走。"""
    cleared: list[str] = []
    begun = asyncio.Event()

    async def work() -> None:
        """等着，被叫停时收拾。"""
        try:
            begun.set()
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0)
            cleared.append("done")

    task = asyncio.create_task(work())
    await begun.wait()
    await end(task, None)
    assert cleared == ["done"]
    assert task.cancelled()


async def test_what_failed_before_is_not_raised() -> None:
    """早就出了错的、早就办完的、没开始的，都算停了，不再报一遍。"""

    async def broken() -> None:
        """出错。"""
        raise ValueError("odd")

    task = asyncio.create_task(broken())
    await asyncio.wait([task])
    await end(task, None)
    await end()


async def test_whoever_is_stopped_while_he_waits_is_stopped() -> None:
    """等别人停下的时候自己被叫停：自己也停，不当作是别人停了。"""
    begun, clear = asyncio.Event(), asyncio.Event()

    async def slow() -> None:
        """收拾得慢。"""
        try:
            begun.set()
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            await clear.wait()
            raise

    task = asyncio.create_task(slow())
    await begun.wait()
    waiting = asyncio.create_task(end(task))
    await asyncio.sleep(0)
    waiting.cancel()
    clear.set()
    with pytest.raises(asyncio.CancelledError):
        await waiting
