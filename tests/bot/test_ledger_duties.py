"""一个问题几条措施，各有各的责任人和办理情况：读得进，看得到，改得了，出得去。"""

import json
from pathlib import Path

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from tests.bot.conftest import Box
from tests.bot.test_any_ledger import FEEDBACK

GROUPED = [
    ["序号", "被巡察单位", "具体问题", "责任领导", *["整改措施"] * 5],
    ["", "", "", "", "措施内容", "责任领导", "责任人", "预计完成时间", "完成情况"],
]
LINES: list[list[object]] = [
    ["甲措施", "苏晓彤", "王磊", "2026年9月30日", "已完成"],
    ["乙措施", "欧阳若溪", "邓佳宁、石海涛", "2026年10月31日", "进行中"],
    ["丙措施", "", "", "2026年12月31日", ""],
]


def grouped(path: Path, lines: list[list[object]], leader: str = "苏晓彤") -> Path:
    """A finding with measures that have columns of their own, merged as usual."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("台账")
        for number, row in enumerate(GROUPED):
            sheet.write_row(number, 0, row)
        for column in range(4):
            sheet.merge_range(0, column, 1, column, GROUPED[0][column])
        sheet.merge_range(0, 4, 0, 8, "整改措施")
        last = 1 + len(lines)
        for column, value in enumerate((1, "区教育局", "资金管理不严", leader)):
            if last > 2:
                sheet.merge_range(2, column, last, column, value)
            else:
                sheet.write(2, column, value)
        for number, line in enumerate(lines, 2):
            sheet.write_row(number, 4, line)
    return path


def flat(path: Path, people: list[str], states: list[str]) -> Path:
    """A finding whose measures stand in rows with 责任人 and 完成情况 beside them."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("台账")
        header = ["序号", "被巡察单位", "具体问题", "整改措施", "责任人", "完成时限"]
        sheet.write_row(0, 0, [*header, "完成情况"])
        for number, (person, state) in enumerate(zip(people, states, strict=True), 1):
            head = [1, "区教育局", "资金管理不严"] if number == 1 else ["", "", ""]
            row = [*head, f"措施{number}正文", person, "2026年12月31日", state]
            sheet.write_row(number, 0, row)
    return path


def measures(box: Box) -> list[dict[str, object]]:
    """The measures of 5-001 as `show --json` gives them."""
    shown: list[dict[str, object]] = json.loads(box.run("show", "5-001", "--json")[1])[
        "measures"
    ]
    return shown


def who(measure: dict[str, object]) -> list[tuple[str, str]]:
    """Names and roles on a measure."""
    people = measure["people"]
    assert isinstance(people, list)
    return [(one["name"], one["role"]) for one in people]


def test_measures_have_people_and_state_of_their_own(box: Box) -> None:
    """“整改措施”下面的责任领导、责任人、完成情况，各归各的措施。"""
    path = grouped(box.place / "k.xlsx", LINES)
    status, out, err = box.run("import", str(path), *FEEDBACK)
    assert (status, err) == (0, ""), out
    first, second, third = measures(box)
    assert who(first) == [
        ("苏晓彤", "responsible_leader"),
        ("王磊", "responsible_person"),
    ]
    assert who(second) == [
        ("欧阳若溪", "responsible_leader"),
        ("邓佳宁", "responsible_person"),
        ("石海涛", "responsible_person"),
    ]
    assert who(third) == []
    states = [(one["done"], one["status_text"]) for one in (first, second, third)]
    assert states == [(True, "已完成"), (False, "进行中"), (False, "")]


def test_people_of_measures_are_named_on_the_finding(box: Box) -> None:
    """措施的责任人也是这一项的责任人：看得见，收得到提醒，报得了进展。"""
    box.run("import", str(grouped(box.place / "k.xlsx", LINES)), *FEEDBACK)
    shown = json.loads(box.run("show", "5-001", "--json")[1])
    assert [(one["name"], one["role"]) for one in shown["people"]] == [
        ("苏晓彤", "responsible_leader"),
        ("欧阳若溪", "responsible_leader"),
        ("王磊", "responsible_person"),
        ("邓佳宁", "responsible_person"),
        ("石海涛", "responsible_person"),
    ]


