"""导错了整批撤回：更新过的放回原样，有人办过的一项不动，先后导入的倒着撤。"""

from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from bot import intake
from handlers.ladder import almanac
from handlers.ledger import unimporting
from handlers.ledger.importing import Options
from handlers.views import archiving
from models import everything, findings, journal
from rules.errors import Refusal
from tests.closing import name_head
from tests.conftest import Stage, staged

FIRST, SECOND, OFFICE = "wanglei_jy", "dengjianing", "feisiyuan"
HEADER = [
    *("序号", "被巡察单位", "问题类别", "具体问题", "责任领导"),
    *("整改措施", "责任人", "预计完成时间", "完成情况"),
]
OLD: list[list[object]] = [
    [
        *(1, "区教育局", "财务", "资金管理不严", "苏晓彤"),
        *("清退资金", "王磊（wanglei_jy）", "2026年11月30日", "未完成"),
    ],
    ["", "", "", "", "", "修订制度", "邓佳宁、石海涛", "2026年12月31日", "进行中"],
]
NEW: list[list[object]] = [
    [
        *(1, "区教育局", "作风", "资金管理不严，账外有账", "欧阳若溪"),
        *("清退资金", "石海涛", "2026年10月31日", "进行中"),
    ],
    ["", "", "", "", "", "公开账目", "崔国栋", "长期坚持", ""],
    ["", "", "", "", "", "修订制度", "邓佳宁", "2026年12月1日", ""],
]
NEWCOMER: list[list[object]] = [
    [*OLD[0][:6], "崔国栋", *OLD[0][7:]],
    [*OLD[1][:6], "崔国栋", *OLD[1][7:]],
]
TOLD: list[list[object]] = [
    ["序号", "问题摘要", "整改进展情况", "下一步措施"],
    [1, "资金管理不严", "已清退12万元", ""],
]


def book(path: Path, *tables: list[list[object]]) -> Path:
    """A workbook with a sheet for each table."""
    with xlsxwriter.Workbook(path) as made:
        for number, rows in enumerate(tables):
            sheet = made.add_worksheet(f"表{number}")
            for line, row in enumerate(rows):
                sheet.write_row(line, 0, row)
    return path


def old(directory: Path) -> tuple[str, str]:
    """The workbooks that the story begins with."""
    return "花名册.xlsx", str(book(directory / "old.xlsx", [HEADER, *OLD]))


async def brought(stage: Stage, path: Path) -> int:
    """Import a workbook with --update; the number of the import."""
    options = Options(round_code="5", update=True)
    report = await stage.house.lane.run(
        lambda s: intake.take(
            stage.house.context(s), intake.read(path), options, dry=False
        )
    )
    assert report.import_id is not None
    return report.import_id


async def undone(stage: Stage, run_id: int) -> unimporting.Undone:
    """Take an import back."""
    return await stage.house.lane.run(
        lambda s: unimporting.undo(stage.house.context(s), run_id)
    )


async def refused(stage: Stage, run_id: int) -> str:
    """Why an import cannot be taken back."""
    with pytest.raises(Refusal) as stop:
        await undone(stage, run_id)
    return str(stop.value.facts["sentence"])


GROWING = {"id", "version", "revision"}
HELD = {"finding", "measure", "responsibility", "measure_responsibility"}


async def held(stage: Stage) -> list[dict[str, Any]]:
    """Every column of findings, measures and who answers, but for what counts up."""

    def read(session):  # type: ignore[no-untyped-def]
        """在一笔里读出来。"""
        return [
            {key: value for key, value in row.items() if key not in GROWING}
            for row in everything.rows(session)
            if row["table"] in HELD and row.get("ended_at") is None
        ]

    rows = await stage.house.lane.run(read)
    return sorted(rows, key=repr)


async def intact(stage: Stage) -> bool:
    """Say whether the journal's chain holds."""
    return await stage.house.lane.run(journal.verify) is None


