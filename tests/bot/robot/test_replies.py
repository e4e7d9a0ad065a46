"""答话：按来话的号答，说不准的就说不准，过期的号不再用。"""

import asyncio
from datetime import timedelta

import pytest

from bot.robot.errors import RobotError, Uncertain
from tests.bot.robot.test_connection import push
from tests.robots import OTHER, PERSON, QUICK, rigged


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
