"""巡察办在聊天里办事：补定期限、更正、改派、转长期、核减、重新整改，各人决定什么。"""

from pathlib import Path

import pytest

from models import organisation
from models.staffing import Staffing
from tests.closing import OFFICE, PERSON, PRINCIPAL, close, name_head
from tests.conftest import APP, Stage, staged
from tests.stories.test_life import make_ready


async def unset_code(stage: Stage) -> str:
    """A finding without a date."""
    for code in await stage.codes():
        shown = await stage.show(code)
        if shown["clock"] == "unset":
            return str(shown["code"])
    raise AssertionError("no finding without a date in the sample")


async def test_missing_date_is_set_by_the_office(directory: Path) -> None:
    """没有期限的由巡察办补定，原话留着，定了就不能再改，只能延期。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        code = await unset_code(stage)
        done = await stage.say(OFFICE, f"期限 {code} 12月31日")
        assert done.startswith(f"已定期限：{code}")
        assert (await stage.show(code))["due_on"] == "2026-12-31"
        again = await stage.say(OFFICE, f"期限 {code} 11月30日")
        assert again.startswith(f"已有期限：{code}")
        assert "12月31日（周四）" in again
        assert (await stage.show(code))["due_on"] == "2026-12-31"


@pytest.mark.parametrize("words", ["期限 {}", "更正 {} 期限"])
async def test_a_missing_date_is_not_taken_from_a_paper(
    directory: Path, words: str
) -> None:
    """补定期限时文件、会议的日子不是期限；写明了期限的照办。"""
    async with staged(directory, "2026-10-20 09:00") as stage:
        code = await unset_code(stage)
        begun = words.format(code)
        for paper in ("领导小组12月8日会议纪要", "12月8日领导小组会议纪要第3期"):
            asked = await stage.say(OFFICE, f"{begun} {paper}")
            assert asked.startswith(f"请写明日期：{code}"), asked
        assert (await stage.show(code))["due_on"] is None
        paper = "领导小组10月8日会议纪要第3期"
        done = await stage.say(OFFICE, f"{begun} 12月31日 {paper}")
        assert done.startswith(f"已定期限：{code}"), done
        assert (await stage.show(code))["due_on"] == "2026-12-31"


async def test_corrections_keep_before_and_after(directory: Path) -> None:
    """更正标题、措施、责任人、佐证要求，前后都说清。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        done = await stage.say(OFFICE, "更正 5-005 标题 离退休支部组织生活不严肃")
        assert "原为：离退休支部组织生活不正常" in done
        await stage.say(OFFICE, "更正 5-005 措施2 每月双人签到并抽查")
        await stage.say(OFFICE, "更正 5-005 佐证要求 3份")
        await stage.say(OFFICE, "更正 5-005 责任人 石海涛")
        shown = await stage.show("5-005")
        assert shown["title"] == "离退休支部组织生活不严肃"
        assert shown["measures"][1]["text"] == "每月双人签到并抽查"
        named = [
            one["name"]
            for one in shown["people"]
            if one["role"] == "responsible_person"
        ]
        assert named == ["石海涛"]
        for same in (
            "标题 离退休支部组织生活不严肃",
            "措施2 每月双人签到并抽查",
            "佐证要求 3份",
            "责任人 石海涛",
        ):
            told = await stage.say(OFFICE, f"更正 5-005 {same}")
            assert told.startswith("没有变化：5-005"), told
            assert "未作改动" in told
        assert "更正的有：" in await stage.say(OFFICE, "更正 5-005 颜色 红")


async def test_reassigned_people_are_told(directory: Path) -> None:
    """责任领导改派，前后两位都收到，新的能办、旧的不能。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        done = await stage.say("ouyangruoxi", "改派 5-005 邓佳宁给石海涛")
        assert done.startswith("已改派：5-005")
        assert any("改派：1项" in words for words in stage.heard("shihaitao"))
        assert any("改派：1项" in words for words in stage.heard(PERSON))
        assert (await stage.say("shihaitao", "进展 5-005 已接手")).startswith(
            "已记入：5-005"
        )
        assert (await stage.say(PERSON, "进展 5-005 补收")).startswith(
            "不能办理：5-005"
        )


async def test_long_term_withdrawal_and_reopening(directory: Path) -> None:
    """转长期要三类原因和文件，核减凭领导小组文件，重新整改另起一轮。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await stage.say(PERSON, "进展 5-006 已形成轮岗方案")
        bad = await stage.say(OFFICE, "转长期 5-006 人手不足")
        assert bad.startswith("不能转入长期整改：5-006")
        done = await stage.say(
            OFFICE, "转长期 5-006 体制机制 2027年3月1日复核 领导小组会议纪要第3期"
        )
        assert done.startswith("已转入长期整改：5-006")
        assert (await stage.show("5-006"))["review_on"] == "2027-03-01"
        refused = await stage.say(OFFICE, "核减 5-002 不想办了")
        assert refused.startswith("请写明依据：5-002")
        gone = await stage.say(OFFICE, "核减 5-002 领导小组会议纪要第4期")
        assert gone.startswith("已核减：5-002")
        assert (await stage.show("5-002"))["light"] is None
        await close(stage)
        back = await stage.say(OFFICE, "重新整改 5-005 回访发现问题反弹")
        assert back.startswith("已重新整改：5-005")
        shown = await stage.show("5-005")
        assert (shown["status"], shown["cycle"]) == ("rectifying", 2)
        assert len(shown["progress"]) >= 1


