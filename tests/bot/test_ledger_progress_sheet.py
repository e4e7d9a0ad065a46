"""推进表：进展各归各的那一项，空话不算，撤得回。"""

import json

import pytest

from tests.bot.books import PROGRESS, books, finding, shown, told
from tests.bot.conftest import Box
from tests.bot.test_any_ledger import FEEDBACK, HEADER


def test_progress_sheet_goes_to_its_findings(box: Box) -> None:
    """推进表的进展按编号记到问题上，再导一次不重复。"""
    path = books(
        box.place / "p.xlsx",
        {
            "情况表": [HEADER, finding(1, "结余资金未清理"), finding(2, "账实有差异")],
            "推进表": [
                ["审计整改推进表"],
                PROGRESS,
                [1, "结余资金未清理", "", "", "已上缴128万元", "", "归档", "", ""],
                [2, "账实有差异", "", "", "", "", "", "", ""],
            ],
        },
    )
    status, out, err = box.run("import", path, *FEEDBACK)
    assert (status, err) == (0, ""), out
    assert "进展1条" in out
    shown = json.loads(box.run("show", "5-001", "--json")[1])
    (report,) = shown["progress"]
    assert report["text"] == "已上缴128万元\n下一步措施：归档"
    assert report["userid"] == "dengjianing"
    assert shown["status"] == "rectifying"
    assert "进展0条" in box.run("import", path, *FEEDBACK)[1]
    assert box.run("audit", "--verify")[0] == 0


def test_progress_that_says_nothing_is_no_report(box: Box) -> None:
    """推进表的进展写着“无”、一横的，没有进展，不记一条。"""
    words = ["结余资金未清理", "账实有差异"]
    told = [
        [number, word, "", "", said, "", "", "", ""]
        for number, word, said in ((1, words[0], "无"), (2, words[1], "——"))
    ]
    ledger = [HEADER, *(finding(number, word) for number, word in enumerate(words, 1))]
    sheets = {"情况表": ledger, "推进表": [PROGRESS, *told]}
    status, out, _ = box.run("import", books(box.place / "n.xlsx", sheets), *FEEDBACK)
    assert status == 0, out
    assert "进展0条" in out


def test_letters_before_numbers_are_left_out_of_progress_too(box: Box) -> None:
    """编号前都写着 XC2026- 的，推进表里一样写，进展照样记到那几项上。"""
    numbers = ["XC2026-001", "XC2026-002"]
    told = ["已上缴128万元", "账实已经核对一致"]
    words = ["结余资金未清理", "账实有差异"]
    rows = [
        [number, word, "", "", one, "", "", "", ""]
        for number, word, one in zip(numbers, words, told, strict=True)
    ]
    ledger = [
        [number, *finding(1, word)[1:]]
        for number, word in zip(numbers, words, strict=True)
    ]
    sheets = {"情况表": [HEADER, *ledger], "推进表": [PROGRESS, *rows]}
    status, out, err = box.run("import", books(box.place / "x.xlsx", sheets), *FEEDBACK)
    assert (status, err) == (0, ""), out
    assert "进展2条" in out
    shown = json.loads(box.run("show", "5-002", "--json")[1])
    assert [one["text"] for one in shown["progress"]] == ["账实已经核对一致"]


def test_progress_of_unknown_or_other_findings_is_refused(box: Box) -> None:
    """推进表里没有的编号、对不上的问题，逐处拒收，什么也不写。"""
    ledger = [HEADER, finding(1, "结余资金未清理"), finding(2, "账实有差异")]
    assert box.run("import", books(box.place / "l.xlsx", {"表": ledger}), *FEEDBACK)
    rows: list[list[object]] = [
        PROGRESS,
        [1, "食堂大宗食材没有统一配送", "", "", "已统一配送", "", "", "", ""],
        [9, "没有这一项", "", "", "已开会", "", "", "", ""],
    ]
    path = books(box.place / "p.xlsx", {"推进表": rows})
    status, out, _ = box.run("import", path, *FEEDBACK)
    assert status == 1
    assert (
        "第2行 问题摘要“食堂大宗食材没有统一配送”：这里写的和 5-001 的问题对不上" in out
    )
    assert "第3行 序号“9”：台账里没有 5-009" in out
    assert json.loads(box.run("show", "5-001", "--json")[1])["progress"] == []


LEDGER = [HEADER, finding(1, "结余资金未清理"), finding(2, "账实有差异")]