def test_one_measure_done_closes_nothing(box: Box) -> None:
    """只有一条措施写着已完成：那一条记为完成，这一项照常交办，请巡察办核验那一条。"""
    path = grouped(box.place / "k.xlsx", LINES)
    _, out, _ = box.run("import", str(path), *FEEDBACK)
    assert "5-001 措施1写着“已完成”" in out
    shown = json.loads(box.run("show", "5-001", "--json")[1])
    assert shown["status"] == "delivered"
    assert [one["status"] for one in shown["notices"]] != []


def test_every_measure_done_is_to_be_verified(box: Box) -> None:
    """每条措施都写着已完成的，和整项写着已完成一样：不销号，请巡察办核验。"""
    lines = [[*line[:4], "已完成"] for line in LINES]
    _, out, _ = box.run("import", str(grouped(box.place / "k.xlsx", lines)), *FEEDBACK)
    assert "5-001 写着“已完成”，请核验" in out
    assert all(one["done"] for one in measures(box))
    shown = json.loads(box.run("show", "5-001", "--json")[1])
    assert shown["status"] == "rectifying"


def test_held_back_nothing_is_done(box: Box) -> None:
    """暂不交办的，措施写着已完成也先不算，原话留着。"""
    path = grouped(box.place / "k.xlsx", LINES)
    box.run("import", str(path), *FEEDBACK, "--hold")
    assert [one["done"] for one in measures(box)] == [False, False, False]
    assert measures(box)[0]["status_text"] == "已完成"


def test_unknown_person_of_a_measure_is_refused_once(box: Box) -> None:
    """措施的责任人不在花名册里，说清是哪一行哪一栏，只说一次，整项不收。"""
    lines = [LINES[0], [*LINES[1][:2], "查无此人", *LINES[1][3:]]]
    status, out, err = box.run(
        "import", str(grouped(box.place / "k.xlsx", lines)), *FEEDBACK
    )
    said = out + err
    assert status == 1
    assert said.count("查无此人") == 1
    assert "第4行" in said
    assert "责任人" in said


def test_rows_with_own_person_and_state(box: Box) -> None:
    """只有一栏责任人、一栏完成情况，但一行一条措施各写各的，也各归各的措施。"""
    path = flat(box.place / "f.xlsx", ["王磊", "邓佳宁"], ["已完成", "未完成"])
    status, out, _ = box.run("import", str(path), *FEEDBACK)
    assert status == 0, out
    assert [who(one) for one in measures(box)] == [
        [("王磊", "responsible_person")],
        [("邓佳宁", "responsible_person")],
    ]
    assert [one["done"] for one in measures(box)] == [True, False]
    shown = json.loads(box.run("show", "5-001", "--json")[1])
    assert shown["status"] == "delivered"


def test_one_person_for_all_rows_stays_on_the_finding(box: Box) -> None:
    """责任人、完成情况只在头一行写了一次的，是整项的，不是头一条措施的。"""
    path = flat(box.place / "f.xlsx", ["王磊", ""], ["已完成", ""])
    box.run("import", str(path), *FEEDBACK)
    assert [who(one) for one in measures(box)] == [[], []]
    assert [one["done"] for one in measures(box)] == [True, True]


def test_one_measure_over_rows_has_all_their_people(box: Box) -> None:
    """一条措施跨两行、责任人写了两行的，两人都是这条措施的。"""
    path = box.place / "s.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("台账")
        header = ["序号", "被巡察单位", "具体问题", "整改措施", "责任人", "完成时限"]
        sheet.write_row(0, 0, header)
        for column, value in enumerate((1, "区教育局", "资金管理不严")):
            sheet.merge_range(1, column, 3, column, value)
        sheet.merge_range(1, 3, 2, 3, "甲措施")
        sheet.write(3, 3, "乙措施")
        for row, name in enumerate(("王磊", "石海涛", "邓佳宁"), 1):
            sheet.write_row(row, 4, [name, "2026年12月31日"])
    status, out, _ = box.run("import", str(path), *FEEDBACK)
    assert status == 0, out
    assert [[name for name, _ in who(one)] for one in measures(box)] == [
        ["王磊", "石海涛"],
        ["邓佳宁"],
    ]


def exported(box: Box) -> Path:
    """The ledger in its imported layout."""
    path = box.place / "out.xlsx"
    assert box.run("export", "--format", "xlsx", str(path))[0] == 0
    return path


