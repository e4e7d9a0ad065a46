"""说名称：整个名称领头的就是那一项；只是提到、同名、只说几个字的，都不定。"""

import pytest

from rules.speech.titles import coded, denies, likeness, pointed

TITLES = {
    "5-009": "公务接待无公函",
    "5-010": "公务接待超标准",
    "5-012": "公共卫生经费沉淀",
    "5-017": "设备资产盘点走过场",
}


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("公共卫生经费沉淀 方案已报财政局", "5-012 方案已报财政局"),
        ("公务接待无公函完成", "5-009 完成"),
        ("那个公务接待无公函的补了20份", "5-009 补了20份"),
        ("公务接待无公函和公务接待超标准都完成了", "5-009 和5-010 都完成了"),
        ("公务接待无公函：补了；公务接待超标准：退了", "5-009 ：补了；5-010 ：退了"),
        ("公共卫生经费沉淀那个已拨", "5-012 已拨"),
        ("公共卫生经费沉淀那条撤了", "5-012那条撤了"),
        ("领导好，公共卫生经费沉淀 已拨", "领导好，5-012 已拨"),
        ("进展 公共卫生经费沉淀 已拨", "进展 5-012 已拨"),
        ("1完成 公共卫生经费沉淀 已拨", "1完成 5-012 已拨"),
        ("1.公务接待无公函 补了 2.公务接待超标准 退了", "5-009 补了 5-010 退了"),
        ("第1项 公务接待无公函 补了", "5-009 补了"),
    ],
)
def test_a_whole_title_first_is_its_code(words: str, meant: str) -> None:
    """整个名称在一句开头，等于说了编号。"""
    assert coded(words, TITLES) == meant


@pytest.mark.parametrize(
    "words",
    [
        "不是公务接待无公函，是公务接待超标准",
        "除了公务接待无公函都完成了",
        "参照公务接待无公函的做法，已退8笔",
        "公务接待无公函参照公务接待超标准办",
        "5-010和公务接待无公函都已办",
        "公务接待的事已办",
        "接待无公函的补了",
        "公务接待超标准和无公函都整改完成",
        "公务接待超标准、无公函都已退",
        "关于“公务接待无公函”问题整改情况的报告",
        "公务接待无公函的问题已办结",
        "检查发现，公务接待无公函，已约谈3人",
        "除了，公务接待无公函，都完成",
        "会上主任说：公务接待无公函 必须整改",
        "公务接待无公函现象已杜绝",
        "公务接待超标准件数已核减",
    ],
)
def test_a_title_that_is_only_spoken_of_names_nothing(words: str) -> None:
    """否定、除外、参照、另有编号、报告题目、只说一半的，不定是哪一项。"""
    assert coded(words, TITLES) == words


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("固定资产未盘点，已盘点", "5-008 ，已盘点"),
        ("固定资产未盘点的已盘点", "5-008 已盘点"),
        ("固定资产未盘点完成", "固定资产未盘点完成"),
        ("固定资产未盘点3处", "固定资产未盘点3处"),
        ("会议记录不全的3次已补", "5-010 3次已补"),
        ("会议记录不全部补齐不验收", "会议记录不全部补齐不验收"),
    ],
)
def test_words_that_go_on_are_no_title(words: str, meant: str) -> None:
    """名称后面接着字成了另一个词、另一个意思的，不是说那一项。"""
    assert coded(words, {"5-008": "固定资产未盘点", "5-010": "会议记录不全"}) == meant


def test_two_of_one_name_name_nothing() -> None:
    """两项同名，说名称不定；短名称也不定。"""
    twins = {"5-009": "公务接待无公函", "5-019": "公务接待无公函", "5-020": "会议多"}
    assert coded("公务接待无公函完成", twins) == "公务接待无公函完成"
    assert coded("会议多完成", twins) == "会议多完成"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("无公函那个", "5-009"),
        ("就是盘点那条", "5-017"),
        ("不是这个，是经费那个", "5-012"),
        ("不是这个是经费那个", "5-012"),
        ("不是经费那个", None),
        ("不是，经费那个", "5-012"),
        ("除了经费那个", None),
        ("并非经费那个", None),
        ("超标准的那项", "5-010"),
        ("设备资产的", "5-017"),
        ("公务接待那个", None),
        ("经费沉淀那项的", "5-012"),
        ("CT那个", None),
        ("方案已报的", None),
        ("那个", None),
        ("盘点表补齐了", None),
    ],
)
def test_words_of_one_title_pick_it(words: str, code: str | None) -> None:
    """问着是哪一项，答名称里独有的几个字，就是那一项；两项都有的不算。"""
    assert pointed(words, TITLES) == code


def test_what_shares_more_with_the_words_is_likelier() -> None:
    """和原话重的字多的名称更像；只重一个字的不算。"""
    words = "接待超标的钱退了"
    assert [likeness(words, one) for one in TITLES.values()] == [2, 4, 0, 0]


@pytest.mark.parametrize(
    ("words", "only_denies"),
    [
        ("不是轮岗那个", True),
        ("轮岗那个不是", True),
        ("除了轮岗那项", True),
        ("轮岗那个", False),
        ("不是轮岗那个，是接待那个", False),
        ("不是轮岗那个股室的3人已约谈", False),
    ],
)
def test_what_only_says_which_one_is_not_meant(words: str, only_denies: bool) -> None:
    """只说不是哪一个，没说是哪一个。"""
    assert denies(words) is only_denies
