"""台账里的人和单位：同名的、带职务的、别单位的，都认对人；整本一起读。"""

import pytest

from rules.calendar.workdays import statutory_calendar
from rules.ledger.book import read_book
from rules.ledger.conflicts import conflicts
from rules.ledger.people import Directory
from rules.ledger.roster import PersonRow, PostRow, Roster
from rules.ledger.sheet import Sheet
from rules.vocabulary import Role
from tests.rules.ledger.rows import DIRECTORY, FEEDBACK, HEADER, places, read, row_of


def test_name_elsewhere_is_taken_with_a_warning() -> None:
    """别的单位独一份的名字收下并提醒；本单位有的先算本单位的。"""
    ledger = read(row_of(责任领导="汤立群"))
    assert [person.userid for person in ledger.findings[0].people][:2] == [
        "tang",
        "wanglei_jy",
    ]
    (warned,) = ledger.warnings
    assert (warned.row, warned.column, warned.reason) == (2, "责任领导", "other_unit")


def test_same_name_in_two_other_units_is_refused() -> None:
    """同名的两人都在别的单位，不猜，列出各人账号。"""
    ledger = read(row_of(被巡察党组织="区审计局", 责任领导="", 责任人="王磊"))
    assert places(ledger.refused) == [(2, "责任人", "ambiguous_person")]
    assert "wanglei_jt" in ledger.refused[0].instead


@pytest.mark.parametrize(
    "written",
    [
        *("盛楠（党政办主任）", "盛楠（党政办）", "盛 楠(sheng)"),
        *("党政办主任盛楠", "党政办 盛楠", "盛楠党政办主任"),
    ],
)
def test_two_of_one_name_in_a_unit_are_told_apart_by_their_posts(written: str) -> None:
    """一个单位里同名的两人，括号里或紧挨着写了职务的，认得是哪一个。"""
    ledger = read(row_of(被巡察党组织="青河街道", 责任领导="", 责任人=written))
    assert [person.userid for person in ledger.findings[0].people] == ["sheng"]


@pytest.mark.parametrize("written", ["盛楠", "盛楠（主任）", "盛楠（牵头）"])
def test_two_of_one_name_without_a_post_are_asked(written: str) -> None:
    """没有写职务，或职务对不上的，不猜；两人各是什么职务、哪个账号，都列出来。"""
    ledger = read(row_of(被巡察党组织="青河街道", 责任领导="", 责任人=written))
    assert places(ledger.refused) == [(2, "责任人", "ambiguous_person")]
    assert "青河街道党政办主任（sheng）" in ledger.refused[0].instead


@pytest.mark.parametrize("written", ["古丽娜尔•买买提", "古丽娜尔.买买提"])
def test_the_point_in_a_name_is_typed_in_many_ways(written: str) -> None:
    """名字中间的点怎样打都认得。"""
    ledger = read(row_of(被巡察党组织="青河街道", 责任领导="", 责任人=written))
    assert [person.userid for person in ledger.findings[0].people] == ["gulinar"]


def test_a_name_that_is_not_known_shows_what_is_near() -> None:
    """花名册里没有的名字不猜，本单位相近的列出来。"""
    ledger = read(row_of(被巡察党组织="青河街道", 责任领导="", 责任人="古丽娜尔"))
    assert places(ledger.refused) == [(2, "责任人", "unknown_person")]
    assert "本单位相近的有：古丽娜尔·买买提" in ledger.refused[0].instead


@pytest.mark.parametrize("written", ["王磊（wanglei_jt）", "王磊(区交通运输局)"])
def test_a_hint_in_brackets_settles_who_is_meant(written: str) -> None:
    """同名的人在括号里写明账号或单位，就认得准。"""
    ledger = read(row_of(被巡察党组织="区审计局", 责任领导="", 责任人=written))
    assert [person.userid for person in ledger.findings[0].people] == ["wanglei_jt"]