def test_import_with_its_progress_is_taken_back(box: Box) -> None:
    """一本既有问题又有进展的表导错了，问题连进展整批撤回，能再导。"""
    rows: list[list[object]] = [
        PROGRESS,
        [1, "结余资金未清理", "", "", "已上缴128万元", "", "", "", ""],
    ]
    path = books(box.place / "b.xlsx", {"情况表": LEDGER, "推进表": rows})
    assert box.run("import", path, *FEEDBACK)[0] == 0
    assert box.run("import", "--undo", "1") == (
        *(0, "已撤回1号导入：问题2项，编号已让出，进展1条，流水留存\n", ""),
    )
    assert box.run("show", "5-001")[0] == 2
    assert box.run("audit", "--verify")[0] == 0
    assert "问题2项" in (again := box.run("import", path, *FEEDBACK)[1])
    assert "进展1条" in again


def test_progress_alone_is_taken_back(box: Box) -> None:
    """只导进展的也有编号，撤回后状态、上次进展和先前一样。"""
    box.run("import", books(box.place / "l.xlsx", {"表": LEDGER}), *FEEDBACK)
    box.run("import", told(box, "p", "已上缴100万元"), *FEEDBACK)
    before = shown(box, "5-001"), shown(box, "5-002")
    _, out, _ = box.run("import", told(box, "q", "已全部上缴", "已盘点"), *FEEDBACK)
    assert "import --undo 3" in out
    assert shown(box, "5-002")["status"] == "rectifying"
    _, out, _ = box.run("import", "--undo", "3")
    assert out == "已撤回3号导入：进展2条，流水留存\n"
    assert (shown(box, "5-001"), shown(box, "5-002")) == before
    assert box.run("import", "--undo", "3")[2].startswith("3号导入已经撤回过")
    assert box.run("audit", "--verify")[0] == 0


def test_progress_that_was_followed_stays(box: Box) -> None:
    """进展导入后又有人报了的，说清是哪一项，一条也不撤。"""
    box.run("import", books(box.place / "l.xlsx", {"表": LEDGER}), *FEEDBACK)
    box.run("import", told(box, "p", "已上缴100万元", "已盘点"), *FEEDBACK)
    box.run("import", told(box, "q", "已全部上缴"), *FEEDBACK)
    before = shown(box, "5-001"), shown(box, "5-002")
    status, _, error = box.run("import", "--undo", "2")
    assert status == 1
    assert "不能撤回2号导入：5-001共1项已有人办理，没有改动" in error
    assert (shown(box, "5-001"), shown(box, "5-002")) == before


BESIDE_PEOPLE = ["序号", "具体问题", "整改进展情况", "责任人", "完成时限"]


def beside_people(
    box: Box, *texts: str, silent: tuple[str, ...] = ()
) -> tuple[int, str, str]:
    """Import a sheet without a unit that has people and limits beside the progress."""
    rows: list[list[object]] = [BESIDE_PEOPLE]
    for number, text in enumerate((*texts, *silent), 1):
        word = "" if text in silent else "已开会研究"
        rows.append([number, text, word, "邓佳宁", "2026年12月31日"])
    path = books(box.place / "人.xlsx", {"进展": rows})
    return box.run("import", path, *FEEDBACK)


def test_people_beside_the_progress_make_no_ledger_of_it(box: Box) -> None:
    """没写单位、项项是台账原话的表，带着责任人、时限也只记进展，并说明别的栏没读。"""
    ledger = books(box.place / "l.xlsx", {"台账": LEDGER})
    assert box.run("import", ledger, *FEEDBACK)[0] == 0
    status, out, _ = beside_people(box, "结余资金未清理", "账实有差异")
    assert (status, "进展2条" in out, "问题0项" in out) == (0, True, True)
    assert "按推进表只记进展；人员、时限等其他栏没有读取" in out
    assert shown(box, "5-001")["progress"] != []


@pytest.mark.parametrize("text", ["食堂账目不清", ""])
def test_a_row_that_the_book_does_not_have_keeps_it_a_ledger(
    box: Box, text: str
) -> None:
    """有一项不是台账里的话，就还是台账：照旧要写单位，什么也不记。"""
    ledger = books(box.place / "l.xlsx", {"台账": LEDGER})
    assert box.run("import", ledger, *FEEDBACK)[0] == 0
    status, out, _ = beside_people(box, "结余资金未清理", text)
    assert (status, "进展0条" in out) == (1, True)
    assert "表中没有写明单位" in out
    assert shown(box, "5-001")["progress"] == []


