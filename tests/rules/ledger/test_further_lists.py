"""下面又有一张清单，表头有几个词和上面不同的：不照上面的栏硬读。"""

from tests.rules.ledger.rows import read

WORDS = ["序号", "单位", "反馈的具体问题", "拟采取措施", "分管局领导", "落实责任人"]
ONE: list[object] = [1.0, "区教育局", "第1件。", "整改", "苏晓彤", "邓佳宁"]
TWO: list[object] = [2.0, "区教育局", "第2件。", "整改", "邓佳宁", "苏晓彤"]


def test_a_word_that_means_another_column_ends_the_list() -> None:
    """表头又出现，领导一栏上写着责任人的，从那里起不读，不把人认错。"""
    again: list[object] = [*WORDS[:4], "落实责任人员", "分管领导"]
    ledger = read(ONE, again, TWO, header=[*WORDS])
    assert [one.number for one in ledger.findings] == [1]
    assert [(one.row, one.reason) for one in ledger.refused] == [(3, "other_header")]


def test_words_that_mean_the_same_go_on() -> None:
    """表头又出现，只是换了个意思一样的词，接着读。"""
    again: list[object] = [*WORDS[:4], "责任领导", "落实责任人"]
    two = [*TWO[:4], "苏晓彤", "邓佳宁"]
    ledger = read(ONE, again, two, header=[*WORDS])
    assert [one.number for one in ledger.findings] == [1, 2]


def test_a_second_row_in_another_order_ends_the_list() -> None:
    """两行的表头又出现，下面一行换了次序的，从那里起不读。"""
    upper: list[object] = ["序号", "单位", "具体问题", "责任", "", "完成时限"]
    lower: list[object] = ["", "", "", "责任人", "责任领导", ""]
    first: list[object] = ["", "", "", "责任领导", "责任人", ""]
    one: list[object] = [1.0, "区教育局", "第1件。", "苏晓彤", "邓佳宁", "立行立改"]
    two: list[object] = [2.0, "区教育局", "第2件。", "邓佳宁", "苏晓彤", "立行立改"]
    merged = ((1, 4, 1, 5), (4, 4, 4, 5))
    rows = (first, one, upper, lower, two)
    ledger = read(*rows, header=[str(word) for word in upper], merged=merged)
    assert [found.number for found in ledger.findings] == [1]
    assert [(said.row, said.reason) for said in ledger.refused] == [(5, "other_header")]
