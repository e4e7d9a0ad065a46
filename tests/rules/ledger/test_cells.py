"""台账里的格子：编号、轮次、措施、材料份数，照人写的样子读。"""

import pytest

from rules.ledger.cells import (
    derive_title,
    evidence_count,
    read_number,
    read_round,
    split_measures,
)


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
        ("问题15", 15, None),
        ("No.16", 16, None),
        ("24#", 24, None),
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
        ("措施1：甲\n措施2：乙", ["甲", "乙"]),
        ("整改措施一：甲；整改措施二：乙", ["甲", "乙"]),
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
