"""doctor 向外看：令牌、消息样式、回调地址、机器人，不行的说清怎么改。"""

from pathlib import Path

import pytest

from bot.commands import outside
from bot.config import Database
from models import channels
from rules.vocabulary import Way
from tests.conftest import Stage, staged


async def form(stage: Stage) -> str:
    """The richest form that the outbox uses for the app."""

    def read(session):  # type: ignore[no-untyped-def]
        """在一笔里读出。"""
        row = channels.seen_channel(session, Way.APP)
        return row.form if row is not None else ""

    return await stage.house.lane.run(read)


async def test_cards_are_found_to_work(
    directory: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """平台认得卡片：说可用，谁也没有收到试的消息。"""
    async with staged(directory, "2026-09-14 09:00", doors=("app", "robot")) as stage:
        before = len(stage.simulator.phones.bubbles)
        results = await outside.look(stage.house.settings)
        said = capsys.readouterr().out
        assert "好　令牌" in said
        assert "好　消息样式：卡片可用" in said
        assert "好　机器人" in said
        assert results.count(False) == said.count("不好　") == 1
        assert "不好　回调地址" in said
        assert len(stage.simulator.phones.bubbles) == before


async def test_an_old_platform_is_found_out(
    directory: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """平台不认得卡片：说明改用什么，发件从此照办。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await stage.settle()
        stage.simulator.kinds = {"text", "image", "file"}
        await outside.look(stage.house.settings)
        assert "已改用文字" in capsys.readouterr().out
        assert await form(stage) == "text"


async def test_looking_makes_no_database(
    directory: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """头一次运行以前先体检：不替将来运行它的人建库，建了就归体检的人所有。"""
    place = tmp_path / "还没有" / "x.db"
    async with staged(directory, "2026-09-14 09:00") as stage:
        book = Database(url=f"sqlite:///{place}")
        update = {"database": book}
        await outside.look(stage.house.settings.model_copy(update=update))
    assert "好　消息样式：卡片可用" in capsys.readouterr().out
    assert not place.parent.exists()


async def test_a_wrong_agent_is_found_out(
    directory: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Secret 对而 AgentId 抄错了：令牌取得到，发消息会被拒，说该核对什么。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        settings = stage.house.settings
        wecom = settings.wecom.model_copy(update={"agent_id": 1000099})
        await outside.look(settings.model_copy(update={"wecom": wecom}))
        said = capsys.readouterr().out
        assert "好　令牌" in said
        assert "不好　消息样式：发消息被拒" in said
        assert "请管理员核对" in said


async def test_a_robot_that_cannot_be_reached(
    directory: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """机器人的地址连不上：点名哪个键，说该看什么，不带密钥。"""
    async with staged(directory, "2026-09-14 09:00", doors=("robot",)) as stage:
        settings = stage.house.settings
        aibot = settings.aibot.model_copy(update={"url": "ws://127.0.0.1:9/"})
        results = await outside.look(settings.model_copy(update={"aibot": aibot}))
        said = capsys.readouterr().out
        assert results == [False]
        assert "aibot.url" in said
        assert aibot.secret.reveal() not in said


async def test_looking_does_not_take_the_robot_away(directory: Path) -> None:
    """doctor 看一眼，正在用的连接不会被挤下线。"""
    async with staged(directory, "2026-09-14 09:00", doors=("robot",)) as stage:
        await outside.look(stage.house.settings)
        assert stage.simulator.robot.board.subscriptions == 1
        assert stage.house.robot is not None
        assert stage.house.robot.complaint() == ""
