"""编号怎么认：各编各的、合并的、写成字的、别的轮次的。"""

from datetime import date

import pytest

from tests.rules.ledger.rows import places, read
from tests.rules.ledger.sections import PLAIN, line


def test_a_number_of_another_round_is_not_taken() -> None:
    """别的轮次的行没有收下，它的编号不算用过，也不再多说一句重复。"""
    header = ["轮次", *PLAIN]
    ledger = read(
        ["第四轮", *line(1.0)],
        ["第五轮", *line(1.0)],
        header=header,
        titles=("区教育局",),
    )
    assert [f.number for f in ledger.findings] == [1]
    assert places(ledger.refused) == [(3, "轮次", "wrong_round")]


def test_parts_that_number_from_one_each_are_kept() -> None:
    """每个小标题下都从1排起的，不算重号：另给编号，原编号保留。"""
    ledger = read(
        *(["一、党的领导方面"], line(1.0), line(2.0)),
        *(["二、党的建设方面"], [*line(1.0)[:1], "另一问题。", *line(1.0)[2:]]),
        header=PLAIN,
        titles=("区教育局",),
    )
    assert not ledger.refused
    assert [(f.number, f.own_number) for f in ledger.findings] == [
        (1, "1"),
        (2, "2"),
        (None, "1"),
    ]


def test_a_number_over_several_manifestations_is_one_finding() -> None:
    """编号并了几行、各行一条具体表现的，是一项问题，表现和措施一条不丢。"""
    header = ["序号", "突出问题", "具体表现", "整改措施", "责任人", "完成时限"]
    ledger = read(
        [1.0, "监管不严", "三处漏登。", "补登", "邓佳宁", "2026年6月底"],
        ["", "", "两处错登。", "更正", "王磊", "2026年9月底"],
        header=header,
        merged=((3, 1, 4, 1), (3, 2, 4, 2)),
        titles=("区教育局",),
    )
    (finding,) = ledger.findings
    assert finding.text == "三处漏登。\n两处错登。"
    assert [m.text for m in finding.measures] == ["补登", "更正"]
    assert finding.due.on == date(2026, 9, 30)


def test_a_number_over_several_findings_loses_none() -> None:
    """编号并了几行、各行却是不同的具体问题：各是一项，后面的另给编号，说出来。"""
    ledger = read(
        line(1.0),
        ["", "另一问题。", "整改", "", "王磊", "2026年9月底"],
        header=PLAIN,
        merged=((3, 1, 4, 1),),
        titles=("区教育局",),
    )
    assert not ledger.refused
    assert [(f.number, f.own_number) for f in ledger.findings] == [(1, "1"), (None, "")]
    (warned,) = (one for one in ledger.warnings if one.reason == "number_taken")
    assert (warned.row, warned.column) == (4, "序号")
    assert "编号1一格合并了第3行和这一行" in warned.text


@pytest.mark.parametrize("number", ["一", "（一）", "一、"])
def test_a_heading_with_its_number_in_a_cell_of_its_own(number: str) -> None:
    """“一”一格、“党的领导方面”一格的是小标题，不是第1项问题。"""
    ledger = read(
        *([number, "党的领导方面"], line(1.0), ["二", "党的建设方面"], line(2.0)),
        header=PLAIN,
        titles=("区教育局",),
    )
    assert not ledger.refused
    assert [(f.number, f.category) for f in ledger.findings] == [
        (1, "党的领导方面"),
        (2, "党的建设方面"),
    ]


def test_a_heading_counts_in_a_higher_style() -> None:
    """问题编（一）（二）、每段从头编，“一”一格的是小标题，也写在单位栏里；编号低一级的不是。"""
    header = ["序号", "被巡察单位", "具体问题", "整改措施", "责任人", "完成时限"]

    def row(number: str, text: str) -> list[object]:
        """A finding."""
        return [number, "区教育局", text, "办", "邓佳宁", "年底前"]

    ledger = read(
        *(["一", "党的领导方面（2个）"], row("（一）", "甲"), row("（二）", "乙")),
        *(["二", "党的建设方面"], row("（一）", "丙")),
        ["三", "作风方面（0个）"],
        header=header,
    )
    assert not ledger.refused
    assert [(f.text, f.category) for f in ledger.findings] == [
        ("甲", "党的领导方面"),
        ("乙", "党的领导方面"),
        ("丙", "党的建设方面"),
    ]
    lower = read(row("一", "甲"), ["（二）", "区教育局"], header=header)
    assert [one.reason for one in lower.refused] == ["missing_text"]


def test_a_heading_has_something_below_it() -> None:
    """“一”一格下面没有（一）的不是小标题：还没写措施的问题，不会悄悄变成标题。"""
    header = ["序号", "被巡察单位", "具体问题", "整改措施"]
    ledger = read(
        *(["一", "", "账目不清。", ""], ["二", "", "账实不符。", ""]),
        ["（三）", "区教育局", "议题不严。", "办"],
        header=header,
    )
    assert [one.row for one in ledger.refused] == [2, 3]
    assert [(f.text, f.category) for f in ledger.findings] == [("议题不严。", None)]


def test_findings_numbered_in_words_are_findings() -> None:
    """通篇用一、二、三编号的，还没写措施也是问题。"""
    ledger = read(
        ["一", "甲问题。"], ["二", "乙问题。"], header=PLAIN, titles=("区教育局",)
    )
    assert [f.number for f in ledger.findings] == [1, 2]


