"""导出的台账自己说全：轮次和反馈日期是命令行给的，导出时写进表里，再导入什么也不用写明。"""

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.bot.books import books
from tests.bot.test_any_ledger import FEEDBACK, HEADER, LEDGERS, Box

PLAIN: list[list[object]] = [
    HEADER,
    [1, "区教育局", "议题流于形式", "1、修订规则\n2、开展培训", "邓佳宁", "3个月内"],
    [2, "区教育局", "补助发放不及时", "补发到位", "王磊（wanglei_jy）", "6月底前"],
    [3, "区交通运输局", "台账不全", "补齐台账", "葛秋菊", "长期坚持"],
    [4, "区交通运输局", "公示不及时", "立即公示", "葛秋菊", "立行立改"],
]
TITLED: list[list[object]] = [
    ["区教育局巡察整改台账"],
    ["填报单位：区教育局"],
    ["序号", "问题", "措施", "责任人", "整改时限"],
    [1, "议题流于形式", "修订规则", "邓佳宁", "3个月内"],
    ["", "", "开展培训", "邓佳宁", "半年内"],
]
OTHER: list[list[object]] = [["第四轮巡察整改台账（沿用）"], *PLAIN]
"""Its title names another round than the one that it was imported for."""


@pytest.fixture
def box(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Box:
    """A book with nothing but the roster in it."""
    return empty(tmp_path, capsys)


def empty(place: Path, capsys: pytest.CaptureFixture[str]) -> Box:
    """An empty book with the roster in it."""
    place.mkdir(exist_ok=True)
    made = Box(place, capsys)
    assert made.run("import", str(LEDGERS / "花名册.xlsx"), "--partial")[0] == 0
    return made


def kept(box: Box, codes: tuple[str, ...]) -> list[dict[str, Any]]:
    """What a ledger says of each finding."""
    names = ("code", "title", "text", "unit", "round", "due_on", "due_text", "people")
    found = []
    for code in codes:
        shown = json.loads(box.run("show", code, "--json")[1])
        measures = [(one["text"], one["due_on"]) for one in shown["measures"]]
        found.append({**{name: shown[name] for name in names}, "measures": measures})
    return found


@pytest.mark.parametrize(
    ("rows", "layout", "codes"),
    [
        (PLAIN, "imported", ("5-001", "5-002", "5-003", "5-004")),
        (PLAIN, "office", ("5-001", "5-002", "5-003", "5-004")),
        (TITLED, "imported", ("5-001",)),
        (OTHER, "imported", ("5-001", "5-002", "5-003", "5-004")),
    ],
)
def test_an_export_needs_no_options(
    box: Box, rows: list[list[object]], layout: str, codes: tuple[str, ...]
) -> None:
    """照导出的样子导进空库，不写轮次和反馈日期，期限、原话、人、措施一项不差。"""
    path = books(box.place / "l.xlsx", {"台账": rows})
    assert box.run("import", path, *FEEDBACK)[0] == 0
    out = str(box.place / "out.xlsx")
    assert box.run("export", "--format", "xlsx", "--layout", layout, out)[0] == 0
    again = empty(box.place / "again", box.capsys)
    status, said, error = again.run("import", out)
    assert (status, error) == (0, ""), said
    assert kept(again, codes) == kept(box, codes)
    status, said, _ = box.run("import", out)
    assert f"未变{len(codes)}项" in said, said


def test_names_of_files_are_kept_in_the_sheet(box: Box) -> None:
    """单位和轮次只写在文件名里的，导出的表自己写着，换了文件名也读得进。"""
    rows = [
        ["序号", "具体问题", "整改措施", "责任人", "完成时限"],
        [1, "议题流于形式", "修订规则", "邓佳宁", "2026年12月31日"],
    ]
    path = books(box.place / "区教育局第五轮整改台账.xlsx", {"Sheet1": rows})
    assert box.run("import", path)[0] == 0
    out = str(box.place / "out.xlsx")
    assert box.run("export", "--format", "xlsx", out)[0] == 0
    again = empty(box.place / "again", box.capsys)
    status, said, _ = again.run("import", out)
    assert status == 0, said
    assert kept(again, ("5-001",)) == kept(box, ("5-001",))


def test_what_the_sheet_says_already_is_not_said_again(box: Box) -> None:
    """表里本来写着轮次和反馈日期的，导出不多写一行。"""
    head = [["第五轮巡察整改台账"], ["反馈日期：2026年4月10日"]]
    path = books(box.place / "l.xlsx", {"台账": [*head, *PLAIN]})
    assert box.run("import", path)[0] == 0
    again = str(box.place / "out.xlsx")
    assert box.run("export", "--format", "xlsx", again)[0] == 0
    assert first_column(again)[:3] == [
        "第五轮巡察整改台账",
        "反馈日期：2026年4月10日",
        "序号",
    ]


@pytest.mark.parametrize("layout", ["imported", "office"])
def test_a_claim_to_verify_goes_out_as_one(box: Box, layout: str) -> None:
    """导入时写着“已完成”的，导出写明待核验；再导入还是待核验，没写完成的照旧。"""
    rows = [
        [*HEADER, "状态"],
        [1, "区教育局", "议题流于形式", "修订规则", "邓佳宁", "3个月内", "已完成"],
        [2, "区教育局", "台账不全", "补齐台账", "邓佳宁", "3个月内", "整改中"],
    ]
    path = books(box.place / "l.xlsx", {"台账": rows})
    assert box.run("import", path, *FEEDBACK)[0] == 0
    out = str(box.place / "out.xlsx")
    assert box.run("export", "--format", "xlsx", "--layout", layout, out)[0] == 0
    again = empty(box.place / "again", box.capsys)
    status, said, _ = again.run("import", out)
    assert status == 0
    assert "5-001 写着“已完成，待核验”，请核验" in said
    assert states(again) == states(box) == [("rectifying", True), ("delivered", False)]
    assert box.run("import", out)[1].count("未变2项") == 1


def states(box: Box) -> list[tuple[str, bool]]:
    """Of each finding its status and whether it is to be verified."""
    out = box.place / "all.jsonl"
    assert box.run("export", "--format", "jsonl", str(out))[0] == 0
    rows = map(json.loads, out.read_text("utf-8").splitlines())
    return [
        (row["status"], bool(row["to_verify"]))
        for row in rows
        if row["table"] == "finding"
    ]


def first_column(path: str) -> list[object]:
    """The first column of the first sheet."""
    sheet = openpyxl.load_workbook(path).worksheets[0]
    return [row[0] for row in sheet.iter_rows(values_only=True)]


def test_all_tables_of_one_round(box: Box) -> None:
    """全部数据只要一轮的，别的轮次的事项、措施、通知和流水一行也没有；没有这一轮就不写。"""
    for code in ("4", "5"):
        path = books(box.place / f"{code}.xlsx", {"台账": PLAIN})
        on = ("--round", code, "--feedback-on", "2026-04-10")
        assert box.run("import", path, *on)[0] == 0
    out = box.place / "one.jsonl"
    asked = ("export", "--format", "jsonl", str(out), "--round")
    assert box.run(*asked, "9")[0] == 2
    assert not out.exists()
    assert box.run(*asked, "5")[0] == 0
    rows = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    of = {name: [row for row in rows if row["table"] == name] for name in NAMES}
    assert [row["code"] for row in of["round"]] == ["5"]
    assert {row["code"] for row in of["finding"]} == {f"5-00{n}" for n in range(1, 5)}
    ids = {row["id"] for row in of["finding"]}
    for name in ("measure", "responsibility", "notice"):
        assert of[name]
        assert {row["finding_id"] for row in of[name]} <= ids, name
    assert not any(row["code"].startswith("4-") for row in of["journal"])
    assert of["person"]


NAMES = (
    "round",
    "finding",
    "measure",
    "responsibility",
    "notice",
    "journal",
    "person",
)
