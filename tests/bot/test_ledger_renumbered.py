"""办公室改过再导的台账：插行、删行、改字、重编号，一项不写到另一项上。"""

import json

import pytest

from tests.bot.books import books
from tests.bot.conftest import Box
from tests.bot.test_any_ledger import FEEDBACK

HEADER = ["序号", "被巡察单位", "具体问题", "整改措施", "责任人", "完成时限"]
TEXTS = ["学习研讨不深入", "三重一大执行不严", "工程监督缺位"]
CODES = ("5-001", "5-002", "5-003")


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


def test_units_with_the_same_words_are_told_apart(box: Box) -> None:
    """两个单位写着同一句话、又没有编号的，是两项；再导、加了 --update 也各是各的。"""
    other = row("", TEXTS[0], unit="区交通运输局")
    other[4] = "汤立群"
    unnumbered = [HEADER[1:], row("", TEXTS[0])[1:], other[1:]]
    path = books(box.place / "t.xlsx", {"台账": unnumbered})
    for more in ((), ("--update",)):
        status, out, _ = box.run("import", path, *FEEDBACK, *more)
        assert status == 0, out
    assert "未变2项" in out
    units = [json.loads(box.run("show", c, "--json")[1])["unit"] for c in CODES[:2]]
    assert units == ["区教育局", "区交通运输局"]


def test_rewording_what_another_unit_says_alike_is_no_renumbering(box: Box) -> None:
    """另一单位有同一句话的，本单位这一项改了字，照改，不当成挪了编号。"""
    other = row(2, TEXTS[0], unit="区交通运输局")
    other[4] = "汤立群"
    assert ledger(box, [row(1, TEXTS[0]), other])[0] == 0
    status, out = ledger(box, [row(1, TEXTS[0] + "且记录不全"), other], "--update")
    assert status == 0, out
    assert texts(box, *CODES[:2]) == [TEXTS[0] + "且记录不全", TEXTS[0]]


def test_rewording_one_of_two_with_the_same_words(box: Box) -> None:
    """同一单位两项写得一样的，改了其中一项的字，照改，不当成挪了编号。"""
    assert ledger(box, [row(1, TEXTS[0]), row(2, TEXTS[0], "2026年9月底")])[0] == 0
    edited = [row(1, TEXTS[0] + "且记录不全"), row(2, TEXTS[0], "2026年9月底")]
    assert ledger(box, edited, "--update")[0] == 0


def test_what_moved_to_a_free_number_is_not_registered_twice(box: Box) -> None:
    """整列重编以后末尾多出来的号，写的是已经登记的那一项，--partial 也不另登一项。"""
    assert ledger(box, [row(i + 1, text) for i, text in enumerate(TEXTS)])[0] == 0
    out = ledger(box, RENUMBERED["inserted"], "--partial")[1]
    assert "问题0项" in out
    assert "5-003 登记的" in out


def test_the_same_found_once_more_is_told_apart_by_its_words(box: Box) -> None:
    """补一项和在册的一字不差的，不收，请写明不同之处；写明了的照收。"""
    assert ledger(box, [row(1, TEXTS[0])])[0] == 0
    status, out = ledger(box, [row(9, TEXTS[0])])
    assert status == 1
    assert "确是又发现一次的，请在内容里写明时间、地点等不同之处" in out
    status, out = ledger(box, [row(9, TEXTS[0] + "（2026年7月再次发现）")])
    assert status == 0, out
    assert "问题1项" in out


def test_renumbered_and_reworded_at_once_overwrites_nothing(box: Box) -> None:
    """删了一行、重编了号、又改了几个字的，加了 --update 也不写到别的项上。"""
    assert ledger(box, [row(i + 1, text) for i, text in enumerate(TEXTS)])[0] == 0
    moved = [row(1, TEXTS[1] + "，用印无审批"), row(2, TEXTS[2] + "，未留痕")]
    status, out = ledger(box, moved, "--update")
    assert status == 1
    assert "编号像是挪动过：5-001 登记的是“学习研讨不深入”" in out
    assert texts(box, *CODES) == TEXTS


def test_a_finding_that_is_written_anew_keeps_its_number(box: Box) -> None:
    """一项整个重写了，和哪一项都不像的，加了 --update 照改。"""
    assert ledger(box, [row(i + 1, text) for i, text in enumerate(TEXTS)])[0] == 0
    anew = [row(1, "党费收缴不规范"), *(row(i + 2, t) for i, t in enumerate(TEXTS[1:]))]
    assert ledger(box, anew, "--update")[0] == 0
    assert texts(box, *CODES) == ["党费收缴不规范", *TEXTS[1:]]


def test_a_long_text_is_known_though_it_was_reworded(box: Box) -> None:
    """很长的一项改了几个字，按本单位的编号还认得，不另登一项。"""
    long = "一是学习不深入，二是研讨走过场，三是记录不全，" * 20
    other = row(1, long, unit="区交通运输局")
    other[4] = "汤立群"
    assert ledger(box, [row(1, TEXTS[0]), other])[0] == 0
    other[2] = "经查，" + long.replace("记录不全", "台账不全")
    status, out = ledger(box, [other], "--update")
    assert status == 0, out
    assert "问题0项" in out
