"""离任以后的花名册和台账：名字留在旧账里，新账里写不进去，花名册也带不回来。"""

from pathlib import Path

import openpyxl
import pytest
from sqlmodel import Session

from bot import intake
from handlers.ledger.importing import Options, Rejected, Report
from models import organisation
from tests.beginnings import SAMPLE
from tests.bot.test_left_the_roster import roster, without
from tests.conftest import Stage, staged
from tests.stories.test_export_again import export_to, take
from tests.stories.test_retired import retire

OFFICE, PERSON, HEIR = "feisiyuan", "dengjianing", "shihaitao"
START, IMPORTED = "2026-10-12 09:00", "2026-09-14 09:00"
LEFT = "离任 邓佳宁，由石海涛接"


async def read_in(stage: Stage, path: Path, *, update: bool = False) -> Report:
    """Import a workbook; the report, of what was refused too."""
    sheets = intake.read(path)
    options = Options(round_code="5", update=update)

    def work(session: Session) -> Report:
        """在一笔里导入。"""
        context = stage.house.context(session)
        try:
            return intake.take(context, sheets, options, dry=False)
        except Rejected as stop:
            return stop.report

    return await stage.house.lane.run(work)


async def is_active(stage: Stage, userid: str) -> bool:
    """Whether somebody may act."""

    def read(session: Session) -> bool:
        """在一笔里看一眼。"""
        person = organisation.find_person(session, userid)
        return person is not None and person.active

    return await stage.house.lane.run(read)


def ledger(path: Path, number: int, person: str) -> Path:
    """A ledger of one finding of the education bureau."""
    book = openpyxl.Workbook()
    sheet = book.create_sheet("台账", 0)
    sheet.append(["编号", "被巡察单位", "问题", "整改措施", "责任人", "整改时限"])
    words = ("食堂采购没有比价", "建立比价制度", person, "2026年12月31日")
    sheet.append([number, "区教育局", *words])
    book.save(path)
    return path


async def test_a_roster_brings_nobody_back(directory: Path) -> None:
    """花名册里还写着离任的人：说他已离任、怎样复任，不登记；复任后再导才登记。"""
    async with staged(directory, START, imported=IMPORTED) as stage:
        await retire(stage, LEFT)
        report = await read_in(stage, SAMPLE / "花名册.xlsx")
        (said,) = [one.text for one in report.warnings if one.reason == "retired"]
        assert "邓佳宁已离任，这一行没有登记" in said
        assert "复任 邓佳宁" in said
        assert not await is_active(stage, PERSON)
        assert report.absent == []
        await stage.say(OFFICE, "复任 邓佳宁")
        report = await read_in(stage, SAMPLE / "花名册.xlsx")
        assert not [one for one in report.warnings if one.reason == "retired"]
        assert await is_active(stage, PERSON)


async def test_whoever_left_is_not_missing(directory: Path) -> None:
    """离任的人不在新花名册里，不算少了谁。"""
    async with staged(directory, START, imported=IMPORTED) as stage:
        new = roster(directory / "新.xlsx", without("邓佳宁"))
        assert [one.name for one in (await read_in(stage, new)).absent] == ["邓佳宁"]
        await retire(stage, LEFT)
        assert (await read_in(stage, new)).absent == []


async def test_a_new_ledger_cannot_name_them(directory: Path) -> None:
    """新台账把事项写给离任的人：不收，说他已离任。"""
    async with staged(directory, START, imported=IMPORTED) as stage:
        await retire(stage, LEFT)
        report = await read_in(stage, ledger(directory / "新.xlsx", 71, "邓佳宁"))
        (refused,) = report.refused
        assert (refused.reason, refused.column) == ("retired", "责任人")
        assert "已离任" in refused.instead
        assert "5-071" not in await stage.codes()
        report = await read_in(stage, ledger(directory / "改.xlsx", 71, "石海涛"))
        assert report.findings == 1


async def test_another_of_the_name_is_not_taken_instead(directory: Path) -> None:
    """本单位的王磊离任了，台账只写王磊，不登记成别的单位的王磊。"""
    async with staged(directory, START, imported=IMPORTED) as stage:
        await retire(stage, "离任 教育局王磊，由石海涛接")
        report = await read_in(stage, ledger(directory / "新.xlsx", 71, "王磊"))
        (refused,) = report.refused
        assert refused.reason == "ambiguous_person"
        named = "王磊（wanglei_jy）"
        report = await read_in(stage, ledger(directory / "再.xlsx", 71, named))
        assert [one.reason for one in report.refused] == ["retired"]


@pytest.mark.parametrize("layout", ["office", "imported"])
async def test_an_export_that_names_them_is_unchanged(
    directory: Path, layout: str
) -> None:
    """办结的事项仍写离任的人，导出再导入一项不变、一项不拒。"""
    async with staged(directory, START, imported=IMPORTED) as stage:
        await stage.say(OFFICE, "核减 5-002 领导小组会议纪要第3期")
        await retire(stage, LEFT)
        people = (await stage.show("5-002"))["people"]
        assert isinstance(people, list)
        assert "邓佳宁" in {one["name"] for one in people}
        await export_to(stage, directory / "导出.xlsx", layout)
        assert await take(stage, directory / "导出.xlsx") == (0, 45, 0)
