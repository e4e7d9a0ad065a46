"""改口和分清：说错了怎样收回，一条话说两项时材料归谁，都不写在别处。"""

from pathlib import Path

import pytest

from tests.conftest import Stage, staged

PHOTO = Path(__file__).parent.parent / "data" / "evidence" / "photo_after.jpg"
PERSON = "dengjianing"
START = "2026-09-14 09:00"


async def _texts(stage: Stage, code: str) -> list[str]:
    """一项记下的原话。"""
    return [one["text"] for one in (await stage.show(code))["progress"]]  # type: ignore[attr-defined,index]


async def test_said_wrong_moves_what_was_said(directory: Path) -> None:
    """“说错了，是某项的”，上一条改归那一项，这句话自己不记成进展。"""
    async with staged(directory, START) as stage:
        await stage.say(PERSON, "进展 5-005 移交清单已签字")
        assert (await stage.say(PERSON, "说错了，是5-002的")).startswith(
            "已归到：5-002"
        )
        assert await _texts(stage, "5-005") == []
        assert await _texts(stage, "5-002") == ["移交清单已签字"]


@pytest.mark.parametrize("words", ["不对，是2", "打错了，应该是12月25日"])
async def test_another_number_alone_is_taught(directory: Path, words: str) -> None:
    """只说“不对，是2”，不知道改的是哪一处：教怎样改，什么也不写。"""
    async with staged(directory, START) as stage:
        await stage.say(PERSON, "进展 5-005 移交清单已签字")
        assert (await stage.say(PERSON, words)).startswith("尚未改动")
        assert await _texts(stage, "5-005") == ["移交清单已签字"]


async def test_one_finding_taken_back_for_another_is_asked(directory: Path) -> None:
    """一条话里“5-005已完成，哦不对，是5-006已完成”，问是哪一项，不两项都记。"""
    async with staged(directory, START) as stage:
        asked = await stage.say(PERSON, "5-005已完成，哦不对，是5-006已完成")
        assert asked.startswith("请确认是哪一项")
        assert await _texts(stage, "5-005") == []
        assert (await stage.say(PERSON, "2")).startswith("已记入：5-006 报告完成")
        assert await _texts(stage, "5-005") == []


async def test_of_two_reports_it_is_said_which_moves(directory: Path) -> None:
    """一条话记在两项上，只说“归到第三项”的，问是哪一项的，不一起搬走。"""
    async with staged(directory, START) as stage:
        await stage.say(PERSON, "5-005清单已签字；5-006方案已报党组")
        asked = await stage.say(PERSON, "归到5-002")
        assert asked.startswith("请写明是哪一项的：归到5-002")
        assert await _texts(stage, "5-002") == []
        await stage.say(PERSON, "不是5-006，是5-002")
        assert await _texts(stage, "5-002") == ["方案已报党组"]
        assert await _texts(stage, "5-005") == ["清单已签字"]


async def test_a_claim_that_moves_is_claimed_anew(directory: Path) -> None:
    """报错项的“完成”改归以后，原项的完成标记收回，新项完成了要再说一句。"""
    async with staged(directory, START) as stage:
        await stage.say(PERSON, "5-005完成")
        moved = await stage.say(PERSON, "归到5-006")
        assert moved.endswith("5-006 办完了的，请回复：完成 5-006")


@pytest.mark.parametrize("file_first", [True, False])
async def test_a_file_beside_two_findings_is_asked(
    directory: Path, *, file_first: bool
) -> None:
    """一条话说两项，前后来的文件不知归谁：话各记各的，文件问一句。"""
    async with staged(directory, START) as stage:
        if file_first:
            await stage.send_file(PERSON, "现场.jpg", PHOTO.read_bytes())
        await stage.say(PERSON, "5-005清单已签字；5-006方案已报党组")
        if not file_first:
            await stage.send_file(PERSON, "现场.jpg", PHOTO.read_bytes())
        assert (await stage.show("5-005"))["evidence"] == []
        asked = [words for words in stage.heard(PERSON) if "您发来文件1份" in words]
        assert len(asked) == 1
        await stage.say(PERSON, "归到5-006")
        assert len((await stage.show("5-006"))["evidence"]) == 1
        assert (await stage.show("5-005"))["evidence"] == []


async def test_a_bare_code_behind_a_file_says_where_it_belongs(directory: Path) -> None:
    """刚发了文件就回一个编号，文件归到那一项；说“查”的只看，不归。"""
    async with staged(directory, START) as stage:
        photo = PHOTO.read_bytes()
        if stage.by_robot:
            robot = stage.simulator.robot
            await robot.send_file(PERSON, "image", photo, "现场.jpg")
            await stage.arrived()
        else:
            await stage.simulator.send_file(PERSON, "image", photo, "现场.jpg")
        await stage.house.arrivals.settle()
        assert (await stage.say(PERSON, "查 5-005")).startswith("5-005：")
        assert (await stage.show("5-005"))["evidence"] == []
        assert (await stage.say(PERSON, "5-006")).startswith("已收材料：5-006")
        assert len((await stage.show("5-006"))["evidence"]) == 1
        await stage.wait(300)
        assert (await stage.say(PERSON, "5-005")).startswith("5-005：")
