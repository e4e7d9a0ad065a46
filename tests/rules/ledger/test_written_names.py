"""一格里的名字怎么认：称呼、职务、电话、序号、连接词都不妨碍，认不出的照原样退回。"""

import pytest

from rules.ledger.people import Directory

DIRECTORY = Directory.of(
    [
        ("区教育局", "崔国栋", "cui"),
        ("区教育局", "王磊", "wanglei_jy"),
        ("区教育局", "欧阳若溪", "ouyang"),
        ("区教育局", "孙和平", "sun"),
        ("区交通运输局", "王磊", "wanglei_jt"),
    ]
)


@pytest.mark.parametrize(
    "written",
    [
        "崔国栋 王磊",
        "崔 国 栋、王　磊",
        "崔国栋\n王磊",
        "崔国栋和王磊",
        "崔国栋及王磊",
        "崔国栋·王磊",
        "办公室主任崔国栋、计财股股长王磊",
        "办公室崔国栋、计财股王磊",
        "崔国栋主任、王磊副股长",
        "崔国栋同志、王磊同志",
        "崔国栋 13900000000、王磊（13900000001）",
        "责任人：崔国栋、王磊",
        "1.崔国栋 2.王磊",
        "崔国栋，王磊。",
        "崔国栋（党组成员、办公室主任）、王磊（计财股股长，13900000001）",
        "党组成员、办公室主任崔国栋，计财股股长王磊",
        "党组成员、办公室主任：崔国栋；股长：王磊",
        "崔国栋  王 磊",
        "①崔国栋②王磊",
        "崔国栋 0000-1234567\n王磊\n13900000001",
        "责任人：崔国栋 联系电话：13900000001；王磊",
        "崔国栋（办公室主任）王磊（计财股股长）",
        "办公室（崔国栋）、计财股（王磊）",
        "计财股（崔国栋、王磊）",
        "崔国栋—王磊",
        "崔国栋：13900000001\n王磊：13900000002",
        "崔国栋（王磊）",
        "主办人崔国栋，协办人王磊",
        "崔国栋牵头，王磊配合",
        "党组成员、办公室主任\n崔国栋\n计财股股长\n王磊",
        "崔国栋\n（办公室主任）\n王磊\n（计财股股长）",
        "分管领导：\n崔国栋\n责任人：\n王磊",
        "1.崔国栋（牵头）\n2.王磊（配合）",
        "（牵头）崔国栋、（配合）王磊",
    ],
)
def test_what_stands_around_a_name_is_left_out(written: str) -> None:
    """职务、称呼、电话、序号和连接词去掉以后，还是这两个人。"""
    found = [
        DIRECTORY.find("区教育局", one).userid for one in DIRECTORY.names_in(written)
    ]
    assert found == ["cui", "wanglei_jy"]


@pytest.mark.parametrize(
    "written",
    [
        "区交通运输局王磊",
        "区交通运输局：王磊",
        "王磊（区交通运输局法制科科长）",
        "1.王磊（区交通运输局）",
        "2.王磊（wanglei_jt）",
    ],
)
def test_a_unit_before_the_name_settles_who_is_meant(written: str) -> None:
    """名字前写了别的单位的，认那个单位的人，不认本单位同名的。"""
    (name,) = DIRECTORY.names_in(written)
    assert DIRECTORY.find("区教育局", name).userid == "wanglei_jt"


def test_a_name_with_a_joining_word_stays_whole() -> None:
    """孙和平是一个人，不从“和”字拆开。"""
    assert DIRECTORY.names_in("孙和平、崔国栋") == ["孙和平", "崔国栋"]


@pytest.mark.parametrize(
    "written",
    [
        *("王小磊", "小王磊", "王磊磊", "王磊等", "崔国栋和张三", "主任", "王磊办"),
        *("王磊科长崔国栋", "王磊崔国栋主任", "计财股（王磊、张三）"),
    ],
)
def test_what_is_no_name_stays_as_written(written: str) -> None:
    """花名册上没有的名字不从里面挑字凑人，原样留着等人核对。"""
    assert DIRECTORY.names_in(written) == [written]


@pytest.mark.parametrize("written", ["李主任\n王磊", "李主任、局长王磊"])
def test_a_surname_with_a_post_is_somebody(written: str) -> None:
    """李主任是另一个人，不当作后面那个人的职务丢掉。"""
    assert DIRECTORY.names_in(written) == ["李主任", "王磊"]


@pytest.mark.parametrize("written", ["（空缺）", "暂缺", "待定", "/", " "])
def test_nobody_is_nobody(written: str) -> None:
    """写明空缺、待定的格子里没有人。"""
    assert DIRECTORY.names_in(written) == []


@pytest.mark.parametrize("written", ["崔国栋和和平", "和平及崔国栋", "崔国栋以及和平"])
def test_a_joint_within_a_name(written: str) -> None:
    """名字里本来有“和”字的，不在那里断开。"""
    both = Directory.of([("区教育局", "崔国栋", "cui"), ("区教育局", "和平", "heping")])
    assert sorted(both.names_in(written)) == ["和平", "崔国栋"]
    three = f"{written}及孙和平"
    more = Directory.of([*both_of(both), ("区教育局", "孙和平", "sun")])
    assert len(more.names_in(three)) == 3


def both_of(directory: Directory) -> list[tuple[str, str, str]]:
    """Everybody of a directory, as it is built."""
    return [
        (unit, name, userid)
        for unit, named in directory.people.items()
        for name, userids in named.items()
        for userid in userids
    ]
