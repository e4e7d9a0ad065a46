"""数字说得清：每个率怎么算，按期和逾期分开，过去一周的数以后不变。"""

from datetime import date
from pathlib import Path

import pytest

from models import findings
from tests.closing import close
from tests.conftest import Stage, staged
from tests.stories.test_life import make_ready

PERSON, LEADER, PRINCIPAL = "dengjianing", "ouyangruoxi", "liangzhenbang"
OFFICE = "feisiyuan"
REPORT = "进展 5-005 已补交验收单，双人签到表重新核过"
REOPEN = "重新整改 5-005 回访发现反弹"


async def limited(stage: Stage, code: str, due_on: date) -> None:
    """Let a finding have this limit."""

    def write(session):  # type: ignore[no-untyped-def]
        """在一笔里改期限。"""
        finding = findings.by_code(session, code)
        assert finding is not None
        finding.due_on, finding.clock = due_on, "dated"

    await stage.house.lane.run(write)


async def signed(stage: Stage) -> None:
    """Bring 5-005 to the signature of the principal."""
    await make_ready(stage)
    await stage.say(PERSON, "销号 5-005")
    await stage.say(PERSON, "确认")
    await stage.say(PRINCIPAL, "同意 5-005")


@pytest.mark.parametrize(
    ("due", "late"), [(date(2026, 9, 18), False), (date(2026, 9, 11), True)]
)
async def test_signed_in_time_is_closed_in_time(
    directory: Path, due: date, late: bool
) -> None:
    """主要负责人到期前签字的，巡察办晚核验也是按期；到期后才签的是逾期销号，处处一样说。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await limited(stage, "5-005", due)
        await signed(stage)
        await stage.go("2026-09-23 09:00")
        closed = await stage.say(OFFICE, "同意 5-005")
        assert closed.startswith("已销号：5-005")
        assert ("逾期销号" in closed) is late
        assert ("逾期销号" in await stage.say(OFFICE, "5-005")) is late
        figures = await stage.say(OFFICE, "状态")
        assert ("逾期销号1项，另列" in figures) is late
        assert f"按期销号率{'0.0%（0/1）' if late else '100.0%（1/1）'}" in figures


async def test_each_rate_says_how_it_is_reckoned(directory: Path) -> None:
    """状态和周报里的率，旁边写着怎么算；领导的周报只写用到的那一个。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await close(stage)
        for words in ("状态", "周报"):
            said = await stage.say(OFFICE, words)
            assert "口径：销号率为已销号项数除以总项数，核减不计；" in said
            assert "立行立改率为立行立改项中已销号的" in said
        own = await stage.say(LEADER, "周报")
        assert "口径：销号率为已销号项数除以总项数，核减不计。" in own


async def test_last_weeks_closures_stay_when_one_is_opened_anew(
    directory: Path,
) -> None:
    """上周销了几项，本周重新整改了也还是那几项；周报写重新整改，不写新交办。"""
    async with staged(directory, "2026-09-14 08:50") as stage:
        await stage.go("2026-09-14 09:00")
        await close(stage)
        await stage.go("2026-09-22 09:00")
        before = (await stage.say(OFFICE, "上周销了几项")).splitlines()[0]
        assert before.endswith("：1项")
        assert (await stage.say(OFFICE, REOPEN)).startswith("已重新整改")
        assert (await stage.say(OFFICE, "上周销了几项")).splitlines()[0] == before
        digest = await stage.say(OFFICE, "周报")
        assert "重新整改1项" in digest
        assert "新交办" not in digest


async def test_closed_and_opened_in_one_week_is_both(directory: Path) -> None:
    """同一周销了号又重新整改的，周报两样都写。"""
    async with staged(directory, "2026-09-14 08:50") as stage:
        await stage.go("2026-09-14 09:00")
        await stage.go("2026-09-15 09:00")
        await close(stage)
        await stage.say(OFFICE, REOPEN)
        assert "新销号1项，重新整改1项" in await stage.say(OFFICE, "周报")


