"""什么样的台账都读得进、出得去：老格式、隐藏行、改口径、照原样导出、整批撤回。"""

import json
import shutil
from pathlib import Path

import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from tests.bot.conftest import LEDGERS, Box

DATA = Path(__file__).parent.parent / "data"
FEEDBACK = ("--round", "5", "--feedback-on", "2026-04-10")


def workbook(
    path: Path, rows: list[list[object]], hidden: tuple[int, ...] = ()
) -> Path:
    """Write rows into a workbook; `hidden` rows count from 1."""
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("台账")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        for number in hidden:
            sheet.set_row(number - 1, None, None, {"hidden": True})
    return path


HEADER = ["序号", "被巡察单位", "具体问题", "整改措施", "责任人", "完成时限"]


def test_old_format_under_a_wrong_name(box: Box) -> None:
    """老格式 .xls，哪怕改名成 .xlsx，两行表头、合并格、序列号和全角日期都读得对。"""
    path = box.place / "新台账.xlsx"
    shutil.copy(DATA / "老台账.xls", path)
    status, out, err = box.run("import", str(path))
    assert (status, err) == (0, ""), out
    shown = json.loads(box.run("show", "5-001", "--json")[1])
    assert [one["due_on"] for one in shown["measures"]] == ["2026-09-30", "2026-12-31"]
    assert shown["due_on"] == "2026-12-31"
    assert {one["name"] for one in shown["people"]} == {
        "王磊",
        "邓佳宁",
        "石海涛",
        "欧阳若溪",
    }
    assert json.loads(box.run("show", "5-002", "--json")[1])["due_on"] == "2026-09-30"


def test_old_format_shows_a_month_only(box: Box) -> None:
    """老格式 .xls 里只显示到月的日期格，是那个月的月底，公式算出来的也是；显示到日的照旧。"""
    path = str(DATA / "只写到月.xls")
    status, out, _ = box.run("import", path, *FEEDBACK)
    assert status == 0, out
    shown = [
        json.loads(box.run("show", f"5-00{number}", "--json")[1])["due_on"]
        for number in range(1, 7)
    ]
    month, day = "2026-09-30", "2026-09-01"
    assert shown == [month, month, month, day, day, month]


def test_old_format_says_what_is_hidden(box: Box) -> None:
    """老格式 .xls 里隐藏的行和栏照读并说出来，隐藏的表不读；合并的单位管它的每一行。"""
    path = str(DATA / "隐藏.xls")
    status, out, _ = box.run("import", path, *FEEDBACK)
    assert status == 0, out
    assert "问题5项" in out
    assert "第4行是隐藏的" in out
    assert "“整改措施”栏是隐藏的" in out
    assert "“旧台账”是隐藏的表，没有读取" in out


def test_old_format_says_what_is_struck(box: Box) -> None:
    """老格式 .xls 里划了删除线的行照读并说出来；空格子带着删除线的不算。"""
    _, out, _ = box.run("import", str(DATA / "划去.xls"), *FEEDBACK)
    assert "第3行有划了删除线的字" in out


def test_old_format_errors_are_refused(box: Box) -> None:
    """老格式 .xls 里的 #REF!、#N/A、公式算错的格子，和新格式一样拒收，不当成空着。"""
    status, out, _ = box.run("import", str(DATA / "坏格.xls"), *FEEDBACK)
    assert status == 1
    assert "第3行 完成时限“#REF!”：这一格是公式错误" in out
    assert "第4行 责任人“#N/A”：这一格是公式错误" in out
    assert "第7行 完成时限“#DIV/0!”：这一格是公式错误" in out
    assert "拒收3处" in out


def test_old_format_goes_out_as_it_came_in(box: Box) -> None:
    """照原样导出：两行表头、合并格、没用到的栏都在，再导入一项不差。"""
    assert box.run("import", str(DATA / "老台账.xls"))[0] == 0
    out = box.place / "out.xlsx"
    assert box.run("export", "--format", "xlsx", str(out))[0] == 0
    sheet = CalamineWorkbook.from_path(out).get_sheet_by_index(0)
    rows = sheet.to_python()
    assert rows[0][0].startswith("第五轮巡察区教育局")
    assert rows[1][:3] == ["序号", "反馈问题", "整改措施"]
    assert rows[2][2:5] == ["措施内容", "责任人", "完成时限"]
    assert [row[6] for row in rows[3:6]] == ["认识不到位", "抓得不紧", ""]
    assert ((3, 0), (4, 0)) in sheet.merged_cell_ranges
    status, said, _ = box.run("import", str(out))
    assert status == 0
    assert "未变2项" in said


