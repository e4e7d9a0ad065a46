"""数量、日子、文号、房号不是编号：退了5-006元，不是说5-006。"""

import pytest

from rules.speech.reading import read
from rules.speech.targets import codes_in
from rules.writing.text import fold
from tests.rules.speech.words import CALENDAR, NOW, ROUNDS, said_of


@pytest.mark.parametrize(
    "words",
    [
        "已退还学生5-006元",
        "追回5-006万元",
        "退费5-8万元",
        "5-6 万元已到账",
        "每户补5-6千元",
        "慰问5-100户",
        "约谈5-12 人",
        "5-12岁学生已核对",
        "每月5-10日报送",
        "核对了5-6月的账",
        "由5-6%提高到30%",
        "需5-7个工作日",
        "每人5-8元",
        "面积5-006平方米",
        "5-6期简报已印发",
        "装修5-402会议室",
        "腾退5-2号办公楼",
        "住5-302室的已搬走",
        "电话0571-5-006",
        "车牌浙A5-006已封存",
        "以比分5-2通过",
    ],
)
def test_a_quantity_is_no_code(words: str) -> None:
    """钱数、人数、岁数、日子、面积、房号、车牌、电话、比分里的数字不是编号。"""
    assert codes_in(fold(words), ROUNDS) == ()


@pytest.mark.parametrize(
    "words",
    ["改派 5-123 张三给李四", "5-123 个人事项已补报", "进展 5-100 家长已签收"],
)
def test_three_digits_apart_are_a_code(words: str) -> None:
    """三位数的编号后面空一格，接着什么字都是编号。"""
    (said,) = read(words, NOW, CALENDAR, ROUNDS)
    assert said.target.code in {"5-123", "5-100"}


@pytest.mark.parametrize(
    "number",
    [
        "〔2026〕5-12号",
        "[2026]5-12号",
        "【2026】5-12号",
        "（2026）5-12号",
        "《2026》第5-12号",
        "〔2026〕 5-012号",
        "字第5-12号",
        "5-12号文件",
    ],
)
def test_the_number_of_a_document_is_no_code(number: str) -> None:
    """文号用哪种括号都不是编号，报告照收，不说没有这一项。"""
    (said,) = read(f"办法已印发，青教发{number}", NOW, CALENDAR, ROUNDS)
    assert (said.command, said.target.kind) == ("progress", "none")


@pytest.mark.parametrize(
    "words",
    [
        "5-006户籍资料已补",
        "5-6人事档案已补",
        "5-6轮岗了7人",
        "5-6套取资金已退回",
        "5-006会议室已腾退",
        "5-006 100元已退",
        "5-6批复已下",
        "5-6元旦前慰问了3人",
    ],
)
def test_words_that_begin_like_a_measure_follow_a_code(words: str) -> None:
    """户籍、人事、轮岗、套取、批复只是开头像量词，前面的仍是编号。"""
    assert said_of(words).target.code == "5-006"


def test_a_code_with_a_space_in_it_is_not_two_places() -> None:
    """“5 006”像编号又没有横线，要问，不当作第5项和第6项；“5 006元”是钱。"""
    said = said_of("5 006 轮岗7人已到岗")
    assert (said.target.kind, said.target.code) == ("several", "5-006")
    assert said_of("5 006元已退给学生").target.kind == "none"


def test_a_rotation_is_no_round() -> None:
    """“3轮岗7人”说的是第3项，不是第3轮。"""
    assert said_of("3轮岗7人，已到岗").target.number == 3


@pytest.mark.parametrize(
    "words",
    [
        "5-004学生资助名册已核对",
        "5-004课时费已清退",
        "5-004号文件已补",
        "5-004万寿路积水已治理",
        "进展 5-100件料已交",
        "5-100户外广告已拆",
        "5-100室内装修已停",
        "5-100人居环境已整治",
        "先说一句；5-100户数已核",
        "关于5-004小时工补贴的已清退",
        "关于5-100户外广告的已拆",
    ],
)
def test_a_sentence_begins_with_a_code(words: str) -> None:
    """一句话开头的三位数编号，后面接什么字都是编号，不因为像量词就落到别的项上。"""
    told = read(words, NOW, CALENDAR, ROUNDS)
    assert told[-1].target.code in {"5-004", "5-100"}


@pytest.mark.parametrize(
    "words",
    [
        "3户主动退出低保",
        "5台风扇已更换",
        "2套取暖设备已安装",
        "2套路灯已装",
        "3家校外培训机构已关停",
        "3家属于无证办学",
        "2起诉讼已结案",
        "5个体育场已开放",
    ],
)
def test_a_measure_word_is_one_before_another_word(words: str) -> None:
    """“3户主动退出”是三户，不是第3项的“户主”：数量不当作列表里的序号。"""
    assert said_of(words).target.kind == "none"


@pytest.mark.parametrize("words", ["将5-100户外广告全部拆除", "已把5-100户外广告拆除"])
def test_outdoors_counts_nothing(words: str) -> None:
    """户外不是量词，前面的是编号；户数照旧是数量。"""
    assert codes_in(words, frozenset({"5"})) == ("5-100",)
    assert codes_in("慰问5-100户外出务工人员", frozenset({"5"})) == ()
