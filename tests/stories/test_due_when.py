"""问哪天、哪周、哪月到期：巡察办看全部，单位的人看本单位，经办人看自己名下的。"""

from pathlib import Path

import pytest

from tests.conftest import Stage, staged

OFFICE, PRINCIPAL, PERSON = "feisiyuan", "liangzhenbang", "dengjianing"


async def due(stage: Stage, first: str, last: str) -> list[dict[str, object]]:
    """What is due in a span, as the book has it."""
    rows = [await stage.show(code) for code in await stage.codes()]
    return [
        row
        for row in rows
        if first <= str(row["due_on"] or "") <= last and row["status"] != "closed"
    ]


@pytest.mark.parametrize(
    ("said", "heading", "first", "last"),
    [
        ("下周到期", "下周到期", "2026-10-19", "2026-10-25"),
        ("本月到期的有哪些", "本月到期", "2026-10-14", "2026-10-31"),
        ("下个月到期", "下月到期", "2026-11-01", "2026-11-30"),
        ("明天到期", "明天到期", "2026-10-15", "2026-10-15"),
        ("今天有哪些到期？", "今天到期", "2026-10-14", "2026-10-14"),
        ("四季度到期的", "第四季度到期", "2026-10-14", "2026-12-31"),
        ("10月15日到期的有哪些", "10月15日到期", "2026-10-15", "2026-10-15"),
        ("年内到期的有几项", "今年到期", "2026-10-14", "2026-12-31"),
    ],
)
async def test_everybody_asks_within_what_they_see(
    directory: Path, said: str, heading: str, first: str, last: str
) -> None:
    """一段日子里到期的，项数和台账数出来的一样，各看各的范围。"""
    async with staged(directory, "2026-10-14 09:00") as stage:
        whole = await due(stage, first, last)
        unit = [row for row in whole if row["unit"] == "区教育局"]
        own = [row for row in unit if "邓佳宁" in str(row["people"])]
        for userid, rows in ((OFFICE, whole), (PRINCIPAL, unit), (PERSON, own)):
            answer = (await stage.say(userid, said)).splitlines()[0]
            count = f"{len(rows)}项" if rows else "没有"
            assert answer == f"{heading}：{count}"


async def test_a_unit_is_named_beside_the_span(directory: Path) -> None:
    """点了单位的，只看这个单位；别的单位的人看不到。"""
    async with staged(directory, "2026-10-14 09:00") as stage:
        rows = await due(stage, "2026-10-14", "2026-10-31")
        unit = [row for row in rows if row["unit"] == "区教育局"]
        for words in ("教育局本月到期", "本月到期 教育局"):
            said = await stage.say(OFFICE, words)
            assert said.startswith(f"区教育局本月到期：{len(unit)}项")
        assert (await stage.say("lujianye", "教育局本月到期")).startswith("不能办理")


async def test_a_limit_is_not_said_twice_in_the_same_words(directory: Path) -> None:
    """台账上写的和我们说的一个样，不再附一遍原文；换了说法的，原文附在后面。"""
    async with staged(directory, "2026-10-14 09:00") as stage:
        assert "期限：立行立改。\n" in await stage.say(OFFICE, "5-002")
        assert "（原文：" not in await stage.say(OFFICE, "5-004")
        assert "（原文：6个月内）。\n" in await stage.say(OFFICE, "5-008")