@pytest.mark.parametrize(
    ("text", "silent"),
    [("结余资金未清理", ("食堂账目不清",)), ("结余资金未缴回", ())],
)
def test_a_row_that_tells_nothing_or_is_only_alike_is_not_lost(
    box: Box, text: str, silent: tuple[str, ...]
) -> None:
    """一项没有进展又不在台账里，或只是像台账里的一项：不当推进表，不丢也不记错。"""
    ledger = books(box.place / "l.xlsx", {"台账": LEDGER})
    assert box.run("import", ledger, *FEEDBACK)[0] == 0
    status, out, _ = beside_people(box, text, silent=silent)
    assert (status, "进展0条" in out) == (1, True)
    assert "表中没有写明单位" in out
    assert shown(box, "5-001")["progress"] == []


def test_a_known_row_that_tells_nothing_keeps_it_a_progress_sheet(box: Box) -> None:
    """台账里的一项这次没有进展，不碍着别的项记进展。"""
    ledger = books(box.place / "l.xlsx", {"台账": LEDGER})
    assert box.run("import", ledger, *FEEDBACK)[0] == 0
    status, out, _ = beside_people(box, "结余资金未清理", silent=("账实有差异",))
    assert (status, "进展1条" in out) == (0, True), out


def test_letters_before_every_number_say_that_it_is_a_number(box: Box) -> None:
    """每个号前都有单位自己的字头的，不是数行的序号，没有原文也认。"""
    ledger = books(box.place / "l.xlsx", {"台账": LEDGER})
    assert box.run("import", ledger, *FEEDBACK)[0] == 0
    rows: list[list[object]] = [["序号", "整改进展情况", "下一步措施"]]
    rows += [["XC2026-001", "已清点", "入库"], ["XC2026-002", "已核对", "归档"]]
    path = books(box.place / "x.xlsx", {"进展": rows})
    status, out, _ = box.run("import", path, *FEEDBACK)
    assert (status, "进展2条" in out) == (0, True), out


@pytest.mark.parametrize(
    ("header", "number", "status"),
    [
        (["编号", "整改进展情况"], "5-001", 0),
        (["问题编号", "整改进展情况"], 1, 0),
        (["序号", "整改进展情况", "下一步措施"], "5-001", 0),
        (["轮次", "序号", "整改进展情况"], 1, 0),
        (["序号", "整改进展情况", "下一步措施"], 1, 1),
    ],
)
def test_a_number_without_words_must_be_the_books_own(
    box: Box, header: list[str], number: object, status: int
) -> None:
    """没有原文可核对的，只认完整编号和编号一栏；光一个序号，可能只数行，不认。"""
    ledger = books(box.place / "l.xlsx", {"台账": LEDGER})
    assert box.run("import", ledger, *FEEDBACK)[0] == 0
    cells = {"轮次": "第五轮", "整改进展情况": "已清点完毕", "下一步措施": "入库"}
    row = [cells.get(word, number) for word in header]
    path = books(box.place / "n.xlsx", {"进展": [list(header), row]})
    done, out, _ = box.run("import", path, *FEEDBACK)
    assert done == status, out
    assert ("请写完整编号（5-001）" in out) == bool(status)
    assert bool(shown(box, "5-001")["progress"]) == (not status)


def test_numbers_of_the_ledger_in_the_same_workbook_are_meant(box: Box) -> None:
    """和台账同在一个工作簿里的推进表，只写序号也就是那本台账的序号。"""
    header = ["序号", "整改进展情况", "下一步措施"]
    sheets = {"台账": LEDGER, "进展": [header, [1, "已清点完毕", "入库"]]}
    path = books(box.place / "s.xlsx", sheets)
    status, out, _ = box.run("import", path, *FEEDBACK)
    assert (status, "进展1条" in out) == (0, True), out


def test_a_ledger_whose_words_are_not_recognised_is_no_progress_sheet(
    box: Box,
) -> None:
    """写着单位、时限，问题一栏没认出来的是台账：说没认出哪一栏，不按编号记到别人的问题上。"""
    ledger = books(box.place / "l.xlsx", {"台账": LEDGER})
    assert box.run("import", ledger, *FEEDBACK)[0] == 0
    header = ["编号", "被巡察单位", "问题描述内容", "整改进展情况", "完成时限"]
    row = [1, "区水利局", "食堂账目不清", "已开会研究", "2026年12月31日"]
    path = books(box.place / "n.xlsx", {"新台账": [list(header), row]})
    status, out, _ = box.run("import", path, *FEEDBACK)
    assert (status, "问题描述内容" in out) == (1, True), out
    assert shown(box, "5-001")["progress"] == []
