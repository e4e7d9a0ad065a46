"""长连接：怎么断的都再接上，一条消息不丢、不重，说不准的就说不准。"""

import asyncio

from bot.robot import frames
from bot.robot.frames import Frame
from tests.robots import OTHER, PERSON, Rig, rigged


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
