"""发来的台账错处多：先说几处，全部的另附一张表。"""

import io
from pathlib import Path

import xlsxwriter
from python_calamine import CalamineWorkbook

from tests.conftest import Stage, staged

OFFICE = "feisiyuan"
BOTH = ("app", "robot")
HEADER = ["轮次", "序号", "被巡察单位", "具体问题", "整改措施", "责任人", "整改时限"]


def ledger(*rows: list[object]) -> bytes:
    """A ledger of some rows."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("台账")
        for number, row in enumerate([HEADER, *rows]):
            sheet.write_row(number, 0, row)
    return stream.getvalue()


def row(number: int, person: str, limit: str = "2026年12月31日") -> list[object]:
    """A row of the fifth round."""
    return ["第五轮", number, "青河街道", f"第{number}项问题", "办", person, limit]


def tables(stage: Stage) -> list[tuple[str, list[list[object]]]]:
    """The tables that the robot sent, by name."""
    shown = stage.phone(OFFICE, "robot")
    sent = [one for one in shown if one.kind == "file" and one.direction == "out"]
    return [(one.name, read(stage.simulator.media[one.media_id][0])) for one in sent]


def read(data: bytes) -> list[list[object]]:
    """The first sheet of a workbook."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return [list(cells) for cells in book.get_sheet_by_index(0).to_python()]


async def test_all_mistakes_come_in_a_table(directory: Path) -> None:
    """十四处读不准的：说三处，写明另有十一处，十四处都在随后的表里，怎样改也写着。"""
    rows = [row(900 + number, "没有的人") for number in range(14)]
    async with staged(directory, "2026-09-14 09:00", doors=BOTH) as stage:
        await stage.hand(OFFICE, "错.xlsx", ledger(*rows))
        await stage.settle()
        preview = stage.heard(OFFICE, "robot")
        (said,) = [one for one in preview if one.startswith("台账预读")]
        assert "有14处读不准，没有写入" in said
        assert "另有11处，全部14处见随后的表：核对-错.xlsx" in said
        ((name, lines),) = tables(stage)
        assert name == "核对-错.xlsx"
        assert lines[0] == ["", "表", "行", "栏", "内容", "怎样改"]
        assert len(lines) == 15
        assert lines[14][:5] == ["读不准", "台账", 15, "责任人", "没有的人"]


async def test_few_mistakes_stand_in_the_words(directory: Path) -> None:
    """只有三处的，话里都说了，不另附表。"""
    rows = [row(900 + number, "没有的人") for number in range(3)]
    async with staged(directory, "2026-09-14 09:00", doors=BOTH) as stage:
        await stage.hand(OFFICE, "错.xlsx", ledger(*rows))
        await stage.settle()
        assert "另有" not in stage.heard(OFFICE, "robot")[-1]
        assert tables(stage) == []


async def test_all_remarks_come_in_a_table(directory: Path) -> None:
    """收得下、提示多的：照样请确认，提示一处不少地在随后的表里。"""
    rows = [row(900 + number, "安大勇", "尽快") for number in range(5)]
    async with staged(directory, "2026-09-14 09:00", doors=BOTH) as stage:
        await stage.hand(OFFICE, "台账.xlsx", ledger(*rows))
        await stage.settle()
        preview = stage.heard(OFFICE, "robot")
        (said,) = [one for one in preview if one.startswith("台账预读")]
        assert "全部5处见随后的表：核对-台账.xlsx" in said
        assert "确认请回复：确认" in said
        ((_, lines),) = tables(stage)
        assert [one[0] for one in lines[1:]] == ["提示"] * 5


async def test_what_is_not_there_is_not_quoted(directory: Path) -> None:
    """格子里什么也没有的，预读里不写一对空引号。"""
    cells = row(901, "邓佳宁")
    textless = [*cells[:3], "", *cells[4:]]
    async with staged(directory, "2026-09-14 09:00", doors=BOTH) as stage:
        await stage.hand(OFFICE, "错.xlsx", ledger(textless))
        await stage.settle()
        preview = stage.heard(OFFICE, "robot")
        (said,) = [one for one in preview if one.startswith("台账预读")]
        assert "读不准" in said
        assert "“”" not in said
