"""清单：本单位逾期的、谁逾期几项、哪天以前到期的，问了就列；该办什么列待办。"""

from pathlib import Path

import pytest

from tests.conftest import staged

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


async def test_who_is_not_reached_stands_in_the_digest(directory: Path) -> None:
    """问谁还没激活，没有单独的清单，巡察办就指去周报；别人没有这份，不指。"""
    async with staged(directory, "2026-10-12 09:00") as stage:
        await stage.say(OFFICE, "帮助")
        assert "您也许想说：\n周报" in await stage.say(OFFICE, "谁还没激活")
        await stage.say(LIAISON, "帮助")
        assert "周报" not in await stage.say(LIAISON, "谁还没激活")
