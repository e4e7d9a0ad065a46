"""花名册里的单位简称：哪些算，一格写几个怎么认。"""

import pytest

from rules.ledger.people import Directory
from rules.ledger.roster import Roster, read_roster
from rules.ledger.sheet import Sheet

HEADER: list[object] = ["单位", "单位简称", "姓名", "账号", "角色"]


def _roster(short: object) -> Roster:
    row = ["区教育局", short, "汤立群", "tangliqun", "责任领导"]
    return read_roster(Sheet("花名册", [HEADER, row]))


def _known(**short: str) -> Directory:
    return Directory(frozenset(short), {unit: {} for unit in short}, short=short)


@pytest.mark.parametrize(
    "written", ["无", "/", "—", "-", "——", "同左", "同上", "同全称", 5.0, "教", "、"]
)
def test_what_says_no_short_name_is_not_kept(written: object) -> None:
    """简称一栏写着无、横线、同左、一个字、数字的，不当简称。"""
    assert _roster(written).short == {}


@pytest.mark.parametrize("said", ["文教口局", "文教局", "文教口局党组", "文教 口局"])
def test_several_short_names_in_a_cell(said: str) -> None:
    """一格写着几个简称的，哪一个都认，带上党组也认。"""
    directory = _roster("文教口局、文教局").directory()
    assert directory.units_meant(said) == ["区教育局"]


def test_a_short_name_in_other_width_is_the_same() -> None:
    """简称里的字母全角半角、中间空格不同的，一样认得。"""
    assert _known(区教育局="ＪＹ 局").units_meant("JY局") == ["区教育局"]


def test_a_whole_name_is_never_anothers_short_one() -> None:
    """一家的简称正好是另一家的全称的，写全称的那家才是。"""
    directory = _known(区水利局="", 区水务中心="区水利局")
    assert directory.unit("区水利局") == "区水利局"
    assert directory.short_unit("区水利局") is None
