"""同一件事，告诉谁就用谁办得到的话：退回、重新整改、周报、第一次打交道。"""

from pathlib import Path

from tests.conftest import Stage, staged
from tests.stories.test_life import LEADER, OFFICE, PERSON, PRINCIPAL, make_ready

KEPT = "您在这里发的内容会记入整改台账"


async def _asked(stage: Stage) -> None:
    """申请销号，主要负责人签了字。"""
    await make_ready(stage)
    await stage.say(PERSON, "销号 5-005")
    await stage.say(PERSON, "确认")
    await stage.say(PRINCIPAL, "同意 5-005")


async def test_what_is_returned_asks_of_each_what_they_can_do(directory: Path) -> None:
    """退回以后，责任人听到怎样再申请，责任领导听到请督促谁，不教其申请销号。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await _asked(stage)
        await stage.say(OFFICE, "退回 5-005 未见双人签到表原件")
        told = [one for one in stage.heard(PERSON) if one.startswith("退回补充")]
        assert "补好后请再发：销号 5-005" in told[-1]
        led = [one for one in stage.heard(LEADER) if one.startswith("退回补充")]
        assert "请您督促王磊、邓佳宁补好后再申请销号" in led[-1]
        assert "销号 5-005" not in led[-1]


async def test_a_leaders_digest_counts_what_is_closed(directory: Path) -> None:
    """责任领导的周报里，本周销号的算新销号，也还在总数里。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await stage.go("2026-09-14 09:05")
        await _asked(stage)
        assert (await stage.say(OFFICE, "同意 5-005")).startswith("已销号：5-005")
        await stage.go("2026-09-21 09:00")
        digest = [one for one in stage.heard(LEADER) if "巡察整改周报" in one][-1]
        assert "4项中" in digest
        assert "（1/4）" in digest
        assert "没有新销号" not in digest


async def test_what_is_kept_is_said_once_at_first_contact(directory: Path) -> None:
    """第一次来话的同一刻正好有交办要告诉，记什么、谁看得见只说一遍。"""
    async with staged(directory, "2026-09-14 09:00", doors=("app",)) as stage:
        await stage.simulator.say(OFFICE, "状态")  # by now it is known what is due
        await stage.say(PERSON, "我的")
        await stage.settle()
        assert sum(KEPT in one for one in stage.heard(PERSON)) == 1


async def test_two_decisions_in_one_message_are_both_done(directory: Path) -> None:
    """主要负责人一条话里同意一项、退回一项，两项都办，各答各的。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        for code in ("5-005", "5-006"):
            await make_ready(stage, code)
            await stage.say(PERSON, f"销号 {code}")
            await stage.say(PERSON, "确认")
        told = await stage.say(PRINCIPAL, "同意 5-005；退回 5-006 未见轮岗名单")
        assert "已签字：5-005" in told
        assert "已退回：5-006" in told
        assert (await stage.show("5-005"))["status"] == "endorsed"
        assert (await stage.show("5-006"))["status"] == "rectifying"
