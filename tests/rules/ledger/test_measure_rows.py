"""措施一条一行的：合并的、没有合并的、写在一格里的，都并成一项。"""

from datetime import date

from rules.vocabulary import Clock
from tests.rules.ledger.rows import places, read, row_of


def test_measure_rows_under_merged_cells_are_one_finding() -> None:
    """一个问题合并几行、每行一条措施，各有时限，以最晚的为准。"""
    header = ["序号", "反馈问题", "整改措施", "责任人", "完成时限"]
    rows: list[list[object]] = [
        [3.0, "问题一。", "（1）甲措施", "王磊", "2026年10月底前"],
        ["", "", "（2）乙措施", "", "2026.12.15"],
        [4.0, "问题二。", "（1）丙措施", "邓佳宁", "立行立改"],
        ["合计", "", "", "", "2项"],
        ["注：责任人为两人的，排第一位的牵头。", "", "", "", ""],
    ]
    merged = ((3, 1, 4, 1), (3, 2, 4, 2), (3, 4, 4, 4), (7, 1, 7, 5))
    title = ("填报单位：区教育局",)
    ledger = read(*rows, header=header, merged=merged, titles=title)
    first, second = ledger.findings
    assert (first.row, first.last_row, first.unit) == (3, 4, "区教育局")
    assert [(m.text, m.row) for m in first.measures] == [("甲措施", 3), ("乙措施", 4)]
    assert first.due.on == date(2026, 12, 15)
    assert first.due_text == "2026年10月底前；2026.12.15"
    assert second.measures[0].due is not None
    assert second.due.clock is Clock.IMMEDIATE
    assert ledger.ignored_rows == [6, 7]


def test_a_merged_block_ends_where_the_merging_ends() -> None:
    """合并到最后几行空白的，问题占到合并的末行。"""
    rows: list[list[object]] = [[3.0, "问题一。", "甲措施", "王磊", "10月底前"]]
    header = ["序号", "反馈问题", "整改措施", "责任人", "完成时限"]
    merged = ((3, 1, 5, 1), (3, 2, 5, 2))
    title = ("填报单位：区教育局",)
    ledger = read(*rows, header=header, merged=merged, titles=title)
    assert [(one.row, one.last_row) for one in ledger.findings] == [(3, 5)]


def test_measure_rows_without_merging_are_one_finding() -> None:
    """没有合并、编号留空的后续行，也归上面那个问题。"""
    header = ["序号", "反馈问题", "整改措施", "责任人", "完成时限"]
    rows: list[list[object]] = [
        [3.0, "问题一。", "甲措施", "王磊", "10月底前"],
        ["", "", "乙措施", "邓佳宁", "2月30日"],
    ]
    ledger = read(*rows, header=header, titles=("填报单位：区教育局",))
    assert places(ledger.refused) == [(4, "完成时限", "bad_date")]


def test_rows_that_repeat_number_and_text_are_one_finding() -> None:
    """编号和内容逐行重复、只有措施不同的，是一个问题几条措施。"""
    ledger = read(row_of(整改措施="甲措施"), row_of(整改措施="乙措施"))
    (finding,) = ledger.findings
    assert [measure.text for measure in finding.measures] == ["甲措施", "乙措施"]
    assert not ledger.refused


def test_own_limit_wins_over_those_of_measures() -> None:
    """问题自己有时限一栏的，措施的时限只归措施。"""
    header = ["具体问题", "责任人", "预计完成时间", "措施内容", "预计完成时间"]
    rows: list[list[object]] = [["问题。", "王磊", "10月底前", "甲", "12月底前"]]
    ledger = read(*rows, header=header, titles=("单位：区教育局",))
    (finding,) = ledger.findings
    assert finding.due.on == date(2026, 10, 31)
    assert finding.measures[0].due is not None
    assert finding.measures[0].due.on == date(2026, 12, 31)
    assert (finding.number, finding.code) == (None, None)


def test_values_between_bars_belong_to_the_measures() -> None:
    """一格里用竖线隔开的措施和时限一一对应。"""
    ledger = read(row_of(整改措施="甲措施|乙措施", 完成时限="10月底前|12月底前"))
    (finding,) = ledger.findings
    assert [m.due.on for m in finding.measures if m.due] == [
        date(2026, 10, 31),
        date(2026, 12, 31),
    ]
    assert finding.due.on == date(2026, 12, 31)
