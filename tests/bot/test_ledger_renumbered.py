"""办公室改过再导的台账：插行、删行、改字、重编号，一项不写到另一项上。"""

import json

import pytest

from tests.bot.conftest import Box
from tests.bot.test_ledger_kinds import FEEDBACK, books

HEADER = ["序号", "被巡察单位", "具体问题", "整改措施", "责任人", "完成时限"]
TEXTS = ["学习研讨不深入", "三重一大执行不严", "工程监督缺位"]


def row(
    number: object, text: str, limit: str = "2026年6月底", unit: str = "区教育局"
) -> list[object]:
    """One row of the ledger."""
    return [number, unit, text, "办理", "邓佳宁", limit]


def ledger(box: Box, rows: list[list[object]], *more: str) -> tuple[int, str]:
    """Import rows below the header; status and output."""
    path = books(box.place / "t.xlsx", {"台账": [HEADER, *rows]})
    status, out, _ = box.run("import", path, *FEEDBACK, *more)
    return status, out


def texts(box: Box, *codes: str) -> list[str]:
    """The titles under which findings are registered."""
    return [json.loads(box.run("show", code, "--json")[1])["title"] for code in codes]


RENUMBERED = {
    "inserted": [row(1, "招标不规范"), *(row(i + 2, t) for i, t in enumerate(TEXTS))],
    "deleted": [row(1, TEXTS[0]), row(2, TEXTS[2])],
}


@pytest.mark.parametrize("how", RENUMBERED)
@pytest.mark.parametrize("more", [(), ("--update",), ("--partial", "--update")])
def test_a_renumbered_ledger_overwrites_nothing(
    box: Box, how: str, more: tuple[str, ...]
) -> None:
    """中间插了行、删了行又整列重编的，加了 --update 也不把一项改成另一项，逐行说出来。"""
    assert ledger(box, [row(i + 1, text) for i, text in enumerate(TEXTS)])[0] == 0
    out = ledger(box, RENUMBERED[how], *more)[1]
    assert "编号像是挪动过：5-002 登记的是“三重一大执行不严”" in out
    assert texts(box, "5-001", "5-002", "5-003") == TEXTS


def test_progress_of_a_refused_row_is_written_nowhere(box: Box) -> None:
    """重编过的行没有收下，它写的进展也不记到别的问题上。"""
    assert ledger(box, [row(i + 1, text) for i, text in enumerate(TEXTS)])[0] == 0
    rows = [[*row(1, TEXTS[0]), ""], [*row(2, TEXTS[2]), "已清退12万元"]]
    path = books(box.place / "p.xlsx", {"台账": [[*HEADER, "整改进展"], *rows]})
    assert "进展0条" in box.run("import", path, *FEEDBACK, "--partial")[1]
    assert json.loads(box.run("show", "5-002", "--json")[1])["progress"] == []


def test_what_differs_is_named(box: Box) -> None:
    """内容变了的，先说清变了哪几样；加了 --update，改了哪几样也逐项说出来。"""
    assert ledger(box, [row(1, TEXTS[0]), row(2, TEXTS[1])])[0] == 0
    edited = [row(1, TEXTS[0], "2026年9月底"), row(2, TEXTS[1] + "，用印无审批")]
    status, out = ledger(box, edited)
    assert status == 1
    assert "编号已有不同内容（整改时限）" in out
    status, out = ledger(box, edited, "--update")
    assert status == 0
    assert "5-001 已按新表改了整改时限。" in out
    assert "5-002 已按新表改了问题内容。" in out


def test_a_second_ledger_of_a_unit_is_no_rewording(box: Box) -> None:
    """同一单位另有一本从1编起的台账，写的是别的事，照登成新的几项，不当成改了字。"""
    other = row(1, "人员轮岗不够", unit="区交通运输局")
    other[4] = "汤立群"
    assert ledger(box, [row(1, TEXTS[0]), other])[0] == 0
    more = [*other[:2], "超限运输处罚畸轻", *other[3:]]
    status, out = ledger(box, [more], "--update")
    assert status == 0
    assert "问题1项" in out
    assert texts(box, "5-002", "5-003") == ["人员轮岗不够", "超限运输处罚畸轻"]


@pytest.mark.parametrize("edited", ["人员轮岗不够", "人员轮岗长期不到位"])
def test_a_unit_that_numbers_from_one_is_known_by_its_own_number(
    box: Box, edited: str
) -> None:
    """各单位各从1编起的，改了字再导，还是原来那一项，不另登一项。"""
    other = row(1, "人员轮岗不够", unit="区交通运输局")
    other[4] = "汤立群"
    assert ledger(box, [row(1, TEXTS[0]), other])[0] == 0
    again = [*other[:2], edited, *other[3:]]
    status, out = ledger(box, [again], "--update")
    assert status == 0
    assert "问题0项" in out
    assert texts(box, "5-001", "5-002") == [TEXTS[0], edited]


def test_numbers_that_begin_anew_below_each_heading_are_no_own_names(box: Box) -> None:
    """同一单位几段各从1编起的，新添的一项照登，不当成旧的那一项改了字。"""
    assert ledger(box, [row(1, TEXTS[0]), row(2, TEXTS[1])])[0] == 0
    anew = [row(1, TEXTS[0]), row(2, TEXTS[1]), ["二、用人方面"], row(1, "选人不严")]
    status, out = ledger(box, [*anew, row(2, "档案不全")])
    assert status == 0
    assert "问题2项" in out
    assert "未变2项" in out
