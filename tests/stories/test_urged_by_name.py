"""催一个人、催所有逾期的：先读回是哪几项、发给谁，确认了才发；别人说的不是催办。"""

from pathlib import Path

import pytest

from tests.conftest import APP, staged
from tests.stories.test_life import LEADER, OFFICE, PERSON

HEAD = "zhongyi"
LATE = "2026-11-04 09:00"


@pytest.mark.parametrize("words", ["催一下邓佳宁", "提醒邓佳宁抓紧"])
async def test_somebody_is_urged(directory: Path, words: str) -> None:
    """催一个人，读回这人逾期的几项和收件人；确认了才发，一天不催两次。"""
    async with staged(directory, LATE) as stage:
        await stage.settle()
        asked = await stage.say(OFFICE, words)
        assert asked.startswith("请确认：催办1项\n5-006\n收件2人：邓佳宁、石海涛")
        done = await stage.say(OFFICE, "确认")
        assert done.startswith("已安排催办：5-006")
        again = await stage.say(OFFICE, words)
        assert "今天都已催办过" in again


@pytest.mark.parametrize("words", ["催 逾期", "把逾期的都催一遍", "催各单位逾期的"])
async def test_all_that_are_late(directory: Path, words: str) -> None:
    """所有逾期的一句话催，先读回；没有确认就没有发。"""
    async with staged(directory, LATE) as stage:
        asked = await stage.say(OFFICE, words)
        total = (await stage.say(OFFICE, "逾期")).splitlines()[0]
        assert asked.startswith("请确认：催办")
        count = asked.splitlines()[0].removeprefix("请确认：催办")
        assert total.endswith(f"：{count}")
        assert "5-006" in asked
        assert "未作改动" in await stage.say(OFFICE, "取消")
        assert (await stage.say(OFFICE, "催 5-006")).startswith("已安排催办：5-006")


async def test_a_unit_that_has_nothing_late(directory: Path) -> None:
    """只催逾期的，没有逾期就说没有；没有这个人也说没有，不猜。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        said = await stage.say(OFFICE, "教育局逾期的催一下")
        assert "区教育局没有逾期的事项" in said
        assert (await stage.say(OFFICE, "提醒教育局抓紧")).startswith("请确认：催办")
        assert (await stage.say(OFFICE, "催一下张三丰")).startswith(
            "未找到人员：张三丰"
        )
        assert "作为责任人没有在办" in await stage.say(OFFICE, "催一下欧阳若溪")


async def test_others_urge_nobody(directory: Path) -> None:
    """责任领导、经办人说同样的话，不发催办；经办人带编号说的，仍是进展。"""
    async with staged(directory, LATE) as stage:
        for userid in (LEADER, PERSON):
            said = await stage.say(userid, "催一下邓佳宁")
            assert "催办" not in said
            assert "催办" not in await stage.say(userid, "把逾期的都催一遍")
        kept = await stage.say(PERSON, "进展 5-006 已提醒各股室抓紧报送名单")
        assert kept.startswith("已记入：5-006")
        said = await stage.say(PERSON, "5-006 提醒计财股抓紧")
        assert said.startswith("已记入：5-006")


async def test_several_named_by_code(directory: Path) -> None:
    """几个编号一起催，先读回每一项；有一项查无此号或今天催过，一项也不发，说是哪一项。"""
    async with staged(directory, LATE) as stage:
        await stage.settle()
        asked = await stage.say(OFFICE, "5-004和5-006催一下")
        assert asked.startswith("请确认：催办2项\n5-004、5-006\n")
        assert "5-004" in await stage.say(OFFICE, "确认")
        again = await stage.say(OFFICE, "催 5-006、5-005")
        assert "5-006" in again
        assert "请确认" not in again
        unknown = await stage.say(OFFICE, "催 5-005、5-099")
        assert "5-099" in unknown
        assert "请确认" not in unknown
        said = await stage.say(PERSON, "5-004和5-006催一下")
        assert "“催办”由巡察办办理，未作任何改动" in said


async def test_all_units_are_urged_within_bounds(directory: Path) -> None:
    """催各单位：只催逾期的和快到期的，最急的在前，一次最多十项，先读回、确认才发。"""
    async with staged(directory, "2026-10-12 09:00", doors=APP) as stage:
        await stage.settle()
        asked = await stage.say(OFFICE, "提醒各单位抓紧")
        assert asked.startswith("请确认：催办10项")
        assert "一次最多10项" in asked
        done = await stage.say(OFFICE, "确认")
        assert done.startswith("已安排催办：")
        again = await stage.say(OFFICE, "催一下各单位")
        assert again.startswith("请确认：催办")
        first = asked.splitlines()[1].split("、")[0]
        assert first not in again


async def test_only_the_office_urges_all_units(directory: Path) -> None:
    """单位的人说催各单位，不是催办；通知各单位开会，也不是。"""
    async with staged(directory, "2026-10-12 09:00", doors=APP) as stage:
        await stage.settle()
        for who, words in ((PERSON, "提醒各单位抓紧"), (OFFICE, "通知各单位明天开会")):
            assert "催办" not in await stage.say(who, words)


async def test_only_what_was_read_back_is_urged(directory: Path) -> None:
    """读回以后、确认以前别人先催了其中一项：一项也不发，说是哪一项；没读回的不会补进来。"""
    async with staged(directory, "2026-10-12 09:00", doors=APP) as stage:
        await stage.settle()
        asked = await stage.say(OFFICE, "提醒各单位抓紧")
        first, second = asked.splitlines()[1].split("、")[:2]
        assert (await stage.say(HEAD, f"催 {first}")).startswith("已安排催办")
        done = await stage.say(OFFICE, "确认")
        assert done.startswith(f"情况有变，未办理：{first}")
        assert (await stage.say(OFFICE, f"催 {second}")).startswith("已安排催办")


async def test_what_became_late_since_is_not_urged(directory: Path) -> None:
    """催所有逾期的读回以后，又有一项报了进展：变了的先看，原样的才发。"""
    async with staged(directory, LATE) as stage:
        await stage.settle()
        asked = await stage.say(OFFICE, "催一下邓佳宁")
        assert "5-006" in asked
        await stage.say(PERSON, "进展 5-006 轮岗方案已报党组会研究")
        done = await stage.say(OFFICE, "确认")
        assert done.startswith("情况有变，未办理：5-006")
        again = await stage.say(OFFICE, "催一下邓佳宁")
        assert again.startswith("请确认：催办1项\n5-006")
        assert (await stage.say(OFFICE, "确认")).startswith("已安排催办：5-006")


async def test_until_when_is_not_sent_with_it(directory: Path) -> None:
    """提醒各单位哪天前报进展：读回时说清提醒用统一的话，那一天不会写进去。"""
    async with staged(directory, LATE) as stage:
        await stage.settle()
        for words in ("提醒各单位本周五前报进展", "提醒邓佳宁11月6日前报进展"):
            asked = await stage.say(OFFICE, words)
            assert asked.startswith("请确认：催办")
            assert "前报进展”不会写进去" in asked
            await stage.say(OFFICE, "取消")
