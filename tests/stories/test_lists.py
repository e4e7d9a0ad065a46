"""清单：本单位逾期的、谁逾期几项、哪天以前到期的，问了就列；该办什么列待办。"""

from pathlib import Path

import pytest

from tests.conftest import APP, staged
from tests.stories.test_clock import walk

LIAISON, PRINCIPAL, OFFICE = "cuiguodong", "liangzhenbang", "kuangming"


@pytest.mark.parametrize(
    ("words", "heading"),
    [
        ("邓佳宁逾期几项", "邓佳宁逾期的事项"),
        ("教育局第五轮逾期的", "区教育局第5轮逾期事项"),
        ("第五轮教育局逾期的", "区教育局第5轮逾期事项"),
    ],
)
async def test_the_office_asks_for_a_list(
    directory: Path, words: str, heading: str
) -> None:
    """巡察办问谁逾期几项、哪个单位哪一轮逾期的、哪天以前到期的。"""
    async with staged(directory, "2026-10-26 09:00") as stage:
        said = await stage.say(OFFICE, words)
        assert said.startswith(heading)
        assert "5-006" in said


@pytest.mark.parametrize("who", [LIAISON, PRINCIPAL])
async def test_the_own_unit_needs_no_name(directory: Path, who: str) -> None:
    """联络员、主要负责人问“我们单位逾期的有哪些”，列本单位的。"""
    async with staged(directory, "2026-10-26 09:00") as stage:
        said = await stage.say(who, "我们单位逾期的有哪些")
        assert said.startswith("逾期事项：3项")
        assert "5-006" in said
        assert "区农业农村局" not in said


async def test_what_is_due_by_the_end_of_a_month(directory: Path) -> None:
    """问哪个月底前到期的，从今天列到那个月的最后一天；该办什么，列待办。"""
    async with staged(directory, "2026-10-12 09:00") as stage:
        said = await stage.say(OFFICE, "教育局10月底前到期的")
        assert said.startswith("区教育局10月底前到期")
        assert "10月15日（周四）" in said
        assert (await stage.say(OFFICE, "今天该办啥")).startswith("等您办理")


async def test_who_was_never_met_is_listed(directory: Path) -> None:
    """问谁还没激活，巡察办得一张名单：未能送达的在前，尚未发过消息的在后；别人看不到。"""
    async with staged(directory, "2026-09-14 09:00", doors=APP) as stage:
        stage.simulator.unreachable.add("dengjianing")
        await walk(stage, "2026-10-15", "2026-10-16")
        said = await stage.say(OFFICE, "谁还没激活")
        lines = said.splitlines()
        assert lines[0].startswith("还没联系上的：")
        assert lines[1] == "区教育局 邓佳宁：系统未能送达。"
        assert lines[2].endswith("：系统尚未发过消息。")
        further = await stage.say(OFFICE, "更多")
        assert further.startswith(lines[0])
        assert "邓佳宁" not in further
        assert "由巡察办办理" in await stage.say(LIAISON, "谁还没激活")


async def test_who_was_sent_a_digest_is_met(directory: Path) -> None:
    """只收到过周报的人，也不说系统尚未发过消息。"""
    async with staged(directory, "2026-09-14 08:00", doors=APP) as stage:
        await stage.go("2026-09-14 09:00")
        assert stage.heard(PRINCIPAL)
        said = await stage.say(OFFICE, "谁还没激活")
        assert said.startswith("还没联系上的：")
        assert "梁振邦" not in said


@pytest.mark.parametrize(
    ("words", "heading"),
    [
        ("全区销号率多少", "巡察整改情况（第5轮）：总计45项"),
        ("教育局销号率是多少", "巡察整改情况（区教育局）：总计8项"),
        ("第五轮的整改率", "巡察整改情况（第5轮）：总计45项"),
    ],
)
async def test_rates_are_asked_for(directory: Path, words: str, heading: str) -> None:
    """问全区、一个单位、一轮的销号率，得总数和比率，每个率带着两个数。"""
    async with staged(directory, "2026-10-12 09:00") as stage:
        said = await stage.say(OFFICE, words)
        assert said.startswith(heading)
        assert "销号率0.0%（0/" in said
