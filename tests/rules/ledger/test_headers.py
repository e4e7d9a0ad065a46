"""表头怎么认：各种口径的台账、两行表头、换了说法的栏。"""

import pytest

from rules.ledger.headers import recognise
from rules.ledger.layout import Layout
from rules.ledger.sheet import Sheet
from tests.rules.ledger.sheets import sheet_of

VARIANTS = {
    "整改方案": (
        "序号 反馈问题 整改目标 整改措施 责任领导 责任部门 完成时限",
        "number text measure leader department due",
    ),
    "系统导出": (
        "NO 突出问题 具体问题 整改举措 完成时限 牵头领导 牵头部门 进展",
        "number title text measure due leader department status",
    ),
    "集团": (
        "巡察问题序号 主要方面 发现的问题 问题的具体内容 原因分析 "
        "整改措施具体内容(含措施分解) 责任人 责任部门 责任领导 举一反三情况 整改周期 "
        "预计完成时间 业务主管部门会签 任务状态 代办人 报送时间",
        "number category title text measure person department leader due status",
    ),
    "督办": (
        "事项名称 督办类型 任务分解 本周进展 办结时限 分管领导 责任单位 红黄绿牌",
        "text category measure progress due leader unit",
    ),
    "平台导出": (
        "标题 所属单位 问题描述 整改要求 截止日期 状态 进度 预警级别 完成日期",
        "title unit text measure due status",
    ),
    "监督通知书": (
        "存在的问题 整改期限 责任单位 责任人 完成日期 销号情况",
        "text due unit person status",
    ),
    "审计": (
        "项目名称 被审计单位 问题摘要 具体描述 涉及金额 整改类型 整改措施 完成时间 "
        "责任部门 责任人",
        "unit title text measure due department person",
    ),
    "官方客户端": (
        "问题类别 问题子类 具体问题 具体表现 责任领导 责任单位 预计完成时间 完成情况",
        "category title text leader unit due status",
    ),
    "标准": (
        "轮次 编号 被巡察党组织 反馈日期 问题类别 问题标题 具体问题 整改措施 责任领导 "
        "责任部门 责任人 完成时限 整改状态 佐证要求",
        "round number unit feedback_on category title text measure leader department "
        "person due status evidence",
    ),
}


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_known_layout_is_recognised(variant: str) -> None:
    """见过的每种台账表头都认得，每一栏各归其位。"""
    header, fields = VARIANTS[variant]
    layout = recognise(sheet_of([*header.split()]))
    assert layout.kind == "ledger"
    assert layout.header_rows == (1,)
    assert sorted(layout.columns) == sorted(fields.split())


def test_words_keep_what_people_see() -> None:
    """报告里用的栏名就是表头上写的字。"""
    layout = recognise(sheet_of(["序 号", "反馈问题", "完成时限（年月日）", "责任人*"]))
    assert layout.columns == {"number": 1, "text": 2, "due": 3, "person": 4}
    assert layout.words["due"] == "完成时限（年月日）"
    assert layout.word("person") == "责任人*"
    assert layout.word("unit") == "被巡察党组织"


def test_roster_header() -> None:
    """花名册凭姓名和账号认出，与台账不混。"""
    header: list[object] = ["姓名", "账号", "手机", "单位", "职务", "角色", "称呼"]
    layout = recognise(sheet_of(["2026年花名册"], header))
    assert layout.kind == "roster"
    assert layout.header_rows == (2,)
    assert layout.columns["salutation"] == 7
    assert layout.missing == ()


def test_two_row_header_with_merged_groups() -> None:
    """两行合并表头：下一行的分栏算数，竖向合并的栏照常。"""
    rows: list[list[object]] = [
        ["整改台账", "", "", "", "", ""],
        ["序号", "反馈问题", "整改措施", "责任分工", "", "完成时限"],
        ["", "", "", "责任领导", "责任人", ""],
        [1.0, "问题", "措施", "甲", "乙", "12月底前"],
    ]
    merged = ((1, 1, 1, 6), (2, 1, 3, 1), (2, 2, 3, 2), (2, 3, 3, 3), (2, 4, 2, 5))
    layout = recognise(sheet_of(*rows, merged=(*merged, (2, 6, 3, 6))))
    assert layout.header_rows == (2, 3)
    assert layout.columns == {
        "number": 1,
        "text": 2,
        "measure": 3,
        "leader": 4,
        "person": 5,
        "due": 6,
    }


