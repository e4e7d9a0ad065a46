"""单位的简称：只可能是一个单位的才认，像两个的、隔着一级的、是别的机构的不认。"""

import pytest

from rules.headers import recognise
from rules.ledger import read_ledger
from rules.ledger_people import Directory
from rules.ledger_sheet import Sheet
from rules.unit_names import meant
from rules.workdays import statutory_calendar
from tests.rules.rows import FEEDBACK, HEADER, places, row_of

UNITS = [
    "区教育体育局",
    "区卫生健康委员会",
    "区住房城乡建设局",
    "区农业农村局",
    "区市场监督管理局",
    "区委组织部",
    "区委巡察办",
    "青河街道",
    "柳湖镇人民政府",
    "禾城投资集团",
    "青禾区第一中学",
]


@pytest.mark.parametrize(
    ("written", "unit"),
    [
        ("教体局", "区教育体育局"),
        ("教育体育局", "区教育体育局"),
        ("区教体局", "区教育体育局"),
        ("青禾区教体局", "区教育体育局"),
        ("中共青禾区教体局党组", "区教育体育局"),
        ("教育局", "区教育体育局"),
        ("卫健委", "区卫生健康委员会"),
        ("区卫健委党委", "区卫生健康委员会"),
        ("住建局", "区住房城乡建设局"),
        ("农业局", "区农业农村局"),
        ("市监局", "区市场监督管理局"),
        ("市场监管局", "区市场监督管理局"),
        ("区市监局", "区市场监督管理局"),
        ("组织部", "区委组织部"),
        ("青河街道办", "青河街道"),
        ("柳湖镇", "柳湖镇人民政府"),
        ("柳湖镇政府", "柳湖镇人民政府"),
        ("柳湖镇党委", "柳湖镇人民政府"),
        ("第一中学", "青禾区第一中学"),
    ],
)
def test_a_short_name_means_one_unit(written: str, unit: str) -> None:
    """简称只像一个单位的，就是它。"""
    assert meant(written, UNITS) == [unit]


@pytest.mark.parametrize(
    "written",
    [
        "市教体局",
        "区委办",
        "区政府办",
        "政法委",
        "教育股",
        "体育局教研室",
        "教局",
        "青河",
        "局",
        "投资公司",
        "",
        "区统计局",
        "卫健局",
    ],
)
def test_other_bodies_are_no_short_names(written: str) -> None:
    """别级的、别的机构、内设股室、太短的，都不是简称。"""
    assert meant(written, UNITS) == []


def test_the_full_name_without_its_level_goes_first() -> None:
    """去掉“区”字就全对上的，不和只是像的去争；只是像的有两个，两个都说。"""
    units = ["区教育局", "区教育体育局", "区教育考试局"]
    assert meant("教育局", units) == ["区教育局"]
    assert meant("教体局", units) == ["区教育体育局"]
    assert meant("教局", units) == []
    assert meant("城管局", ["区城市管理局", "区城乡管护局"]) == [
        "区城市管理局",
        "区城乡管护局",
    ]


def ledger_of(unit: str, *units: str):  # type: ignore[no-untyped-def]
    """One row that names a unit, read with a roster of these units."""
    entries = [(one, "邓佳宁", "deng") for one in units]
    sheet = Sheet(
        "台账",
        [[*HEADER], row_of(被巡察党组织=unit, 责任领导="", 责任人="邓佳宁")],
    )
    return read_ledger(
        sheet,
        recognise(sheet),
        Directory.of(entries),
        statutory_calendar(),
        "5",
        FEEDBACK,
    )


def test_a_short_name_is_taken_and_said() -> None:
    """单位一格写简称的，收下，预读里两个名字都写出来。"""
    ledger = ledger_of("教体局", "区教育体育局", "区财政局")
    assert not ledger.refused
    assert ledger.findings[0].unit == "区教育体育局"
    (warned,) = (one for one in ledger.warnings if one.column == "被巡察党组织")
    assert (warned.row, warned.column, warned.reason) == (
        2,
        "被巡察党组织",
        "short_unit",
    )
    assert "教体局" in warned.text
    assert "区教育体育局" in warned.text


def test_a_short_name_of_two_is_refused_with_both() -> None:
    """简称像两个单位的，不猜，两个名称都列出来。"""
    ledger = ledger_of("城管局", "区城市管理局", "区城乡管护局")
    assert places(ledger.refused) == [(2, "被巡察党组织", "unknown_unit")]
    assert "区城乡管护局、区城市管理局" in ledger.refused[0].instead
