"""除了哪几项都同意：点了名的一项也不在内，连着点名同意的不算除外。"""

import pytest

from rules.speech.excepting import of_rest


@pytest.mark.parametrize(
    ("words", "codes", "ruling"),
    [
        ("除了5-001都同意", "5-001", ""),
        ("除５－００１外都同意", "5-001", ""),
        ("除5-001、5-002以外的，其余都同意", "5-001 5-002", ""),
        ("情况属实，除5-001外都同意", "5-001", ""),
        ("都同意，5-001除外", "5-001", ""),
        ("都同意，但不含5-001", "5-001", ""),
        ("都同意，5-001再看看", "5-001", ""),
        ("5-001先放一放，其他的都同意", "5-001", ""),
        ("5-001不同意，其余同意", "5-001", ""),
        ("5-001材料不全，退回，其余同意", "5-001", "5-001材料不全，退回"),
        ("其余都同意", "", ""),
    ],
)
def test_what_is_left_out(words: str, codes: str, ruling: str) -> None:
    """除了的、放一放的、退回的，都不在同意之列；退回的另办。"""
    rest = of_rest(words)
    assert rest is not None
    assert (" ".join(rest.codes), rest.ruling) == (codes, ruling)


def test_a_kind_is_named() -> None:
    """写明同意哪一种申请的，别的申请不在内。"""
    rest = of_rest("5-001先不批，其他同意延期")
    assert rest is not None
    assert (rest.codes, rest.subject) == (("5-001",), "延期")


@pytest.mark.parametrize(
    "words",
    [
        "都同意",
        "都同意，但要补原件",
        "5-001、5-005都同意",
        "5-001，5-005，都同意",
        "5-001情况属实，5-005材料齐全，都同意",
        "5-001同意，其余也同意",
        "都同意，5-001也同意",
        "其余的再看看，5-001同意",
        "党组成员除5-001以外都同意该方案",
        "其余都同意，但要补原件",
        "除了教育局都同意",
    ],
)
def test_what_leaves_nothing_out(words: str) -> None:
    """没有除外的、点名同意的、带条件的，不这样读。"""
    assert of_rest(words) is None
