"""由常用词拼成的栏名：认得出的认，只是样子相近的不硬认。"""

import pytest

from rules.ledger.headers import recognise
from tests.rules.ledger.sheets import sheet_of

COMPOSED = {
    "序号 被巡察单位 问题表述 整改举措 经办人员 完成期限": "number unit text measure person due",
    "序号 反馈的主要问题 具体整改举措 包案领导 责任人 时限要求": "number text measure leader person due",
    "序号 问题概述 问题详情 整改措施 责任人 整改时限": "number title text measure person due",
    "序号 责任单位 监督检查发现问题 整改要求 责任人 整改期限": "number text measure person due unit",
    "编号 反馈问题 整改落实举措 责任人 整改完成时间节点": "number text measure person due",
    "序号 问题清单 任务清单 责任领导 责任人 时限": "number text measure leader person due",
    "序号 巡察反馈意见 整改目标及措施 负责领导 落实人员 计划完成": "number text measure leader person due",
    "序号 问题条目 拟采取的措施 包干领导 责任人、电话 时间要求": "number text measure leader person due",
    "序号 问题 解决措施 具体经办 时间安排": "number text measure person due",
    "序号 反馈问题 主要问题表现 整改措施 责任人 时限": "number title text measure person due",
    "序号 问题表现形式 拟采取的整改措施 经办责任人 时限": "number text measure person due",
    "序号 党组织名称 问题领域 反馈内容 对策 科室责任人 时限": "number unit category text measure person due",
    "序号 责任主体 问题清单 具体任务 分管副院长 主办人": "number unit text measure leader person",
    "序号 单位 整改内容 整改措施 班子责任人 责任人 销号时限": "number unit text measure leader person due",
    "序号 单位 具体问题 整改内容 主管副局长 责任人 起止时间": "number unit text measure leader person due",
    "编号 查摆出的突出问题 整改工作措施 责任人 拟完成日期": "number text measure person due",
}


@pytest.mark.parametrize("words", COMPOSED)
def test_composed_words_are_recognised(words: str) -> None:
    """词表里没有、但由常用词拼成的栏名，也认得出是哪一栏。"""
    layout = recognise(sheet_of([*words.split()]))
    assert sorted(layout.columns) == sorted(COMPOSED[words].split())


@pytest.mark.parametrize(
    "word", ["问题数", "反馈时间", "报送时间", "实际完成日期", "延期时限"]
)
def test_words_that_only_look_alike_stay_unread(word: str) -> None:
    """样子相近、意思不同的栏不硬认，原样留存。"""
    layout = recognise(sheet_of(["序号", "具体问题", "整改措施", "责任人", word]))
    assert 5 not in {layout.columns.get(name) for name in ("text", "due", "measure")}


def test_a_known_word_wins_over_a_composed_one() -> None:
    """词表里有的栏名优先，拼成的只补空缺。"""
    layout = recognise(sheet_of(["问题情况", "序号", "具体问题", "责任人", "完成时限"]))
    assert layout.columns["text"] == 3


@pytest.mark.parametrize("beside", ["责任领导", "责任部门", "牵头科室"])
def test_a_head_beside_a_leader_or_an_office_does_the_work(beside: str) -> None:
    """有责任领导或责任部门、没有责任人一栏的，“负责人”就是责任人。"""
    words = ["序号", "单位", "具体问题", "整改措施", beside, "负责人", "时限"]
    assert recognise(sheet_of(words)).columns["person"] == 6


@pytest.mark.parametrize(
    "others", [(), ("责任领导", "责任人"), ("责任领导", "第一责任人")]
)
def test_a_head_that_may_be_anybody_stays_unread(others: tuple[str, ...]) -> None:
    """旁边没有责任领导、责任部门，或者另有责任人的，“负责人”不硬认，原样留存。"""
    words = ["序号", "单位", "具体问题", "整改措施", "时限", "负责人", *others]
    assert 6 not in recognise(sheet_of(words)).columns.values()


def test_who_leads_is_the_leader_beside_a_person() -> None:
    """另有责任人的，“牵头人”是责任领导；只有“牵头人”的，是责任人。"""
    words = ["序号", "具体问题", "整改措施", "牵头人", "完成时限"]
    alone, beside = (recognise(sheet_of(one)) for one in (words, [*words, "经办人"]))
    assert alone.columns["person"] == 4
    assert (beside.columns["leader"], beside.columns["person"]) == (4, 6)


def test_who_leads_beside_a_leader_does_the_work() -> None:
    """另有责任领导的，“牵头人”是责任人。"""
    words = ["序号", "具体问题", "整改措施", "责任领导", "牵头人", "完成时限"]
    assert recognise(sheet_of(words)).columns["person"] == 5


@pytest.mark.parametrize("word", ["完成日期", "办结时间"])
def test_a_lone_day_of_the_end_is_the_limit(word: str) -> None:
    """没有别的时限栏，也不在完成情况后面的，“完成日期”就是时限。"""
    words = ["序号", "具体问题", "整改措施", "责任人", word, "完成情况"]
    assert recognise(sheet_of(words)).columns["due"] == 5


@pytest.mark.parametrize("others", [["整改时限", "完成日期"], ["完成情况", "完成日期"]])
def test_a_real_day_of_the_end_is_no_limit(others: list[str]) -> None:
    """另有时限栏，或写在完成情况后面的，“完成日期”可能是实际的日子，不当时限。"""
    words = ["序号", "具体问题", "整改措施", "责任人", *others]
    assert recognise(sheet_of(words)).columns.get("due") != 6


def test_units_that_a_problem_touches_are_not_its_own() -> None:
    """“涉及单位”是问题牵涉到的，不是被巡察的单位，原样留存。"""
    words = ["序号", "涉及单位", "具体问题", "整改措施", "责任人", "完成时限"]
    assert "unit" not in recognise(sheet_of(words)).columns


def test_the_party_organisation_is_the_unit_beside_who_is_liable() -> None:
    """“党组织”旁边另有“责任单位”的，党组织是被巡察的单位。"""
    layout = recognise(
        sheet_of(["序号", "党组织", "责任单位", "问题", "措施", "责任人"])
    )
    assert (layout.columns["unit"], layout.columns["department"]) == (2, 3)


@pytest.mark.parametrize(
    "words", [["落实成效", "完成日期"], ["备注", "完成日期（实际）"]]
)
def test_a_day_that_is_said_to_be_real_is_no_limit(words: list[str]) -> None:
    """写在成效后面的、注明“实际”的完成日期，是办完的日子，不当时限。"""
    header = ["序号", "具体问题", "整改措施", "责任人", *words]
    assert "due" not in recognise(sheet_of(header)).columns
