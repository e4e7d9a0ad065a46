"""补办延期：逾期以后、再次延期的，巡察办凭领导小组的文件办（domain.md §4）。"""

from pathlib import Path

import pytest

from models import findings
from tests.closing import name_head
from tests.conftest import Stage, staged

PERSON, LEADER, PRINCIPAL, OFFICE = (
    "dengjianing",
    "suxiaotong",
    "liangzhenbang",
    "feisiyuan",
)
WORDS = "补办 5-006 12月31日 因党费凭证待补 领导小组〔2026〕3号"


async def read_back(stage: Stage, words: str) -> None:
    """The new day and the paper are read back; nothing has changed yet."""
    asked = await stage.say(OFFICE, words)
    assert asked.startswith("请确认：5-006 补办延期"), asked
    assert "原期限：10月15日（周四）" in asked
    assert "12月31日（周四）" in asked
    assert "领导小组〔2026〕3号" in asked
    assert (await stage.show("5-006"))["due_on"] == "2026-10-15"


async def test_late_grant_moves_the_date_and_keeps_the_old_one(
    directory: Path,
) -> None:
    """逾期以后巡察办凭领导小组文件补办：读回、确认，旧期限留着，三方都告知。"""
    async with staged(directory, "2026-10-20 09:00") as stage:
        await stage.settle()
        await read_back(stage, WORDS)
        done = await stage.say(OFFICE, "确认")
        assert done.startswith("已补办延期：5-006")
        shown = await stage.show("5-006")
        assert (shown["due_on"], shown["overdue_days"]) == ("2026-12-31", 0)
        entry = shown["extensions"][-1]
        assert (entry["old_due_on"], entry["new_due_on"]) == (
            "2026-10-15",
            "2026-12-31",
        )
        assert entry["status"] == "late_grant"
        assert "领导小组〔2026〕3号" in entry["reason"]
        for person in (PERSON, LEADER, PRINCIPAL):
            news = [one for one in stage.heard(person) if "延期结果：补办1项" in one]
            assert len(news) == 1, person
            assert "12月31日（周四）" in news[0]
        coming = [one["step"] for one in shown["notices"] if one["status"] == "coming"]
        assert "remind-10" in coming


async def test_late_grant_says_what_is_missing(directory: Path) -> None:
    """没写文件、没写日期的不办，缺什么说什么；不是巡察办的也不能办。"""
    async with staged(directory, "2026-10-20 09:00") as stage:
        no_paper = await stage.say(OFFICE, "补办 5-006 12月31日 因会议冲突")
        assert no_paper.startswith("补办延期未受理：5-006")
        assert "缺：领导小组的文件" in no_paper
        no_day = await stage.say(OFFICE, "补办 5-006 领导小组12月8日会议纪要第3期")
        assert "缺：新的期限" in no_day
        earlier = await stage.say(OFFICE, "补办 5-006 10月1日 领导小组〔2026〕3号")
        assert "12月31日" not in earlier
        assert not earlier.startswith("请确认")
        other = await stage.say(LEADER, WORDS)
        assert other.startswith("不能办理：5-006")
        assert (await stage.show("5-006"))["due_on"] == "2026-10-15"


@pytest.mark.parametrize(
    "words",
    [
        "12月8日领导小组会议纪要第3期",
        "12月8日区委巡察工作领导小组会议纪要",
        "因招标推迟到11月20日 领导小组〔2026〕3号",
        "因招标延期到11月20日，领导小组〔2026〕3号",
        "领导小组〔2026〕3号，收到12月8日",
        "领导小组〔2026〕3号，原期限到12月8日",
    ],
)
async def test_a_day_of_the_paper_or_of_the_reason_is_no_limit(
    directory: Path, words: str
) -> None:
    """文件的日子、原因里的日子，都不是新的期限：没有写明的就问。"""
    async with staged(directory, "2026-10-20 09:00") as stage:
        asked = await stage.say(OFFICE, f"补办 5-006 {words}")
        assert "缺：新的期限" in asked, asked


