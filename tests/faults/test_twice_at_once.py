"""平台把同一条消息同时交给两个进程：只办一次，两边答的一样。"""

import asyncio
from contextlib import AsyncExitStack
from pathlib import Path

from bot.app import open_house
from bot.router import Router
from handlers.incoming import Incoming
from tests.conftest import APP, at, staged

PERSON = "dengjianing"
TIMES = 20


def message(number: int) -> Incoming:
    """What somebody wrote, as the platform hands it over each time."""
    return Incoming(
        key=f"msg:{number}",
        channel="wecom",
        userid=PERSON,
        kind="text",
        created_at=at("2026-09-14 09:00"),
        text=f"进展 5-006 已修订第{number}条办法",
    )


async def test_the_same_message_at_two_processes_at_once_is_done_once(
    directory: Path,
) -> None:
    """同一条消息同时到两个进程各两遍：进展记一次，四次答的是同一句，推送一句不多。"""
    async with AsyncExitStack() as stack:
        stage = await stack.enter_async_context(
            staged(directory, "2026-09-14 09:00", doors=APP)
        )
        await stage.settle()
        other = await stack.enter_async_context(
            open_house(stage.house.settings, stage.clock)
        )
        routers: list[Router] = [stage.house.router, other.router]
        before = len(stage.heard(PERSON))
        for number in range(TIMES):
            heard = await asyncio.gather(
                *(router.hear(message(number)) for router in 2 * routers)
            )
            assert len({(one.text, one.mail_id) for one in heard}) == 1
            assert "5-006" in heard[0].text
        shown = await stage.show("5-006")
        assert len(shown["progress"]) == TIMES  # type: ignore[arg-type]
        await stage.wait(seconds=31)
        assert len(stage.heard(PERSON)) == before + TIMES
