"""花名册里的单位：写在哪里、写全没写全，认得出是哪个单位的人。"""

import pytest

from rules.calendar.workdays import statutory_calendar
from rules.ledger.book import read_book
from rules.ledger.people import Directory
from rules.ledger.roster import read_roster
from rules.ledger.sheet import Sheet
from rules.vocabulary import Role
from tests.rules.ledger.rosters import HEADER, read, row_of


def test_a_roster_without_units_is_refused() -> None:
    """没有单位一栏，拒在表头那一行。"""
    sheet = Sheet("花名册", [["姓名", "账号", "角色"], ["甲", "jia", "经办人"]])
    (refused,) = read_roster(sheet).refused
    assert (refused.row, refused.column) == (1, "单位")
    assert refused.reason == "missing_column"


def test_directory_knows_units_of_vacant_posts() -> None:
    """只有空缺岗位的单位也算登记过的单位。"""
    directory = read(row_of("（空缺）", "", 单位="区水利局")).directory()
    assert directory.unit("区水利局党组") == "区水利局"


def test_a_department_column_is_the_unit() -> None:
    """没有单位一栏、有所在部门的，部门就是单位；写的是股室的提醒一句。"""
    header: list[object] = ["姓名", "账号", "所在部门", "职务", "角色"]
    row: list[object] = ["甲某", "jia", "区教育局", "股长", "经办人"]
    roster = read_roster(Sheet("花名册", [header, row]))
    assert roster.people[0].posts[0].unit == "区教育局"
    assert not roster.warnings
    within: list[object] = ["乙某", "yi", "计财股", "股长", "经办人"]
    roster = read_roster(Sheet("花名册", [header, within]))
    assert [one.reason for one in roster.warnings] == ["section"]


def test_a_short_name_in_a_roster_is_pointed_out() -> None:
    """花名册里一处全称、一处简称，会成两个单位，提醒写全称。"""
    rows = [
        row_of("甲某", "jia", 单位="区教育体育局"),
        row_of("乙某", "yi", 单位="教体局"),
    ]
    sheet = Sheet("花名册", [HEADER, *rows])
    book = read_book([sheet], Directory.of([]), statutory_calendar())
    assert [(one.row, one.reason) for one in book.warnings] == [(3, "short_unit")]


def test_a_roster_of_one_unit_names_it_in_its_title() -> None:
    """没有单位一栏、标题行写明“单位：…”的，就是那个单位的人；注不算人。"""
    rows: list[list[object]] = [
        ["巡察整改联络人员名单", "", "", ""],
        ["单位：区教育局", "", "", ""],
        ["姓名", "账号", "职务", "角色"],
        ["甲某", "jia", "局长", "一把手"],
        ["注：人员如有调整请及时报送。", "", "", ""],
    ]
    roster = read_roster(Sheet("花名册", rows))
    assert not roster.refused
    (person,) = roster.people
    assert [(post.unit, post.roles) for post in person.posts] == [
        ("区教育局", (Role.PRINCIPAL,))
    ]


def test_an_office_within_a_unit_is_pointed_out() -> None:
    """单位写成“区教育局办公室”的，会成另一个单位，说出来；区教育局幼儿园不是内设机构。"""
    rows = [
        HEADER,
        row_of("甲某", "jia"),
        row_of("乙某", "yi", 单位="区教育局办公室"),
        row_of("丙某", "bing", 单位="区教育局幼儿园"),
    ]
    sheets = [Sheet("花名册", rows)]
    book = read_book(sheets, Directory.of([]), statutory_calendar())
    assert [(one.row, one.reason) for one in book.warnings] == [(3, "inner_unit")]


NO_UNIT: list[object] = ["姓名", "账号", "职务", "角色"]

SOMEBODY: list[object] = ["鲁建业", "lu", "局长", "主要负责人"]


@pytest.mark.parametrize(
    ("name", "titles"),
    [
        ("区水利局", []),
        ("Sheet1", [["区水利局整改工作人员花名册", "", "", ""]]),
        ("Sheet1", [["区水利局", "", "", ""]]),
    ],
)
def test_the_unit_of_a_roster_without_a_column(
    name: str, titles: list[list[object]]
) -> None:
    """没有单位栏、标题或表名写着单位的，按那个单位登记，说出来请核对。"""
    roster = read_roster(Sheet(name, [*titles, NO_UNIT, SOMEBODY]))
    assert not roster.refused
    assert [post.unit for post in roster.people[0].posts] == ["区水利局"]
    assert "unit_of_sheet" in [one.reason for one in roster.warnings]


def test_a_roster_that_says_no_unit_at_all() -> None:
    """哪里都没有写单位的，照旧不收。"""
    roster = read_roster(Sheet("人员名单", [NO_UNIT, SOMEBODY]))
    assert [one.reason for one in roster.refused] == ["missing_column"]


def test_a_path_of_the_address_book_is_no_unit() -> None:
    """部门一栏照抄通讯录层级的，不把上级当成单位，请改写。"""
    header = ["部门" if one == "单位" else one for one in HEADER]
    rows = [header, row_of("鲁建业", "lu", 单位="青禾区/区水利局")]
    roster = read_roster(Sheet("花名册", rows))
    assert [(one.column, one.reason) for one in roster.refused] == [
        ("部门", "unit_path")
    ]


def test_rosters_of_several_units_one_below_the_other() -> None:
    """一张表里一个单位一段、表头重复的，各归各的单位。"""
    other: list[object] = ["马腾", "mateng", "书记", "主要负责人"]
    rows: list[list[object]] = [
        ["区水利局", "", "", ""],
        NO_UNIT,
        SOMEBODY,
        ["", "", "", ""],
        ["二、城关中学", "", "", ""],
        NO_UNIT,
        other,
        ["区审计局", "", "", ""],
        ["苏小小", "su", "局长", "主要负责人"],
    ]
    roster = read_roster(Sheet("花名册", rows))
    assert not roster.refused
    assert [(one.name, one.posts[0].unit) for one in roster.people] == [
        ("鲁建业", "区水利局"),
        ("马腾", "城关中学"),
        ("苏小小", "区审计局"),
    ]
