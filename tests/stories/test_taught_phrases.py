"""巡察办的白话没有直接的命令：教一句能办成的话，什么也不改；要台账的照发。"""

import pytest

from tests.conftest import Stage
from tests.stories.test_life import OFFICE, PERSON

LINE = "改派 5-006 邓佳宁给石海涛"


@pytest.mark.parametrize(
    "words", ["把5-006改成石海涛负责", "5-006换成石海涛负责", "5-006改由石海涛办理"]
)
async def test_the_phrase_that_changes_the_person(stage: Stage, words: str) -> None:
    """说换成谁负责的，给出改派的一句，照着回就办成。"""
    before = (await stage.show("5-006"))["people"]
    answer = await stage.say(OFFICE, words)
    assert LINE in answer
    assert (await stage.show("5-006"))["people"] == before
    await stage.say(OFFICE, LINE)
    people = (await stage.show("5-006"))["people"]
    assert "石海涛" in str(people)


async def test_several_at_once_are_taught_one_by_one(stage: Stage) -> None:
    """一个单位、一个人的几项都换人，逐项写好改派的话，一项也不改。"""
    answer = await stage.say(OFFICE, "教育局那几项都转给石海涛")
    assert answer.startswith("未作改动")
    assert "改派 5-001 王磊给石海涛" in answer
    assert "5-003" not in answer  # his already
    of_one = await stage.say(OFFICE, "邓佳宁的几项都改派给石海涛")
    assert "改派 5-005 邓佳宁给石海涛" in of_one


async def test_work_that_changed_is_still_a_report(stage: Stage) -> None:
    """经办人说改成了什么做法，不是换人，照记。"""
    assert (await stage.say(PERSON, "5-006 已改成网上公开竞聘")).startswith("已记入")


async def test_units_are_not_taught_to_hand_over(stage: Stage) -> None:
    """别的单位的负责人说教育局的几项都转给谁，看不到一个编号。"""
    answer = await stage.say("xiongjianjun", "教育局那几项都转给石海涛")
    assert "5-0" not in answer


async def test_the_office_learns_how_a_limit_changes(stage: Stage) -> None:
    """巡察办说延到年底，说清由谁申请、逾期的怎样补办；没有期限的教补定，都不改。"""
    answer = await stage.say(OFFICE, "5-006延到年底")
    assert answer.startswith("已有期限：5-006")
    assert "补办 5-006" in answer
    undated = await stage.say(OFFICE, "5-005延到年底")
    assert "期限 5-005 " in undated
    assert (await stage.show("5-005"))["due_on"] is None


async def test_a_request_that_waits_is_pointed_out(stage: Stage) -> None:
    """已经申请了延期的，说等谁；等他决定的，教怎样决定。"""
    await stage.say(PERSON, "延期 5-006 到12月31日 因方案未过会")
    await stage.say(PERSON, "确认")
    waiting = await stage.say(OFFICE, "5-006延到年底")
    assert "待责任领导同意" in waiting
    await stage.say("suxiaotong", "同意 5-006")
    assert "同意 5-006" in await stage.say(OFFICE, "5-006延到年底")


@pytest.mark.parametrize("words", ["给我一份台账", "来一份台账", "发我一份台账"])
async def test_a_table_is_asked_for(stage: Stage, words: str) -> None:
    """要一份台账的，照“把台账发给我”办；经办人要不到。"""
    assert (await stage.say(OFFICE, words)).startswith("正在生成表格：45项")
    assert "正在生成" not in await stage.say(PERSON, words)


async def test_a_table_of_one_unit(stage: Stage) -> None:
    """要一个单位的台账的，只有那个单位的。"""
    answer = await stage.say(OFFICE, "要一份教育局的台账")
    assert answer.startswith("正在生成表格：8项")
