"""台账怎么读：三种口径照样本逐项相符，读不准的说清表、行、栏和缘由。"""

from datetime import date

import pytest

from rules.headers import recognise
from rules.ledger import Ledger, Refused, read_ledger
from rules.ledger_book import read_book
from rules.ledger_cells import (
    derive_title,
    evidence_count,
    read_number,
    read_round,
    split_measures,
)
from rules.ledger_conflicts import conflicts
from rules.ledger_people import Directory
from rules.ledger_sheet import Broken, Sheet
from rules.roster import PersonRow, PostRow, Roster
from rules.vocabulary import Clock, Role
from rules.workdays import statutory_calendar

FEEDBACK = date(2026, 4, 10)
HEADER = [
    "编号",
    "被巡察党组织",
    "问题标题",
    "具体问题",
    "整改措施",
    "责任领导",
    "责任人",
    "完成时限",
]
DIRECTORY = Directory.of(
    [
        ("区教育局", "梁振邦", "liang"),
        ("区教育局", "苏晓彤", "su"),
        ("区教育局", "王磊", "wanglei_jy"),
        ("区教育局", "邓佳宁", "deng"),
        ("区交通运输局", "汤立群", "tang"),
        ("区交通运输局", "王磊", "wanglei_jt"),
        ("青河街道", "盛楠", "sheng"),
        ("青河街道", "盛楠", "sheng_2"),
    ],
    ["区审计局"],
)


def row_of(**changed: object) -> list[object]:
    """One good row of the plain layout, with some cells changed."""
    cells: dict[str, object] = {
        "编号": 1.0,
        "被巡察党组织": "区教育局",
        "问题标题": "议题审核不严",
        "具体问题": "抽查记录46份，11份没有第一议题。",
        "整改措施": "1、修订审核单\n2、逐次补课",
        "责任领导": "苏晓彤",
        "责任人": "王磊、邓佳宁",
        "完成时限": "2026年12月底前",
    }
    return list((cells | changed).values())


def read(
    *rows: list[object],
    header: list[str] = HEADER,
    merged: tuple[tuple[int, int, int, int], ...] = (),
    round_code: str | None = "5",
    titles: tuple[str, ...] = (),
) -> Ledger:
    """Read rows below a header in a sheet called 台账."""
    width = max(len(header), *(len(row) for row in rows)) if rows else len(header)
    above: list[list[object]] = [[title, *[""] * (width - 1)] for title in titles]
    body = [[*row, *[""] * (width - len(row))] for row in rows]
    sheet = Sheet("台账", [*above, [*header], *body], list(merged))
    return read_ledger(
        sheet, recognise(sheet), DIRECTORY, statutory_calendar(), round_code, FEEDBACK
    )


def places(refused: list[Refused]) -> list[tuple[int, str, str]]:
    """Row, column and reason of each refusal."""
    return [(one.row, one.column, one.reason) for one in refused]


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


def test_name_elsewhere_is_taken_with_a_warning() -> None:
    """别的单位独一份的名字收下并提醒；本单位有的先算本单位的。"""
    ledger = read(row_of(责任领导="汤立群"))
    assert [person.userid for person in ledger.findings[0].people][:2] == [
        "tang",
        "wanglei_jy",
    ]
    (warned,) = ledger.warnings
    assert (warned.row, warned.column, warned.reason) == (2, "责任领导", "other_unit")


def test_same_name_in_two_other_units_is_refused() -> None:
    """同名的两人都在别的单位，不猜，列出各人账号。"""
    ledger = read(row_of(被巡察党组织="区审计局", 责任领导="", 责任人="王磊"))
    assert places(ledger.refused) == [(2, "责任人", "ambiguous_person")]
    assert "wanglei_jt" in ledger.refused[0].instead


@pytest.mark.parametrize("written", ["王磊（wanglei_jt）", "王磊(区交通运输局)"])
def test_a_hint_in_brackets_settles_who_is_meant(written: str) -> None:
    """同名的人在括号里写明账号或单位，就认得准。"""
    ledger = read(row_of(被巡察党组织="区审计局", 责任领导="", 责任人=written))
    assert [person.userid for person in ledger.findings[0].people] == ["wanglei_jt"]


