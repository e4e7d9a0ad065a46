"""机器人的线时好时坏：每一条推送都有着落，不丢，不重，拿不准的点名请人看。"""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from bot.robot.client import RobotClient
from handlers.post import mail, outbox
from models import organisation, post_office
from models.mailbox import Mail
from rules.vocabulary import MailStatus, Way
from tests.conftest import Stage, staged

PERSON, OFFICE = "dengjianing", "feisiyuan"
BOTH = ("app", "robot")
ONLY = ("robot",)


def owe(stage: Stage, session, userid: str, *texts: str) -> None:  # type: ignore[no-untyped-def]
    """Owe somebody these texts by the robot."""
    person = organisation.find_person(session, userid)
    assert person is not None
    ctx = stage.house.context(session).by(person)
    for text in texts:
        mail.push(replace(ctx, came_by="robot"), person, text, "answer")


async def push(stage: Stage, userid: str, *texts: str) -> None:
    """Owe somebody these texts by the robot at once."""
    await stage.house.lane.run(lambda s: owe(stage, s, userid, *texts))


async def listed(stage: Stage) -> list[Mail]:
    """What the outbox shows to an administrator."""
    return await stage.house.lane.run(post_office.outbox)


async def offline(stage: Stage) -> None:
    """Wait until we know that the line is gone."""
    assert stage.house.robot is not None
    while not stage.house.robot.complaint():  # noqa: ASYNC110 - a socket notices late
        await asyncio.sleep(0)


async def online(stage: Stage) -> None:
    """Wait until the line stands again."""
    assert stage.house.robot is not None
    await stage.house.robot.connection.online()


def got(stage: Stage, conversation: str) -> list[str]:
    """What was pushed into a conversation and begins with 甲, in order."""
    shown = stage.heard(PERSON, conversation)
    return [words for words in shown if words.startswith("甲")]


async def test_the_line_is_gone_for_an_hour(directory: Path) -> None:
    """只有机器人，线断了一小时：欠的都等着，一接上按次序补齐，各一次。"""
    async with staged(directory, "2026-09-14 09:00", doors=ONLY) as stage:
        await stage.tell(PERSON, "你好")
        board = stage.simulator.robot.board
        board.go_away()
        await offline(stage)
        await push(stage, PERSON, "甲1", "甲2", "甲3")
        await stage.settle()
        await stage.wait(seconds=3600)
        assert got(stage, "robot") == []
        board.come_back()
        await board.until(lambda: board.line)
        await online(stage)
        await stage.settle()
        assert got(stage, "robot") == ["甲1", "甲2", "甲3"]


async def test_the_app_says_what_the_robot_cannot(directory: Path) -> None:
    """两条路都有，机器人断线一分钟没接上：由应用说，只说一次。"""
    async with staged(directory, "2026-09-14 09:00", doors=BOTH) as stage:
        await stage.settle()
        await stage.tell(PERSON, "你好")
        stage.simulator.robot.board.go_away()
        await offline(stage)
        await push(stage, PERSON, "甲1", "甲2")
        await stage.settle()
        assert got(stage, "app") == []
        await stage.wait(seconds=61)
        assert got(stage, "app") == ["甲1", "甲2"]
        stage.simulator.robot.board.come_back()
        await online(stage)
        await stage.wait(seconds=61)
        assert got(stage, "robot") == []


async def test_the_app_repeats_nothing_that_may_have_arrived(directory: Path) -> None:
    """推出去没有回音，线又一直不通：应用不替它再说，列为可能已送达，后面的由应用说。"""
    async with staged(directory, "2026-09-14 09:00", doors=BOTH) as stage:
        await stage.settle()
        await stage.tell(PERSON, "你好")
        board = stage.simulator.robot.board
        board.fail_next("lost")
        board.is_away = True  # once the line is cut, it cannot be opened again
        await push(stage, PERSON, "甲1", "甲2")
        await stage.settle()
        await offline(stage)
        for _ in range(4):
            await stage.wait(seconds=40)
        assert got(stage, "app") == ["甲2"]
        mine = [row for row in await listed(stage) if row.userid == PERSON]
        assert [(row.text, row.status) for row in mine] == [("甲1", "uncertain")]


async def test_no_answer_is_named_and_not_repeated(directory: Path) -> None:
    """推出去没有回音：平台不认重复，所以不再发，列为可能已送达，后面的照发。"""
    async with staged(directory, "2026-09-14 09:00", doors=ONLY) as stage:
        await stage.tell(PERSON, "你好")
        board = stage.simulator.robot.board
        board.fail_next("lost")
        await push(stage, PERSON, "甲1", "甲2")
        await stage.settle()
        await online(stage)
        for _ in range(4):
            await stage.wait(seconds=40)
        assert got(stage, "robot") == ["甲1", "甲2"]
        mine = [row for row in await listed(stage) if row.userid == PERSON]
        assert [(row.text, row.status) for row in mine] == [("甲1", "uncertain")]


