"""周报说变化：第一期没有上期可比，新交办的算变化，没有变化的不多说一个字。"""

from datetime import date
from pathlib import Path

from bot import intake
from handlers.importing import Options
from tests.conftest import SAMPLE, Stage, staged

OFFICE = "feisiyuan"


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
