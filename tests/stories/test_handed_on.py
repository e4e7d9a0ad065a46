"""活交给别人：先问是代几天还是换人，问清以前什么也不记、什么也不换。"""

from pathlib import Path

import pytest

from tests.conftest import Stage, staged

PERSON, OTHER, LEADER, OFFICE = "dengjianing", "shihaitao", "suxiaotong", "kuangming"
START = "2026-09-14 09:00"


async def _only_one(stage: Stage) -> None:
    """名下只留一项，话没有别处可去。"""
    for code in ("5-002", "5-005"):
        await stage.say(OFFICE, f"改派 {code} 邓佳宁给石海涛")
    await stage.wait(seconds=2 * 86400)


async def test_work_given_away_is_asked_about_and_not_filed(directory: Path) -> None:
    """名下只有一项，说工作交给别人，也不记成进展；答日子就是代办。"""
    async with staged(directory, START) as stage:
        await _only_one(stage)
        asked = await stage.say(PERSON, "工作交给石海涛")
        assert asked.startswith("请确认：交给石海涛是哪一种")
        assert "改派 5-006 邓佳宁给石海涛" in asked
        assert "苏晓彤" in asked
        assert (await stage.show("5-006"))["progress"] == []
        done = await stage.say(PERSON, "9月21日至25日")
        assert done.startswith("已安排代办：石海涛")
        assert "9月21日（周一）至9月25日（周五）" in done


async def test_a_named_item_given_away_changes_nobody(directory: Path) -> None:
    """写了编号也一样：责任人没有变，告诉怎样换。"""
    async with staged(directory, START) as stage:
        before = await stage.show("5-005")
        asked = await stage.say(PERSON, "5-005转给石海涛办")
        assert "责任人没有改变" in asked
        after = await stage.show("5-005")
        assert (after["people"], after["progress"]) == (before["people"], [])


@pytest.mark.parametrize("who", [LEADER, OFFICE])
async def test_who_may_reassign_is_given_the_line(directory: Path, who: str) -> None:
    """责任领导、巡察办说交给谁办，给出能照抄的改派。"""
    async with staged(directory, START) as stage:
        asked = await stage.say(who, "5-006交给石海涛办")
        line = next(one for one in asked.splitlines() if one.startswith("改派"))
        assert line == "改派 5-006 邓佳宁给石海涛"
        assert (await stage.show("5-006"))["progress"] == []


async def test_a_deputy_without_days_is_asked_for_them(directory: Path) -> None:
    """“代办 石海涛”没写日子，问哪天到哪天，答了就办，不用重写。"""
    async with staged(directory, START) as stage:
        asked = await stage.say(PERSON, "代办 石海涛")
        assert asked.startswith("请写明日期：请石海涛代办")
        for unsaid in ("三天", "收到"):
            assert not (await stage.say(PERSON, unsaid)).startswith("已安排")
        await stage.say(PERSON, "代办 石海涛 三天")
        assert (await stage.say(PERSON, "从9月15号到9月20号")).startswith("已安排代办")


async def test_nobody_of_that_name_is_no_deputy(directory: Path) -> None:
    """花名册里没有的人，不问日子，只教怎样写。"""
    async with staged(directory, START) as stage:
        asked = await stage.say(PERSON, "工作交给小李了")
        assert "代办 姓名" in asked
        assert not (await stage.say(PERSON, "9月21日至25日")).startswith("已安排")


async def test_whoever_has_left_a_finding_is_told_who_can_change_it(
    directory: Path,
) -> None:
    """说“我已经调走了”“不归我管”的，不催他说办了什么，告诉他谁能换经办人。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        said = await stage.say(PERSON, "5-006别再发了，我已经调走了")
        assert said.startswith("已作为情况说明记入：5-006")
        assert "换经办人由苏晓彤、巡察办回复，例如：改派 5-006 邓佳宁给姓名" in said
        assert "请具体说一句" not in said
        other = await stage.say(PERSON, "5-006还没完成")
        assert "请具体说一句" in other
