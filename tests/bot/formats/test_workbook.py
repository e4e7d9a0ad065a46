"""工作簿怎么读：日期、合并、隐藏、坏格子；不是表格的，一句话说清。"""

import json
from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
import xlsxwriter
from openpyxl import Workbook

from bot.formats.workbook import Broken, read
from rules.calendar.workdays import statutory_calendar
from rules.errors import Misconfigured, Refusal
from scripts.ledgers import compare_folder

SAMPLES = Path(__file__).parents[2] / "data" / "ledgers"


def written(fill: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    """Write a workbook to memory."""
    buffer = BytesIO()
    workbook = xlsxwriter.Workbook(buffer, {"in_memory": True})
    fill(workbook)
    workbook.close()
    return buffer.getvalue()


def test_samples_are_read_exactly() -> None:
    """样本台账和花名册读出来与期望逐项相符。"""
    verdicts = list(compare_folder(SAMPLES, statutory_calendar()))
    assert len(verdicts) == 4
    assert [one for one in verdicts if one["verdict"] != "right"] == []


def test_a_wrong_expectation_is_noticed(tmp_path: Path) -> None:
    """期望与读出来的不同，对照时说得出是哪一处。"""
    for name in ("花名册", "台账-集团"):
        for ending in (".xlsx", ".xlsx.expected.json"):
            source = SAMPLES / f"{name}{ending}"
            (tmp_path / source.name).write_bytes(source.read_bytes())
    path = tmp_path / "台账-集团.xlsx.expected.json"
    expected = json.loads(path.read_text("utf-8"))
    expected["findings"][0]["due"]["kind"] = "none"
    path.write_text(json.dumps(expected), "utf-8")
    verdicts = {
        one["file"]: one for one in compare_folder(tmp_path, statutory_calendar())
    }
    wrong = verdicts["台账-集团.xlsx"]
    assert wrong["verdict"] == "wrong"
    places = ["findings[0].due.kind", "database[0].due.kind"]
    assert [one["where"] for one in wrong["differences"]] == places


def test_values_come_typed() -> None:
    """日期是日期，数是数，等号加号开头的字还是字。"""

    def fill(workbook: xlsxwriter.Workbook) -> None:
        sheet = workbook.add_worksheet("表")
        chinese = workbook.add_format({"num_format": 31})
        sheet.write_datetime(1, 0, datetime(2026, 12, 31), chinese)  # noqa: DTZ001
        sheet.write_number(1, 1, 46326)
        for column, text in enumerate(["=1+1", "+甲", "@乙", "一\r\n二"], start=2):
            sheet.write_string(1, column, text)
        sheet.merge_range(2, 0, 3, 1, "合并")

    (sheet,) = read(written(fill))
    assert sheet.name == "表"
    assert sheet.value(2, 1) == date(2026, 12, 31)
    assert sheet.value(2, 2) == 46326.0
    assert sheet.rows[1][2:] == ["=1+1", "+甲", "@乙", "一\n二"]
    assert sheet.merged == [(3, 1, 4, 2)]
    assert sheet.filled().value(4, 2) == "合并"
    assert sheet.value(1, 1) == ""
    assert sheet.value(99, 99) == ""


def test_a_date_that_shows_a_month_only_is_that_month() -> None:
    """日期格只显示到月的，读作“2026年12月”，不读作12月1日；显示到日的照旧。"""

    def fill(workbook: xlsxwriter.Workbook) -> None:
        sheet = workbook.add_worksheet("表")
        first = datetime(2026, 12, 1)  # noqa: DTZ001
        months = ['yyyy"年"m"月";@', "mmm-yy", 57, 'm"月"']
        days = ["yyyy-mm-dd", 'yyyy"年"m"月1日"']
        for row, shown in enumerate([*months, *days]):
            sheet.write_datetime(
                row, 0, first, workbook.add_format({"num_format": shown})
            )

    (sheet,) = read(written(fill))
    assert [row[0] for row in sheet.rows[:4]] == ["2026年12月"] * 4
    assert [row[0] for row in sheet.rows[4:]] == [date(2026, 12, 1)] * 2


def test_broken_cells_are_told_from_blank_ones() -> None:
    """公式错误、没有结果的公式都认得出；结果是空文字的公式就是空。"""

    def fill(workbook: xlsxwriter.Workbook) -> None:
        sheet = workbook.add_worksheet("表")
        sheet.write_string(0, 0, "甲")
        sheet.write_formula(0, 1, "=B9", None, "#REF!")
        sheet.write_formula(0, 2, "=B9", None, "结果")
        sheet.write_formula(4, 3, "=B9", None, "#N/A")

    (sheet,) = read(written(fill))
    assert sheet.rows[0][:3] == ["甲", Broken("cell_error", "#REF!"), "结果"]
    assert sheet.value(5, 4) == Broken("cell_error", "#N/A")
    workbook = Workbook()
    cells = workbook.active
    assert cells is not None
    cells["A1"] = "=B1"
    cells["C1"] = "丙"
    buffer = BytesIO()
    workbook.save(buffer)
    (sheet,) = read(buffer.getvalue())
    assert sheet.rows[0] == [Broken("formula_without_value", "=B1"), "", "丙"]


def test_hidden_sheets_say_so_and_charts_are_left_out() -> None:
    """隐藏的表标明隐藏，图表页不算表。"""

    def fill(workbook: xlsxwriter.Workbook) -> None:
        workbook.add_worksheet("明").write_string(0, 0, "甲")
        workbook.add_worksheet("暗").hide()
        chart = workbook.add_chart({"type": "bar"})
        chart.add_series({"values": "=明!$A$1"})
        workbook.add_chartsheet("图").set_chart(chart)

    sheets = read(written(fill))
    assert [(sheet.name, sheet.hidden) for sheet in sheets] == [
        ("明", False),
        ("暗", True),
    ]


def test_the_content_decides_not_the_name(tmp_path: Path) -> None:
    """扩展名写错也照内容读。"""
    path = tmp_path / "台账.xls"
    path.write_bytes((SAMPLES / "台账-集团.xlsx").read_bytes())
    assert read(path)[0].name == "问题整改清单"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "workbook_empty"),
        ("编号,问题\n".encode(), "workbook_unreadable"),
        (b"PK\x03\x04 no archive", "workbook_unreadable"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "workbook_unreadable"),
        ((SAMPLES / "台账-集团.xlsx").read_bytes()[:3000], "workbook_unreadable"),
    ],
)
def test_what_is_no_workbook_is_refused_in_one_sentence(
    content: bytes, reason: str
) -> None:
    """空的、损坏的、加密的、不是表格的，一句话说明怎么办。"""
    with pytest.raises(Refusal) as caught:
        read(content)
    assert caught.value.reason == reason
    sentence = str(caught.value.facts["sentence"])
    assert sentence.startswith("这个文件")
    assert sentence.endswith("。")


