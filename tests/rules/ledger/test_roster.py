"""花名册怎么读：一人多岗、一岗多角色、空缺岗位，写错的说清在哪。"""

import pytest

from rules.ledger.role_words import role_of
from rules.ledger.roster import read_roster, same_names
from rules.ledger.sheet import Broken, Sheet
from rules.vocabulary import Role
from tests.rules.ledger.rosters import HEADER, read, row_of


def test_the_whole_name_of_a_unit_heads_its_column() -> None:
    """单位写在“单位全称”一栏、另有“单位简称”的，按全称登记。"""
    header: list[object] = ["单位全称", "单位简称", "姓名", "账号", "角色"]
    row: list[object] = ["青禾区人民医院", "区医院", "王磊", "wanglei", "经办人"]
    (person,) = read_roster(Sheet("花名册", [header, row])).people
    assert [post.unit for post in person.posts] == ["青禾区人民医院"]


def test_a_person_with_several_units_and_roles() -> None:
    """一格里用顿号隔开的几个单位、几个角色，都算数。"""
    roster = read(
        row_of("鲁建业", "lu", 单位="区住建局、区交通局", 角色="责任领导、联络员")
    )
    (person,) = roster.people
    assert [post.unit for post in person.posts] == ["区住建局", "区交通局"]
    assert person.posts[1].roles == (Role.RESPONSIBLE_LEADER, Role.LIAISON)


def test_the_same_account_twice_is_one_person() -> None:
    """同一账号写两行，是一个人两个岗位。"""
    roster = read(
        row_of("盛楠", "ShengNan"), row_of("盛 楠", "shengnan", 单位="青河街道")
    )
    (person,) = roster.people
    assert person.userid == "ShengNan"
    assert [post.unit for post in person.posts] == ["区教育局", "青河街道"]


def test_the_same_post_twice_joins_its_roles() -> None:
    """同一人同一岗位写两行，角色并在一起。"""
    roster = read(row_of("甲某", "jia"), row_of("甲某", "jia", 角色="联络员"))
    assert roster.people[0].posts[0].roles == (Role.RESPONSIBLE_PERSON, Role.LIAISON)


def test_a_row_without_account_is_a_vacant_post() -> None:
    """没有账号的行是空缺岗位；写着姓名的，提醒补账号。"""
    roster = read(
        row_of("（空缺）", "", 角色="主要负责人"), row_of("乙某", "", 角色="联络员")
    )
    assert not roster.people
    assert [(post.row, post.roles) for post in roster.vacant] == [
        (2, (Role.PRINCIPAL,)),
        (3, (Role.LIAISON,)),
    ]
    assert [(one.row, one.reason) for one in roster.warnings] == [(3, "no_userid")]


def test_numeric_accounts_and_phones_stay_as_written() -> None:
    """账号、手机存成数字的，不带小数点。"""
    (person,) = read(row_of("凌霄", 20260117.0, 手机=19900000037.0)).people
    assert (person.userid, person.phone) == ("20260117", "19900000037")


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("139-0000-0003", "13900000003"),
        ("139 0000 0003", "13900000003"),
        ("+86 13900000003", "13900000003"),
        ("8613900000003", "13900000003"),
        ("0571-1234567", "0571-1234567"),
    ],
)
def test_mobile_numbers_are_kept_in_one_form(written: str, kept: str) -> None:
    """手机号写了短横、空格、国家代码的，只留11位；座机照写。"""
    assert read(row_of("甲某", "jia", 手机=written)).people[0].phone == kept


def test_other_words_in_the_header_of_a_roster() -> None:
    """职务名称、承担角色、手机号码这样的表头也认得。"""
    words: list[object] = [
        "人员姓名",
        "企业微信账号",
        "手机号码",
        "所在单位",
        "职务名称",
        "承担角色",
    ]
    row: list[object] = ["甲某", "jia", "", "区教育局", "督导室主任", "具体责任人"]
    (person,) = read_roster(Sheet("花名册", [words, row])).people
    (post,) = person.posts
    assert (post.title, post.roles) == ("督导室主任", (Role.RESPONSIBLE_PERSON,))


def test_salutation_is_kept() -> None:
    """称呼照写。"""
    assert read(row_of("梁振邦", "l", 称呼="梁书记")).people[0].salutation == "梁书记"


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        (row_of("甲某", "账 号"), "账号", "bad_userid"),
        (row_of("", "jia"), "姓名", "missing_name"),
        (row_of("甲某", "jia", 单位=""), "单位", "missing_unit"),
        (row_of("甲某", "jia", 角色="局长"), "角色", "unknown_role"),
        (row_of("乙某", "same"), "账号", "userid_of_another"),
        (row_of("甲某", Broken("cell_error", "#REF!")), "账号", "cell_error"),
    ],
)
def test_a_bad_row_is_refused_in_its_place(
    row: list[object], column: str, reason: str
) -> None:
    """写错的行不收，行、栏、缘由都准，别的行照收。"""
    roster = read(row_of("原主", "same"), row)
    assert [(r.row, r.column, r.reason) for r in roster.refused] == [
        (3, column, reason)
    ]
    assert [person.name for person in roster.people] == ["原主"]


def test_no_role_is_a_warning() -> None:
    """角色空着照收，提醒一句。"""
    roster = read(row_of("甲某", "jia", 角色=""))
    assert len(roster.people) == 1
    assert [one.reason for one in roster.warnings] == ["no_role"]


