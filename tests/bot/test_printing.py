"""打印：导出的表一页宽放得下，每页有表头，字多的行够高，不用再调就能看。"""

import re
import zipfile
from datetime import date
from io import BytesIO

import openpyxl

from bot import outtake

LONG = "抽查2024年接待凭证，有12笔未附公函、8笔超标准列支，涉及金额3.6万元。" * 2
HEADER = ["序号", "具体问题", "整改时限"]


def written(*rows: list[object], header: list[str] = HEADER) -> dict[str, str]:
    """The parts of an exported table."""
    stream = BytesIO()
    outtake.write(stream, header, rows)
    with zipfile.ZipFile(stream) as archive:
        names = ("xl/worksheets/sheet1.xml", "xl/workbook.xml")
        return {name: archive.read(name).decode() for name in names}


def test_a_table_fits_the_width_of_a_page() -> None:
    """横放，缩到一页宽，不限页数，表头每页重复。"""
    parts = written([1, LONG, date(2026, 10, 16)])
    sheet = parts["xl/worksheets/sheet1.xml"]
    assert 'fitToHeight="0"' in sheet
    assert 'orientation="landscape"' in sheet
    assert 'paperSize="9"' in sheet
    assert "$1:$1" in parts["xl/workbook.xml"]


def test_a_row_is_as_high_as_its_words_need() -> None:
    """字多的一行撑高到看得全，字少的一行照常。"""
    sheet = written([1, LONG, None], [2, "短", None])["xl/worksheets/sheet1.xml"]
    heights = dict(re.findall(r'<row r="(\d+)"[^>]* ht="([\d.]+)"', sheet))
    assert float(heights["2"]) >= 5 * 15
    assert {"1", "3"}.isdisjoint(heights)


def test_a_table_of_many_columns_takes_larger_paper() -> None:
    """栏数多的用大一号的纸，字不至于缩得看不清。"""
    header = [f"第{number}栏很长的名字" for number in range(15)]
    sheet = written(header=header)["xl/worksheets/sheet1.xml"]
    assert 'paperSize="8"' in sheet


def test_text_that_looks_like_a_formula_stays_text() -> None:
    """等号、加减号、@开头的字，导出是字，并且标明是字：点进格子再出来也不会算起来。"""
    said = ["=1+1", "+cmd|'/c calc'!A0", "-3项", "@SUM(A1)", "\t=1", "平常的字"]
    stream = BytesIO()
    outtake.write(stream, ["问题"], [[one] for one in said])
    cells = [row[0] for row in openpyxl.load_workbook(stream)["台账"].iter_rows(2)]
    assert [cell.value for cell in cells] == said
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.quotePrefix for cell in cells] == [*[True] * 5, False]
