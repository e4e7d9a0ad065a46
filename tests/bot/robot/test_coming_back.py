"""断了再接：怎么断的都再接上，被挤、被拒的慢慢试。"""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import aiohttp
import pytest
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.test_utils import unused_port

from bot.clock import PushedClock
from bot.robot.connection import Connection, ConnectionSettings
from bot.robot.errors import NotSent
from bot.robot.frames import Frame
from bot.robot.pace import Pace, Pause
from tests.bot.robot.test_connection import content, push
from tests.robots import PERSON, QUICK, START, Hands, Rig, rigged

ENDS: dict[str, Callable[[Rig], Any]] = {
    "1006": lambda rig: rig.robot.board.cut(),
    "1000": lambda rig: rig.robot.board.hang_up(),
    "mute": lambda rig: rig.robot.board.fall_mute(),
}


@pytest.mark.parametrize("end", ENDS)
async def test_it_comes_back_after_any_end(end: str) -> None:
    """硬断、客气地断、半死不活，都重新接上；断前断后的话各到一次。"""
    async with rigged(QUICK) as rig:
        await rig.robot.say(PERSON, "断前")
        await rig.until_heard(1)
        ended = ENDS[end](rig)
        if ended is not None:
            await ended
        await rig.until_subscribed(2)
        await rig.robot.say(PERSON, "断后")
        await rig.until_heard(2)
        await push(rig, "推一句")
        assert [content(one) for one in rig.heard] == ["断前", "断后"]
        assert rig.said() == ["推一句"]
        assert rig.hands.waits[0] == 1


async def test_a_lost_subscription_is_renewed() -> None:
    """线活着而订阅没了（846609）：这一句肯定没发出，重新订阅后再发就到。"""
    async with rigged() as rig:
        await rig.robot.say(PERSON, "在")
        rig.robot.board.forget()
        with pytest.raises(NotSent):
            await push(rig, "第一次")
        await rig.until_subscribed(2)
        await push(rig, "第二次")
        assert rig.said() == ["第二次"]


@pytest.mark.parametrize("lingering", [False, True], ids=["closed", "half-alive"])
async def test_a_kicked_robot_stays_away(*, lingering: bool) -> None:
    """被新的连接顶掉：至少六十秒不去抢，一次比一次久，状态说得清。"""
    async with rigged() as rig:
        rig.hands.hold()
        before = rig.clock.now()
        await rig.robot.board.kick(lingering=lingering)
        await rig.until_paused()
        assert rig.connection.state.word == "kicked"
        assert rig.connection.state.since == before
        assert rig.hands.waits == [60]
        with pytest.raises(NotSent):
            await push(rig, "现在说不出去")
        rig.hands.release()
        for count in (2, 3, 4):
            await rig.until_subscribed(count)
            await rig.robot.board.kick()
        await rig.until_subscribed(5)
        assert rig.hands.waits[1] > 60
        assert rig.hands.waits == sorted(rig.hands.waits)
        assert rig.connection.state.word == "connected"


async def test_two_instances_do_not_fight_for_ever() -> None:
    """两处同时用一个机器人，互相顶的间隔越来越长，不会没完没了地抢。"""
    async with rigged() as rig, aiohttp.ClientSession() as session:
        hands = Hands(rig.clock)
        board = rig.robot.board
        second = Connection(
            session, rig.settings, hear_nothing, rig.clock, sleep=hands.sleep
        )
        second.start()
        await board.until(lambda: board.subscriptions >= 12)
        await second.close()
        for waits in (rig.hands.waits, hands.waits):
            assert waits[0] == 60
            assert waits == sorted(waits)
            assert sum(waits[:4]) > 600


async def test_a_long_life_forgives_old_kicks() -> None:
    """接上以后安稳了一天，再被顶掉，又从六十秒等起。"""
    async with rigged() as rig:
        await rig.robot.board.kick()
        await rig.until_subscribed(2)
        rig.clock.push(rig.clock.now() + timedelta(days=1))
        await rig.robot.board.kick()
        await rig.until_subscribed(3)
        assert rig.hands.waits == [60, 60]


