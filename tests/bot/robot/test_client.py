"""机器人说的话：答复、欢迎、改卡片、推送、传文件，平台认，手机上显得对。"""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from bot.robot.errors import NotSent, RobotError, Uncertain
from bot.robot.pace import Count
from tests.robots import OTHER, PERSON, QUICK, START, Rig, rigged, words

MEGABYTE = 1024 * 1024
GROUP = "wrgroup1"


def card(task_id: str, *keys: str, **more: Any) -> dict[str, Any]:
    """A card with buttons."""
    return {
        "card_type": "button_interaction",
        "main_title": {"title": "整改确认", "desc": "5-023"},
        "task_id": task_id,
        "button_list": [{"text": key, "key": key} for key in keys],
        **more,
    }


async def pushed_card(rig: Rig, task_id: str = "T1") -> None:
    """Let somebody write, and push a card to him."""
    await rig.robot.say(PERSON, "在")
    body = {"msgtype": "template_card", "template_card": card(task_id, "确认", "取消")}
    await rig.client.push(PERSON, group=False, body=body)


async def test_a_reply_is_shown_word_for_word() -> None:
    """答复里的记号原样显出来，行也不并。"""
    async with rigged() as rig:
        asked = await rig.robot.say(PERSON, "我的")
        await rig.until_heard(1)
        text = "1. 5-023 #一_二_ *三*\n2. 5-024 <b>\n- 完"
        await rig.client.reply(asked.req_id, text)
        assert rig.said() == [text]


async def test_a_reply_to_an_event_is_stale() -> None:
    """拿事件的号去答复，平台不认，看得出该改推送。"""
    async with rigged() as rig:
        asked = await rig.robot.enter(PERSON)
        await rig.until_heard(1)
        with pytest.raises(RobotError) as caught:
            await rig.client.reply(asked.req_id, "您好")
        assert caught.value.is_stale


async def test_a_welcome_comes_within_five_seconds() -> None:
    """打开会话五秒之内欢迎，过了就不认。"""
    async with rigged() as rig:
        first = await rig.robot.enter(PERSON)
        second = await rig.robot.enter(OTHER)
        await rig.until_heard(2)
        await rig.client.welcome(first.req_id, "您好，我是销账。")
        assert rig.said() == ["您好，我是销账。"]
        rig.clock.push(rig.clock.now() + timedelta(seconds=6))
        with pytest.raises(RobotError) as caught:
            await rig.client.welcome(second.req_id, "您好")
        assert caught.value.is_stale


async def test_a_pressed_card_turns_into_its_result() -> None:
    """按了卡片，五秒之内换成结果；换过的按不动。"""
    async with rigged() as rig:
        await pushed_card(rig)
        asked = await rig.robot.press(PERSON, "T1", "确认")
        assert asked is not None
        await rig.until_heard(2)
        done = card("T1", "确认", replace_text="已确认")
        await rig.client.update_card(asked.req_id, done)
        bubble = await rig.robot.answered(asked)
        assert bubble.replaced == "已确认"
        assert await rig.robot.press(PERSON, "T1", "确认") is None


async def test_a_late_card_is_stale() -> None:
    """按了五秒以后，卡片换不了了，看得出该改推送。"""
    async with rigged() as rig:
        await pushed_card(rig)
        asked = await rig.robot.press(PERSON, "T1", "确认")
        assert asked is not None
        await rig.until_heard(2)
        rig.clock.push(rig.clock.now() + timedelta(seconds=6))
        with pytest.raises(RobotError) as caught:
            await rig.client.update_card(asked.req_id, card("T1", "确认"))
        assert caught.value.is_stale


async def test_who_never_wrote_cannot_be_reached() -> None:
    """没对机器人说过话的人推不到（93006），说过一句就推得到。"""
    async with rigged() as rig:
        with pytest.raises(RobotError) as caught:
            await rig.client.push(OTHER, group=False, body=words("提醒"))
        assert (caught.value.code, caught.value.is_stale) == (93006, False)
        await rig.robot.say(OTHER, "在")
        await rig.client.push(OTHER, group=False, body=words("提醒"))
        assert rig.said(OTHER) == ["提醒"]


