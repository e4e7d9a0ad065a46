"""长连接：怎么断的都再接上，一条消息不丢、不重，说不准的就说不准。"""

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import aiohttp
import pytest
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.test_utils import unused_port

from bot.app import served
from bot.clock import PushedClock
from bot.robot import frames
from bot.robot.connection import Connection, ConnectionSettings
from bot.robot.errors import NotSent, RobotError, Uncertain
from bot.robot.frames import Frame
from bot.robot.pace import Pace, Pause
from bot.simulator.robot import PATH
from bot.simulator.robot_desk import Asked
from tests.robots import OTHER, PERSON, QUICK, START, Hands, Rig, rigged


def content(frame: Frame) -> str:
    """The words of a text callback."""
    return str(frame.body["text"]["content"])


async def push(rig: Rig, text: str, to: str = PERSON) -> None:
    """Push plain words to a person."""
    body = {"msgtype": "markdown", "markdown": {"content": text}}
    await rig.client.push(to, group=False, body=body)


async def test_it_subscribes_and_hears() -> None:
    """接通后先订阅；人说的话递进来，回话落在他的手机上。"""
    async with rigged() as rig:

        async def answer(frame: Frame) -> None:
            """Say back what was said."""
            await rig.client.reply(frame.req_id, f"收到：{content(frame)}")

        rig.work = answer
        asked = await rig.robot.say(PERSON, "我的事项")
        assert (await rig.robot.answered(asked)).text == "收到：我的事项"
        assert rig.connection.state.word == "connected"


async def test_one_sender_is_worked_in_order() -> None:
    """同一个人连说三句，前一句办完才办下一句；别人的不用等。"""
    async with rigged() as rig:
        first_may_end = asyncio.Event()
        ended: list[str] = []

        async def work(frame: Frame) -> None:
            """Let the first one take its time."""
            if content(frame) == "一":
                await first_may_end.wait()
            ended.append(content(frame))

        rig.work = work
        for text in ("一", "二", "三"):
            await rig.robot.say(PERSON, text)
        await rig.robot.say(OTHER, "旁人")
        await rig.robot.board.until(lambda: ended)
        assert ended == ["旁人"]
        first_may_end.set()
        await rig.robot.board.until(lambda: len(ended) == 4)
        assert ended == ["旁人", "一", "二", "三"]


async def test_a_failure_stops_nothing() -> None:
    """办一条出了错，同一个人的下一条照办。"""
    async with rigged() as rig:

        async def fail(frame: Frame) -> None:
            """Fail on one of them."""
            if content(frame) == "坏":
                raise RuntimeError

        rig.work = fail
        await rig.robot.say(PERSON, "坏")
        await rig.robot.say(PERSON, "好")
        await rig.until_heard(2)
        assert rig.connection.state.word == "connected"


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


@pytest.mark.parametrize(
    ("url", "word"),
    [
        ("ws://nowhere.example/", "ClientConnectorDNSError"),
        (f"ws://127.0.0.1:{unused_port()}/", "ClientConnectorError"),
        (f"ws://{'a' * 64}.example/", "UnicodeError"),
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


async def test_req_ids_do_not_outlive_their_line() -> None:
    """重新接上以后，旧话不能再按原来的号答，改用推送；错不会送上平台。"""
    async with rigged() as rig:
        asked = await rig.robot.say(PERSON, "问一句")
        await rig.until_heard(1)
        rig.robot.board.cut()
        await rig.until_subscribed(2)
        before = len(rig.robot.board.requests)
        with pytest.raises(RobotError) as caught:
            await rig.client.reply(asked.req_id, "迟到的答复")
        assert caught.value.is_stale
        assert len(rig.robot.board.requests) == before
        await push(rig, "迟到的答复")
        assert rig.said() == ["迟到的答复"]


async def test_after_a_day_a_req_id_is_over() -> None:
    """过了二十四小时，不再按原来的号答。"""
    async with rigged() as rig:
        asked = await rig.robot.say(PERSON, "问一句")
        await rig.until_heard(1)
        rig.clock.push(rig.clock.now() + timedelta(hours=24))
        await rig.robot.say(OTHER, "第二天")
        await rig.until_heard(2)
        with pytest.raises(RobotError) as caught:
            await rig.client.reply(asked.req_id, "太迟")
        assert caught.value.is_stale


@pytest.mark.parametrize(
    ("fault", "error", "shown"),
    [
        ("lost", Uncertain, ["一句"]),
        ("silent", Uncertain, ["一句"]),
        ("cut", Uncertain, []),
        ("ignored", Uncertain, []),
        (45009, RobotError, []),
    ],
)
async def test_each_fate_has_its_name(
    fault: object, error: type[Exception], shown: list[str]
) -> None:
    """没有回音的说不知道，平台拒的说错误码；到没到，都没有说假话。"""
    async with rigged(QUICK) as rig:
        await rig.robot.say(PERSON, "在")
        rig.robot.board.fail_next(fault)
        with pytest.raises(error):
            await push(rig, "一句")
        assert rig.said() == shown


async def test_replies_to_one_message_go_one_by_one() -> None:
    """同一条消息的几句答复，前一句有了回音才发下一句，次序不乱。"""
    async with rigged() as rig:
        asked = await rig.robot.say(PERSON, "问")
        await rig.until_heard(1)
        texts = [f"第{n}句" for n in range(5)]
        await asyncio.gather(*(rig.client.reply(asked.req_id, text) for text in texts))
        assert rig.said() == texts


async def test_an_uncertain_reply_ends_its_req_id() -> None:
    """答复没有回音，这个号就不再用：迟到的回音不会记到别的话头上。"""
    async with rigged(QUICK) as rig:
        asked = await rig.robot.say(PERSON, "问")
        await rig.until_heard(1)
        rig.robot.board.fail_next("silent")
        results = await asyncio.gather(
            rig.client.reply(asked.req_id, "甲"),
            rig.client.reply(asked.req_id, "乙"),
            return_exceptions=True,
        )
        assert isinstance(results[0], Uncertain)
        assert isinstance(results[1], RobotError)
        assert rig.said() == ["甲"]


async def test_odd_frames_do_no_harm() -> None:
    """控制字符、不认识的类型、没有发送人、不是 JSON 的，都不碍着下一条。"""
    async with rigged() as rig:
        await rig.robot.say(PERSON, "带\x0b控制\x01字符")
        await rig.robot.deliver({"msgid": "1", "msgtype": "appmsg"})
        line = rig.robot.board.line
        assert line is not None
        await line.send_text("{")
        await line.send_text('["a"]')
        await rig.robot.say(PERSON, "好")
        await rig.until_heard(3)
        read = [frames.parse(one.body, one.req_id) for one in rig.heard]
        assert [one.text if one else None for one in read] == ["带控制字符", None, "好"]


async def test_closing_finishes_what_is_in_hand() -> None:
    """关之前，正在办的一条办完、答完。"""
    async with rigged() as rig:
        begun = asyncio.Event()

        async def slow(frame: Frame) -> None:
            """Answer only after others had their turn."""
            begun.set()
            await asyncio.sleep(0)
            await rig.client.reply(frame.req_id, "办完了")

        rig.work = slow
        await rig.robot.say(PERSON, "办一下")
        async with asyncio.timeout(10):
            await begun.wait()
        await rig.connection.close()
        assert rig.said() == ["办完了"]


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