def test_measures_with_columns_of_their_own() -> None:
    """“整改措施”下面的责任领导和时限是措施的，不是问题的。"""
    rows: list[list[object]] = [
        ["具体问题", "责任领导", "预计完成时间", "整改措施", "", ""],
        ["", "", "", "措施内容", "责任领导", "预计完成时间"],
        ["问题", "甲", "12月底前", "措施", "乙", "10月底前"],
    ]
    merged = ((1, 1, 2, 1), (1, 2, 2, 2), (1, 3, 2, 3), (1, 4, 1, 6))
    layout = recognise(sheet_of(*rows, merged=merged))
    assert layout.header_rows == (1, 2)
    assert (layout.columns["leader"], layout.columns["due"]) == (2, 3)
    assert layout.columns["measure"] == 4
    assert layout.columns["measure_due"] == 6


def test_repeated_column_right_of_measures_is_theirs() -> None:
    """单行表头里重复的时限，措施右边的归措施。"""
    header: list[object] = ["具体问题", "责任领导", "完成时限", "措施内容", "完成时限"]
    layout = recognise(sheet_of(header))
    assert layout.columns["due"] == 3
    assert layout.columns["measure_due"] == 5


@pytest.mark.parametrize(
    ("word", "field"),
    [
        ("整改完成时间", "due"),
        ("时间节点", "due"),
        ("存在的主要问题", "text"),
        ("具体举措", "measure"),
        ("具体负责人", "person"),
        ("主管领导", "leader"),
        ("牵头校领导", "leader"),
        ("包案院领导", "leader"),
        ("存在不足", "text"),
        ("改进措施", "measure"),
        ("经办同志", "person"),
        ("限定日期", "due"),
        ("主责部门", "department"),
    ],
)
def test_more_words_of_real_ledgers(word: str, field: str) -> None:
    """各地台账里换了说法的栏也认得。"""
    usual = {"text": "问题", "measure": "措施", "person": "责任人", "due": "时限"}
    others = [other for name, other in usual.items() if name != field]
    header: list[object] = ["序号", *others, word]
    assert recognise(sheet_of(header)).columns[field] == len(header)


def test_the_leading_unit_is_the_department_beside_a_unit() -> None:
    """已有被巡察单位时，“牵头单位”是部门，“配合单位”照样留着。"""
    header: list[object] = [
        "序号",
        "被巡察单位",
        "问题",
        "牵头单位",
        "配合单位",
        "时限",
    ]
    columns = recognise(sheet_of(header)).columns
    assert (columns["unit"], columns["department"]) == (2, 4)


def test_responsible_unit_is_the_department_beside_a_unit() -> None:
    """已有被巡察单位时，“责任单位”是部门。"""
    header: list[object] = ["编号", "被巡察单位", "具体问题", "责任单位"]
    layout = recognise(sheet_of(header))
    assert layout.columns == {"number": 1, "unit": 2, "text": 3, "department": 4}


@pytest.mark.parametrize(
    "rows",
    [
        [["轮次", "被巡察党组织", "应整改数", "已整改数", "完成率"]],
        [["说明"], ["本表由各单位填写"]],
        [[""]],
        [[]],
    ],
)
def test_other_sheets_are_left_alone(rows: list[list[object]]) -> None:
    """统计表、说明页和空表既不是花名册也不是台账。"""
    assert not recognise(sheet_of(*rows)).holds_data


def test_missing_text_column_is_named() -> None:
    """缺了问题内容一栏，说得出缺的是哪一栏。"""
    header: list[object] = ["编号", "被巡察党组织", "整改措施", "责任人"]
    layout = recognise(sheet_of(header))
    assert layout.kind == "ledger"
    assert layout.missing == ("text",)


