"""一张表分几段：小标题、表头重出、末尾签字，都不误读成问题。"""

from datetime import date

import pytest

from rules.calendar.workdays import statutory_calendar
from rules.deadlines import read_due
from rules.ledger.blocks import find_blocks
from rules.ledger.headers import recognise
from rules.ledger.sheet import Sheet
from rules.vocabulary import Clock
from tests.rules.ledger.rows import places, read, row_of
from tests.rules.ledger.sections import PLAIN, line


def test_the_count_behind_a_heading_is_no_part_of_the_category() -> None:
    """“一、党的领导弱化方面（2个）”的类别是党的领导弱化方面。"""
    ledger = read(
        ["一、党的领导弱化方面（共2个问题）："],
        line(1.0),
        header=PLAIN,
        titles=("区教育局",),
    )
    assert [f.category for f in ledger.findings] == ["党的领导弱化方面"]


def test_a_header_in_another_order_is_read_in_its_own_order() -> None:
    """下面又有表头、只是栏的次序换了的，照它自己的次序读，不把人认错。"""
    swapped: list[object] = [*PLAIN[:3], "责任人", "责任领导", "完成时限"]
    two: list[object] = [
        2.0,
        "第2项问题。",
        "整改",
        "邓佳宁",
        "苏晓彤",
        "2026年8月底前",
    ]
    three: list[object] = [3.0, "第3项问题。", "整改", "苏晓彤", "邓佳宁", "立行立改"]
    again: list[object] = [*PLAIN]
    merged = ((5, 4, 6, 4),)
    measure: list[object] = ["", "", "再整改", "", "", ""]
    rows = (line(1.0), swapped, two, measure, again, three)
    ledger = read(*rows, header=PLAIN, titles=("区教育局",), merged=merged)
    assert not ledger.refused
    assert [
        [(p.userid, p.role.label) for p in one.people] for one in ledger.findings
    ] == [
        [("deng", "责任人")],
        [("su", "责任领导"), ("deng", "责任人")],
        [("su", "责任领导"), ("deng", "责任人")],
    ]
    assert [len(one.measures) for one in ledger.findings] == [1, 2, 1]


@pytest.mark.parametrize(
    ("swapped", "merged"),
    [
        ([*PLAIN[:3], "责任人", "责任领导", "联系电话"], ()),
        ([*PLAIN[:3], "责任人", "责任领导", "完成时限"], ((5, 4, 5, 5),)),
    ],
)
def test_a_header_of_other_columns_ends_the_reading(
    swapped: list[object], merged: tuple[tuple[int, int, int, int], ...]
) -> None:
    """下面又有表头、栏换了的，或有横着合并的格子的，从那一行起不读，只说一句。"""
    rows = (line(1.0), swapped, line(2.0))
    ledger = read(*rows, header=PLAIN, titles=("区教育局",), merged=merged)
    assert [f.number for f in ledger.findings] == [1]
    assert places(ledger.refused) == [(4, "序号", "other_header")]


def test_both_rows_of_a_header_may_come_again() -> None:
    """两行表头每页重印的，两行都不当问题。"""
    upper: list[object] = ["单位", "序号", "问题清单", "", "责任清单", ""]
    lower: list[object] = ["", "", "问题", "时限", "责任领导", "责任人"]
    first: list[object] = ["区教育局", 1.0, "甲事。", "立行立改", "苏晓彤", "王磊"]
    second: list[object] = ["区教育局", 2.0, "乙事。", "立行立改", "苏晓彤", "王磊"]
    ledger = read(
        lower,
        first,
        upper,
        lower,
        second,
        header=[str(word) for word in upper],
        merged=(
            (1, 1, 2, 1),
            (1, 2, 2, 2),
            (1, 3, 1, 4),
            (1, 5, 1, 6),
            (4, 1, 5, 1),
            (4, 2, 5, 2),
            (4, 3, 4, 4),
            (4, 5, 4, 6),
        ),
    )
    assert not ledger.refused
    assert [f.number for f in ledger.findings] == [1, 2]
    assert ledger.ignored_rows == [4, 5]