def test_hidden_rows_are_read_and_said(box: Box) -> None:
    """隐藏的行照读，并且说出来是哪几行。"""
    rows: list[list[object]] = [
        HEADER,
        [1, "区教育局", "问题一正文", "办", "邓佳宁", "2026.12.31"],
        [2, "区教育局", "问题二正文", "办", "邓佳宁", "2026-12-31"],
    ]
    path = workbook(box.place / "h.xlsx", rows, hidden=(3,))
    status, out, _ = box.run("import", str(path), *FEEDBACK)
    assert status == 0
    assert "第3行是隐藏的，已照常读取" in out
    assert "问题2项" in out


def test_several_rounds_in_one_sheet(box: Box) -> None:
    """一张表里有几轮的，各归各轮，同号不算重；只错一两行的照样拒收。"""
    header = ["轮次", *HEADER]
    rows: list[list[object]] = [
        [
            turn,
            number,
            "区教育局",
            f"{turn}问题{number}正文",
            "办",
            "邓佳宁",
            "12月底前",
        ]
        for turn in ("第四轮", "第五轮")
        for number in (1, 2, 3)
    ]
    path = str(workbook(box.place / "r.xlsx", [header, *rows]))
    status, out, _ = box.run("import", path, "--feedback-on", "2026-04-10")
    assert status == 0, out
    assert "问题6项" in out
    assert "第四轮问题3正文" in box.run("show", "4-003", "--json")[1]
    assert "第五轮问题3正文" in box.run("show", "5-003", "--json")[1]
    stray = [["第六轮", 9, "区教育局", "别的问题", "办", "邓佳宁", "12月底前"]]
    path = str(workbook(box.place / "s.xlsx", [header, *rows, *stray]))
    status, out, _ = box.run("import", path, "--feedback-on", "2026-04-10")
    assert status == 1
    assert "第8行 轮次" in out


def test_mapping_is_shown_and_corrected(box: Box) -> None:
    """先看每一栏当作什么；认不出的栏用 --column 指明，指错的字段一句话说清。"""
    rows: list[list[object]] = [
        ["序号", "被巡察单位", "具体问题", "整改措施", "跟进同志", "完成时限"],
        [1, "区教育局", "问题一正文", "办", "邓佳宁", "2026年12月31日"],
    ]
    path = str(workbook(box.place / "m.xlsx", rows))
    _, before, _ = box.run("import", path, *FEEDBACK, "--dry-run")
    assert "没有用到、原样留存：跟进同志" in before
    fixed = (path, *FEEDBACK, "--column", "跟进同志=责任人")
    _, after, _ = box.run("import", *fixed, "--dry-run")
    assert "跟进同志→责任人" in after
    assert box.run("import", *fixed)[0] == 0
    shown = json.loads(box.run("show", "5-001", "--json")[1])
    assert shown["people"][0]["name"] == "邓佳宁"
    status, _, error = box.run("import", path, "--column", "跟进同志=谁")
    assert status == 1
    assert "没有“谁”这个字段" in error
    assert box.run("import", path, "--column", "跟进同志")[0] == 2


def test_whole_import_is_taken_back_once(box: Box) -> None:
    """导错了整批撤回，编号让出来，能再导；撤过的、没有的，说清不能撤。"""
    path = str(LEDGERS / "台账-集团.xlsx")
    _, out, _ = box.run("import", path, *FEEDBACK)
    assert "import --undo 1" in out
    assert box.run("import", "--undo", "1")[0] == 0
    assert box.run("import", "--undo", "1")[2].startswith("1号导入已经撤回过")
    assert box.run("import", "--undo", "7")[2].startswith("没有7号导入")
    assert "import_undone" in box.run("audit")[1]
    assert box.run("audit", "--verify")[0] == 0
    status, out, _ = box.run("import", path, *FEEDBACK)
    assert status == 0
    assert "问题7项" in out


