"""一项问题的一生，从正门走一遍。"""

from pathlib import Path

from tests.conftest import Stage, staged

PERSON, LEADER, PRINCIPAL, OFFICE = (
    "dengjianing",
    "ouyangruoxi",
    "liangzhenbang",
    "feisiyuan",
)
PICTURE = (
    b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00" + b"1" * 64
)


async def make_ready(stage: Stage, code: str = "5-005", person: str = PERSON) -> None:
    """Give a finding everything that the gate of 申请销号 asks for."""
    await stage.say(person, f"进展 {code} 已补收4人党费，双人签到表已启用")
    await stage.say(person, f"完成 {code}")
    await stage.send_file(person, "签到表.jpg", PICTURE)


async def test_closed_by_the_proper_chain(directory: Path) -> None:
    """责任人报进展交材料，申请销号，主要负责人签字，巡察办核验，问题销号。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await make_ready(stage)
        asked = await stage.say(PERSON, "销号 5-005")
        assert asked.startswith("请确认：申请销号 5-005")
        assert (await stage.show("5-005"))["status"] == "rectifying"
        done = await stage.say(PERSON, "确认")
        assert done.startswith("已提交销号申请：5-005")
        assert any("请您审签" in words for words in stage.heard(PRINCIPAL))
        signed = await stage.press(PRINCIPAL, "同意 5-005")
        assert signed.startswith("已签字：5-005")
        closed = await stage.say(OFFICE, "同意 5-005")
        assert closed.startswith("已销号：5-005")
        shown = await stage.show("5-005")
        assert shown["status"] == "closed"
        assert shown["light"] == "blue"
        assert shown["closed_on"] == "2026-09-14"
        assert any("销号1项" in words for words in stage.heard(PERSON))


async def test_returned_and_closed_after_a_visit(directory: Path) -> None:
    """巡察办退回以后要补进展和回访到位，才能再核验销号。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await make_ready(stage)
        await stage.say(PERSON, "销号 5-005")
        await stage.say(PERSON, "确认")
        await stage.say(PRINCIPAL, "同意 5-005")
        returned = await stage.say(OFFICE, "退回 5-005 未见双人签到表原件")
        assert returned.startswith("已退回：5-005")
        assert any("未见双人签到表原件" in words for words in stage.heard(PERSON))
        refused = await stage.say(PERSON, "销号 5-005")
        assert "退回意见的补充说明" in refused
        await stage.say(PERSON, "进展 5-005 双人签到表原件已交机关党委存档")
        await stage.say(PERSON, "销号 5-005")
        await stage.say(PERSON, "确认")
        await stage.say(PRINCIPAL, "同意 5-005")
        gate = await stage.say(OFFICE, "同意 5-005")
        assert "回访到位的记录" in gate
        await stage.say(
            "kuangming", "回访 5-005 现场 已整改 签到表原件齐全，抽查3次活动"
        )
        closed = await stage.say(OFFICE, "同意 5-005")
        assert closed.startswith("已销号：5-005")
        shown = await stage.show("5-005")
        assert [visit["verdict"] for visit in shown["visits"]] == ["到位"]


async def test_whoever_visited_does_not_accept_alone(directory: Path) -> None:
    """做回访的人不能自己核验销号。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await make_ready(stage)
        await stage.say(PERSON, "销号 5-005")
        await stage.say(PERSON, "确认")
        await stage.say(PRINCIPAL, "同意 5-005")
        await stage.say(OFFICE, "回访 5-005 现场 到位 资料齐全")
        refused = await stage.say(OFFICE, "同意 5-005")
        assert refused.startswith("需两人办理：5-005")
        assert (await stage.show("5-005"))["status"] == "endorsed"


async def test_extension_through_leader_and_office(directory: Path) -> None:
    """延期由责任领导同意、巡察办批准，新期限生效，旧期限留存。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        asked = await stage.say(
            "dengjianing", "延期 5-006 到11月30日 因轮岗方案待组织部批复"
        )
        assert "原期限：10月15日（周四）" in asked
        assert "11月30日（周一）" in asked
        await stage.say("dengjianing", "确认")
        people = (await stage.show("5-006"))["people"]
        leader = next(
            one["userid"] for one in people if one["role"] == "responsible_leader"
        )
        assert (await stage.say(leader, "同意 5-006")).startswith(
            "已同意延期申请：5-006"
        )
        assert (await stage.show("5-006"))["due_on"] == "2026-10-15"
        assert (await stage.say(OFFICE, "同意 5-006")).startswith("已批准延期：5-006")
        shown = await stage.show("5-006")
        assert shown["due_on"] == "2026-11-30"
        assert shown["extensions"][0]["old_due_on"] == "2026-10-15"
        assert any("延期结果：批准1项" in words for words in stage.heard("dengjianing"))
