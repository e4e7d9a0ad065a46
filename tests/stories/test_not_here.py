"""移交编号：聊天里说到 X5-003 的，话不留、不读回、不归到哪一项，谁说都是同一句。"""

from pathlib import Path

import pytest
from sqlmodel import SQLModel

from rules.speech import clues
from tests.conftest import Stage, staged

PERSON, PRINCIPAL, OFFICE, RECEIVER = (
    "dengjianing",
    "liangzhenbang",
    "feisiyuan",
    "guyu",
)


async def everything(stage: Stage) -> str:
    """All that the database holds, as one text."""

    def read(session):  # type: ignore[no-untyped-def]
        """在一笔里读出所有的表。"""
        tables = SQLModel.metadata.sorted_tables
        rows = [row for one in tables for row in session.execute(one.select())]
        return "\n".join(map(str, rows))

    return await stage.house.lane.run(read)


@pytest.mark.parametrize("userid", [PERSON, PRINCIPAL, OFFICE, RECEIVER])
async def test_nothing_of_it_is_kept_or_said_again(
    directory: Path, userid: str
) -> None:
    """写了编号和内容的，库里只有摘要，答复里没有一个字是他的，请他撤回。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await stage.say(userid, "帮助")
        words = "进展 Ｘ5-003 已找李某谈话，收了10万元"
        said = await stage.say(userid, words)
        assert said.startswith("不在这里办理")
        assert "撤回" in said
        assert await stage.say(userid, "X5-003") == said
        kept = await everything(stage)
        assert "李某" not in kept
        assert clues.mark(words) in kept


async def test_a_model_number_is_no_such_number(directory: Path) -> None:
    """没有那一轮的、夹在字母里的，是型号，照常办理。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        for words in ("采购X9-12型投影仪2台，已验收", "更换HX5-003型阀门，已验收"):
            said = await stage.say(PERSON, f"进展 5-005 {words}")
            assert said.startswith("已记入：5-005"), words


async def test_what_quotes_such_a_number_is_not_kept(directory: Path) -> None:
    """引用着编号回的话、编号里空了格的话，一样不留。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await stage.say(PERSON, "帮助")
        quoted = await stage.say(PERSON, "已找李某谈话", quote="移交编号X5-003")
        assert quoted.startswith("不在这里办理")
        for words in ("X 5-003 已找李某谈话", "X5_003 已找李某谈话"):
            assert await stage.say(PERSON, words) == quoted
        assert "李某" not in await everything(stage)


NAMED = "X5-003李某谈话.png"
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40


def files_in(stage: Stage) -> list[Path]:
    """What lies in the evidence folder."""
    folder = Path(stage.house.settings.files.directory)
    return [one for one in folder.rglob("*") if one.is_file()]


async def test_a_file_called_after_one_is_not_kept(directory: Path) -> None:
    """文件名里写了移交编号的，名字和内容都不留，只留摘要，请他撤回。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await stage.say(PERSON, "5-005")
        await stage.send_file(PERSON, NAMED, PICTURE)
        (told,) = [one for one in stage.heard(PERSON) if "文件未收：1份" in one]
        assert "撤回" in told
        kept = await everything(stage)
        assert "李某" not in kept
        assert "X5-003" not in kept
        assert clues.mark(PICTURE) in kept
        assert files_in(stage) == []


async def test_a_model_number_names_a_file_as_it_likes(directory: Path) -> None:
    """没有那一轮的编号是型号，文件照收，名字照留。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await stage.say(PERSON, "5-005")
        await stage.send_file(PERSON, "X9-12型投影仪.png", PICTURE)
        assert "X9-12型投影仪.png" in await everything(stage)
        assert len(files_in(stage)) == 1
