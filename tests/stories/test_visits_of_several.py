"""一次去了几项：一句话里各有各的结论，读回、确认以后各记各的；照片归哪一项，另说。"""

from pathlib import Path

import pytest

from tests.conftest import Stage, staged
from tests.stories.test_life import OFFICE, PERSON
from tests.stories.test_sampled_visit import COLLEAGUE, sent

START = "2026-09-14 09:00"
TOLD = "今天和匡明去了教育局，看了台账和现场，5-004、5-007到位，5-008没到位，照片稍后发"

WENT = "今天去了区教育局，5-004、5-007到位，5-008没到位"


async def _verdicts(stage: Stage, code: str) -> list[object]:
    """一项记下的回访结论。"""
    visits = (await stage.show(code))["visits"]
    return [one["verdict"] for one in visits]  # type: ignore[attr-defined]


@pytest.mark.parametrize("words", [TOLD, WENT])
async def test_each_has_its_own_verdict(directory: Path, words: str) -> None:
    """几项的结论一起读回，确认了各记各的；撤销一起收回。"""
    async with staged(directory, START) as stage:
        asked = await stage.say(OFFICE, words)
        assert asked.startswith(
            "请确认：记为回访3项\n5-004 到位\n5-007 到位\n5-008 不到位\n"
        )
        assert await _verdicts(stage, "5-008") == []
        done = await stage.say(OFFICE, "确认")
        assert done.startswith("已记入回访：3项")
        assert await _verdicts(stage, "5-004") == ["到位"]
        assert await _verdicts(stage, "5-007") == ["到位"]
        assert await _verdicts(stage, "5-008") == ["不到位"]
        assert (await stage.say(OFFICE, "撤销")).startswith("已撤销")
        for code in ("5-004", "5-007", "5-008"):
            assert await _verdicts(stage, code) == []


@pytest.mark.parametrize("way", [TOLD, "回访 5-004、5-007 到位 看了台账"])
async def test_a_photo_is_put_where_it_is_said(directory: Path, way: str) -> None:
    """一次记了几项的，照片先后发来都不自己归到哪一项，说了才归。"""
    async with staged(directory, START) as stage:
        await sent(stage, OFFICE)
        await stage.say(OFFICE, way)
        if way == TOLD:
            await stage.say(OFFICE, "确认")
        kept = await sent(stage, OFFICE)
        assert kept.startswith("文件已妥存，尚未归到具体事项")
        for code in ("5-004", "5-007", "5-008"):
            visits = (await stage.show(code))["visits"]
            assert all(one["evidence"] == [] for one in visits)
        moved = await stage.say(OFFICE, "归到5-004")
        assert moved.startswith("已收回访材料：5-004")
        assert (await stage.show("5-004"))["visits"][0]["evidence"]


async def test_what_is_unclear_is_asked(directory: Path) -> None:
    """有一项没有结论、有两个结论的，照旧问，一项也不记；取消了不记。"""
    async with staged(directory, START) as stage:
        for words in (
            "去现场看了，到位的是5-004，没到位的是5-008",
            "去现场看了，5-004到位，但有一处没到位，5-008到位",
            "明天去现场看，5-004到位，5-008没到位",
            "去教育局看了现场，到位：5-004；没到位：5-008，未整改",
            "5-004去了现场，到位，5-008打了电话，没到位",
        ):
            asked = await stage.say(OFFICE, words)
            assert "已记入" not in asked
            assert "请确认：记为" not in asked
        await stage.say(OFFICE, TOLD)
        assert "未作改动" in await stage.say(OFFICE, "取消")
        for code in ("5-004", "5-007", "5-008"):
            assert await _verdicts(stage, code) == []


async def test_fine_is_no_confirmation(directory: Path) -> None:
    """读回几项以后只说“好的”：说还等一句确认，一项也不记；确认了照记。"""
    async with staged(directory, START) as stage:
        await stage.say(OFFICE, TOLD)
        waits = await stage.say(OFFICE, "好的")
        assert waits.startswith("尚未办理，等您确认\n办理请回复：确认\n")
        assert await _verdicts(stage, "5-004") == []
        assert (await stage.say(OFFICE, "确认")).startswith("已记入回访：3项")


async def test_what_changed_meanwhile_is_not_kept(directory: Path) -> None:
    """读回以后有一项变了：确认也一项不记，说是哪一项变了。"""
    async with staged(directory, START) as stage:
        await stage.say(OFFICE, TOLD)
        await stage.say(COLLEAGUE, "更正 5-007 标题 组织生活不正常")
        refused = await stage.say(OFFICE, "确认")
        assert refused.startswith("情况有变，未办理：5-007\n")
        for code in ("5-004", "5-007", "5-008"):
            assert await _verdicts(stage, code) == []


async def test_one_that_is_not_there_stops_all(directory: Path) -> None:
    """有一项编号不对的，一项也不记；单位的人说同样的话，不是回访。"""
    async with staged(directory, START) as stage:
        words = "今天到教育局回访，5-004到位，5-099没到位"
        assert (await stage.say(COLLEAGUE, words)).startswith("未找到：5-099")
        assert await _verdicts(stage, "5-004") == []
        own = "今天到学校回访，5-005到位，5-006没到位"
        assert not (await stage.say(PERSON, own)).startswith("请确认：记为")
        assert await _verdicts(stage, "5-005") == []