async def test_what_waits_for_the_office_is_the_offices_time(directory: Path) -> None:
    """已签字等核验的，过了期限也不请单位过问；周报、状态写明其中几项等的是巡察办。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await limited(stage, "5-005", date(2026, 9, 18))
        await signed(stage)
        await stage.go("2026-09-21 08:55")
        for reader in (PRINCIPAL, LEADER):
            told = stage.heard(reader)[-1]
            assert "本周没有需要您" in told
            assert "逾期1项（其中1项已签字，等巡察办核验）" in told
        assert "5-005 区教育局 2个工作日，已签字，等核验" in stage.heard(OFFICE)[-1]
        assert "其中1项已签字" in await stage.say(OFFICE, "状态")


async def test_a_new_cycle_may_have_a_new_limit(directory: Path) -> None:
    """重新整改时原期限已过的，巡察办可以另定一个；没过的、又定过的照旧不能改。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await limited(stage, "5-005", date(2026, 9, 18))
        await signed(stage)
        await stage.go("2026-09-23 09:00")
        await stage.say(OFFICE, "同意 5-005")
        again = await stage.say(OFFICE, REOPEN)
        assert "要另定的请回复，例如：期限 5-005 10月23日" in again
        done = await stage.say(OFFICE, "期限 5-005 10月23日")
        assert done.startswith("已定期限：5-005")
        assert (await stage.show("5-005"))["due_on"] == "2026-10-23"
        assert (await stage.say(OFFICE, "期限 5-005 11月23日")).startswith("已有期限")


async def test_a_new_cycle_is_judged_on_its_own(directory: Path) -> None:
    """上一次办理退回过的，重新整改以后按期签字、没有退回，就是按期；回访照旧要有。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await limited(stage, "5-005", date(2026, 9, 25))
        await signed(stage)
        await stage.say(OFFICE, "退回 5-005 材料中未见验收单")
        for words in (REPORT, "销号 5-005", "确认"):
            await stage.say(PERSON, words)
        await stage.say(PRINCIPAL, "同意 5-005")
        await stage.say("kuangming", "回访 5-005 到位 看了签到表")
        assert (await stage.say(OFFICE, "同意 5-005")).startswith("已销号：5-005")
        await stage.say(OFFICE, REOPEN)
        await stage.say(PERSON, f"{REPORT}，专人负责")
        await signed(stage)
        await stage.go("2026-09-28 09:00")
        lacking = await stage.say(OFFICE, "同意 5-005")
        assert not lacking.startswith("已销号"), lacking
        await stage.say("kuangming", "回访 5-005 到位 看了新的签到表")
        closed = await stage.say(OFFICE, "同意 5-005")
        assert closed.startswith("已销号：5-005"), closed
        assert "逾期销号" not in closed
        assert "按期销号率100.0%（1/1）" in await stage.say(OFFICE, "状态")


@pytest.mark.parametrize("words", ["周报 9月14日", "9月14日的周报", "上周的周报"])
async def test_an_issue_can_be_had_again_as_it_was(directory: Path, words: str) -> None:
    """发出过的周报，以后再要一遍，一个字节也不差，不管台账变成了什么样；没发过的说没有。"""
    async with staged(directory, "2026-09-14 08:50") as stage:
        await stage.say(OFFICE, "帮助")
        await stage.go("2026-09-14 08:54")
        issued = next(one for one in stage.heard(OFFICE) if "巡察整改周报" in one)
        await close(stage)
        await stage.go("2026-09-21 08:54")
        assert await stage.say(OFFICE, words) == issued
        await stage.say(OFFICE, REOPEN)
        assert await stage.say(OFFICE, words) == issued
        assert (await stage.say(OFFICE, "8月3日的周报")).startswith("没有这一期周报")
        assert "数据截至9月21日" in await stage.say(OFFICE, "周报")


async def test_numbers_in_an_old_issue_mean_its_lines(directory: Path) -> None:
    """再看一期周报以后回一个序号，看的是那一期的那一行，不是先前别的列表的。"""
    async with staged(directory, "2026-09-14 08:50") as stage:
        await stage.say(OFFICE, "帮助")
        await stage.go("2026-09-14 08:54")
        await stage.go("2026-09-21 08:54")
        await stage.say(OFFICE, "教育局")
        await stage.wait(45 * 60)
        issue = await stage.say(OFFICE, "周报 9月14日")
        assert "1. 5-019" in issue
        assert (await stage.say(OFFICE, "1")).startswith("5-019：")