def test_layout_without_kind_has_no_columns() -> None:
    """认不出的表没有栏。"""
    assert Layout(None).columns == {}


@pytest.mark.parametrize(
    "header",
    ["措施数/已完成/进行中/超期未完", "轮次/被巡察党组织/应整改数/已整改数/完成率"],
)
def test_tables_of_counts_are_no_ledgers(header: str) -> None:
    """只有数字的统计表不是台账，不会当作问题收进来。"""
    words = header.split("/")
    assert not recognise(Sheet("表", [list(words), ["1"] * len(words)])).holds_data


HEADER: list[object] = [
    "编号",
    "反馈问题",
    "责任部门",
    "跟进同志",
    "责任人",
    "完成时限",
]

ROW: list[object] = ["1", "学习记录缺11次", "计财股", "邓佳宁", "王磊", "12月底前"]


@pytest.mark.parametrize(
    "corrected",
    [
        {"责任部门": "leave"},
        {"责任部门": "leave", "完成时限": "leave"},
        {"跟进同志": "person"},
        {"责任部门": "person"},
    ],
)
def test_a_correction_takes_no_row_of_the_table_for_a_header(
    corrected: dict[str, str],
) -> None:
    """更正了哪一栏，表头还是那一行；写几个不用，就几栏都不用。"""
    layout = recognise(sheet_of(HEADER, ROW), corrected)
    assert layout.header_rows == (1,)
    left = {word for word, name in corrected.items() if name == "leave"}
    assert not left & layout.header_words
    for word in corrected.keys() - left:
        assert layout.columns["person"] == HEADER.index(word) + 1


def test_words_of_two_rows_may_be_one() -> None:
    """上面写“责任”、下面写“领导”“人员”的，连起来是责任领导、责任人；三行表头的也是。"""
    rows: list[list[object]] = [
        ["序号", "单位", "巡察反馈", "", "整改落实", "", ""],
        ["", "", "问题", "", "措施", "责任", ""],
        ["", "", "类别", "具体内容", "", "领导", "人员"],
        [1, "区教育局", "财务", "甲", "办", "苏晓彤", "邓佳宁"],
    ]
    merged = [
        *((1, 1, 3, 1), (1, 2, 3, 2), (1, 3, 1, 4), (1, 5, 1, 7)),
        *((2, 3, 2, 4), (2, 5, 3, 5), (2, 6, 2, 7)),
    ]
    layout = recognise(Sheet("台账", rows, merged))
    assert (layout.columns["leader"], layout.columns["person"]) == (6, 7)
    assert layout.header_rows == (1, 2, 3)


@pytest.mark.parametrize("kind", ["ledger", "progress"])
def test_a_problem_behind_the_progress_is_one_that_is_left(kind: str) -> None:
    """“问题”写在前面、“存在问题”写在进展后面的，前面的才是那一项。"""
    work: list[object] = ["整改措施", "责任人"] if kind == "ledger" else []
    header = ["编号", "单位", "问题", *work, "整改进展", "存在问题", "下一步打算"]
    layout = recognise(sheet_of(header, [1.0, "区教育局", "账目不清"]))
    assert layout.kind == kind
    assert layout.columns["text"] == 3


@pytest.mark.parametrize(
    "header",
    [
        "编号 被巡察单位 问题 状态 具体问题 整改措施 责任人 完成时限",
        "序号 单位 反馈问题 整改情况 具体问题 整改措施 责任人",
        "编号 单位 问题 状态 具体问题 进展",
    ],
)
def test_a_problem_before_the_measures_is_the_finding(header: str) -> None:
    """状态、整改情况写在措施前面的，后面的“具体问题”仍是那一项。"""
    words = header.split()
    layout = recognise(sheet_of([*words], [1.0, "区教育局", "账目不清"]))
    assert layout.columns["text"] == words.index("具体问题") + 1