words = st.text(
    alphabet="巡察整改问题制度落实12=＋-，。（）", min_size=2, max_size=12
).map(lambda text: f"文{text}")
limits = st.sampled_from(
    ["2026年12月底前", "2026.9.30", "立行立改", "长期坚持", "3个月内", "2026/12/31", ""]
)
persons = st.sampled_from(["邓佳宁", "邓佳宁、石海涛", "石海涛\n崔国栋"])
rows_ = st.lists(
    st.tuples(words, words, persons, limits, words), min_size=1, max_size=5
)


@settings(
    max_examples=12,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(rows=rows_, order=st.permutations(range(7)))
def test_round_trip_loses_nothing(
    box: Box, rows: list[tuple[str, ...]], order: list[int]
) -> None:
    """任意栏序、任意内容的台账，导入、照原样导出、再导入，表头不变、每项都是未变。

    表头上面多一行：命令行给的轮次和反馈日期，所以再导入什么也不用写明。
    """
    for name in ("x.db", "x.db-wal", "x.db-shm"):
        (box.place / name).unlink(missing_ok=True)
    box.run("import", str(LEDGERS / "花名册.xlsx"), "--partial")
    header = [*HEADER, "原因分析"]
    body = [
        [number, "区教育局", f"{number}{text}", measure, person, due, cause]
        for number, (text, measure, person, due, cause) in enumerate(rows, 1)
    ]
    table = [[row[place] for place in order] for row in [header, *body]]
    first = str(workbook(box.place / "in.xlsx", table))
    status, out, err = box.run("import", first, *FEEDBACK)
    assert status == 0, out + err
    second = box.place / "out.xlsx"
    assert box.run("export", "--format", "xlsx", str(second))[0] == 0
    seen = CalamineWorkbook.from_path(second).get_sheet_by_index(0).to_python()
    assert [seen[0][0], seen[1]] == ["轮次：5　反馈日期：2026年4月10日", table[0]]
    place = order.index(6)
    assert [row[place] for row in seen[2:]] == [row[place] for row in table[1:]]
    status, out, err = box.run("import", str(second))
    assert f"未变{len(rows)}项" in out, out + err


def test_struck_words_are_read_and_said(box: Box) -> None:
    """划了删除线的，整行的、一格里几个字的，照读并说出是哪几行；没划的行不说。"""
    path = box.place / "s.xlsx"
    row = ["区教育局", "问题正文", "办", "邓佳宁", "2026年12月31日"]
    with xlsxwriter.Workbook(path) as book:
        sheet, struck = (
            book.add_worksheet("台账"),
            book.add_format({"font_strikeout": True}),
        )
        plain = book.add_format()
        sheet.write_row(0, 0, HEADER, struck)
        for number in (1, 2, 3, 4):
            cells = [number, row[0], f"{row[1]}{number}", *row[2:]]
            sheet.write_row(number, 0, cells, struck if number == 2 else None)
        sheet.write_rich_string(3, 3, struck, "不办", plain, "办")
        sheet.write_blank(4, 3, None, struck)
    status, out, _ = box.run("import", str(path), *FEEDBACK)
    assert status == 0, out
    assert "第3、4行有划了删除线的字（共2行），已照常读取；作废的请删去再导。" in out


def test_notes_beside_cells_are_said(box: Box) -> None:
    """格子旁边有批注的，说出是哪几行，批注不算表里的内容。"""
    path = box.place / "n.xlsx"
    row = ["区教育局", "问题正文", "办", "邓佳宁", "2026年12月31日"]
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("台账")
        sheet.write_row(0, 0, HEADER)
        for number in (1, 2, 3):
            sheet.write_row(number, 0, [number, row[0], f"{row[1]}{number}", *row[2:]])
        sheet.write_comment(0, 2, "照方案填")
        sheet.write_comment(2, 4, "已改为王磊")
    status, out, _ = box.run("import", str(path), *FEEDBACK)
    assert status == 0, out
    assert "第3行有批注，批注没有读取；改了内容的请写进格子再导。" in out
    assert "第1行有批注" not in out
