"""台账：一行读成一项，读不懂的指到格子。"""

from datetime import date

import pytest

from rules.calendar.workdays import statutory_calendar
from rules.ledger.headers import recognise
from rules.ledger.rows import read_ledger
from rules.ledger.sheet import Broken, Sheet
from rules.vocabulary import Clock, Role
from tests.rules.ledger.rows import DIRECTORY, FEEDBACK, HEADER, places, read, row_of


def test_a_plain_row_becomes_a_finding() -> None:
    """一行写全的，编号、措施、责任人、时限都各归其位。"""
    ledger = read(row_of())
    (finding,) = ledger.findings
    assert (finding.number, finding.code, finding.round) == (1, "5-001", "5")
    assert (finding.row, finding.last_row, finding.sheet) == (2, 2, "台账")
    assert [measure.text for measure in finding.measures] == ["修订审核单", "逐次补课"]
    assert [(p.userid, p.role) for p in finding.people] == [
        ("su", Role.RESPONSIBLE_LEADER),
        ("wanglei_jy", Role.RESPONSIBLE_PERSON),
        ("deng", Role.RESPONSIBLE_PERSON),
    ]
    assert (finding.due.clock, finding.due.on) == (Clock.DATED, date(2026, 12, 31))
    assert finding.category is None
    assert finding.status_text is None
    assert not ledger.refused
    assert not ledger.warnings


@pytest.mark.parametrize(
    ("changed", "column", "reason"),
    [
        ({"编号": ""}, "编号", "missing_number"),
        ({"编号": "甲"}, "编号", "bad_number"),
        ({"编号": 0.0}, "编号", "bad_number"),
        ({"编号": 1.5}, "编号", "bad_number"),
        ({"编号": True}, "编号", "bad_number"),
        ({"编号": date(2026, 5, 23)}, "编号", "bad_number"),
        ({"编号": "4-001"}, "编号", "wrong_round"),
        ({"被巡察党组织": "区水利局"}, "被巡察党组织", "unknown_unit"),
        ({"被巡察党组织": ""}, "被巡察党组织", "unknown_unit"),
        ({"责任人": "王雷"}, "责任人", "unknown_person"),
        ({"责任人": "盛楠"}, "责任人", "ambiguous_person"),
        ({"责任领导": "苏晓彤、甲某"}, "责任领导", "unknown_person"),
        ({"完成时限": "2026年2月30日"}, "完成时限", "bad_date"),
        ({"完成时限": "下次会议之后"}, "完成时限", "bad_date"),
        ({"完成时限": 12.31}, "完成时限", "bad_date"),
        ({"具体问题": " "}, "具体问题", "missing_text"),
        ({"具体问题": Broken("cell_error", "#REF!")}, "具体问题", "cell_error"),
        ({"责任人": "#N/A"}, "责任人", "cell_error"),
        (
            {"完成时限": Broken("formula_without_value", "=A1")},
            "完成时限",
            "formula_without_value",
        ),
    ],
)
def test_one_bad_cell_is_refused_in_its_place(
    changed: dict[str, object], column: str, reason: str
) -> None:
    """一格读不准，只拒这一项，行、栏、缘由都准，并写明该怎样填。"""
    ledger = read(row_of(编号=7.0), row_of(**changed), row_of(编号=9.0))
    assert places(ledger.refused) == [(3, column, reason)]
    assert [finding.number for finding in ledger.findings] == [7, 9]
    assert ledger.refused[0].instead.endswith("。")


def test_every_fault_of_a_row_is_named() -> None:
    """一行有几处毛病，一次说全。"""
    ledger = read(row_of(责任人="王雷", 完成时限="2月30日"))
    assert places(ledger.refused) == [
        (2, "责任人", "unknown_person"),
        (2, "完成时限", "bad_date"),
    ]
    assert not ledger.findings