async def test_limit_and_correction_with_the_paper_are_a_late_grant(
    directory: Path,
) -> None:
    """已有期限的，期限、更正期限带着文件也按补办读回；没有文件的说清怎样才行。"""
    async with staged(directory, "2026-10-20 09:00") as stage:
        tail = "12月31日 因党费凭证待补 领导小组〔2026〕3号"
        await read_back(stage, f"期限 5-006 {tail}")
        await stage.say(OFFICE, "取消")
        await read_back(stage, f"更正 5-006 期限 {tail}")
        await stage.say(OFFICE, "确认")
        assert (await stage.show("5-006"))["due_on"] == "2026-12-31"
        bare = await stage.say(OFFICE, "更正 5-006 期限 2027年1月15日")
        assert bare.startswith("已有期限：5-006")
        assert "补办 5-006" in bare


@pytest.mark.parametrize(
    ("words", "missing"),
    [
        ("补办 5-006", "新的期限、领导小组的文件"),
        ("补办5-006延期", "新的期限、领导小组的文件"),
        ("补办 5-006 因党费凭证待补", "新的期限、领导小组的文件"),
        ("补办 5-006 延期，因党费凭证待补", "新的期限、领导小组的文件"),
        (
            "补办 5-006 延期1个月 因党费凭证待补",
            "延到哪一天（“1个月”没有写明从哪天算起）、领导小组的文件",
        ),
        ("补办 5-006 因党费凭证待补 领导小组〔2026〕3号", "新的期限"),
        ("补办 5-006 延期到12月31日", "领导小组的文件"),
    ],
)
async def test_what_is_missing_is_asked_for_however_little_is_said(
    directory: Path, words: str, missing: str
) -> None:
    """日子、文件都没写的补办，问的是补办缺什么，不当作报进展，也不当作平常的延期。"""
    async with staged(directory, "2026-10-20 09:00") as stage:
        asked = await stage.say(OFFICE, words)
        assert asked.startswith("补办延期未受理：5-006"), asked
        assert f"缺：{missing}。" in asked, asked
        shown = await stage.show("5-006")
        assert (shown["due_on"], shown["extensions"]) == ("2026-10-15", [])


async def test_how_long_the_paper_grants_is_asked_from_which_day(
    directory: Path,
) -> None:
    """补办延期1个月的，从原期限算还是从今天算，问明白再读回，选哪天就是哪天。"""
    async with staged(directory, "2026-10-20 09:00") as stage:
        words = "补办 5-006 延期1个月 因党费凭证待补 领导小组〔2026〕3号"
        asked = await stage.say(OFFICE, words)
        assert asked.startswith("请确认日期：5-006 补办延期"), asked
        assert "1. 11月15日（周日），从原期限10月15日算起" in asked
        assert "2. 11月20日（周五），从今天算起" in asked
        read = await stage.say(OFFICE, "1")
        assert read.startswith("请确认：5-006 补办延期"), read
        assert "补办延到：11月15日（周日）" in read
        assert "因党费凭证待补 领导小组〔2026〕3号" in read
        assert (await stage.show("5-006"))["due_on"] == "2026-10-15"
        assert (await stage.say(OFFICE, "确认")).startswith("已补办延期：5-006")
        assert (await stage.show("5-006"))["due_on"] == "2026-11-15"
        again = await stage.say(OFFICE, words)
        assert "1. 11月20日（周五），从今天算起" in again
        other = await stage.say(OFFICE, "12月31日")
        assert "补办延到：12月31日（周四）" in other, other