@pytest.mark.parametrize(
    "written",
    [
        "王 磊，邓佳宁",
        "王磊/邓佳宁",
        "王磊 邓佳宁",
        "王磊（牵头）\n邓佳宁",
        "王磊|邓佳宁",
    ],
)
def test_names_are_split_as_people_write_them(written: str) -> None:
    """名字之间用什么隔开、名字中间有没有空格，都认得。"""
    people = read(row_of(责任领导="", 责任人=written)).findings[0].people
    assert [person.userid for person in people] == ["wanglei_jy", "deng"]


@pytest.mark.parametrize(
    "written",
    [
        "局长梁振邦",
        "分管副局长：梁振邦",
        "党组书记、局长 梁振邦",
        "梁振邦同志",
        "梁振邦局长",
    ],
)
def test_a_post_beside_a_name(written: str) -> None:
    """名字前后带着职务、同志，仍是那个人。"""
    ledger = read(row_of(责任领导=written, 责任人="邓佳宁"))
    assert [person.userid for person in ledger.findings[0].people] == ["liang", "deng"]


@pytest.mark.parametrize("written", ["老梁振邦", "主任", "纪检组长、梁振邦"])
def test_other_words_beside_a_name_are_no_post(written: str) -> None:
    """名字旁边的字不是职务，不猜，拒收这一格。"""
    (refused,) = read(row_of(责任领导=written, 责任人="邓佳宁")).refused
    assert refused.reason == "unknown_person"


def test_nobody_named_is_a_warning() -> None:
    """责任人空着照收，提醒补上。"""
    ledger = read(row_of(责任人=""))
    assert len(ledger.findings) == 1
    assert [(w.column, w.reason) for w in ledger.warnings] == [("责任人", "no_person")]


def test_a_bracket_may_belong_to_the_name_of_a_unit() -> None:
    """花名册里就带括号登记的单位，照写就是它；“原料厂”不是从前的名字。"""
    named = Directory.of([], ["禾城集团", "区教育局（原教体局）"])
    assert named.unit("区教育局(原教体局)") == "区教育局（原教体局）"
    assert named.unit("禾城集团（原禾城投资）") == "禾城集团"
    assert named.unit("禾城集团（原料分公司）") is None


@pytest.mark.parametrize(
    "written",
    [
        *("区教育局党组", " 区教育局 ", "区教育局"),
        *("区教育局（原教体局）", "教体局（现区教育局）", "区教育局（原：区审计局）"),
    ],
)
def test_unit_is_known_with_its_party_body(written: str) -> None:
    """单位后面带党组、前后带空格、注明原来叫什么的，仍是那个单位。"""
    assert read(row_of(被巡察党组织=written)).findings[0].unit == "区教育局"


def test_unknown_unit_names_what_is_near() -> None:
    """花名册上没有的单位不猜，列出相近的名称。"""
    assert "区教育局" in read(row_of(被巡察党组织="教育局计财股")).refused[0].instead


def person(userid: str, title: str) -> PersonRow:
    """Somebody of 区教育局 with one post."""
    post = PostRow("区教育局", title, (Role.RESPONSIBLE_PERSON,))
    return PersonRow(userid, userid, "", "", (post,))


def test_conflicts_are_pointed_out() -> None:
    """正文点到本人职务、责任人职级过高、领导和责任人同一人，都提醒。"""
    ledger = read(
        row_of(具体问题="计财股股长审核不严。", 责任人="王磊"),
        row_of(编号=2.0, 责任人="苏晓彤"),
        row_of(编号=3.0, 具体问题="学生中心主任失察。", 责任人="邓佳宁"),
    )
    roster = Roster(
        people=[
            person("wanglei_jy", "计财股股长"),
            person("su", "党组成员、副局长"),
            person("deng", "主任"),
        ]
    )
    found = [(one.row, one.reason) for one in conflicts(ledger.findings, roster)]
    assert found == [(2, "names_own_post"), (3, "same_person"), (3, "high_rank")]


def book_sheet(name: str, unit: str, number: float, hidden: bool = False) -> Sheet:
    """A sheet for one unit with one finding."""
    header: list[object] = ["序号", "反馈问题", "整改措施", "完成时限"]
    row: list[object] = [number, f"{unit}的问题。", "甲", "10月底前"]
    title: list[object] = [f"填报单位：{unit}", "", "", ""]
    return Sheet(name, [title, header, row], hidden=hidden)