def test_a_number_twice_refuses_the_later_row() -> None:
    """同一编号出现两次，留前面的，拒后面的，并指出前面在哪一行。"""
    ledger = read(row_of(), row_of(编号="5-001", 具体问题="另一个问题。"))
    assert places(ledger.refused) == [(3, "编号", "duplicate_number")]
    assert "第2行" in ledger.refused[0].instead
    assert [finding.row for finding in ledger.findings] == [2]


def test_the_number_of_a_refused_row_stays_used() -> None:
    """前面那行因别的缘由没收下，后面同号的仍算重号。"""
    ledger = read(row_of(责任人="王雷"), row_of(具体问题="另一个问题。"))
    assert places(ledger.refused) == [
        (2, "责任人", "unknown_person"),
        (3, "编号", "duplicate_number"),
    ]


def test_units_that_number_from_one_each_are_kept() -> None:
    """各单位各自从1编号的，重号的先不给编号，原编号保留并提醒。"""
    ledger = read(
        row_of(),
        row_of(编号=2.0),
        row_of(被巡察党组织="区交通运输局", 责任领导="汤立群", 责任人="王磊"),
    )
    assert not ledger.refused
    assert [finding.number for finding in ledger.findings] == [1, 2, None]
    assert ledger.findings[2].own_number == "1"
    assert [warned.reason for warned in ledger.warnings] == ["number_taken"]


def test_round_in_rows_must_agree() -> None:
    """某一行轮次与其他行不同，只拒那一行。"""
    header = ["轮次", *HEADER]
    rows: list[list[object]] = [
        ["第五轮", *row_of()],
        [5.0, *row_of(编号=2.0)],
        ["第四轮", *row_of(编号=3.0)],
    ]
    ledger = read(*rows, header=header, round_code=None)
    assert places(ledger.refused) == [(4, "轮次", "wrong_round")]
    assert [finding.code for finding in ledger.findings] == ["5-001", "5-002"]


def test_no_round_anywhere_is_refused() -> None:
    """哪里都没写轮次，整张表不收。"""
    ledger = read(row_of(), round_code=None)
    assert [refused.reason for refused in ledger.refused] == ["missing_round"]


def test_missing_text_column_refuses_the_sheet() -> None:
    """没有问题内容一栏，拒在表头那一行。"""
    ledger = read([1.0, "甲", "乙"], header=["编号", "整改措施", "责任人"])
    assert places(ledger.refused) == [(1, "具体问题", "missing_column")]


def test_empty_ledger_is_a_warning() -> None:
    """只有表头没有问题，提醒一句。"""
    assert [warned.reason for warned in read().warnings] == ["empty_sheet"]


def test_heading_rows_give_the_category() -> None:
    """没有类别一栏时，分段标题就是类别。"""
    header = ["序号", "反馈问题", "整改措施", "完成时限"]
    rows: list[list[object]] = [
        ["（一）党的领导方面", "", "", ""],
        [1.0, "问题一。", "甲", "10月底前"],
    ]
    ledger = read(*rows, header=header, titles=("单位：区教育局",))
    assert ledger.findings[0].category == "党的领导方面"
    assert ledger.ignored_rows == [3]


def test_feedback_day_of_the_row_comes_first() -> None:
    """相对时限先从本行的反馈日期算起。"""
    header = [*HEADER, "反馈日期"]
    rows: list[list[object]] = [
        [*row_of(完成时限="三个月内"), date(2026, 5, 8)],
        [*row_of(编号=2.0, 完成时限="三个月内"), ""],
        [*row_of(编号=3.0), "不详"],
    ]
    ledger = read(*rows, header=header)
    days = [finding.due.on for finding in ledger.findings]
    assert days == [date(2026, 8, 8), date(2026, 7, 10)]
    assert places(ledger.refused) == [(4, "反馈日期", "bad_date")]


def test_evidence_column_is_counted() -> None:
    """佐证要求一栏读出份数，没写算一份。"""
    header = [*HEADER, "佐证要求"]
    rows = [[*row_of(), "验收单1份、照片3张"], [*row_of(编号=2.0), ""]]
    counts = [one.evidence_required for one in read(*rows, header=header).findings]
    assert counts == [4, 1]


