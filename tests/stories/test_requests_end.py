"""延期申请等到了头：办结、转入、换人、退回，等着的一件都有交代（domain.md §4）。"""

from datetime import date
from pathlib import Path

import pytest

from models import organisation
from models.staffing import Staffing
from tests.conftest import APP, Stage, staged
from tests.stories.test_answered_and_vacant import without
from tests.stories.test_extended_again import (
    LEADER,
    OFFICE,
    PAPER,
    PERSON,
    PRINCIPAL,
    asked_again,
    extended_once,
    state,
)
from tests.stories.test_life import make_ready
from tests.stories.test_past_figures import limited

ACTING = "ouyangruoxi"
BEGIN = "主持工作 区教育局 欧阳若溪 青组〔2026〕7号"


async def vacate(stage: Stage) -> None:
    """The roster names no principal of the unit any more."""

    def write(session):  # type: ignore[no-untyped-def]
        """在一笔里卸下岗位。"""
        person = organisation.find_person(session, PRINCIPAL)
        assert person is not None
        Staffing(session).clear_posts(person.key)

    await stage.house.lane.run(write)


async def closed_while_asked(stage: Stage) -> None:
    """5-005 is signed and closed after its limit, a request for more time undecided."""
    await limited(stage, "5-005", date(2026, 9, 15))
    await stage.say(PERSON, "延期 5-005 到12月31日 因招标流程未完")
    await stage.say(PERSON, "确认")
    await make_ready(stage)
    await stage.say(PERSON, "销号 5-005")
    await stage.say(PERSON, "确认")
    await stage.go("2026-09-17 09:00")
    await stage.say(PRINCIPAL, "同意 5-005")
    assert "逾期销号" in await stage.say(OFFICE, "同意 5-005")


async def test_what_is_closed_is_not_extended(directory: Path) -> None:
    """销了号的，没定的延期申请随之了结：谁也不能再同意，期限、按期率都不变。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await closed_while_asked(stage)
        assert "等您办理" not in await stage.say(ACTING, "待办")
        told = await stage.say(ACTING, "同意 5-005")
        assert told.startswith("没有等您办理的申请：5-005"), told
        shown = await stage.show("5-005")
        assert shown["due_on"] == "2026-09-15"
        assert [one["status"] for one in shown["extensions"]] == ["cancelled"]
        assert "按期销号率0.0%（0/1）" in await stage.say(OFFICE, "状态")


async def test_a_new_cycle_begins_without_the_old_request(directory: Path) -> None:
    """重新整改以后，上一次办理时的申请不再等，可以重新申请。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await closed_while_asked(stage)
        await stage.say(OFFICE, "重新整改 5-005 回访发现反弹")
        await stage.say(OFFICE, "期限 5-005 10月23日")
        read = await stage.say(PERSON, "延期 5-005 到12月31日 因招标流程未完")
        assert read.startswith("请确认：5-005 申请延期"), read