async def test_second_extension_is_recorded_with_the_paper(directory: Path) -> None:
    """再次延期：巡察办手里已有文件的，直接凭文件记入；没定的申请随之了结。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await stage.say(PERSON, "延期 5-006 到11月30日 因招标流程未完")
        await stage.say(PERSON, "确认")
        await stage.say(LEADER, "同意 5-006")
        await stage.say(OFFICE, "同意 5-006")
        await stage.say(PERSON, "延期 5-006 到12月15日 因招标流程未完")
        await stage.say(PERSON, "确认")
        await stage.say(OFFICE, "补办 5-006 到12月31日 领导小组会议纪要第3期")
        done = await stage.say(OFFICE, "确认")
        assert done.startswith("已补办延期：5-006")
        shown = await stage.show("5-006")
        assert [one["status"] for one in shown["extensions"]] == [
            "granted",
            "cancelled",
            "late_grant",
        ]
        assert any("补办1项" in words for words in stage.heard(PRINCIPAL))


async def test_pending_request_ends_with_the_late_grant(directory: Path) -> None:
    """等着审批的延期申请，随凭文件的补办了结，不再等人。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await stage.say(PERSON, "延期 5-006 到11月30日 因招标流程未完")
        await stage.say(PERSON, "确认")
        await stage.say(OFFICE, "补办 5-006 到12月31日 领导小组会议纪要第3期")
        await stage.say(OFFICE, "确认")
        gone = await stage.say(LEADER, "同意 5-006")
        assert gone.startswith("没有等您办理的")
        assert (await stage.show("5-006"))["due_on"] == "2026-12-31"


async def test_head_decides_a_late_grant(directory: Path) -> None:
    """有负责人的，工作人员提出补办，负责人决定以前期限不变。"""
    async with staged(directory, "2026-10-20 09:00") as stage:
        await stage.house.lane.run(name_head)
        alone = await stage.say("zhongyi", WORDS)
        assert alone.startswith("需两人办理：5-006")
        await read_back(stage, WORDS)
        proposed = await stage.say(OFFICE, "确认")
        assert proposed.startswith("已报请决定：5-006 补办延期")
        assert (await stage.show("5-006"))["due_on"] == "2026-10-15"
        decided = await stage.say("zhongyi", "同意 5-006")
        assert decided.startswith("已补办延期：5-006")
        assert (await stage.show("5-006"))["due_on"] == "2026-12-31"


async def test_a_second_proposal_waits_for_the_first(directory: Path) -> None:
    """同一项报请了两次的，第二次不记：负责人一句同意，说的是哪一个不会分不清。"""
    async with staged(directory, "2026-10-20 09:00") as stage:
        await stage.house.lane.run(name_head)
        await stage.say(OFFICE, WORDS)
        await stage.say(OFFICE, "确认")
        await stage.say(OFFICE, WORDS.replace("12月31日", "11月30日"))
        second = await stage.say(OFFICE, "确认")
        assert second.startswith("已报请决定：5-006 补办延期"), second
        assert "这次的没有记入" in second
        decided = await stage.say("zhongyi", "同意 5-006")
        assert decided.startswith("已补办延期：5-006"), decided
        assert (await stage.show("5-006"))["due_on"] == "2026-12-31"


async def test_a_proposal_ends_with_its_cycle(directory: Path) -> None:
    """报请以后销号又重新整改的，原先的报请不再算数。"""
    async with staged(directory, "2026-10-20 09:00") as stage:
        await stage.house.lane.run(name_head)
        await stage.say(OFFICE, WORDS)
        await stage.say(OFFICE, "确认")

        def again(session):  # type: ignore[no-untyped-def]
            """The finding is in its next cycle."""
            finding = findings.by_code(session, "5-006")
            assert finding is not None
            finding.cycle += 1

        await stage.house.lane.run(again)
        decided = await stage.say("zhongyi", "同意 5-006")
        assert decided.startswith("情况有变，未办理：5-006"), decided
        assert (await stage.show("5-006"))["due_on"] == "2026-10-15"
        back = await stage.say("zhongyi", "退回 5-006 已重新整改")
        assert back.startswith("已退回：5-006"), back


async def test_unit_people_tell_of_papers_they_reissue(directory: Path) -> None:
    """经办人说自己补办了什么手续，是进展，不是补办延期。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        for words in (
            "补办了3份手续",
            "补办12月份凭证",
            "补办手续12月31日前完成",
            "补办凭证3份",
            "补办2025年审批手续",
            "补办年底前的手续",
            "补办因搬迁遗失的合同2份",
            "补办根据新规定要交的手续",
            "补办2个月的考勤记录",
            "补办因遗失要交的凭证",
        ):
            said = await stage.say(PERSON, f"5-006 {words}")
            assert said.split("\n")[0].endswith("记入：5-006"), said
        assert (await stage.show("5-006"))["due_on"] == "2026-10-15"
