"""一扇门停了，警报走另一扇：管理员当天就知道，只听一次，修好了也不再说。"""

from pathlib import Path

import pytest

from models import post_office
from tests.conftest import Stage, staged
from tests.stories.test_robot_trouble import BOTH, OFFICE, offline, online

PERSON, SILENT = "dengjianing", "kuangming"
REFUSED = "发不出去"
FOR_LONG = 40
"""More calls than a day of this makes."""


def alarms(stage: Stage, conversation: str, userid: str = OFFICE) -> list[str]:
    """What one of the office was told of a way that does not work."""
    return [one for one in stage.heard(userid, conversation) if REFUSED in one]


async def begin(stage: Stage) -> None:
    """The one of the office has spoken to the robot; nothing waits."""
    await stage.settle()
    await stage.tell(OFFICE, "你好")
    await stage.wait(seconds=61)


async def mended(stage: Stage) -> None:
    """The administrator has mended it; the next try goes through."""
    stage.simulator.faults.clear()
    for _ in range(3):
        await stage.wait(seconds=301)


@pytest.mark.parametrize("code", [60020, 301002, 40001])
async def test_the_robot_tells_what_stopped_the_app(directory: Path, code: int) -> None:
    """应用停了，前面还压着发给他的：警报由机器人说，一次；修好了补发，警报不再来。"""
    async with staged(directory, "2026-09-14 09:00", doors=BOTH) as stage:
        await begin(stage)
        stage.simulator.fail_next(*[code] * FOR_LONG)
        await stage.simulator.say(OFFICE, "催 5-005")
        for _ in range(3):
            await stage.wait(seconds=61)
        (told,) = alarms(stage, "robot")
        assert told.startswith("系统提示：自建应用的消息发不出去")
        assert f"错误码{code}" in told
        await mended(stage)
        assert any("5-005" in one for one in stage.heard(PERSON))
        assert (len(alarms(stage, "robot")), alarms(stage, "app")) == (1, [])
        assert await stage.house.lane.run(post_office.outbox) == []
        assert len(alarms(stage, "app", SILENT)) == 1


async def test_an_alarm_that_neither_door_takes_is_said_by_the_first_that_does(
    directory: Path,
) -> None:
    """应用停了，机器人也断了线：警报留着，哪扇门先通走哪扇，一次。"""
    async with staged(directory, "2026-09-14 09:00", doors=BOTH) as stage:
        await begin(stage)
        board = stage.simulator.robot.board
        board.go_away()
        await offline(stage)
        stage.simulator.fail_next(*[60020] * FOR_LONG)
        await stage.simulator.say(OFFICE, "催 5-005")
        for _ in range(5):
            await stage.wait(seconds=61)
        assert alarms(stage, "robot") == alarms(stage, "app") == []
        board.come_back()
        await board.until(lambda: board.line)
        await online(stage)
        for _ in range(3):
            await stage.wait(seconds=61)
        assert len(alarms(stage, "robot")) == 1
        await mended(stage)
        assert (len(alarms(stage, "robot")), alarms(stage, "app")) == (1, [])


async def test_the_app_tells_the_alarm_that_the_robot_could_not(
    directory: Path,
) -> None:
    """警报改走机器人，机器人却断了线，应用这时修好了：由应用说，一次。"""
    async with staged(directory, "2026-09-14 09:00", doors=BOTH) as stage:
        await begin(stage)
        board = stage.simulator.robot.board
        board.go_away()
        await offline(stage)
        stage.simulator.fail_next(*[60020] * FOR_LONG)
        await stage.simulator.say(OFFICE, "催 5-005")
        for _ in range(3):
            await stage.wait(seconds=61)
        await mended(stage)
        assert len(alarms(stage, "app")) == 1
        board.come_back()
        await board.until(lambda: board.line)
        await online(stage)
        await stage.wait(seconds=61)
        assert alarms(stage, "robot") == []


async def test_mail_that_is_stuck_is_told_by_the_other_door(directory: Path) -> None:
    """应用连不上，不算停：积压的警报等一分钟也改走机器人，一次。"""
    async with staged(directory, "2026-09-14 09:00", doors=BOTH) as stage:
        await begin(stage)
        stage.simulator.is_away = True
        await stage.simulator.say(PERSON, "进展 5-005 已补收4人党费")
        await stage.simulator.say(OFFICE, "催 5-005")
        await stage.wait(seconds=961)
        await stage.house.scheduler.run_due()
        for _ in range(3):
            await stage.wait(seconds=61)
        told = [one for one in stage.heard(OFFICE, "robot") if "条消息积压" in one]
        assert len(told) == 1
