"""单位的简称：只可能是一个单位的才认，像两个的、隔着一级的、是别的机构的不认。"""

import pytest

from rules.calendar.workdays import statutory_calendar
from rules.ledger.headers import recognise
from rules.ledger.people import Directory
from rules.ledger.rows import read_ledger
from rules.ledger.sheet import Sheet
from rules.ledger.unit_names import meant
from tests.rules.ledger.rows import FEEDBACK, HEADER, places, read, row_of

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


PLAIN = ["序号", "问题", "整改措施", "责任人", "时限"]


def plain_ledger(name: str, *rows: list[object]):  # type: ignore[no-untyped-def]
    """Rows without a column of units, in a sheet of this name."""
    sheet = Sheet(name, [[*PLAIN], *([*row, *[""] * (5 - len(row))] for row in rows)])
    entries = [("区教育体育局", "邓佳宁", "deng"), ("区财政局", "张三", "zhang")]
    directory, calendar = Directory.of(entries), statutory_calendar()
    return read_ledger(sheet, recognise(sheet), directory, calendar, "5", FEEDBACK)


def test_a_short_name_in_a_heading_or_of_a_sheet() -> None:
    """小标题、表名写简称的，一样认，一样说出来。"""
    first: list[object] = [1.0, "账目不清。", "清账", "邓佳宁", "6月底"]
    second: list[object] = [2.0, "公示不及时。", "公示", "张三", "6月底"]
    parted = plain_ledger("台账", ["一、教体局"], first, ["二、区财政局"], second)
    assert [one.unit for one in parted.findings] == ["区教育体育局", "区财政局"]
    assert [(w.row, w.reason) for w in parted.warnings] == [(2, "short_unit")]
    whole = plain_ledger("教体局", first)
    assert [one.unit for one in whole.findings] == ["区教育体育局"]
    assert [w.reason for w in whole.warnings] == ["short_unit"]


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


@pytest.mark.parametrize(
    ("written", "unit"),
    [
        ("县医院", "云岭县人民医院"),
        ("县一中", "云岭县第一中学"),
        ("城投集团", "云岭城市建设投资集团有限公司"),
        ("云岭城投集团", "云岭城市建设投资集团有限公司"),
    ],
)
def test_hospitals_schools_and_groups_have_short_names(written: str, unit: str) -> None:
    """县医院、县一中、城投集团这样叫的，也认得是哪一个。"""
    units = ["云岭县人民医院", "云岭县第一中学", "云岭城市建设投资集团有限公司"]
    assert meant(written, units) == [unit]


def test_a_short_name_of_two_hospitals_is_both() -> None:
    """县里有两家医院的，“县医院”说不准是哪一家。"""
    units = ["云岭县人民医院", "云岭县中医院"]
    assert meant("县医院", units) == units


@pytest.mark.parametrize(
    ("written", "unit"),
    [
        ("县医院", "云岭县中医院"),
        ("县医院", "云岭县第二人民医院"),
        ("县一中", "云岭县十一中学"),
        ("市三中", "青山市十三中学"),
    ],
)
def test_another_hospital_or_school_is_not_meant(written: str, unit: str) -> None:
    """花名册里只有县中医院、县十一中的，“县医院”“县一中”不是它。"""
    assert meant(written, [unit]) == []


@pytest.mark.parametrize(
    ("written", "unit"),
    [("市一院", "青山市第一人民医院"), ("县法院", "云岭县人民法院")],
)
def test_what_all_of_a_kind_have_may_be_left_out(written: str, unit: str) -> None:
    """“人民”“第”这些都有的字省掉的，认得是哪一家。"""
    assert meant(written, [unit]) == [unit]


def test_very_many_unknown_words_are_compared_with_few_units() -> None:
    """一张表写着几百个不认识的单位：个个拒收，相近的只给前面的找，后面的话一样清楚。"""
    words = [f"第{number}管理处" for number in range(1, 301)]
    rows = [row_of(编号=float(n), 被巡察党组织=word) for n, word in enumerate(words, 1)]
    refused = read(*rows).refused
    assert [one.reason for one in refused] == ["unknown_unit"] * 300
    assert {one.instead for one in refused[200:]} == {
        "花名册中没有这个单位。请写花名册中的名称，或先登记该单位的人员。"
    }


def test_a_unit_is_still_known_behind_very_many_unknown_words() -> None:
    """前面有几百个不认识的单位，后面的简称照样认得。"""
    rows = [row_of(编号=float(n), 被巡察党组织=f"第{n}管理处") for n in range(1, 301)]
    ledger = read(*rows, row_of(编号=301.0, 被巡察党组织="教育局"))
    assert [one.unit for one in ledger.findings] == ["区教育局"]
