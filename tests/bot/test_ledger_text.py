"""文本格式的台账：逗号、制表符分开的，几种编码都读得进；分不准格子的不猜。"""

import json
from pathlib import Path

import pytest

from tests.bot.conftest import Box
from tests.bot.test_any_ledger import FEEDBACK

LINES = [
    "第五轮巡察整改台账,,,,,",
    "序号,被巡察单位,具体问题,整改措施,责任人,完成时限",
    '1,区教育局,"结余资金未清理,长期挂账","1、清理\n2、公示",邓佳宁,2026/12/31',
    '2,区教育局,账实有差异,盘点,石海涛,"=""2026年9月底前"""',
]


def table(box: Box, name: str, text: str, encoding: str) -> str:
    """Write a text file."""
    path = Path(box.place / name)
    path.write_bytes(text.encode(encoding))
    return str(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize(("sign", "name"), [(",", "台账.csv"), ("\t", "台账.txt")])
def test_text_tables_are_read(box: Box, encoding: str, sign: str, name: str) -> None:
    """逗号、制表符，国标码、万国码：引号里的逗号和换行都留在格子里，行号和表格软件一样。"""
    lines = [line.replace(",", sign).replace("理\t长", "理,长") for line in LINES]
    path = table(box, name, "\r\n".join([*lines, ""]), encoding)
    status, out, error = box.run("import", path, *FEEDBACK)
    assert (status, error) == (0, ""), out
    first, second = (
        json.loads(box.run("show", f"5-00{number}", "--json")[1]) for number in (1, 2)
    )
    assert first["text"] == "结余资金未清理,长期挂账"
    assert [one["text"] for one in first["measures"]] == ["清理", "公示"]
    assert (first["due_on"], second["due_on"]) == ("2026-12-31", "2026-09-30")


@pytest.mark.parametrize("formula", ["=C3", "=DATE(2026,12,31)", "=$F$3+1"])
def test_formulas_written_out_are_refused(box: Box, formula: str) -> None:
    """文本表里写着公式、没有结果的格子，拒收这一格，不当成字。"""
    lines = [LINES[0], LINES[1], f'1,区教育局,账实有差异,盘点,石海涛,"{formula}"']
    path = table(box, "台账.csv", "\n".join(lines), "utf-8")
    status, out, _ = box.run("import", path, *FEEDBACK)
    assert status == 1
    assert "公式没有结果" in out


def test_titles_may_stand_apart(box: Box) -> None:
    """标题行里几样隔开写的，不当成表头。"""
    titles = ",,第五轮巡察整改台账,,,", "填报单位：区教育局,,,反馈日期：2026年4月10日,,"
    path = table(box, "t.csv", "\n".join([*titles, *LINES[1:]]), "utf-8")
    status, out, error = box.run("import", path)
    assert (status, error) == (0, ""), out
    assert "问题2项" in out


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "3,区教育局,资金沉淀,长期挂账,清理,邓佳宁,2026/12/31",
            "第5行有7格，表头只有6格",
        ),
        ('3,区教育局,"资金沉淀,清理,邓佳宁,2026/12/31', "引号不成对"),
        ('3,区教育局,"资金"沉淀,清理,邓佳宁,2026/12/31', "引号不成对"),
    ],
)
def test_cells_that_cannot_be_told_apart(box: Box, line: str, said: str) -> None:
    """格里有没括起来的逗号、引号不成对的，整个不收，说清哪里、怎么办。"""
    path = table(box, "台账.csv", "\n".join([*LINES, line]), "utf-8")
    status, out, error = box.run("import", path, *FEEDBACK)
    assert (status, out) == (1, "")
    assert said in error
    assert "另存为 .xlsx" in error
    assert error.count("\n") == 1
    assert box.run("show", "5-001")[0] == 2


@pytest.mark.parametrize(
    "text",
    [
        "各单位：\n请于12月底前报送，谢谢。",
        "<html><table><tr><td>序号</td></tr></table>",
    ],
)
def test_words_are_no_table(box: Box, text: str) -> None:
    """一段话、网页改名的，说清不是表格，请另存为 .xlsx。"""
    path = table(box, "通知.xls", text, "gb18030")
    status, out, error = box.run("import", path, *FEEDBACK)
    assert (status, out) == (1, "")
    assert "另存为 .xlsx" in error