def test_a_limit_without_a_day_to_count_from_says_so() -> None:
    """三个月内没有反馈日期可算，说的是缺反馈日期，不叫人照样再写一遍三个月内。"""
    sheet = Sheet("台账", [HEADER, row_of(完成时限="3个月内")])
    ledger = read_ledger(sheet, recognise(sheet), DIRECTORY, statutory_calendar(), "5")
    (refused,) = ledger.refused
    assert (refused.column, refused.reason) == ("完成时限", "no_feedback")
    assert "反馈日期" in refused.instead


def test_a_sheet_without_limits_says_so() -> None:
    """没有认出时限一栏的，提示时限都空着、哪几栏没有认出。"""
    ledger = read(row_of(), header=[*HEADER[:-1], "何时办完"])
    assert [finding.due.clock for finding in ledger.findings] == [Clock.UNSET]
    (warned,) = ledger.warnings
    assert (warned.reason, warned.row, warned.column) == (
        "no_due_column",
        1,
        "完成时限",
    )
    assert "何时办完" in warned.text


def test_a_missing_column_names_what_was_not_read() -> None:
    """少了必要的一栏，拒收时说出没有认出的栏。"""
    ledger = read(row_of(), header=[*HEADER[:2], "事由", "经过", *HEADER[4:]])
    (refused,) = ledger.refused
    assert (refused.reason, refused.column) == ("missing_column", "具体问题")
    assert "事由、经过" in refused.instead


def test_a_limit_before_the_feedback_is_pointed_out() -> None:
    """时限写在反馈日期以前的照收，提醒核对年份。"""
    ledger = read(row_of(完成时限="2025年12月31日"))
    assert [f.due.on for f in ledger.findings] == [date(2025, 12, 31)]
    assert [(w.reason, w.column) for w in ledger.warnings] == [
        ("before_feedback", "完成时限")
    ]


def test_a_row_of_further_people_belongs_to_the_finding_above() -> None:
    """责任人另起一行、没有合并的，还是上面那一项的人，不当作落款丢掉。"""
    empty = dict.fromkeys(HEADER, "")
    ledger = read(row_of(责任人="王磊"), list((empty | {"责任人": "邓佳宁"}).values()))
    (finding,) = ledger.findings
    assert [p.userid for p in finding.people] == ["su", "wanglei_jy", "deng"]
    assert not ledger.ignored_rows


def test_a_unit_that_signs_below_is_no_person() -> None:
    """表末落款的单位不是责任人。"""
    empty = dict.fromkeys(HEADER, "")
    signed = list((empty | {"责任人": "区教育局党组"}).values())
    ledger = read(row_of(), signed)
    assert len(ledger.findings) == 1
    assert ledger.ignored_rows == [3]


def test_a_list_of_other_columns_below_is_said_once() -> None:
    """问题、任务、责任三张清单上下叠在一张表里的：上面的照读，说一句请分到另一张表。"""
    rows: list[list[object]] = [
        ["序号", "单位", "问题"],
        [1.0, "区教育局", "甲问题。"],
        [2.0, "区教育局", "乙问题。"],
        ["", "", ""],
        ["二、任务清单", "", ""],
        ["序号", "整改措施", "完成时限"],
        [1.0, "逐人核查", "2026年6月30日"],
        [2.0, "重新年检", "2026年6月30日"],
    ]
    sheet = Sheet("清单", rows)
    ledger = read_ledger(
        sheet, recognise(sheet), DIRECTORY, statutory_calendar(), "5", FEEDBACK
    )
    assert [one.text for one in ledger.findings] == ["甲问题。", "乙问题。"]
    assert places(ledger.refused) == [(6, "序号", "other_header")]
    assert "分到另一张表" in ledger.refused[0].instead
