"""几个单位写着同一句话的，各是各的一项；再导的表改没改单位，看得出才改，改了说清。"""

import json

import pytest

from tests.bot.books import books
from tests.bot.conftest import Box
from tests.bot.test_any_ledger import FEEDBACK

HEADER = ["被巡察单位", "具体问题", "整改措施", "责任人", "完成时限"]
NUMBERED = ["序号", *HEADER]
PEOPLE = {"区教育局": "邓佳宁", "区交通运输局": "汤立群", "区卫生健康局": "石海涛"}
SHARED = "第一议题制度落实不严"
EDUCATION, TRAFFIC = "区教育局", "区交通运输局"


def row(unit: str, text: str, measure: str = "办理") -> list[object]:
    """One row without a number, for the person of its unit."""
    return [unit, text, measure, PEOPLE[unit], "2026年12月31日"]


def ledger(
    box: Box, header: list[str], rows: list[list[object]], *more: str
) -> tuple[int, str]:
    """Import rows below a header; status and output."""
    path = books(box.place / "t.xlsx", {"台账": [header, *rows]})
    status, out, err = box.run("import", path, *FEEDBACK, *more)
    return status, out + err


def units(box: Box, *codes: str) -> list[str]:
    """The units under which findings are registered."""
    return [json.loads(box.run("show", code, "--json")[1])["unit"] for code in codes]


@pytest.mark.parametrize("more", [(), ("--update",), ("--partial", "--update")])
def test_a_ledger_of_another_unit_takes_nothing_from_the_first(
    box: Box, more: tuple[str, ...]
) -> None:
    """两个单位的台账都没有编号、有一句写得一样，后导的照登成自己的一项，前一项不动。"""
    mine = [row(EDUCATION, SHARED), row(EDUCATION, "学习研讨不深入")]
    assert ledger(box, HEADER, mine)[0] == 0
    theirs = [row(TRAFFIC, SHARED), row(TRAFFIC, "超限运输处罚畸轻")]
    status, out = ledger(box, HEADER, theirs, *more)
    assert status == 0, out
    assert "问题2项" in out
    assert "改单位" not in out
    codes = ("5-001", "5-002", "5-003", "5-004")
    assert units(box, *codes) == [EDUCATION, EDUCATION, TRAFFIC, TRAFFIC]
    status, out = ledger(box, HEADER, theirs, *more)
    assert "未变2项" in out


@pytest.mark.parametrize("header", [HEADER, NUMBERED])
def test_a_sheet_for_each_unit_may_share_a_text(box: Box, header: list[str]) -> None:
    """一个单位一张表、各从1编起的，相同的一句各登一项；再导、只导一张也各归各的。"""

    def sheets(*names: str) -> str:
        """Write a workbook with a sheet for each unit."""
        own = {
            name: [row(name, SHARED), row(name, f"{name}另有一项")] for name in names
        }
        if header is NUMBERED:
            for rows in own.values():
                for number, one in enumerate(rows, 1):
                    one.insert(0, number)
        return books(box.place / "s.xlsx", {n: [header, *own[n]] for n in names})

    assert box.run("import", sheets(EDUCATION), *FEEDBACK)[0] == 0
    for more in ((), ("--update",)):
        status, out, _ = box.run("import", sheets(EDUCATION, TRAFFIC), *FEEDBACK, *more)
        assert status == 0, out
    assert "未变4项" in out
    assert "未变2项" in box.run("import", sheets(TRAFFIC), *FEEDBACK, "--update")[1]
    codes = ("5-001", "5-002", "5-003", "5-004")
    assert units(box, *codes) == [EDUCATION, EDUCATION, TRAFFIC, TRAFFIC]


@pytest.mark.parametrize("number", [False, True])
def test_a_corrected_unit_is_changed_only_when_asked(box: Box, number: bool) -> None:
    """整表再导、只有单位一格改过的，先说清改的是单位；加了 --update 才改，不另登一项。"""
    header = NUMBERED if number else HEADER

    def rows(unit: str) -> list[list[object]]:
        """The whole ledger, with the unit of its first finding."""
        first = [unit, *row(TRAFFIC, SHARED)[1:]]
        both = [first, row(EDUCATION, "学习研讨不深入"), row(TRAFFIC, "处罚畸轻")]
        return [[n, *one] for n, one in enumerate(both, 1)] if number else both

    assert ledger(box, header, rows(EDUCATION))[0] == 0
    status, out = ledger(box, header, rows(TRAFFIC))
    assert status == 1
    assert "编号已有不同内容（单位）" in out
    assert units(box, "5-001") == [EDUCATION]
    status, out = ledger(box, header, rows(TRAFFIC), "--update")
    assert status == 0, out
    assert "5-001 已按新表改了单位。" in out
    assert "问题0项" in out
    assert units(box, "5-001") == [TRAFFIC]


@pytest.mark.parametrize(
    "edited",
    [
        [row(EDUCATION, "学习研讨不深入"), row(TRAFFIC, SHARED)],
        [[TRAFFIC, *row(EDUCATION, SHARED)[1:]]],
    ],
)
def test_what_may_be_a_corrected_unit_is_pointed_out(
    box: Box, edited: list[list[object]]
) -> None:
    """像是改了单位又说不准的，另登一项、原来那项不动，并且点出来请核对。"""
    mine = [row(EDUCATION, SHARED), row(EDUCATION, "学习研讨不深入")]
    assert ledger(box, HEADER, mine)[0] == 0
    status, out = ledger(box, HEADER, edited, "--update")
    assert status == 0, out
    assert "和 5-001（区教育局）写得一字不差，按区交通运输局的另一项登记" in out
    assert units(box, "5-001", "5-003") == [EDUCATION, TRAFFIC]


@pytest.mark.parametrize("more", [(), ("--update",)])
def test_a_second_row_never_overwrites_the_first(
    box: Box, more: tuple[str, ...]
) -> None:
    """没有编号、同一单位同一句话写了两行的，措施不同，请并到一行，加了 --update 也不覆盖。"""
    twice = [row(EDUCATION, SHARED), row(EDUCATION, SHARED, "整顿")]
    status, out = ledger(box, HEADER, twice, *more)
    assert status == 1
    assert "5-001 在台账第2行已经写过同一项" in out
    assert "--update" not in out
    assert ledger(box, HEADER, [twice[0], twice[0]], *more)[0] == 0


ROSTER = ["姓名", "账号", "单位", "职务", "角色"]
WHOLE = "市市场监督管理局（市知识产权局）"
HALF = WHOLE.replace("（", "(").replace("）", ")")


@pytest.mark.parametrize(("first", "again"), [(WHOLE, HALF), (HALF, WHOLE)])
def test_brackets_stay_as_the_roster_has_them(box: Box, first: str, again: str) -> None:
    """单位名里的括号照花名册显示；写成全角半角都是这个单位，不另登一个。"""
    for number, unit in enumerate((first, again)):
        people = [["丁一", "dingyi", unit, "科长", "经办人"]]
        people += [["丁二", "dinger", first, "局长", "责任领导"]]
        path = books(box.place / f"r{number}.xlsx", {"花名册": [ROSTER, *people]})
        assert box.run("import", path)[0] == 0
    for number, unit in enumerate((first, again), 1):
        rows = [[number, unit, f"第{number}件事没有办", "办理", "丁一", "立行立改"]]
        status, out = ledger(box, NUMBERED, rows)
        assert status == 0, out
        assert "另一个单位" not in out
        assert "不在" not in out
    assert units(box, "5-001", "5-002") == [first, first]
