"""风浪：随意地断、挤、哑、迟，一条不丢，一条不重。"""

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable
from datetime import timedelta

import aiohttp
import pytest
from aiohttp.test_utils import unused_port

from bot.app import served
from bot.robot.connection import Connection, ConnectionSettings
from bot.robot.errors import NotSent, RobotError, Uncertain
from bot.robot.frames import Frame
from bot.robot.pace import Pace
from bot.simulator.robot import PATH
from bot.simulator.robot_desk import Asked
from tests.bot.robot.test_connection import content, push
from tests.robots import PERSON, QUICK, Rig, rigged


@pytest.mark.parametrize("seed", range(6))
async def test_nothing_is_lost_and_nothing_doubled(seed: int) -> None:
    """风雨里收发几百句：递到的都听到一次；说发了的都在手机上一次，说没发的都不在。"""
    dice = random.Random(seed)  # noqa: S311 - chance, not a secret
    pace = Pace(ping_every=0.02, answer_within=0.15, close_within=0.2)
    async with rigged(pace) as rig:
        board = rig.robot.board
        fates: dict[str, str] = {}

        async def answer(frame: Frame) -> None:
            """Answer by reply, else by push, and note the fate of the words."""
            text = f"答{content(frame)}"
            fates[text] = await fate(answer_or_push(rig, frame, text))

        rig.work = answer
        await rig.robot.say(PERSON, "先打个招呼")
        weather = [board.cut, board.hang_up, board.fall_mute, board.forget, board.kick]
        asked = []
        for number in range(60):
            if dice.random() < 0.12:
                done = dice.choice(weather)()
                if done is not None:
                    await done
            if dice.random() < 0.15:
                board.fail_next(dice.choice(["lost", "silent", "cut", "ignored"]))
            asked.append(await rig.robot.say(PERSON, f"{number}"))
            for _ in range(dice.randrange(6)):
                await asyncio.sleep(0)
            if dice.random() < 0.3:
                await board.until(lambda: has_worked(rig, sure(asked), fates))
            if dice.random() < 0.7:
                fates.update(await stand_up(rig, number))
            rig.clock.push(rig.clock.now() + timedelta(minutes=2))
        await board.until(lambda: has_worked(rig, sure(asked), fates))
        heard = Counter(one.req_id for one in rig.heard)
        assert len(heard) > 20
        assert max(heard.values()) == 1
        assert not {one.req_id for one in rig.robot.missed} & set(heard)
        said = Counter(rig.said())
        for text, word in fates.items():
            least, most = {"sent": (1, 1), "not_sent": (0, 0)}.get(word, (0, 1))
            assert least <= said[text] <= most, (text, word)


def sure(asked: list[Asked]) -> list[Asked]:
    """Those that reached the robot: their line took them, and was not cut under them."""
    return [one for one in asked if one.line and not one.line.was_cut]


def has_worked(rig: Rig, arrived: list[Asked], fates: dict[str, str]) -> bool:
    """Whether all that surely reached the robot is heard, and all heard is worked."""
    heard = {one.req_id for one in rig.heard}
    worked = sum(1 for text in fates if text.startswith("答"))
    return heard >= {one.req_id for one in arrived} and worked == len(heard)


async def stand_up(rig: Rig, number: int) -> dict[str, str]:
    """Push until a line stands that works; return the fates of what was pushed."""
    fates = {}
    while (line := rig.robot.board.line) is None or line.mood != "well":
        text = f"推{number}-{len(fates)}"
        fates[text] = await fate(push(rig, text))
        await asyncio.sleep(0)
        await rig.connection.online()
    return fates


async def answer_or_push(rig: Rig, frame: Frame, text: str) -> None:
    """Reply, or push where the reply can no longer be made."""
    try:
        await rig.client.reply(frame.req_id, text)
    except RobotError:
        await push(rig, text)


async def fate(said: Awaitable[None]) -> str:
    """Say what became of some words."""
    try:
        await said
    except NotSent:
        return "not_sent"
    except Uncertain:
        return "uncertain"
    return "sent"


async def test_a_line_that_is_served_again() -> None:
    """平台的机器停了又起，地址没变，自己接回来。"""
    port = unused_port()
    async with rigged(start=False) as rig, aiohttp.ClientSession() as session:
        board = rig.robot.board
        settings = ConnectionSettings(
            board.bot_id, board.secret, f"ws://127.0.0.1:{port}{PATH}"
        )
        connection = Connection(
            session, settings, rig.hear, rig.clock, QUICK, rig.hands.sleep
        )
        connection.start()
        for count in (1, 2):
            async with served(rig.simulator.application(), "127.0.0.1", port):
                await board.until(lambda count=count: board.subscriptions == count)
                await rig.robot.say(PERSON, f"{count}")
                await rig.until_heard(count)
                await board.close()
                board.go_away()
            board.come_back()
        await connection.close()
        assert [content(one) for one in rig.heard] == ["1", "2"]