@pytest.mark.parametrize(
    ("word", "unit", "role"),
    [
        ("接收部门", "区纪委案件监督管理室", Role.DISCIPLINE),
        ("接收部门", "区委组织部", Role.ORGANISATION),
        ("接收部门", "区审计局", Role.DEPARTMENT),
        ("第一责任人", "区教育局", Role.PRINCIPAL),
        ("分管领导", "区政府", Role.DISTRICT_LEADER),
        ("巡察办负责人", "区委巡察办", Role.OFFICE_HEAD),
        ("巡察办主任", "区委巡察办", Role.OFFICE_HEAD),
        ("负责人", "区委巡察办", Role.OFFICE_HEAD),
        ("负责人", "区教育局", Role.PRINCIPAL),
        ("具体责任人", "区教育局", Role.RESPONSIBLE_PERSON),
        ("牵头领导", "区教育局", Role.RESPONSIBLE_LEADER),
        ("联系人", "区教育局", Role.LIAISON),
    ],
)
def test_role_words(word: str, unit: str, role: Role) -> None:
    """角色词照领域词汇表，接收部门看单位。"""
    assert role_of(word, unit) is role


def test_same_names_are_listed() -> None:
    """同名的人列在一起。"""
    roster = read(row_of("王磊", "a"), row_of("王磊", "b"), row_of("甲某", "c"))
    assert same_names(roster.people) == {"王磊": ["a", "b"]}


@pytest.mark.parametrize("title", ["宣传股负责人", "", "副局长"])
def test_a_head_of_what_is_asked(title: str) -> None:
    """角色只写负责人、职务又看不出是一把手的，不给签字的权，问清再收。"""
    (refused,) = read(row_of("甲某", "jia", 职务=title, 角色="负责人")).refused
    assert (refused.column, refused.reason) == ("角色", "which_head")


def test_a_deputy_as_district_leader_is_pointed_out() -> None:
    """副局长的角色写分管领导，照收并提醒；副区长、写明分管区领导的不提醒。"""
    roster = read(
        row_of("甲某", "jia", 职务="党组成员、副局长", 角色="分管领导"),
        row_of("乙某", "yi", 职务="副区长", 角色="分管领导"),
        row_of("丙某", "bing", 职务="区委常委、宣传部部长", 角色="分管领导"),
        row_of("丁某", "ding", 职务="副局长", 角色="分管区领导"),
    )
    assert [(one.row, one.reason) for one in roster.warnings] == [(2, "unit_leader")]
    assert "“责任领导”" in roster.warnings[0].text


def test_somebody_without_unit_and_role_is_not_lost() -> None:
    """有姓名有账号、单位和角色都空着的，拒收说清，不悄悄丢掉；合计和注不算人。"""
    blank = {"单位": "", "角色": "", "职务": "", "手机": ""}
    roster = read(
        row_of("甲某", "jia", **blank),
        row_of("合计", "1", **blank),
        row_of("注：以上人员如有变动请报巡察办", "", **blank),
    )
    assert [(one.row, one.reason) for one in roster.refused] == [(2, "missing_unit")]
    assert not roster.people


def test_two_roles_in_one_word() -> None:
    """责任人兼联络员，是两个角色。"""
    roster = read(row_of("甲某", "jia", 角色="责任人兼联络员"))
    roles = (Role.RESPONSIBLE_PERSON, Role.LIAISON)
    assert roster.people[0].posts[0].roles == roles


@pytest.mark.parametrize("name", ["", "空缺", "（暂缺）", "待定", "暂无"])
def test_words_for_a_vacant_post(name: str) -> None:
    """姓名空着，或写空缺、待定、暂无，都是写明空缺。"""
    (post,) = read(row_of(name, "")).vacant
    assert post.declared
    assert not read(row_of(name, "")).warnings


@pytest.mark.parametrize("note", ["已调离", "退休", "已于5月离职", "现已免职"])
def test_a_note_that_somebody_left_is_said(note: str) -> None:
    """备注里写着已调离、退休的，照常登记，说出来该怎样办。"""
    header = [*HEADER, "备注"]
    row = [*row_of("甲某", "jia"), note]
    roster = read_roster(Sheet("花名册", [header, row]))
    assert len(roster.people) == 1
    (warned,) = roster.warnings
    assert warned.reason == "said_left"
    assert "“离任 甲某”" in warned.text


def test_a_note_across_the_whole_roster_is_nobody() -> None:
    """表下合并一行写的备注，不当成人，也不拒收。"""
    note = ["备注：人员变动请及时报区委巡察办。", *[""] * 6]
    rows = [HEADER, row_of("鲁建业", "lu"), note]
    roster = read_roster(Sheet("花名册", rows, [(3, 1, 3, 7)]))
    assert not roster.refused
    assert [person.name for person in roster.people] == ["鲁建业"]


def test_a_header_repeated_for_every_page() -> None:
    """为了打印每页重写一遍的表头，不当成人。"""
    roster = read(row_of("鲁建业", "lu"), list(HEADER), row_of("甲某", "jia"))
    assert not roster.refused
    assert [one.name for one in roster.people] == ["鲁建业", "甲某"]


def test_a_total_below_the_people_is_no_vacant_post() -> None:
    """末行写着“合计 4人”的，不是谁空着的岗位。"""
    header: list[object] = ["序号", "单位", "姓名", "账号", "角色"]
    people = [1, "区水利局", "张三", "zhangsan", "经办人"]
    sheet = Sheet("花名册", [header, people, ["合计", "1人", "", "", ""]])
    roster = read_roster(sheet)
    assert len(roster.people) == 1
    assert not roster.vacant
    assert not roster.refused