async def test_a_group_is_pushed_to_by_its_chatid() -> None:
    """群里有人@过，就能按群号推；带前缀的群号不认。"""
    async with rigged() as rig:
        rig.robot.add_group(GROUP, PERSON, OTHER)
        await rig.robot.say(PERSON, "状态", chat=GROUP)
        await rig.client.push(GROUP, group=True, body=words("本周3项到期"))
        assert rig.said(GROUP) == ["本周3项到期"]
        with pytest.raises(RobotError) as caught:
            await rig.client.push(f"group:{GROUP}", group=True, body=words("错"))
        assert caught.value.code == 93006


async def test_no_more_uploads_than_the_platform_takes() -> None:
    """一分钟传满三十份，第三十一份自己等着，平台一次也不用拦；过了这一分钟接着传。"""
    async with rigged() as rig:
        for number in range(30):
            await rig.client.upload("file", f"{number}.txt", b"%06d" % number)
        with pytest.raises(NotSent):
            await rig.client.upload("file", "a.txt", b"one more")
        rig.clock.push(rig.clock.now() + timedelta(minutes=1))
        assert await rig.client.upload("file", "a.txt", b"one more")


async def test_no_more_uploads_an_hour_than_the_platform_takes() -> None:
    """一小时传满一千份，也自己等着。"""
    count, now = Count(), START
    for _ in range(1000):
        assert not count.is_full(now)
        count.add(now)
        now += timedelta(seconds=3)
    assert count.is_full(now)
    assert not count.is_full(START + timedelta(hours=1))


@pytest.mark.parametrize("size", [6, 512 * 1024, 512 * 1024 + 1, 7 * MEGABYTE])
async def test_a_file_goes_up_whole(size: int) -> None:
    """大小文件一块一块传上去，一个字节不差，推给人看得到名字。"""
    async with rigged() as rig:
        await rig.robot.say(PERSON, "导出")
        data = bytes(number % 251 for number in range(1024)) * (size // 1024 + 1)
        data = data[:size]
        media_id = await rig.client.upload("file", "台账.xlsx", data)
        body = {"msgtype": "file", "file": {"media_id": media_id}}
        await rig.client.push(PERSON, group=False, body=body)
        assert rig.screen()[-1].name == "台账.xlsx"
        assert rig.simulator.media[media_id][0] == data


async def test_an_upload_goes_on_after_a_break() -> None:
    """传到一半断了，接上以后只传没传到的。"""
    async with rigged() as rig:
        data = bytes(3 * MEGABYTE)
        board = rig.robot.board
        board.fail_next(None, None, None, "cut")
        with pytest.raises((NotSent, Uncertain)):
            await rig.client.upload("file", "a.bin", data)
        await rig.until_subscribed(2)
        sent = len([one for one in board.requests if "chunk" in one[0]])
        assert await rig.client.upload("file", "a.bin", data)
        commands = [one[0] for one in board.requests]
        assert commands.count("aibot_upload_media_init") == 1
        assert commands.count("aibot_upload_media_chunk") <= 6 + 1
        assert 0 < sent < 6


async def test_an_old_session_is_not_gone_on_with() -> None:
    """断了三十分钟以上，从头传。"""
    async with rigged() as rig:
        data = bytes(MEGABYTE)
        board = rig.robot.board
        board.fail_next(None, "cut")
        with pytest.raises((NotSent, Uncertain)):
            await rig.client.upload("file", "a.bin", data)
        await rig.until_subscribed(2)
        rig.clock.push(rig.clock.now() + timedelta(minutes=30))
        assert await rig.client.upload("file", "a.bin", data)
        commands = [one[0] for one in board.requests]
        assert commands.count("aibot_upload_media_init") == 2


async def test_a_refused_piece_begins_anew() -> None:
    """平台不认这一块，报错；下次从头传，传得成。"""
    async with rigged() as rig:
        rig.robot.board.fail_next(None, 40058)
        with pytest.raises(RobotError):
            await rig.client.upload("file", "a.bin", b"0123456789")
        assert await rig.client.upload("file", "a.bin", b"0123456789")


async def test_nothing_is_said_without_a_line() -> None:
    """没接通的时候，每一种都说没有发出。"""
    async with rigged(QUICK, start=False) as rig:
        client = rig.client
        said = await asyncio.gather(
            client.reply("q", "一"),
            client.welcome("q", "一"),
            client.update_card("q", card("T", "k")),
            client.push(PERSON, group=False, body=words("一")),
            client.upload("file", "a", b"0123456789"),
            return_exceptions=True,
        )
        assert [type(one) for one in said] == [NotSent] * 5
