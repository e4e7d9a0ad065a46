"""领导用自己的话回督促：问一句算哪一种答复，不猜，不当成进展；原话就是答复的内容。"""

from pathlib import Path

import pytest

from tests.conftest import Stage, staged

LEADER, PERSON, OFFICE = "suxiaotong", "dengjianing", "feisiyuan"
CODE = "5-006"


async def asked(stage: Stage) -> None:
    """Let the leader be told of one overdue finding, and of nothing else last."""
    for day in ("2026-10-14", "2026-10-16"):
        await stage.go(f"{day} 08:50")
    assert stage.heard(LEADER)[-1].startswith("巡察整改情况：请您督促1项")
    assert CODE in stage.heard(LEADER)[-1]


@pytest.mark.parametrize(
    "words", ["我已要求他们周五前报", "知道了，让小邓抓紧", "这事我来盯，下周办结"]
)
async def test_free_words_are_asked_about_once(directory: Path, words: str) -> None:
    """说了督促的话，问是已知悉、已督促还是需协调；回个序号就记下，不另问哪一项。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await asked(stage)
        question = await stage.say(LEADER, words)
        assert question.startswith(f"请确认怎样记：{CODE}")
        assert f"您发来：“{words}”。目前尚未记入。" in question
        done = await stage.say(LEADER, "2")
        assert done.startswith(f"已记录：已督促 {CODE}")
        assert f"“{words}”" in done
        assert (await stage.show(CODE))["progress"] == []


async def test_what_needs_coordination_is_told_to_the_office(directory: Path) -> None:
    """选了需协调的，巡察办收到的就是领导的原话。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await asked(stage)
        await stage.say(LEADER, "编办那边批不下来，我们协调不动")
        assert (await stage.say(LEADER, "3")).startswith(f"已记录：需协调 {CODE}")
        told = [one for one in stage.heard(OFFICE) if one.startswith("需协调：1项")]
        assert "编办那边批不下来" in told[-1]


async def test_a_leaders_receipt_is_taught_what_a_leader_may_say(
    directory: Path,
) -> None:
    """领导只回“好的”，教的是已督促，不是报进展；经办人的照旧。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await asked(stage)
        said = await stage.say(LEADER, "好的")
        assert "例如：已督促 5-0" in said
        assert "例如：进展 5-0" in await stage.say(PERSON, "好的")


async def test_what_is_no_answer_is_left_alone(directory: Path) -> None:
    """不答序号、改说别的，照别的办；经办人说的话照旧是进展。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await asked(stage)
        await stage.say(LEADER, "我已要求他们周五前报")
        assert (await stage.say(LEADER, f"查 {CODE}")).startswith(f"{CODE}：")
        said = await stage.say(LEADER, f"已督促 {CODE} 周五前报")
        assert said.startswith(f"已记录：已督促 {CODE}")
        said = await stage.say(PERSON, f"进展 {CODE} 轮岗方案已报党组会研究")
        assert said.startswith(f"已记入：{CODE}")


async def test_words_about_a_named_finding_are_asked_about(directory: Path) -> None:
    """领导点了编号、用自己的话说，也问记成哪一种答复，不说他无权报进展。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        words = f"{CODE}已当面督促，下周一听汇报"
        assert (await stage.say(LEADER, words)).startswith(f"请确认怎样记：{CODE}")
        assert (await stage.say(LEADER, "2")).startswith(f"已记录：已督促 {CODE}")
        assert (await stage.show(CODE))["progress"] == []
        other = await stage.say(LEADER, "5-045已当面督促，下周一听汇报")
        assert other.startswith("不能办理：5-045")


async def test_all_are_urged_on_in_one_word(directory: Path) -> None:
    """回“都已督促，本周五前补齐”，是对这一批的答复，后半句是内容。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await asked(stage)
        said = await stage.say(LEADER, "都已督促，本周五前补齐")
        assert said.startswith(f"已记录：已督促 {CODE}\n“本周五前补齐”")


async def test_who_leaves_of_several_is_said(directory: Path) -> None:
    """一项有两名经办人，“改派 给谁”没说换下谁的，问换下谁，不把两人都换掉。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        said = await stage.say(LEADER, f"改派 {CODE} 崔国栋")
        assert said.startswith(f"请写明换下谁：{CODE}\n该项的责任人是邓佳宁、石海涛")
        assert f"改派 {CODE} 石海涛给崔国栋" in said
        asked_who = await stage.say(LEADER, f"{CODE}让崔国栋来办")
        assert asked_who.startswith("请确认：交给崔国栋是哪一种")