def test_goes_out_as_it_came_in(box: Box) -> None:
    """照原样导出：每条措施的责任人和完成情况在自己那一行，整项的责任领导不多写；再导入未变。"""
    box.run("import", str(grouped(box.place / "k.xlsx", LINES)), *FEEDBACK)
    path = exported(box)
    sheet = CalamineWorkbook.from_path(path).get_sheet_by_index(0)
    rows = sheet.to_python()[1:]  # a title says round and day of feedback
    assert rows[1][4:9] == GROUPED[1][4:]
    assert rows[2][3] == "苏晓彤"
    assert [row[5] for row in rows[2:5]] == ["苏晓彤", "欧阳若溪", ""]
    assert [row[6] for row in rows[2:5]] == [
        "王磊（wanglei_jy）",
        "邓佳宁、石海涛",
        "",
    ]
    assert [row[8] for row in rows[2:5]] == ["已完成", "进行中", ""]
    assert ((3, 3), (5, 3)) in sheet.merged_cell_ranges
    status, said, _ = box.run("import", str(path), *FEEDBACK)
    assert status == 0, said
    assert "未变1项" in said


@pytest.mark.parametrize(
    ("people", "states"),
    [
        (["王磊", "邓佳宁"], ["已完成", "未完成"]),
        (["王磊", "王磊"], ["", ""]),
        (["王磊", ""], ["进行中", ""]),
        (["王磊", ""], ["", "已完成"]),
        (["王磊、邓佳宁", "邓佳宁"], ["进行中", "进行中"]),
    ],
)
def test_rows_go_out_as_they_came_in(
    box: Box, people: list[str], states: list[str]
) -> None:
    """一行一条措施各写各的，照原样导出，再导入未变。"""
    path = flat(box.place / "f.xlsx", people, states)
    assert box.run("import", str(path), *FEEDBACK)[0] == 0
    before = measures(box)
    status, said, _ = box.run("import", str(exported(box)), *FEEDBACK)
    assert status == 0, said
    assert "未变1项" in said
    assert measures(box) == before


def test_changed_people_of_a_measure_are_no_longer_the_same(box: Box) -> None:
    """只换了一条措施的责任人，再导入就不是“未变”；加 --update 才改，流水记上。"""
    box.run("import", str(grouped(box.place / "k.xlsx", LINES)), *FEEDBACK)
    lines = [[*LINES[0][:2], "石海涛", *LINES[0][3:]], *LINES[1:]]
    path = str(grouped(box.place / "k2.xlsx", lines))
    status, out, err = box.run("import", path, *FEEDBACK)
    assert status == 1
    assert "编号已有不同内容" in out + err
    assert who(measures(box)[0])[1][0] == "王磊"
    assert box.run("import", path, *FEEDBACK, "--update")[0] == 0
    assert who(measures(box)[0])[1:] == [("石海涛", "responsible_person")]
    assert measures(box)[0]["done"] is True


def test_taken_back_as_a_whole(box: Box) -> None:
    """整批撤回，措施的责任也一并收回，再导入和头一回一样。"""
    path = str(grouped(box.place / "k.xlsx", LINES))
    box.run("import", path, *FEEDBACK)
    before = [(one["text"], who(one), one["done"]) for one in measures(box)]
    assert box.run("import", "--undo", "1")[0] == 0
    status, out, _ = box.run("import", path, *FEEDBACK)
    assert status == 0, out
    again = [(one["text"], who(one), one["done"]) for one in measures(box)]
    assert again == before


def test_the_office_layout_takes_no_measure_from_anybody(box: Box) -> None:
    """统一格式的表不写单条措施的责任人：导出再导入不算改动，各条的人都还在。"""
    path = str(grouped(box.place / "g.xlsx", LINES))
    assert box.run("import", path, *FEEDBACK)[0] == 0
    before = json.loads(box.run("show", "5-001", "--json")[1])["measures"]
    assert [len(one["people"]) for one in before] == [2, 3, 0]
    out = str(box.place / "out.xlsx")
    export = ("export", "--format", "xlsx", "--layout", "office", out)
    assert box.run(*export)[0] == 0
    status, said, _ = box.run("import", out, "--update")
    assert (status, "更新0项，未变1项" in said) == (0, True), said
    assert json.loads(box.run("show", "5-001", "--json")[1])["measures"] == before