@pytest.mark.parametrize(
    "cells",
    [
        ["填表人：崔国栋", "联系电话：0571-1234567", "", "审核人：苏晓彤"],
        ["主要负责人（签字）：", "", "", "2026年5月6日"],
        ["分管领导签字：", "", "", "主要负责人签字："],
        ["", "注：本表一式两份，分别报送。"],
    ],
)
def test_signatures_below_the_table_are_no_findings(cells: list[object]) -> None:
    """表末填表人、审核人、签字和注占了别的栏，也不当问题。"""
    ledger = read(line(1.0), cells, header=PLAIN, titles=("区教育局",))
    assert not ledger.refused
    assert (len(ledger.findings), ledger.ignored_rows) == (1, [4])


def test_a_finding_that_begins_like_a_signature_is_a_finding() -> None:
    """正文里写着“审核人员：”的，还是一项问题。"""
    ledger = read(row_of(具体问题="审核人员：未按规定回避。"))
    assert [f.number for f in ledger.findings] == [1]


@pytest.mark.parametrize("words", ["即时整改", "边查边改", "即查即改"])
def test_more_words_for_at_once(words: str) -> None:
    """即时整改、边查边改和立行立改一样，没有日子。"""
    due = read_due(words, date(2026, 4, 10), statutory_calendar())
    assert due is not None
    assert (due.clock, due.on) == (Clock.IMMEDIATE, None)


def test_remarks_in_two_cells_are_no_finding() -> None:
    """末尾“备注：”在一格、内容在旁边一格的，不是问题。"""
    ledger = read(
        line(1.0), ["备注：", "本表由办公室填报"], header=PLAIN, titles=("区教育局",)
    )
    assert not ledger.refused
    assert ledger.ignored_rows == [4]


def test_a_second_table_beside_the_first_is_refused() -> None:
    """同样表头的表并排放两张的，右边那张不会悄悄丢掉：说清没有读，一项也不收。"""
    ledger = read([*line(1.0), "", *line(2.0)], header=[*PLAIN, "", *PLAIN])
    assert [one.reason for one in ledger.refused] == ["second_table"]
    assert not ledger.findings


def test_an_empty_form_beside_the_table_loses_nothing() -> None:
    """右边同样的表头下面一格没填的，没有什么会丢，照常读。"""
    ledger = read([*line(1.0)], header=[*PLAIN, "", *PLAIN], titles=("区教育局",))
    assert not ledger.refused
    assert [f.number for f in ledger.findings] == [1]


def test_invisible_signs_in_a_name_do_not_matter() -> None:
    """从网页粘来的名字带着看不见的字符，还是那个人。"""
    ledger = read(row_of(责任领导="苏晓彤\u200b", 责任人="王磊、\ufeff邓佳宁"))
    assert [p.userid for p in ledger.findings[0].people] == ["su", "wanglei_jy", "deng"]


def test_a_finding_may_begin_with_a_total() -> None:
    """“合计超支12万元”有措施有责任人，是问题，不当合计行丢掉。"""
    ledger = read(
        line(1.0),
        [2.0, "合计超支12万元。", "整改", "", "王磊", "立行立改"],
        ["合计", "2项"],
        header=PLAIN,
        titles=("区教育局",),
    )
    assert [f.number for f in ledger.findings] == [1, 2]
    assert ledger.ignored_rows == [5]


@pytest.mark.parametrize("words", ["以上共45个问题", "以上合计45项。", "本表共45项"])
def test_a_count_below_the_last_finding_is_none(words: str) -> None:
    """表末在问题一栏写“以上共45个问题”的，是合计，不是一项没有编号的问题。"""
    ledger = read(row_of(), ["", "", "", words])
    assert not ledger.refused
    assert len(ledger.findings) == 1


@pytest.mark.parametrize("sign", ["同上", "〃", '"', "”"])
def test_ditto_is_what_stands_above(sign: str) -> None:
    """单位、责任人、时限写同上的，就是上一行的。"""
    ledger = read(
        row_of(),
        row_of(编号=2.0, 被巡察党组织=sign, 责任人=sign, 完成时限=sign),
        row_of(编号=3.0, 被巡察党组织=sign),
    )
    assert not ledger.refused
    first, second, third = ledger.findings
    assert (second.unit, second.people, second.due) == (
        first.unit,
        first.people,
        first.due,
    )
    assert third.unit == first.unit