@pytest.mark.parametrize(
    "written",
    [
        "王 磊，邓佳宁",
        "王磊/邓佳宁",
        "王磊 邓佳宁",
        "王磊（牵头）\n邓佳宁",
        "王磊|邓佳宁",
    ],
)
def test_names_are_split_as_people_write_them(written: str) -> None:
    """名字之间用什么隔开、名字中间有没有空格，都认得。"""
    people = read(row_of(责任领导="", 责任人=written)).findings[0].people
    assert [person.userid for person in people] == ["wanglei_jy", "deng"]


@pytest.mark.parametrize(
    "written",
    [
        "局长梁振邦",
        "分管副局长：梁振邦",
        "党组书记、局长 梁振邦",
        "梁振邦同志",
        "梁振邦局长",
    ],
)
def test_a_post_beside_a_name(written: str) -> None:
    """名字前后带着职务、同志，仍是那个人。"""
    ledger = read(row_of(责任领导=written, 责任人="邓佳宁"))
    assert [person.userid for person in ledger.findings[0].people] == ["liang", "deng"]


@pytest.mark.parametrize("written", ["老梁振邦", "梁振邦等", "局长", "局长、梁振邦"])
def test_other_words_beside_a_name_are_no_post(written: str) -> None:
    """名字旁边的字不是职务，不猜，拒收这一格。"""
    (refused,) = read(row_of(责任领导=written, 责任人="邓佳宁")).refused
    assert refused.reason == "unknown_person"


def test_nobody_named_is_a_warning() -> None:
    """责任人空着照收，提醒补上。"""
    ledger = read(row_of(责任人=""))
    assert len(ledger.findings) == 1
    assert [(w.column, w.reason) for w in ledger.warnings] == [("责任人", "no_person")]


@pytest.mark.parametrize("written", ["区教育局党组", " 区教育局 ", "区教育局"])
def test_unit_is_known_with_its_party_body(written: str) -> None:
    """单位后面带党组、前后带空格，仍是那个单位。"""
    assert read(row_of(被巡察党组织=written)).findings[0].unit == "区教育局"


def test_unknown_unit_names_what_is_near() -> None:
    """单位写简称不猜，列出相近的名称。"""
    assert "区教育局" in read(row_of(被巡察党组织="教育局")).refused[0].instead


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


@pytest.mark.parametrize(
    ("written", "number", "round_code"),
    [
        (23.0, 23, None),
        ("023", 23, None),
        ("第２３号", 23, None),
        ("5-023", 23, "5"),
        ("５－２３", 23, "5"),
        ("第五轮23号", 23, "5"),
        ("（三）", 3, None),
        ("二十三", 23, None),
        ("12、", 12, None),
    ],
)
def test_numbers_as_people_write_them(
    written: object, number: int, round_code: str | None
) -> None:
    """编号怎么写都读成同一个数。"""
    read_back = read_number(written)
    assert (read_back.number, read_back.round) == (number, round_code)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("第五轮", "5"),
        (5.0, "5"),
        ("五", "5"),
        ("2026年第十二轮", "12"),
        ("专项", "专项"),
    ],
)
def test_rounds_as_people_write_them(written: object, code: str) -> None:
    """轮次怎么写都读成同一个代号。"""
    assert read_round(written) == code


@pytest.mark.parametrize(
    ("cell", "measures"),
    [
        ("1、甲\n2、乙", ["甲", "乙"]),
        ("（1）甲；（2）乙", ["甲", "乙"]),
        ("①甲。②乙", ["甲。", "乙"]),
        ("一、甲\n二、乙", ["甲", "乙"]),
        ("1.5万元全额清退", ["1.5万元全额清退"]),
        ("1、3.84万元全额清退\n2.清查", ["3.84万元全额清退", "清查"]),
        ("14台设备评估入账", ["14台设备评估入账"]),
        ("甲\n乙", ["甲", "乙"]),
        ("甲|乙", ["甲", "乙"]),
        ("1、甲\n接着写\n2、乙", ["甲\n接着写", "乙"]),
        ("", []),
    ],
)
def test_measures_are_split_by_their_numbering(cell: str, measures: list[str]) -> None:
    """一格几条措施按编号分开，去掉编号，数字开头的不误伤。"""
    assert split_measures(cell) == measures