@pytest.mark.parametrize(
    "words",
    [
        "核减 5-006 领导小组会议纪要第3期，经复核问题不成立",
        "转长期 5-006 历史遗留 2027年1月31日复核 领导小组会议纪要第3期",
    ],
)
async def test_what_runs_no_more_is_not_extended(directory: Path, words: str) -> None:
    """核减、转入长期整改的，等着的延期申请随之了结，谁也不能再同意。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await stage.say(PERSON, "延期 5-006 到11月30日 因招标流程未完")
        await stage.say(PERSON, "确认")
        await stage.say(PERSON, "进展 5-006 已开会研究，明确专人办理")
        await stage.say(OFFICE, words)
        assert (await stage.say(LEADER, "同意 5-006")).startswith("没有等您办理")
        assert await state(stage) == ("2026-10-15", ["cancelled"])


async def test_the_card_of_an_idle_request_is_done(directory: Path) -> None:
    """核减的，责任领导手机上那张延期申请的卡片写明已核减，不能再按。"""
    async with staged(directory, "2026-09-14 09:00", doors=APP) as stage:
        await stage.say(PERSON, "延期 5-006 到11月30日 因招标流程未完")
        await stage.say(PERSON, "确认")
        await stage.say(OFFICE, "核减 5-006 领导小组会议纪要第3期，问题不成立")
        cards = [one for one in stage.phone(LEADER) if one.card]
        assert cards[-1].replaced == "已核减"


async def test_whoever_acts_is_asked_what_waited(directory: Path) -> None:
    """等主要负责人的时候岗位空了：记下谁主持，随即请他审阅；取消了，送巡察办。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await asked_again(stage)
        await stage.say(LEADER, "同意 5-006")
        await vacate(stage)
        await stage.say(OFFICE, BEGIN)
        begun = await stage.say(OFFICE, "确认")
        assert "再次延期等审阅的1项已送欧阳若溪：5-006" in begun, begun
        asked = [one for one in stage.heard(ACTING) if "再次延期申请1项" in one]
        assert len(asked) == 1
        await stage.say(OFFICE, "取消主持工作 区教育局")
        ended = await stage.say(OFFICE, "确认")
        assert "再次延期等审阅的1项，已送巡察办：5-006" in ended, ended
        assert (await stage.say(ACTING, "同意 5-006")).startswith("不能办理：5-006")
        asked = [one for one in stage.heard(OFFICE) if "再次延期申请1项" in one]
        assert "同意 5-006 领导小组" in asked[-1]
        done = await stage.say(OFFICE, f"同意 5-006 {PAPER}")
        assert done.startswith("已批准延期：5-006"), done


async def test_the_digest_counts_what_waits_in_a_vacant_post(directory: Path) -> None:
    """主要负责人空缺、等巡察办的再次延期，算在等巡察办办理的里面。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await asked_again(stage)
        await stage.say(LEADER, "同意 5-006")
        assert "延期申请1项" not in await stage.say(OFFICE, "周报")
        await vacate(stage)
        assert "延期申请1项" in await stage.say(OFFICE, "周报")


async def test_those_who_agreed_hear_of_a_refusal(directory: Path) -> None:
    """同意过的责任领导、主要负责人，巡察办退回了也告诉他们，不只告诉经办人。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await asked_again(stage)
        await stage.say(LEADER, "同意 5-006")
        await stage.say(PRINCIPAL, "同意 5-006")
        done = await stage.say(OFFICE, "退回 5-006 请按原期限抓紧")
        for name in ("邓佳宁", "苏晓彤", "梁振邦"):
            assert name in done, done
        for person in (PERSON, LEADER, PRINCIPAL):
            assert "请按原期限抓紧" in stage.heard(person)[-1]


async def test_nobody_is_sent_a_request_twice_in_words(directory: Path) -> None:
    """责任领导空缺、由主要负责人审阅的，不说“同意后送主要负责人”。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await extended_once(stage)
        await without(stage, "5-006", "responsible_leader")
        await stage.say(PERSON, "延期 5-006 到12月31日 因二次招标")
        done = await stage.say(PERSON, "确认")
        told = "已送梁振邦审阅，同意后由巡察办凭领导小组的文件决定"
        assert told in done, done


async def test_the_longer_way_names_who_comes_next(directory: Path) -> None:
    """再次延期交上去，写明同意以后送哪一位主要负责人。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await extended_once(stage)
        await stage.say(PERSON, "延期 5-006 到12月31日 因二次招标")
        done = await stage.say(PERSON, "确认")
        told = "已送苏晓彤审阅，同意后送主要负责人梁振邦，再由巡察办凭领导小组的文件"
        assert told in done, done


@pytest.mark.parametrize("words", ["除了5-001都同意", "都同意，5-001除外"])
async def test_all_that_needs_a_paper_is_said_so(directory: Path, words: str) -> None:
    """都同意，而等着的只有要写文件的一件：说缺文件，不说没有等着的。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await asked_again(stage)
        await stage.say(LEADER, "同意 5-006")
        await stage.say(PRINCIPAL, "同意 5-006")
        missing = await stage.say(OFFICE, words)
        assert missing.startswith("请写明文件：5-006 再次延期"), missing