async def test_what_certainly_did_not_go_is_sent_again(directory: Path) -> None:
    """平台明说没收下：过一会儿再推，最后各一次。"""
    async with staged(directory, "2026-09-14 09:00", doors=ONLY) as stage:
        await stage.tell(PERSON, "你好")
        stage.simulator.robot.board.fail_next(-1, 846601)
        await push(stage, PERSON, "甲1", "甲2")
        await stage.settle()
        for _ in range(4):
            await stage.wait(seconds=40)
        assert got(stage, "robot") == ["甲1", "甲2"]


async def test_an_answer_whose_line_broke_is_pushed(directory: Path) -> None:
    """话收到了，答的时候线断了：接上以后把答复推过去，只有一份。"""
    async with staged(directory, "2026-09-14 09:00", doors=ONLY) as stage:
        await stage.tell(PERSON, "你好")
        board = stage.simulator.robot.board
        board.fail_next(846605)
        await stage.simulator.robot.say(PERSON, "进展 5-005 已补收4人党费")
        await stage.arrived()
        await stage.wait(seconds=1)
        answers = [w for w in stage.heard(PERSON, "robot") if w.startswith("已记入")]
        assert len(answers) == 1
        await stage.wait(seconds=60)
        answers = [w for w in stage.heard(PERSON, "robot") if w.startswith("已记入")]
        assert len(answers) == 1


async def test_a_limit_rests_the_robot_alone(directory: Path) -> None:
    """平台说机器人太快了：机器人歇一会儿，应用照常。"""
    async with staged(directory, "2026-09-14 09:00", doors=BOTH) as stage:
        await stage.settle()
        await stage.tell(PERSON, "你好")
        stage.simulator.robot.board.fail_next(45009)
        await push(stage, PERSON, "甲1")
        await stage.settle()
        assert got(stage, "robot") == []
        assert "5-005" in await stage.say(OFFICE, "5-005")
        await stage.wait(seconds=61)
        assert got(stage, "robot") == ["甲1"]


async def test_a_process_that_died_while_sending(directory: Path) -> None:
    """推到一半进程没了，到没到不知道：不再发，列为可能已送达，后面的照发。"""
    async with staged(directory, "2026-09-14 09:00", doors=ONLY) as stage:
        await stage.tell(PERSON, "你好")

        def lease(session):  # type: ignore[no-untyped-def]
            """在一笔里写下、领走，然后再没有下文。"""
            owe(stage, session, PERSON, "甲1", "甲2")
            return outbox.turn(stage.house.context(session), {}, 9, [Way.ROBOT])

        taken = await stage.house.lane.run(lease)
        assert len(taken.parcels) == 1
        await stage.wait(seconds=61)
        await stage.wait(seconds=61)
        assert got(stage, "robot") == ["甲2"]
        mine = [row for row in await listed(stage) if row.userid == PERSON]
        assert [(row.text, row.status) for row in mine] == [("甲1", "uncertain")]


async def test_replies_count_towards_the_limit(directory: Path) -> None:
    """答复和推送合起来一分钟不过三十条，多的等下一分钟，一条不少。"""
    async with staged(directory, "2026-09-14 09:00", doors=ONLY) as stage:
        await stage.tell(PERSON, "你好")
        await stage.wait(seconds=61)
        for _ in range(10):
            await stage.tell(PERSON, "帮助")
        texts = [f"甲{number:02d}" for number in range(30)]
        await push(stage, PERSON, *texts)
        await stage.settle()
        assert got(stage, "robot") == texts[:20]
        await stage.wait(seconds=61)
        assert got(stage, "robot") == texts


async def test_an_answer_that_failed_oddly_is_listed(
    directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """答的时候出了想不到的错，说没说出去不知道：列为可能已送达，不丢也不重。"""

    async def odd(client: RobotClient, req_id: str, text: str) -> None:
        """Fail, nobody knows where."""
        raise ValueError

    async with staged(directory, "2026-09-14 09:00", doors=ONLY) as stage:
        await stage.tell(PERSON, "你好")
        stage.house.spoken.open()
        with monkeypatch.context() as line:
            line.setattr(RobotClient, "reply", odd)
            await stage.simulator.robot.say(PERSON, "帮助")
            await stage.arrived()
        await stage.wait(seconds=40)
        states = [row.status for row in await listed(stage) if row.userid == PERSON]
        assert states == [MailStatus.UNCERTAIN]
        assert stage.house.spoken.begun() == set()
