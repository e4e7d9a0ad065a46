"""流程表说了算：谁能退回，拒绝时说清现在能办什么、由谁办，说过的话不算新进展。"""

from pathlib import Path

import pytest

from tests.conftest import Stage, staged
from tests.stories.test_life import make_ready

PERSON, LEADER, PRINCIPAL = "dengjianing", "ouyangruoxi", "liangzhenbang"
OFFICE = "feisiyuan"


async def submitted(stage: Stage) -> None:
    """Ask for the closure of 5-005."""
    await make_ready(stage)
    await stage.say(PERSON, "销号 5-005")
    await stage.say(PERSON, "确认")


async def test_the_leader_may_send_a_request_for_closure_back(directory: Path) -> None:
    """等签字的销号申请，责任领导也可以退回；经办人得知原因，主要负责人不必再签。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await submitted(stage)
        asked = await stage.say(LEADER, "退回 5-005")
        assert asked.startswith("请写明原因：5-005")
        done = await stage.say(LEADER, "退回 5-005 材料中未见验收单")
        assert done.startswith("已退回：5-005 销号申请")
        assert (await stage.show("5-005"))["status"] == "rectifying"
        assert any("原因：材料中未见验收单" in words for words in stage.heard(PERSON))
        late = await stage.say(PRINCIPAL, "同意 5-005")
        assert late.startswith("没有等您办理的申请：5-005")
        assert "该项目前是“整改中”" in late


async def test_the_leader_signs_nothing_and_verifies_nothing(directory: Path) -> None:
    """责任领导不能签字；签了字等核验的，责任领导不能退回。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await submitted(stage)
        refused = await stage.say(LEADER, "同意 5-005")
        assert refused.startswith("不能办理：5-005")
        await stage.say(PRINCIPAL, "同意 5-005")
        refused = await stage.say(LEADER, "退回 5-005 材料不清楚")
        assert refused.startswith("不能办理：5-005")
        assert (await stage.show("5-005"))["status"] == "endorsed"


async def test_a_refusal_says_what_is_possible_and_by_whom(directory: Path) -> None:
    """办不成的，说清现在可以办什么、由谁办：不让经办人以为自己能核减。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        said = await stage.say(PERSON, "销号 5-005")
        assert "该项目前是“已交办”" in said
        assert "现在可以：报进展（责任人）、核减（巡察办）。" in said
        await submitted(stage)
        said = await stage.say(OFFICE, "核减 5-005 领导小组纪要第3期")
        assert "主要负责人签字、退回（主要负责人、责任领导）。" in said


@pytest.mark.parametrize("between", ["5-005 收到", "5-005 正在办"])
async def test_the_same_words_are_no_news_whatever_stands_between(
    directory: Path, between: str
) -> None:
    """和上次报的一样，中间隔着“收到”“正在办”、只换了标点，也不算实质进展。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await stage.say(PERSON, "进展 5-005 已补收4人党费")
        await stage.say(PERSON, between)
        again = await stage.say(PERSON, "进展 5-005 已补收 4人党费。")
        assert again.startswith("已作为情况说明记入：5-005")
        assert "与上次报告相同" in again
        new = await stage.say(PERSON, "进展 5-005 已补收5人党费")
        assert new.startswith("已记入：5-005")


async def test_one_who_found_it_not_done_is_no_second_pair_of_eyes(
    directory: Path,
) -> None:
    """别人去看没到位、自己去看到位的，还是不能自己核验；另一人办得了。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await submitted(stage)
        await stage.say(PRINCIPAL, "同意 5-005")
        await stage.say("bailu", "回访 5-005 现场 不到位 签到表缺页")
        await stage.say(OFFICE, "回访 5-005 现场 到位 资料齐全")
        refused = await stage.say(OFFICE, "同意 5-005")
        assert refused.startswith("需两人办理：5-005")
        assert (await stage.say("bailu", "同意 5-005")).startswith("已销号：5-005")
