"""周报说变化：第一期没有上期可比，新交办的算变化，没有变化的不多说一个字。"""

from datetime import date, time
from pathlib import Path

from sqlmodel import Session

from bot import intake
from bot.config import demo_settings
from handlers.ledger.importing import Options
from models import findings
from tests.beginnings import SAMPLE
from tests.conftest import Stage, staged

OFFICE, LEADER = "feisiyuan", "lujianye"


async def issue(stage: Stage, day: str) -> str:
    """The digest of a morning, as the office reads it."""
    await stage.go(f"{day} 08:54")
    return stage.heard(OFFICE)[-1]


async def enter(stage: Stage, name: str) -> None:
    """Import one more sample ledger."""
    sheets = intake.read(SAMPLE / name)
    options = Options(round_code="5", feedback_on=date(2026, 4, 10))
    await stage.house.lane.run(
        lambda s: intake.take(stage.house.context(s), sheets, options, dry=False)
    )


async def test_the_first_issue_compares_with_nothing(directory: Path) -> None:
    """第一期周报没有“与上期相比”，不说“没有变化”。"""
    async with staged(directory, "2026-09-14 08:50") as stage:
        first = await issue(stage, "2026-09-14")
        assert first.startswith("巡察整改周报")
        assert "上期" not in first


async def test_one_that_waited_for_a_night_has_the_figures_of_the_morning(
    directory: Path,
) -> None:
    """停到晚上才起：周报等到第二天上班，写的是那时的数，仍和再上一期比。"""
    async with staged(
        directory, "2026-09-14 08:50", imported="2026-09-10 09:00"
    ) as stage:
        await issue(stage, "2026-09-14")
        before = len(stage.heard(OFFICE))
        await stage.go("2026-09-21 22:00")
        assert len(stage.heard(OFFICE)) == before
        await stage.house.lane.run(lambda s: late(s, "5-017"))
        await stage.go("2026-09-22 08:37")
        (fresh,) = [one for one in stage.heard(OFFICE)[before:] if "周报" in one]
        assert "数据截至9月22日（周二）08:37" in fresh
        assert "3. 5-017" in fresh
        assert "与上期（9月14日）相比" in fresh
        await stage.go("2026-09-28 08:54")
        assert "与上期（9月21日）相比" in stage.heard(OFFICE)[-1]


async def test_one_of_last_week_is_not_said_beside_todays(directory: Path) -> None:
    """停了一周，周日夜里才起：上周那期不再补，周一只说当天的一期。"""
    async with staged(directory, "2026-09-14 08:50") as stage:
        await issue(stage, "2026-09-14")
        before = len(stage.heard(OFFICE))
        await stage.go("2026-09-27 22:00")
        await stage.go("2026-09-28 08:38")
        await stage.go("2026-09-28 08:54")
        said = [one for one in stage.heard(OFFICE)[before:] if "周报" in one]
        assert len(said) == 1
        assert "与上期（9月14日）相比" in said[0]


async def test_a_missed_issue_takes_no_other_weeks_place(directory: Path) -> None:
    """周五的周报停机错过，周一补；这一周周五的照发。"""
    settings = demo_settings(directory, 0)
    schedule = settings.schedule.model_copy(update={"digest": (4, time(8, 53))})
    async with staged(
        directory,
        "2026-09-11 08:50",
        settings=settings.model_copy(update={"schedule": schedule}),
    ) as stage:
        await issue(stage, "2026-09-11")
        for day in ("2026-09-21", "2026-09-25"):
            said = await issue(stage, day)
            assert said.startswith("巡察整改周报"), day


async def test_what_was_delivered_since_is_a_change(directory: Path) -> None:
    """上期以后新导入的，写成新交办几项。"""
    async with staged(
        directory, "2026-09-14 08:50", imported="2026-09-10 09:00"
    ) as stage:
        await issue(stage, "2026-09-14")
        await stage.go("2026-09-16 09:10")
        await enter(stage, "台账-集团.xlsx")
        second = await issue(stage, "2026-09-21")
        assert "与上期（9月14日）相比：新交办" in second
        third = await issue(stage, "2026-09-28")
        assert "与上期（9月21日）相比：没有新销号，没有新增逾期。" in third


async def test_a_quiet_week_is_said_as_such(directory: Path) -> None:
    """没有事的领导，动词随身份，不说“其他”。"""
    async with staged(directory, "2026-09-14 08:50") as stage:
        await issue(stage, "2026-09-14")
        told = [stage.heard(one)[-1] for one in ("ouyangruoxi", "liangzhenbang")]
        assert "本周没有需要您督促的事项。" in told[0]
        assert "本周没有需要您过问的事项。" in told[1]
        assert all("本周无到期事项。" in one for one in told)


async def test_more_goes_on_with_the_leaders_digest(directory: Path) -> None:
    """领导周报写“另有几项，回复更多”，回更多就接着看，不说没有更多。"""
    async with staged(directory, "2026-09-14 08:50") as stage:
        for code in ("5-017", "5-021", "5-030", "5-020"):
            await stage.house.lane.run(lambda s, code=code: late(s, code))
        await stage.go("2026-09-14 08:54")
        digest = stage.heard(LEADER)[-1]
        assert "另有" in digest
        more = await stage.say(LEADER, "更多")
        assert more.splitlines()[1].startswith("5. 5-")
        assert "没有更多" in await stage.say(LEADER, "更多")


def late(session: Session, code: str) -> None:
    """Let a finding be late."""
    finding = findings.by_code(session, code)
    assert finding is not None
    finding.due_on = date(2026, 8, 31)


async def test_a_later_list_does_not_end_an_earlier_one(directory: Path) -> None:
    """后来的一条没有更多的清单，不挡前一条写着“另有几项”的；看完就是看完。"""
    async with staged(directory, "2026-09-14 08:50") as stage:
        await stage.go("2026-09-14 08:54")
        assert any("另有5项，回复“更多”" in one for one in stage.heard(LEADER))
        await stage.say(LEADER, "逾期")
        more = await stage.say(LEADER, "更多")
        assert more.splitlines()[1].startswith("6. 5-")
        assert "没有更多" in await stage.say(LEADER, "更多")