@pytest.mark.parametrize(
    "line_above", ["2026年5月8日巡察反馈", "2026年5月8日向党组反馈"]
)
def test_the_day_of_feedback_in_a_title(line_above: str) -> None:
    """标题里怎么说哪天反馈的，三个月都从那天算。"""
    cells = [*line(1.0)[:5], "3个月内"]
    ledger = read(cells, header=PLAIN, titles=("区教育局", line_above))
    assert ledger.findings[0].due.on == date(2026, 8, 8)


UNNUMBERED = PLAIN[1:]


def test_a_worded_heading_among_unnumbered_findings_is_no_finding() -> None:
    """没有序号栏的，（一）单独一行是小标题，不当成一项没有措施的问题。"""
    ledger = read(
        *(["（一）党的领导方面"], line(1.0)[1:], line(2.0)[1:]),
        header=UNNUMBERED,
        titles=("区教育局",),
    )
    assert [f.category for f in ledger.findings] == ["党的领导方面"] * 2
    assert ledger.ignored_rows == [3]


def test_worded_findings_are_findings() -> None:
    """问题本身就按（一）（二）写的，还没有措施的那一项也是问题，一项不丢。"""
    first = ["（一）监管不严。", *line(1.0)[2:]]
    ledger = read(first, ["（二）底数不清。"], header=UNNUMBERED, titles=("区教育局",))
    assert [f.text for f in ledger.findings] == ["（一）监管不严。", "（二）底数不清。"]


class Counted(Sheet):
    """A sheet that notes how often a cell is looked at."""

    def value(self, row: int, column: int) -> object:
        """Note it, and return the value."""
        looks = self.__dict__.setdefault("looks", [])
        looks.append((row, column))
        return super().value(row, column)


def looks_of(headings: int) -> int:
    """How many cells are looked at where so many headings stand between findings."""
    rows: list[list[object]] = [PLAIN[1:]]
    for number in range(headings):
        rows += [["（一）党的领导方面", "", "", "", ""], line(number)[1:]]
    plain = Sheet("台账", rows)
    found = find_blocks(counted := Counted("台账", rows), plain, recognise(plain))
    assert len(found.blocks) == headings
    return len(counted.__dict__["looks"])


def test_headings_are_found_in_one_look() -> None:
    """小标题再多，一张表也只从头看一遍：多一倍的行，只多一倍的工夫。"""
    assert looks_of(200) < 2.2 * looks_of(100)


@pytest.mark.parametrize(
    "numbers",
    [
        [1.0, 2.0, 3.0, 4.0, 5.0, 6.0],
        ["（1）", "（2）", "（3）", "（4）", "（5）", "（6）"],
        ["栏次", "1", "2", "3", "4", "5"],
    ],
)
def test_a_row_that_numbers_the_columns_is_no_finding(numbers: list[object]) -> None:
    """表头下面一行只写栏次1、2、3的，不是问题，跳过。"""
    ledger = read(numbers, ["一、区教育局"], line(1.0), header=PLAIN)
    assert not ledger.refused
    assert [one.unit for one in ledger.findings] == ["区教育局"]


@pytest.mark.parametrize("numbers", [("1.", "2."), ("1、", "2、"), ("（1）", "（2）")])
def test_headings_over_numbers_typed_with_a_stop(numbers: tuple[str, str]) -> None:
    """编号写成 1.、1、、（1）的，“（一）”单占一格的小标题照样是小标题。"""
    rows = [["（一）", "党的领导方面"], line(numbers[0]), line(numbers[1])]
    ledger = read(*rows, header=PLAIN, titles=("区教育局",))
    assert not ledger.refused
    assert [(f.number, f.category) for f in ledger.findings] == [
        (1, "党的领导方面"),
        (2, "党的领导方面"),
    ]


def test_a_row_that_numbers_the_columns_in_words() -> None:
    """表头下面写着一、二、三、四、五、六的一行，是栏的号，不是问题。"""
    ledger = read([*"一二三四五六"], line(1.0), header=PLAIN, titles=("区教育局",))
    assert not ledger.refused
    assert [f.row for f in ledger.findings] == [4]
