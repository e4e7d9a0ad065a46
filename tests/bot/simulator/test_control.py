"""演示页的接口：在哪个会话里说、发，就由哪扇门递进来。"""

from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from tests.conftest import Stage, staged

PERSON = "dengjianing"


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    """The whole system with both doors."""
    async with staged(tmp_path, "2026-09-14 09:00", doors=("app", "robot")) as made:
        yield made


async def post(stage: Stage, path: str, **body: object) -> int:
    """Do something as the page does; the status."""
    url = f"{stage.house.settings.wecom.api_base}/simulator/{path}"
    async with (
        aiohttp.ClientSession() as session,
        session.post(url, **body) as response,  # type: ignore[arg-type]
    ):
        return response.status


async def test_words_go_by_the_door_of_their_conversation(stage: Stage) -> None:
    """没说在哪儿就是应用，说机器人就是机器人，别的不认。"""
    board = stage.simulator.robot.board
    said = {"userid": PERSON, "text": "我的"}
    assert await post(stage, "say", json=said) == 200
    assert stage.heard(PERSON)[-1].startswith("我的事项")
    assert stage.phone(PERSON, "robot") == []
    assert await post(stage, "say", json={**said, "conversation": "robot"}) == 200
    await board.until(lambda: stage.heard(PERSON, "robot"))
    assert stage.heard(PERSON, "robot")[0].startswith("我的事项")
    assert await post(stage, "say", json={**said, "conversation": "fax"}) == 400


async def test_opening_the_robots_chat_is_greeted(stage: Stage) -> None:
    """第一次打开机器人的会话，它先打招呼。"""
    board = stage.simulator.robot.board
    assert await post(stage, "enter", json={"userid": PERSON}) == 200
    await board.until(lambda: stage.heard(PERSON, "robot"))
    assert "您好" in stage.heard(PERSON, "robot")[0]


@pytest.mark.parametrize(
    ("conversation", "kinds"),
    [("app", ["image", "voice", "file"]), ("robot", ["image", "file", "file"])],
)
async def test_several_files_at_once(
    stage: Stage, conversation: str, kinds: list[str]
) -> None:
    """一次几份，按先后各是一条；声音文件在机器人那里只是文件。"""
    form = aiohttp.FormData({"userid": PERSON, "conversation": conversation})
    for name, kind in (
        ("a.jpg", "image/jpeg"),
        ("b.amr", "audio/amr"),
        ("c.docx", "application/octet-stream"),
    ):
        form.add_field("file", b"x" * 40, filename=name, content_type=kind)
    assert await post(stage, "image", data=form) == 200
    shown = [one for one in stage.phone(PERSON, conversation) if one.media_id]
    assert [one.kind for one in shown] == kinds
    assert [one.name for one in shown] == ["a.jpg", "b.amr", "c.docx"]
    await stage.arrived()
    await stage.settle()
