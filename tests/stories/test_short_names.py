"""花名册写着单位简称的：聊天里、台账里照它也认得是哪一家。"""

from pathlib import Path

from bot import intake
from handlers.ledger.importing import Options
from rules.ledger.sheet import Sheet
from tests.conftest import Stage, staged
from tests.stories.test_life import OFFICE

LATE = "2026-11-04 09:00"
HEADER = ["单位", "单位简称", "姓名", "账号", "职务", "角色"]
PRINCIPAL_ROW = ["梁振邦", "liangzhenbang", "党组书记、局长", "主要负责人"]


async def roster(stage: Stage, *units: tuple[str, str]) -> None:
    """Import a roster of one person a unit, with its short name."""
    people = [PRINCIPAL_ROW, ["汤立群", "tangliqun", "副局长", "责任领导"]]
    rows = [
        [*unit, *person]
        for unit, person in zip(units, people[: len(units)], strict=True)
    ]
    sheet = Sheet("花名册", [HEADER, *rows])
    await stage.house.lane.run(
        lambda s: intake.take(stage.house.context(s), [sheet], Options(), dry=False)
    )
    await stage.settle()


async def test_a_unit_is_asked_of_by_the_short_name_of_the_roster(
    directory: Path,
) -> None:
    """简称和全称没有一个字连得上的，导入花名册以后照简称也问得到。"""
    async with staged(directory, LATE) as stage:
        assert "没有" in await stage.say(OFFICE, "文教口局情况")
        await roster(stage, ("区教育局", "文教口局"))
        said = await stage.say(OFFICE, "文教口局情况")
        assert said.startswith("区教育局")


async def test_a_short_name_of_two_units_is_asked_about(directory: Path) -> None:
    """两个单位写了同一个简称的，问是哪一家，不猜。"""
    async with staged(directory, LATE) as stage:
        await roster(stage, ("区教育局", "口子局"), ("区交通运输局", "口子局"))
        said = await stage.say(OFFICE, "口子局情况")
        assert "区教育局" in said
        assert "区交通运输局" in said
        assert "已销号" not in said


async def test_a_ledger_may_say_the_short_name(directory: Path) -> None:
    """台账的单位一格写这个简称的，照它登记，两个名字都说出来。"""
    async with staged(directory, LATE) as stage:
        await roster(stage, ("区教育局", "文教口局"))
        header = ["轮次", "编号", "被巡察单位", "具体问题", "整改措施", "责任人"]
        row = ["5", "90", "文教口局", "账目不清", "对账", "邓佳宁"]
        report = await stage.house.lane.run(
            lambda s: intake.take(
                stage.house.context(s),
                [Sheet("台账", [header, row])],
                Options(),
                dry=False,
            )
        )
        assert any(
            "“文教口局”按花名册中的区教育局登记" in one.text for one in report.warnings
        )


async def test_any_of_several_short_names_is_heard(directory: Path) -> None:
    """一家写着两个简称的，聊天里说哪一个都认；写着“无”的，谁也不叫“无”。"""
    async with staged(directory, LATE) as stage:
        await roster(stage, ("区教育局", "文教口局、学校口"), ("区交通运输局", "无"))
        said = await stage.say(OFFICE, "学校口情况")
        assert said.startswith("区教育局")
        assert not (await stage.say(OFFICE, "无情况")).startswith("区交通运输局")


async def test_a_short_name_changes_with_the_roster(directory: Path) -> None:
    """再导入时简称改了的照新的认，空着的、没有这一栏的照旧。"""
    async with staged(directory, LATE) as stage:
        await roster(stage, ("区教育局", "文教口局"))
        await roster(stage, ("区教育局", ""))
        assert (await stage.say(OFFICE, "文教口局情况")).startswith("区教育局")
        await roster(stage, ("区教育局", "学校口局"))
        assert (await stage.say(OFFICE, "学校口局情况")).startswith("区教育局")
        assert not (await stage.say(OFFICE, "文教口局情况")).startswith("区教育局")