def test_a_missing_file_names_its_path(tmp_path: Path) -> None:
    """找不到文件，说出文件名。"""
    with pytest.raises(Misconfigured, match="没有这份"):
        read(tmp_path / "没有这份.xlsx")
    with pytest.raises(Misconfigured, match="是文件夹"):
        read(tmp_path)


def packed(**parts: str) -> bytes:
    """A workbook of one small sheet; `sheet` are its rows, `columns` stand before."""
    buffer = BytesIO()
    book = Workbook()
    book.save(buffer)
    rows, columns = parts.get("sheet", ""), parts.get("columns", "")
    made = BytesIO()
    with ZipFile(buffer) as source, ZipFile(made, "w") as target:
        for name in source.namelist():
            content = source.read(name).decode()
            if name == "xl/worksheets/sheet1.xml":
                data = f"{columns}<sheetData>{rows}</sheetData>"
                content = content.replace("<sheetData></sheetData>", data)
            target.writestr(name, content)
    return made.getvalue()


@pytest.mark.parametrize(
    "place",
    [
        'r="XFD1048576"',
        'r="xfd1048576"',
        "r='XFD1048576'",
        'r = "XFD1048576"',
        'r="ZZZZZ99999999999"',
        'r="AAAAA3"',
        'r="XFD60000"',
    ],
)
def test_cells_far_away_are_refused_before_they_are_laid_out(place: str) -> None:
    """一个格子写在天边，不管怎样写、行的次序如何，都先退回，不撑爆内存。"""
    far = f'<row><c {place} t="n"><v>1</v></c></row>'
    near = '<row r="1"><c r="A1" t="n"><v>1</v></c></row>'
    with pytest.raises(Refusal) as stop:
        read(packed(sheet=far + near))
    assert stop.value.reason == "workbook_scattered"


def test_hidden_columns_end_with_the_sheet() -> None:
    """隐藏的列写到几十亿的，只到表的最后一列。"""
    columns = '<cols><col min="1" max="4000000000" hidden="1"/></cols>'
    row = '<row r="1"><c r="A1" t="n"><v>1</v></c></row>'
    (sheet,) = read(packed(sheet=row, columns=columns))
    assert max(sheet.hidden_columns) == 16_384


def test_a_damaged_old_workbook_is_refused_in_one_sentence() -> None:
    """老格式的表坏在哪里都只是一句话，不让读表的库把进程带倒。"""
    sound = (SAMPLES.parent / "老台账.xls").read_bytes()
    seen = set()
    for seed in range(12):
        damaged = bytearray(sound)
        for step in range(40):
            place = 512 + (seed * 7919 + step * 104_729) % (len(damaged) - 512)
            damaged[place] = (seed * 31 + step * 53) % 256
        try:
            read(bytes(damaged))
        except Refusal as stop:
            seen.add(stop.reason)
    assert seen <= {"workbook_unreadable", "workbook_empty", "workbook_protected"}
    assert "workbook_unreadable" in seen