def test_a_book_is_read_across_its_sheets() -> None:
    """一个工作簿几张表一起读：隐藏的不读，跨表重号看单位。"""
    sheets = [
        book_sheet("教育", "区教育局", 1.0),
        book_sheet("交通", "区交通运输局", 1.0),
        book_sheet("教育二", "区教育局", 1.0),
        book_sheet("旧表", "区教育局", 9.0, hidden=True),
        Sheet("说明", [["填表说明"]]),
    ]
    book = read_book(sheets, DIRECTORY, statutory_calendar(), "5", FEEDBACK)
    assert [finding.number for finding in book.ledger.findings] == [1, None]
    assert [one.sheet for one in book.refused] == ["教育二"]
    assert [one.reason for one in book.warnings] == [
        "hidden_sheet",
        "unrecognised_sheet",
    ]
    assert [one.kind for one in book.sheets] == ["ledger"] * 3 + [None] * 2


def test_a_roster_in_the_same_book_is_known_to_the_ledger() -> None:
    """花名册和台账在同一个工作簿里，先认人再认事。"""
    roster = Sheet(
        "人员",
        [
            ["姓名", "账号", "单位", "角色"],
            ["甲某", "jia", "区水利局", "经办人"],
        ],
    )
    ledger = Sheet(
        "台账", [[*HEADER], row_of(被巡察党组织="区水利局", 责任领导="", 责任人="甲某")]
    )
    nobody = Directory.of([])
    book = read_book([ledger, roster], nobody, statutory_calendar(), "5", FEEDBACK)
    assert not book.refused
    assert book.ledger.findings[0].people[0].userid == "jia"


def test_one_finding_in_several_sheets_is_to_be_put_together() -> None:
    """问题清单、责任清单分写两张表的，不收第二张，说清要并到一张表的同一行。"""
    listed = [["编号", "单位", "问题", "整改措施"], [1.0, "区教育局", "甲问题。", "办"]]
    named = [
        ["编号", "单位", "问题", "责任人"],
        [1.0, "区教育局", "甲问题。", "邓佳宁"],
    ]
    sheets = [Sheet("问题清单", listed), Sheet("责任清单", named)]
    book = read_book(sheets, DIRECTORY, statutory_calendar(), "5", FEEDBACK)
    (refused,) = book.refused
    assert (refused.sheet, refused.row, refused.column) == ("责任清单", 2, "编号")
    assert "并到一张表的同一行" in refused.instead


def test_two_of_one_name_in_one_cell_are_both_kept() -> None:
    """一格里同名的两人各写了职务的，两个都登记，不丢掉后一个。"""
    written = "党政办主任盛楠、社会事务办副主任盛楠"
    ledger = read(row_of(被巡察党组织="青河街道", 责任领导="", 责任人=written))
    assert [one.userid for one in ledger.findings[0].people] == ["sheng", "sheng_2"]


def test_a_name_once_with_a_post_and_once_without_is_asked() -> None:
    """同名的写了两次、只有一次写了职务的，另一个是谁不猜。"""
    written = "党政办主任盛楠、盛楠"
    ledger = read(row_of(被巡察党组织="青河街道", 责任领导="", 责任人=written))
    assert places(ledger.refused) == [(2, "责任人", "ambiguous_person")]


@pytest.mark.parametrize("written", ["王磊（工程科科长）", "工程科科长王磊"])
def test_the_post_of_a_namesake_elsewhere_is_asked(written: str) -> None:
    """本单位有王磊，写的却是别的单位那个王磊的职务，不猜是哪一个。"""
    known = Directory.of(
        [("区教育局", "王磊", "wang_jy"), ("区交通运输局", "王磊", "wang_jt")],
        titles=[
            ("区教育局", "wang_jy", "党组成员、副局长"),
            ("区交通运输局", "wang_jt", "工程科科长"),
        ],
    )
    (name,) = known.names_in(written)
    assert known.find("区教育局", name).reason == "ambiguous_person"
    assert known.find("区教育局", "王磊（副局长）").userid == "wang_jy"
