"""机器人的门：群里怎么叫它，它听到的都是正文。"""

from pathlib import Path
from typing import Any, cast

import pytest

from bot.config import parse
from bot.meters import Meters
from bot.robot.door import Door
from bot.robot.frames import Frame
from bot.router import Router
from bot.spoken import Spoken
from handlers.incoming import Incoming
from handlers.talk.conversation import Heard
from tests.bot.robot.test_frames import AT, text
from tests.robots import PERSON, rigged


class Ear:
    """A corridor that only notes what comes in."""

    def __init__(self) -> None:
        self.heard: list[Incoming] = []

    async def hear(self, incoming: Incoming) -> Heard:
        """Note it, and have nothing to say."""
        self.heard.append(incoming)
        return Heard()


@pytest.mark.parametrize(
    ("configured", "words"),
    [({"name": "巡察 小助手"}, "状态"), ({}, "小助手 状态")],
)
async def test_a_robot_knows_its_configured_name(
    tmp_path: Path, configured: dict[str, Any], words: str
) -> None:
    """机器人名字带空格：配置里写了名字，@去得干净；没写的照旧去到第一个空格。"""
    ear, spoken = Ear(), Spoken(tmp_path / "answers.log")
    name = parse({"aibot": configured}).aibot.name
    door = Door(cast("Any", None), cast("Router", ear), spoken, Meters(), name)
    said = text("@巡察 小助手 状态", chatid="C1", chattype="group")
    await door.receive(Frame("aibot_msg_callback", "Q1", said, AT))
    assert [one.text for one in ear.heard] == [words]


async def test_a_bottomless_frame_does_not_cut_the_line() -> None:
    """套了十万层的帧读不了，记一句就过去，线不断，下一条照听。"""
    async with rigged() as rig:
        line = rig.robot.board.line
        assert line is not None
        await line.send_text('{"body":' * 100_000)
        await rig.robot.say(PERSON, "好")
        await rig.until_heard(1)
        assert rig.robot.board.subscriptions == 1
