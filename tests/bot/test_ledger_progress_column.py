"""台账里的整改进展情况一栏：随台账记成进展，记在责任人名下，再导不重记，撤得回。"""

import json

from python_calamine import CalamineWorkbook

from tests.bot.conftest import Box
from tests.bot.test_any_ledger import FEEDBACK, HEADER, workbook

WIDE = [*HEADER, "整改进展情况"]


def line(number: int, told: str, person: str = "邓佳宁") -> list[object]:
    """One finding with what was done so far."""
    text = f"议题流于形式{number}"
    return [number, "区教育局", text, "办", person, "2026-12-31", told]


def shown(box: Box, code: str) -> dict[str, object]:
    """One finding as the command shows it."""
    return dict(json.loads(box.run("show", code, "--json")[1]))


def test_progress_in_a_ledger_is_reported(box: Box) -> None:
    """进展照记在责任人名下、转为整改中；空着的、画横线的不算。"""
    rows = [WIDE, line(1, "已修订议事规则，开会3次"), line(2, ""), line(3, "——")]
    path = str(workbook(box.place / "p.xlsx", rows))
    status, out, _ = box.run("import", path, *FEEDBACK)
    assert status == 0, out
    first = shown(box, "5-001")
    assert first["status"] == "rectifying"
    assert [(one["userid"], one["text"]) for one in first["progress"]] == [  # type: ignore[attr-defined]
        ("dengjianing", "已修订议事规则，开会3次")
    ]
    assert shown(box, "5-002")["status"] == shown(box, "5-003")["status"] == "delivered"


def test_the_same_words_are_not_reported_again(box: Box) -> None:
    """原表再导不重记，添了新进展的只记新的；照原样导出的也认得。"""
    path = str(workbook(box.place / "p.xlsx", [WIDE, line(1, "已修订议事规则")]))
    box.run("import", path, *FEEDBACK)
    box.run("import", path, *FEEDBACK)
    assert len(shown(box, "5-001")["progress"]) == 1  # type: ignore[arg-type]
    path = str(workbook(box.place / "q.xlsx", [WIDE, line(1, "已开会3次")]))
    status, out, _ = box.run("import", path, *FEEDBACK)
    assert status == 0, out
    assert len(shown(box, "5-001")["progress"]) == 2  # type: ignore[arg-type]
    again = box.place / "out.xlsx"
    box.run("export", "--format", "xlsx", str(again))
    rows = CalamineWorkbook.from_path(again).get_sheet_by_index(0).to_python()
    assert rows[-1][-1] == "已开会3次"
    box.run("import", str(again))
    assert len(shown(box, "5-001")["progress"]) == 2  # type: ignore[arg-type]


def test_done_without_a_status_column_is_a_claim(box: Box) -> None:
    """没有状态栏、进展只写“已完成”的，是报称完成，请巡察办核验。"""
    path = str(workbook(box.place / "p.xlsx", [WIDE, line(1, "已完成")]))
    _, out, _ = box.run("import", path, *FEEDBACK)
    assert "5-001 写着“已完成”，请核验" in out
    assert shown(box, "5-001")["progress"] == []


def test_what_cannot_be_reported_is_said(box: Box) -> None:
    """没有责任人的、先不交办的，进展记不进去，一句话说出来，问题照收。"""
    path = str(workbook(box.place / "p.xlsx", [WIDE, line(1, "已开会", "")]))
    status, out, _ = box.run("import", path, *FEEDBACK)
    assert status == 0
    assert "5-001 没有责任人，进展记不到人名下，没有记入" in out
    path = str(workbook(box.place / "q.xlsx", [WIDE, line(2, "已开会")]))
    _, out, _ = box.run("import", path, *FEEDBACK, "--hold")
    assert "5-002 还没有交办，进展没有记入" in out


def test_it_is_taken_back_with_the_import(box: Box) -> None:
    """整批撤回时，随台账带进的进展一并收回。"""
    path = str(workbook(box.place / "p.xlsx", [WIDE, line(1, "已修订议事规则")]))
    box.run("import", path, *FEEDBACK)
    assert box.run("import", "--undo", "1")[0] == 0
    assert box.run("show", "5-001")[0] == 2
    assert box.run("audit", "--verify")[0] == 0
