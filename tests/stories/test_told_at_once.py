"""文件刚到、话就来了：话里说归哪项的，那一句就是答复，三十秒以后不再说第二遍。"""

from pathlib import Path

import pytest

from tests.conftest import Stage, staged

PERSON = "dengjianing"
START = "2026-09-14 09:00"
NAME = "纪要.jpg"
PICTURE = Path(__file__).parent.parent / "data" / "evidence" / "photo_after.jpg"


async def _hand(stage: Stage, name: str = NAME) -> None:
    """发一张照片，不等三十秒。"""
    data = PICTURE.read_bytes()
    if stage.by_robot:
        await stage.simulator.robot.send_file(PERSON, "image", data, name)
        await stage.arrived()
    else:
        await stage.simulator.send_file(PERSON, "image", data, name)
    await stage.settle()


@pytest.mark.parametrize(
    "words",
    [
        "5-005和5-006都用这份",
        "放到5-005",
        "5-005",
        "这是5-005的",
        "5-005完成80%",
        "进展 5-005 已召开专题会研究，形成纪要1份",
        "完成 5-005",
    ],
)
async def test_words_right_after_a_file_answer_for_it(
    directory: Path, words: str
) -> None:
    """发了材料马上说归哪项，当场答清，三十秒以后不重复。"""
    async with staged(directory, START) as stage:
        await stage.settle()
        before = len(stage.heard(PERSON))
        await _hand(stage)
        said = await stage.say(PERSON, words)
        await stage.wait(seconds=31)
        await stage.wait(seconds=31)
        told = stage.heard(PERSON)[before:]
        assert NAME in said
        assert len(told) == 1
        assert len((await stage.show("5-005"))["evidence"]) == 1  # type: ignore[arg-type]


async def test_looking_at_a_finding_places_no_file(directory: Path) -> None:
    """发了材料说“查 5-005”，是看这一项，不是归到这一项；问着的时候也一样。"""
    async with staged(directory, START) as stage:
        await _hand(stage)
        for _ in range(2):
            assert (await stage.say(PERSON, "查 5-005")).startswith("5-005：")
            await stage.wait(seconds=31)
        assert (await stage.show("5-005"))["evidence"] == []
        assert any("请确认是哪一项" in words for words in stage.heard(PERSON))
        assert NAME in await stage.say(PERSON, "5-005")


async def test_a_file_that_comes_after_the_answer_gets_its_own(directory: Path) -> None:
    """当场答过的不再说，答完又来的一份照样有回音。"""
    async with staged(directory, START) as stage:
        await _hand(stage)
        await stage.say(PERSON, "5-005")
        await stage.wait(seconds=10)
        await _hand(stage, "签到.jpg")
        await stage.wait(seconds=31)
        last = stage.heard(PERSON)[-1]
        assert "发来文件1份" in last


async def test_what_was_taken_back_at_once_is_not_acknowledged(directory: Path) -> None:
    """发了材料、说了进展、三十秒里又撤销的，不再回“已收材料”。"""
    async with staged(directory, START) as stage:
        await stage.settle()
        await stage.say(PERSON, "进展 5-005 已召开专题会研究，形成纪要1份")
        await _hand(stage)
        assert (await stage.say(PERSON, "撤销")).startswith("已撤销")
        heard = len(stage.heard(PERSON))
        await stage.wait(seconds=31)
        assert stage.heard(PERSON)[heard:] == []