async def test_office_head_decides_what_staff_checked(directory: Path) -> None:
    """花名册写明负责人的，工作人员先审核，负责人再决定，谁也不能一人办两步。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await stage.house.lane.run(name_head)
        await make_ready(stage)
        await stage.say(PERSON, "销号 5-005")
        await stage.say(PERSON, "确认")
        await stage.say(PRINCIPAL, "同意 5-005")
        early = await stage.say("zhongyi", "同意 5-005")
        assert early.startswith("不能办理：5-005")
        checked = await stage.say(OFFICE, "同意 5-005")
        assert checked.startswith("已审核：5-005")
        assert (await stage.show("5-005"))["status"] == "endorsed"
        assert (await stage.say("zhongyi", "同意 5-005")).startswith("已销号：5-005")


async def test_leader_asks_for_coordination(directory: Path) -> None:
    """领导说需协调，巡察办马上知道，记在那一项上。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        done = await stage.say("ouyangruoxi", "需协调 5-005 需区财政局批复党费收缴账户")
        assert done.startswith("已记录：需协调 5-005")
        assert any("需协调：1项" in words for words in stage.heard(OFFICE))


async def test_principal_sends_back(directory: Path) -> None:
    """主要负责人退回要写原因，写了经办人就收到。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await make_ready(stage)
        await stage.say(PERSON, "销号 5-005")
        await stage.say(PERSON, "确认")
        assert (await stage.say(PRINCIPAL, "退回 5-005")).startswith(
            "请写明原因：5-005"
        )
        assert (await stage.say(PRINCIPAL, "退回 5-005 党费凭证不全")).startswith(
            "已退回：5-005"
        )
        assert (await stage.show("5-005"))["status"] == "rectifying"


async def test_cancelled_and_stale_confirmations_change_nothing(
    directory: Path,
) -> None:
    """读回以后取消的、情况变了再确认的，都不办。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await make_ready(stage)
        await stage.say(PERSON, "销号 5-005")
        assert (await stage.say(PERSON, "取消")).startswith("已取消")
        assert (await stage.say(PERSON, "确认")).startswith("现在没有等您确认的事")
        await stage.say(PERSON, "销号 5-005")
        await stage.say(OFFICE, "更正 5-005 标题 新标题")
        assert (await stage.say(PERSON, "确认")).startswith("情况有变，未办理：5-005")
        assert (await stage.show("5-005"))["status"] == "rectifying"


async def test_cards_of_the_others_say_who_did_it(directory: Path) -> None:
    """几个人收到同一件申请，一个人办了，其他人的卡片写明谁已办理。"""
    async with staged(directory, "2026-09-14 09:00", doors=APP) as stage:
        await make_ready(stage)
        await stage.say(PERSON, "销号 5-005")
        await stage.say(PERSON, "确认")
        await stage.say(PRINCIPAL, "同意 5-005")
        await stage.say(OFFICE, "同意 5-005")
        cards = [one for one in stage.phone("kuangming") if one.card is not None]
        assert cards[-1].replaced == "费思源已办理"
        assert (
            await stage.simulator.press("kuangming", cards[-1].task_id, "同意 5-005")
            is None
        )


async def test_taken_back_coordination_is_corrected(directory: Path) -> None:
    """撤销了需协调，已经知道的巡察办收到一句更正。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await stage.say("ouyangruoxi", "需协调 5-005 需区财政局批复")
        assert (await stage.say("ouyangruoxi", "撤销")).startswith("已撤销：5-005")
        assert any(words.startswith("更正：1项") for words in stage.heard(OFFICE))


async def test_vacant_principal_is_told_to_the_office(directory: Path) -> None:
    """主要负责人空缺的，申请销号时巡察办知道没有人可以签字。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await stage.house.lane.run(_leave)
        await make_ready(stage)
        await stage.say(PERSON, "销号 5-005")
        await stage.say(PERSON, "确认")
        assert any("岗位空缺：1项" in words for words in stage.heard(OFFICE))


def _leave(session):  # type: ignore[no-untyped-def]
    leaving = organisation.find_person(session, PRINCIPAL)
    assert leaving is not None
    Staffing(session).clear_posts(leaving.key)
