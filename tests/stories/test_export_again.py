"""导出的表还是台账：办公版面、延过的期限，收回来一项不差。"""

from pathlib import Path

from sqlmodel import Session

from bot import intake, outtake
from handlers.ledger.importing import Options
from tests.conftest import Stage, staged
from tests.stories.test_life import make_ready

PERSON, LEADER, OFFICE = "dengjianing", "suxiaotong", "feisiyuan"
PRINCIPAL = "liangzhenbang"


async def export_to(stage: Stage, path: Path, layout: str) -> None:
    """Write the ledger as the command does."""

    def write(session: Session) -> int:
        """在一笔里写出。"""
        context = stage.house.context(session)
        return outtake.xlsx(context, path, None, original=layout == "imported")

    await stage.house.lane.run(write)


async def take(stage: Stage, path: Path) -> tuple[int, int, int]:
    """Import a workbook that says everything itself; new, unchanged, refused."""
    sheets = intake.read(path)

    def work(session: Session) -> tuple[int, int, int]:
        """在一笔里导入。"""
        report = intake.take(stage.house.context(session), sheets, Options(), dry=False)
        return report.findings, report.unchanged, len(report.refused)

    return await stage.house.lane.run(work)


async def limits(stage: Stage) -> dict[str, tuple[object, ...]]:
    """Whatever a ledger says of each finding."""
    names = ("title", "unit", "category", "text", "due_on", "people", "clock")
    return {
        code: tuple(shown[name] for name in names)
        for code in await stage.codes()
        if (shown := await stage.show(code))
    }


async def test_an_export_is_a_ledger_again(directory: Path) -> None:
    """两种格式导出的表，空库和原库都收：期限延过的写现在的，相对的期限算得出。"""
    paths = [directory / f"{layout}.xlsx" for layout in ("office", "imported")]
    first, second = directory / "first", directory / "second"
    first.mkdir()
    second.mkdir()
    async with staged(first, "2026-09-14 09:00") as stage:
        await stage.say(PERSON, "延期 5-006 到11月30日 因方案未定")
        await stage.say(PERSON, "确认")
        await stage.say(LEADER, "同意 5-006")
        await stage.say(OFFICE, "同意 5-006")
        kept = await limits(stage)
        assert kept["5-006"][4] == "2026-11-30"
        for path in paths:
            await export_to(stage, path, path.stem)
            assert await take(stage, path) == (0, 45, 0)
    for path in paths:
        folder = second / path.stem
        folder.mkdir()
        async with staged(folder, "2026-09-14 09:00", ("花名册.xlsx",)) as stage:
            assert await take(stage, path) == (45, 0, 0)
            assert await limits(stage) == kept


async def test_what_waits_for_a_signature_is_not_begun_anew(directory: Path) -> None:
    """等签字、已签字的导出再导进空库，是“报称完成、请巡察办核验”，不从头催办，也不算已签。"""
    path = directory / "office.xlsx"
    first, second = directory / "first", directory / "second"
    first.mkdir()
    second.mkdir()
    async with staged(first, "2026-09-14 09:00") as stage:
        for code in ("5-005", "5-002"):
            await make_ready(stage, code)
            await stage.say(PERSON, f"销号 {code}")
            await stage.say(PERSON, "确认")
        await stage.say(PRINCIPAL, "同意 5-002")
        assert (await stage.show("5-005"))["status"] == "submitted"
        assert (await stage.show("5-002"))["status"] == "endorsed"
        await export_to(stage, path, "office")
    async with staged(second, "2026-09-14 09:00", ("花名册.xlsx",)) as stage:
        assert await take(stage, path) == (45, 0, 0)
        for code in ("5-005", "5-002"):
            shown = await stage.show(code)
            assert shown["status"] == "rectifying"
            measures = shown["measures"]
            assert isinstance(measures, list)
            assert all(one["done"] for one in measures)