def test_a_number_of_its_own_ends_a_merged_text() -> None:
    """两个编号共用一格问题的，各是一项，各有各的措施和责任人。"""
    ledger = read(
        [1.0, "账目不清。", "甲", "", "邓佳宁", "2026年6月底"],
        [2.0, "", "乙", "", "王磊", "2026年9月底"],
        header=PLAIN,
        merged=((3, 2, 4, 2),),
        titles=("区教育局",),
    )
    assert [
        (f.number, f.text, [m.text for m in f.measures], len(f.people))
        for f in ledger.findings
    ] == [(1, "账目不清。", ["甲"], 1), (2, "账目不清。", ["乙"], 1)]


def test_layered_numbers_keep_their_headings_apart() -> None:
    """编号写成 1.1、1.2 的，（一）那行是小标题不是问题；编码按行次给，原编号保留。"""
    ledger = read(
        *(["（一）", "聚焦决策部署方面"], line("1.1"), [*line("1.2")]),
        *(["（二）", "聚焦群众身边方面"], line("2.1")),
        header=PLAIN,
        titles=("区教育局",),
    )
    assert not ledger.refused
    assert [(f.code, f.own_number, f.category) for f in ledger.findings] == [
        (None, "1.1", "聚焦决策部署方面"),
        (None, "1.2", "聚焦决策部署方面"),
        (None, "2.1", "聚焦群众身边方面"),
    ]
    assert ledger.warnings[0].reason == "layered_numbers"


def test_one_layered_number_among_plain_ones_is_refused() -> None:
    """别的都是整数、只有一格写成 1.1 的，是写错了，不猜。"""
    ledger = read(line(1.0), line("1.1"), header=PLAIN, titles=("区教育局",))
    assert [f.number for f in ledger.findings] == [1]
    assert [one.reason for one in ledger.refused] == ["bad_number"]
    assert "请把分项并到上一级那一行" in ledger.refused[0].instead


def test_whole_numbers_of_another_program_are_numbers() -> None:
    """别的软件导出的“1.0”“2.0”就是1、2，不当成分层的编号。"""
    ledger = read(line("1.0"), line("2.0"), header=PLAIN, titles=("区教育局",))
    assert [f.number for f in ledger.findings] == [1, 2]


def test_letters_before_every_number_are_left_out_and_said() -> None:
    """编号前都是“XC2026-”的，按后面的数字登记，原编号保留，说一声。"""
    rows = (line("XC2026-012"), line("ＸＣ2026-013"))
    ledger = read(*rows, header=PLAIN, titles=("区教育局",))
    assert [(f.number, f.own_number) for f in ledger.findings] == [
        (12, "XC2026-012"),
        (13, "ＸＣ2026-013"),
    ]
    assert "prefixed_numbers" in {one.reason for one in ledger.warnings}


def test_letters_that_differ_are_no_number() -> None:
    """编号前的字母各行不一样的，不猜，照旧拒收。"""
    rows = (line("XC-1"), line("SJ-1"))
    ledger = read(*rows, header=PLAIN, titles=("区教育局",))
    assert {one.reason for one in ledger.refused} == {"bad_number"}


def test_numbers_below_numbers_with_a_dash_are_layered() -> None:
    """整栏写成“1-1”“1-2”“2-1”的是分层的编号，不当作别的轮次；另给编号，原编号保留。"""
    rows = (line("1-1"), line("1-2"), line("2-1"))
    ledger = read(*rows, header=PLAIN, titles=("区教育局",))
    assert [(f.number, f.own_number) for f in ledger.findings] == [
        (None, "1-1"),
        (None, "1-2"),
        (None, "2-1"),
    ]


def test_codes_of_another_round_stay_refused() -> None:
    """“4-1”“4-2”是第四轮的编号，第五轮的台账里不收。"""
    ledger = read(line("4-1"), line("4-2"), header=PLAIN, titles=("区教育局",))
    assert {one.reason for one in ledger.refused} == {"wrong_round"}


def test_rounds_before_numbers_are_no_layers() -> None:
    """轮次一栏写着第一轮、第二轮的，“1-1”“2-1”是各轮的编号，照编号登记。"""
    rows = [
        [code[0], *line(code)] for code in ("1-1", "1-2", "1-3", "2-1", "2-2", "2-3")
    ]
    header = ["轮次", *PLAIN]
    ledger = read(*rows, header=header, titles=("区教育局",), round_code=None)
    assert [one.code for one in ledger.findings] == [
        *("1-001", "1-002", "1-003"),
        *("2-001", "2-002", "2-003"),
    ]


@pytest.mark.parametrize("code", ["1", None])
def test_in_the_first_round_a_dash_is_no_layer(code: str | None) -> None:
    """第一轮的“1-1”就是1号，没说是哪一轮的也一样；“2-1”是别的轮次，不另编号。"""
    rows = (line("1-1"), line("1-2"), line("2-1"))
    ledger = read(*rows, header=PLAIN, titles=("区教育局",), round_code=code)
    assert [one.code for one in ledger.findings] == ["1-001", "1-002"]
    assert [one.reason for one in ledger.refused] == ["wrong_round"]