@pytest.mark.parametrize(
    ("written", "count"), [("", 1), ("2份", 2), ("纪要、照片", 2), ("照片3张", 3)]
)
def test_evidence_count(written: str, count: int) -> None:
    """佐证要求写了几份算几份，列了几种算几种。"""
    assert evidence_count(written) == count


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("2024年购置2台彩超共计296万元，设备到货", "2024年购置2台彩超共计296万元"),
        ("一是，议题审核不严。", "议题审核不严"),
        ("区" * 30 + "。", "区" * 19 + "…"),
        ("", ""),
    ],
)
def test_title_comes_from_the_first_clause(text: str, title: str) -> None:
    """没有标题的，取第一句话，不超过二十个字。"""
    assert derive_title(text) == title


def person(userid: str, title: str) -> PersonRow:
    """Somebody of 区教育局 with one post."""
    post = PostRow("区教育局", title, (Role.RESPONSIBLE_PERSON,))
    return PersonRow(userid, userid, "", "", (post,))


def test_conflicts_are_pointed_out() -> None:
    """正文点到本人职务、责任人职级过高、领导和责任人同一人，都提醒。"""
    ledger = read(
        row_of(具体问题="计财股股长审核不严。", 责任人="王磊"),
        row_of(编号=2.0, 责任人="苏晓彤"),
        row_of(编号=3.0, 具体问题="学生中心主任失察。", 责任人="邓佳宁"),
    )
    roster = Roster(
        people=[
            person("wanglei_jy", "计财股股长"),
            person("su", "党组成员、副局长"),
            person("deng", "主任"),
        ]
    )
    found = [(one.row, one.reason) for one in conflicts(ledger.findings, roster)]
    assert found == [(2, "names_own_post"), (3, "same_person"), (3, "high_rank")]


def book_sheet(name: str, unit: str, number: float, hidden: bool = False) -> Sheet:
    """A sheet for one unit with one finding."""
    header: list[object] = ["序号", "反馈问题", "整改措施", "完成时限"]
    row: list[object] = [number, f"{unit}的问题。", "甲", "10月底前"]
    title: list[object] = [f"填报单位：{unit}", "", "", ""]
    return Sheet(name, [title, header, row], hidden=hidden)


def test_a_book_is_read_across_its_sheets() -> None:
    """一个工作簿几张表一起读：隐藏的不读，跨表重号看单位。"""
    sheets = [
        book_sheet("教育", "区教育局", 1.0),
        book_sheet("交通", "区交通运输局", 1.0),
        book_sheet("教育二", "区教育局", 1.0),
        book_sheet("旧表", "区教育局", 9.0, hidden=True),
        Sheet("说明", [["填表说明"]]),
    ]
    book = read_book(sheets, DIRECTORY, statutory_calendar(), "5", FEEDBACK)
    assert [finding.number for finding in book.ledger.findings] == [1, None]
    assert [one.sheet for one in book.refused] == ["教育二"]
    assert [one.reason for one in book.warnings] == [
        "hidden_sheet",
        "unrecognised_sheet",
    ]
    assert [one.kind for one in book.sheets] == ["ledger"] * 3 + [None] * 2


def test_a_roster_in_the_same_book_is_known_to_the_ledger() -> None:
    """花名册和台账在同一个工作簿里，先认人再认事。"""
    roster = Sheet(
        "人员",
        [
            ["姓名", "账号", "单位", "角色"],
            ["甲某", "jia", "区水利局", "经办人"],
        ],
    )
    ledger = Sheet(
        "台账", [[*HEADER], row_of(被巡察党组织="区水利局", 责任领导="", 责任人="甲某")]
    )
    nobody = Directory.of([])
    book = read_book([ledger, roster], nobody, statutory_calendar(), "5", FEEDBACK)
    assert not book.refused
    assert book.ledger.findings[0].people[0].userid == "jia"
