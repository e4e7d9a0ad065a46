"""看着像进展、其实不是的话，和说了编号却没被看见的话：都不写在别处。"""

import pytest

from rules.reading import read
from rules.vocabulary import ReportKind
from tests.rules.words import CALENDAR, NOW, ROUNDS, said_of

NO_REPORT = """
在不在啊|chat
系统打不开了|chat
照片发不出去|chat
刚才发错了，作废|undo
刚才那条是5-006的，不是5-005|move
发错地方了，应该发5-006|move
这个也是5-006的|move
请对5-005予以销号|submit
查查5-006|show
看一哈5-006|show
确认一下5-006的期限|show
这两项先让石海涛弄着，我下乡去了|entrust
我请假一周，5-006请石海涛代一下|entrust
这项给石海涛|entrust
""".strip()


@pytest.mark.parametrize("line", NO_REPORT.splitlines())
def test_what_reports_nothing(line: str) -> None:
    """打招呼、说系统、改口、要看、请销号、托人，都不记成进展。"""
    words, expected = line.split("|")
    assert said_of(words).command == expected


@pytest.mark.parametrize(
    "words",
    [
        "5.005已补收4人党费",
        "5005已补收4人党费",
        "五零零五已经弄好了",
        "5 005已补收党费",
    ],
)
def test_a_code_without_its_dash_is_asked(words: str) -> None:
    """编号少了一杠，问是不是这一项，不记到别项。"""
    target = said_of(words).target
    assert (target.kind, target.code) == ("several", "5-005")


@pytest.mark.parametrize(
    "words", ["5005元已退还", "已退5.005万元", "补贴5005户已发", "2005年已整改"]
)
def test_a_sum_is_no_code(words: str) -> None:
    """钱数、户数、年份不是编号。"""
    assert said_of(words).target.kind == "none"


@pytest.mark.parametrize(
    "words",
    [
        "5-005/5-006均已开会研究",
        "五杠零零五跟五杠零零六都已开会研究",
        "5-005跟5-006都已开会研究",
    ],
)
def test_two_codes_in_any_joint(words: str) -> None:
    """两个编号中间是斜杠、是“跟”，两项都看见。"""
    parts = read(words, NOW, CALENDAR, ROUNDS)
    assert [said.target.code for said in parts] == ["5-005", "5-006"]


@pytest.mark.parametrize(
    "words",
    [
        "5-005没整完",
        "5-005还木有整完",
        "5-005还莫得办",
        "5-005冇办完",
        "5-006先放一放，等领导回来再说",
        "5-006先不报了",
        "5-005见5-006进展",
        "5-006：同5-005",
    ],
)
def test_what_stops_no_clock(words: str) -> None:
    """没办、先放着、同某项，留下原话，不算实质进展。"""
    assert said_of(words).report is ReportKind.STATUS_ONLY
