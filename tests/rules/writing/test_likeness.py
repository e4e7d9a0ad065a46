"""像不像：简称、首字母、错字认得出，像两个就不猜。"""

import pytest

from rules.writing.likeness import best, initials

UNITS = [
    "区教育局",
    "区卫生健康局",
    "区住房和城乡建设局",
    "区交通运输局",
    "区农业农村局",
    "区文化和旅游局",
    "青河街道",
    "禾城投资集团",
]


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("区教育局", "区教育局"),
        ("教育局", "区教育局"),
        ("卫健局", "区卫生健康局"),
        ("住建局", "区住房和城乡建设局"),
        ("文旅局", "区文化和旅游局"),
        ("jyj", "区教育局"),
        ("NYNCJ", "区农业农村局"),
        ("区教玉局", "区教育局"),
        ("青河街", "青河街道"),
    ],
)
def test_unit_is_recognised(said: str, meant: str) -> None:
    """人怎样叫这个单位，都认得是它。"""
    assert best(said, UNITS) == [meant]


def test_two_that_fit_are_both_given() -> None:
    """像的不止一个，都给出来，不替人挑。"""
    assert len(best("农局", ["区农业农村局", "市农业局"])) == 2
    assert best("税务局大楼", UNITS) == []


def test_initials() -> None:
    """常用字的拼音首字母。"""
    assert initials("区教育局") == "QJYJ"


def test_brackets_of_either_width_are_the_same() -> None:
    """单位名里的括号，说的是全角半角都认得，给出来的照名册的写法。"""
    name = "市档案局（市地方志办公室）"
    assert best("市档案局(市地方志办公室)", [*UNITS, name]) == [name]
    assert best(name, [*UNITS, name]) == [name]
