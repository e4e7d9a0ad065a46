"""不是3，是2：改的是刚才那一条归到哪一项；拿不准的不动，给出能照抄的一句。"""

import pytest

from tests.conftest import Stage

PERSON = "dengjianing"
"""责任人的三项，列出来是 1. 5-006、2. 5-002、3. 5-005。"""


async def texts(stage: Stage, code: str) -> list[str]:
    """一项上记的话。"""
    return [one["text"] for one in (await stage.show(code))["progress"]]  # type: ignore[attr-defined]


async def test_another_number_behind_a_report(stage: Stage) -> None:
    """照列表序号报错了项，再说“不是3，是2”，就改记到那一项。"""
    await stage.say(PERSON, "我的")
    await stage.say(PERSON, "3已召开专题会研究")
    moved = await stage.say(PERSON, "不是3，是2")
    assert moved.startswith("已归到：5-002"), moved
    assert await texts(stage, "5-005") == []
    assert await texts(stage, "5-002") == ["已召开专题会研究"]


async def test_another_number_behind_a_choice(stage: Stage) -> None:
    """问是哪一项时选错了，换一个序号说，照样改。"""
    await stage.say(PERSON, "我的")
    await stage.say(PERSON, "已召开专题会研究，形成纪要1份")
    await stage.say(PERSON, "3")
    moved = await stage.say(PERSON, "错了，不是第3项，是第2项")
    assert moved.startswith("已归到：5-002"), moved
    assert await texts(stage, "5-005") == []


async def test_a_number_that_fits_nothing_moves_nothing(stage: Stage) -> None:
    """刚才那条不在他说的那一项上，或者改的像是话里的数，就不动，说怎样改。"""
    await stage.say(PERSON, "我的")
    await stage.say(PERSON, "1已召开专题会研究")
    kept = await stage.say(PERSON, "不是3，是2")
    assert kept.startswith("尚未改动")
    assert "归到" in kept
    assert await texts(stage, "5-006") == ["已召开专题会研究"]
    assert await texts(stage, "5-002") == []


async def test_a_figure_in_the_report_is_no_place(stage: Stage) -> None:
    """上一条里写着3个岗位，“不是3，是2”说的可能是这个数，不改归属。"""
    await stage.say(PERSON, "我的")
    await stage.say(PERSON, "5-005 已交流岗位3个")
    kept = await stage.say(PERSON, "不是3，是2")
    assert kept.startswith("尚未改动"), kept
    assert await texts(stage, "5-005") == ["已交流岗位3个"]


async def test_a_figure_in_words_is_no_place_either(stage: Stage) -> None:
    """上一条里写着三人，“不是3，是2”“不是三，是二”也不改归属，原话照引。"""
    await stage.say(PERSON, "我的")
    await stage.say(PERSON, "5-005 已约谈三人")
    for words in ("不是3，是2", "不是三，是二"):
        kept = await stage.say(PERSON, words)
        assert kept.startswith("尚未改动"), kept
        assert f"您发来：“{words}”" in kept
    assert await texts(stage, "5-005") == ["已约谈三人"]


async def test_nothing_was_said_before(stage: Stage) -> None:
    """前面什么也没报，这句话什么也不改。"""
    await stage.say(PERSON, "我的")
    assert (await stage.say(PERSON, "不是3，是2")).startswith("尚未改动")


@pytest.mark.parametrize(
    "words", ["不是3，是2", "是2不是3", "不是第3项，第2项", "2，不是3"]
)
async def test_the_one_that_it_is_not_is_never_picked(stage: Stage, words: str) -> None:
    """问着是哪一项，答“不是3，是2”：记在第2项，决不记在他说不是的那一项。"""
    asked = await stage.say(PERSON, "已约谈3人")
    assert "2. 5-002" in asked, asked
    assert "3. 5-005" in asked, asked
    answer = await stage.say(PERSON, words)
    assert answer.startswith("已记入：5-002"), answer
    assert await texts(stage, "5-002") == ["已约谈3人"]
    assert await texts(stage, "5-005") == []
