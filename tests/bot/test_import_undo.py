"""撤回导入：改过的照原样还原，先导的后撤，有人办过的不撤。"""

from tests.bot.books import books, shown, told
from tests.bot.conftest import Box
from tests.bot.test_any_ledger import FEEDBACK
from tests.bot.test_ledger_duties import LINES, grouped

HEADER = [
    *("编号", "被巡察单位", "问题类别", "具体问题"),
    *("整改措施", "责任领导", "责任人", "完成时限"),
]
FIRST = [1, "区教育局", "财务", "结余资金未清理", "1、清理\n2、公示", "苏晓彤"]
SECOND = [
    2,
    "区教育局",
    "资产",
    "账实有差异",
    "1、盘点",
    "苏晓彤",
    "邓佳宁",
    "2036.12.31",
]
ORIGINAL = [HEADER, [*FIRST, "邓佳宁、石海涛", "2036年9月30日"], SECOND]
CHANGED = [
    HEADER,
    [*FIRST[:3], "结余资金长期未清理", "1、清理到位", "欧阳若溪", "石海涛", "长期坚持"],
    SECOND,
]


def take(box: Box, rows: list[list[object]], *options: str) -> str:
    """Import a ledger; return what was said."""
    path = books(box.place / "台账.xlsx", {"表": rows})
    status, out, error = box.run("import", path, *FEEDBACK, *options)
    assert status == 0, out + error
    return out


def test_an_update_is_taken_back_exactly(box: Box) -> None:
    """更新改了正文、时限、措施和人，撤回后一处不差，流水相链。"""
    take(box, ORIGINAL)
    before = shown(box, "5-001"), shown(box, "5-002")
    assert "import --undo 2" in take(box, CHANGED, "--update")
    assert shown(box, "5-001")["text"] == "结余资金长期未清理"
    assert shown(box, "5-001")["clock"] == "long_term"
    _, out, _ = box.run("import", "--undo", "2")
    assert out == "已撤回2号导入：更新1项，内容已还原，流水留存\n"
    assert (shown(box, "5-001"), shown(box, "5-002")) == before
    assert "未变2项" in take(box, ORIGINAL)
    assert box.run("audit", "--verify")[0] == 0


def test_people_and_marks_of_measures_come_back(box: Box) -> None:
    """一条措施换了责任人又撤回，各条的责任人、时限、完成标记都和先前一样。"""
    box.run("import", str(grouped(box.place / "k.xlsx", LINES)), *FEEDBACK)
    before = shown(box, "5-001")
    lines = [[*LINES[0][:2], "石海涛", *LINES[0][3:]], *LINES[2:]]
    path = str(grouped(box.place / "k2.xlsx", lines, leader="欧阳若溪"))
    assert box.run("import", path, *FEEDBACK, "--update")[0] == 0
    assert shown(box, "5-001") != before
    assert box.run("import", "--undo", "2")[0] == 0
    assert shown(box, "5-001") == before


def test_the_later_import_goes_first(box: Box) -> None:
    """后面的导入改过、报过的，先撤后面的，再撤前面的；撤完能照样再导。"""
    take(box, ORIGINAL)
    take(box, CHANGED, "--update")
    assert box.run("import", told(box, "p", "", "已盘点"), *FEEDBACK)[0] == 0
    before = shown(box, "5-001"), shown(box, "5-002")
    error = box.run("import", "--undo", "1")[2]
    assert "不能撤回1号导入：5-001、5-002共2项已有人办理" in error
    assert (shown(box, "5-001"), shown(box, "5-002")) == before
    for number in ("3", "2", "1"):
        assert box.run("import", "--undo", number)[0] == 0
    assert box.run("show", "5-001")[0] == 2
    assert "问题2项" in take(box, ORIGINAL)
    assert box.run("audit", "--verify")[0] == 0


def test_what_was_followed_is_not_restored(box: Box) -> None:
    """更新以后又报了进展的，说清是哪一项，什么也不动。"""
    take(box, ORIGINAL)
    take(box, CHANGED, "--update")
    path = books(
        box.place / "p.xlsx",
        {
            "推进表": [
                ["序号", "问题摘要", "整改进展情况"],
                [1, "结余资金长期未清理", "已清理"],
            ]
        },
    )
    assert box.run("import", path, *FEEDBACK)[0] == 0
    before = shown(box, "5-001")
    status, _, error = box.run("import", "--undo", "2")
    assert status == 1
    assert "不能撤回2号导入：5-001共1项已有人办理，没有改动" in error
    assert shown(box, "5-001") == before


def test_a_number_given_again_begins_anew(box: Box) -> None:
    """撤回后重新登记的，来龙去脉从这一次登记起，不带上一次的。"""
    take(box, ORIGINAL)
    assert box.run("import", "--undo", "1")[0] == 0
    take(box, ORIGINAL)
    assert '"journal_length": 2' in box.run("show", "5-001", "--json")[1]