async def test_updated_finding_is_put_back(directory: Path) -> None:
    """更新改了类别、内容、时限、措施和人，撤回后一样不差，做完的标记也在。"""
    async with staged(directory, "2026-10-12 09:00", old(directory)) as stage:
        await stage.say(OFFICE, "改派 5-001 石海涛给崔国栋")
        await stage.say(FIRST, "完成 5-001 措施1 款已退")
        before, shown = await held(stage), await stage.show("5-001")
        run = await brought(stage, book(directory / "n.xlsx", [HEADER, *NEW]))
        changed: Any = await stage.show("5-001")
        assert changed["category"] == "作风"
        assert [one["done"] for one in changed["measures"]] == [True, False, False]
        back = await undone(stage, run)
        assert (back.codes, back.progress, back.restored) == ((), 0, 1)
        assert await held(stage) == before
        again = await stage.show("5-001")
        for name in ("people", "measures", "progress", "due_on", "light"):
            assert again[name] == shown[name]
        assert await intact(stage)


async def test_update_with_its_progress_is_taken_back(directory: Path) -> None:
    """一本表又更新又报进展，撤回后问题照旧，进展收回，各算各的数。"""
    async with staged(directory, "2026-10-12 09:00", old(directory)) as stage:
        before = await held(stage)
        told = [TOLD[0], [1, NEW[0][3], *TOLD[1][2:]]]
        path = book(directory / "n.xlsx", [HEADER, *NEW], told)
        back = await undone(stage, await brought(stage, path))
        assert (back.restored, back.progress) == (1, 1)
        assert await held(stage) == before
        assert (await stage.show("5-001"))["progress"] == []


async def test_imports_are_taken_back_from_the_last(directory: Path) -> None:
    """先登记，再更新，又报进展：倒着一次次撤得回，最后一项也不剩，还能再导。"""
    async with staged(directory, "2026-10-12 09:00", old(directory)) as stage:
        first = await held(stage)
        update = await brought(stage, book(directory / "n.xlsx", [HEADER, *NEW]))
        second = await held(stage)
        told = [TOLD[0], [1, NEW[0][3], *TOLD[1][2:]]]
        progress = await brought(stage, book(directory / "p.xlsx", told))
        assert await refused(stage, update) == (
            "不能撤回2号导入：5-001共1项已有人办理，没有改动；可先撤回后来的3号导入"
        )
        assert "可先撤回后来的3号、2号导入" in await refused(stage, 1)
        await undone(stage, progress)
        assert await held(stage) == second
        await undone(stage, update)
        assert await held(stage) == first
        assert (await undone(stage, 1)).codes == ("5-001",)
        assert await stage.codes() == []
        await brought(stage, directory / "old.xlsx")
        assert await stage.codes() == ["5-001"]
        assert await intact(stage)


async def test_later_import_stands_in_the_way(directory: Path) -> None:
    """后来的导入还在，登记它的那次不能撤，说清是哪一项，什么也没动。"""
    async with staged(directory, "2026-10-12 09:00", old(directory)) as stage:
        await brought(stage, book(directory / "p.xlsx", TOLD))
        before = await held(stage)
        assert "5-001共1项已有人办理，没有改动" in await refused(stage, 1)
        assert await held(stage) == before
        report: Any = (await stage.show("5-001"))["progress"]
        assert [one["text"] for one in report] == ["已清退12万元"]


async def test_update_that_somebody_followed_stays(directory: Path) -> None:
    """更新以后有人报了进展的，不能撤，说清是哪一项，什么也没动。"""
    async with staged(directory, "2026-10-12 09:00", old(directory)) as stage:
        run = await brought(stage, book(directory / "n.xlsx", [HEADER, *NEW]))
        await stage.say(SECOND, "进展 5-001 制度已报党组会")
        before = await held(stage)
        assert await refused(stage, run) == (
            "不能撤回2号导入：5-001共1项已有人办理，没有改动"
        )
        assert await refused(stage, 1) == (
            "不能撤回1号导入：5-001共1项已有人办理，没有改动"
        )
        assert await held(stage) == before


async def test_proposal_on_a_finding_keeps_its_import(directory: Path) -> None:
    """工作人员对新登记的一项提了核减，负责人还没定，这次导入不能撤。"""
    async with staged(directory, "2026-10-12 09:00", old(directory)) as stage:
        await stage.house.lane.run(name_head)
        said = await stage.say(OFFICE, "核减 5-001 领导小组会议纪要第4期")
        assert said.startswith("已报请决定：5-001")
        assert "5-001共1项已有人办理" in await refused(stage, 1)