async def test_bad_credentials_are_tried_slowly() -> None:
    """密钥不对（853000）：状态说是密钥，一分钟起慢慢再试；改对了就接上。"""
    async with rigged(start=False) as rig:
        board = rig.robot.board
        board.refuses = True
        seen: list[str] = []

        async def mend() -> None:
            """Put it right at the fourth refusal."""
            seen.append(rig.connection.state.word)
            board.refuses = len(seen) < 4

        rig.hands.on_wait = mend
        rig.connection.start()
        await rig.until_subscribed(1)
        assert seen == ["refused"] * 4
        assert rig.hands.waits[0] == 60
        assert rig.hands.waits == sorted(rig.hands.waits)
        assert rig.connection.state.word == "connected"


async def test_the_platform_is_gone_for_an_hour() -> None:
    """平台没了一个小时：一直在试，间隔不过半分钟；回来以后话照样通，没说出去的说没发出。"""
    async with rigged() as rig:
        await rig.robot.say(PERSON, "走之前")
        await rig.until_heard(1)
        begin = rig.clock.now()

        async def come_back() -> None:
            """Come back after an hour."""
            with pytest.raises(NotSent):
                await push(rig, "没人在")
            if rig.clock.now() - begin >= timedelta(hours=1):
                rig.robot.board.come_back()

        rig.hands.on_wait = come_back
        rig.robot.board.go_away()
        await rig.until_subscribed(2)
        assert rig.clock.now() - begin < timedelta(hours=1, minutes=2)
        assert max(rig.hands.waits) <= 30
        await rig.robot.say(PERSON, "回来以后")
        await rig.until_heard(2)
        await push(rig, "都在")
        assert rig.said() == ["都在"]
        assert rig.connection.state.word == "connected"


class NoNames(AbstractResolver):
    """A resolver that knows no name."""

    async def resolve(
        self, host: str, port: int = 0, family: int = 0
    ) -> list[ResolveResult]:
        """Know nothing; as the system's, first write the name as it travels."""
        host.encode("idna")
        raise OSError

    async def close(self) -> None:
        """Nothing to close."""


LONG = f"{'a' * 64}.example"


def unwritable(host: str) -> str:
    """What this interpreter calls it where a name cannot travel."""
    try:
        host.encode("idna")
    except UnicodeError as error:
        return type(error).__name__
    raise AssertionError("a name that can travel")


@pytest.mark.parametrize(
    ("url", "word"),
    [
        ("ws://nowhere.example/", "ClientConnectorDNSError"),
        (f"ws://127.0.0.1:{unused_port()}/", "ClientConnectorError"),
        (f"ws://{LONG}/", unwritable(LONG)),
    ],
    ids=["no name", "refused", "no such name"],
)
async def test_what_cannot_be_reached_is_tried_again(url: str, word: str) -> None:
    """名字解不开、写不成、端口没人听，状态说是为什么，一次比一次久地再试，关得掉。"""
    hands = Hands(PushedClock(START))
    tried = asyncio.Event()

    async def count() -> None:
        """Notice the third pause."""
        if len(hands.waits) == 3:
            hands.hold()
            tried.set()

    hands.on_wait = count
    connector = aiohttp.TCPConnector(resolver=NoNames())
    async with aiohttp.ClientSession(connector=connector) as session:
        connection = Connection(
            session,
            ConnectionSettings("b", "s", url),
            hear_nothing,
            hands.clock,
            sleep=hands.sleep,
        )
        connection.start()
        async with asyncio.timeout(10):
            await tried.wait()
        assert connection.state.word == "connecting"
        assert connection.state.reason == word
        assert hands.waits == sorted(hands.waits)
        await connection.close()


async def hear_nothing(_: Frame) -> None:
    """Nobody calls."""


def test_pauses_grow_and_stay_within() -> None:
    """等待从头一档起翻倍，到顶为止；抖动只减不增，也不短于头一档。"""
    pause = Pause(1, 30)
    assert [pause.wait(tries, 0) for tries in range(1, 8)] == [1, 2, 4, 8, 16, 30, 30]
    for tries in range(1, 60):
        assert 1 <= pause.wait(tries, 1) <= pause.wait(tries, 0) <= 30
        assert pause.wait(tries, 1) >= 0.75 * pause.wait(tries, 0)


def test_the_defaults_are_the_promised_ones() -> None:
    """默认的快慢：三十秒一次心跳，五秒等回音；被顶掉和密钥不对，至少等六十秒。"""
    pace = Pace()
    assert (pace.ping_every, pace.answer_within) == (30, 5)
    assert pace.kicked.wait(1, 1) >= 60
    assert pace.refused.wait(1, 1) >= 60