async def test_archive_hinders_nothing(directory: Path) -> None:
    """只立过档的不算办过，撤得回。"""
    async with staged(directory, "2026-10-12 09:00", old(directory)) as stage:

        def archived(session):  # type: ignore[no-untyped-def]
            """立档记一笔流水。"""
            finding = findings.by_code(session, "5-001")
            assert finding is not None
            archiving.note(stage.house.context(session), finding, "0" * 64)

        await stage.house.lane.run(archived)
        assert (await undone(stage, 1)).codes == ("5-001",)


async def test_finding_goes_back_to_its_unit(directory: Path) -> None:
    """没有编号的表把一项改到了别的单位，撤回后还在原单位。"""
    stays = ["区教育局", "财务", "账目公开不及时", *OLD[0][4:]]
    rows = [HEADER[1:], ["区教育局", *OLD[0][2:]], stays]
    books = ("花名册.xlsx", str(book(directory / "old.xlsx", rows)))
    async with staged(directory, "2026-10-12 09:00", books) as stage:
        before = await held(stage)
        moved = [HEADER[1:], ["区卫生健康局", *OLD[0][2:]], stays]
        run = await brought(stage, book(directory / "n.xlsx", moved))
        assert (await stage.show("5-001"))["unit"] == "区卫生健康局"
        await undone(stage, run)
        assert await held(stage) == before


async def test_updated_twice_goes_back_step_by_step(directory: Path) -> None:
    """同一项先后两本表各更新一次，后一本先撤回，各回到更新以前。"""
    async with staged(directory, "2026-10-12 09:00", old(directory)) as stage:
        once, twice = (
            [HEADER[1:], [*OLD[0][1:5], text, *NEWCOMER[0][6:]]]
            for text in ("清退全部资金", "清退资金并公示")
        )
        before = await held(stage)
        first = await brought(stage, book(directory / "n.xlsx", once))
        between = await held(stage)
        second = await brought(stage, book(directory / "m.xlsx", twice))
        assert (await undone(stage, second)).restored == 1
        assert await held(stage) == between
        assert (await undone(stage, first)).restored == 1
        assert await held(stage) == before


async def test_journal_keeps_what_was_taken_back(directory: Path) -> None:
    """撤回了，更新写过的措施和人流水里还有，也写明撤的是哪一次导入。"""
    async with staged(directory, "2026-10-12 09:00", old(directory)) as stage:
        run = await brought(stage, book(directory / "n.xlsx", [HEADER, *NEW]))
        await undone(stage, run)

        def last(session):  # type: ignore[no-untyped-def]
            """这一项的最后一笔流水。"""
            finding = findings.by_code(session, "5-001")
            assert finding is not None
            entry = journal.of_finding(session, finding.key)[-1]
            return entry.action, entry.before, entry.after

        action, before, after = await stage.house.lane.run(last)
        assert (action, after["import"]) == ("import_undone", run)
        texts = [one["text"] for one in before["measures"]]
        assert texts == ["清退资金", "公开账目", "修订制度"]
        assert (before["category"], after["category"]) == ("作风", "财务")


async def test_update_and_its_undoing_plan_the_next_look(directory: Path) -> None:
    """提醒过以后更新换了人，下次查看重新排；撤回了再排，和整个重排的一样。"""
    async with staged(directory, "2026-10-12 09:00", old(directory)) as stage:
        await stage.go("2026-12-04 09:30")
        run = await brought(stage, book(directory / "n.xlsx", [HEADER, *NEWCOMER]))
        assert await planned_anew(stage)
        await undone(stage, run)
        assert await planned_anew(stage)


async def planned_anew(stage: Stage) -> bool:
    """Say whether planning everything anew finds nothing else."""
    before = await held(stage)
    await stage.house.lane.run(lambda s: almanac.replan(stage.house.context(s)))
    return await held(stage) == before


async def test_report_taken_back_with_its_import_is_nobodys(directory: Path) -> None:
    """撤回的进展不算谁办过：撤回以后照常报进展，报的是自己的那一条。"""
    async with staged(directory, "2026-10-12 09:00", old(directory)) as stage:
        await undone(stage, await brought(stage, book(directory / "p.xlsx", TOLD)))
        await stage.say(SECOND, "进展 5-001 已清退12万元")
        report: Any = (await stage.show("5-001"))["progress"]
        assert [one["userid"] for one in report] == [SECOND]
        assert "已有人办理，没有改动" in await refused(stage, 1)
