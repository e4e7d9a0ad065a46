"""离任和复任怎样说：整句才算，走的是谁、接的是谁读得准，汇报不当命令。"""

import pytest

from rules.speech import departures
from tests.rules.speech.words import said_of

LED = [
    ("离任 张三，由李四接", "张三", "李四"),
    ("离任张三由李四接手", "张三", "李四"),
    ("离任：张三，李四接任", "张三", "李四"),
    ("请离任 张三 交给李四", "张三", "李四"),
    ("离任 张三退休，工作交给李四", "张三", "李四"),
    ("离任 张三", "张三", ""),
    ("离任 欧阳若溪同志，由苏晓彤同志接替", "欧阳若溪", "苏晓彤"),
    ("离任 教育局王磊，由石海涛接", "教育局王磊", "石海涛"),
    ("离任 wanglei_jy 给 grace.lin", "wanglei_jy", "grace.lin"),
]
TOLD = [
    ("张三调走了，李四接手", "张三", "李四"),
    ("张三退休，工作交给李四", "张三", "李四"),
    ("张三同志已退休，由李四同志接任", "张三", "李四"),
    ("张三调到区财政局了，他的工作由李四负责", "张三", "李四"),
    ("张三离职了 李四接他的工作", "张三", "李四"),
    ("张三离任，李四接", "张三", "李四"),
    ("张三退休了", "张三", ""),
    ("请帮我给邓佳宁办离任", "邓佳宁", ""),
    ("请帮我给邓佳宁办离任，由石海涛接", "邓佳宁", "石海涛"),
    ("给邓佳宁同志办理离任手续，工作交给石海涛", "邓佳宁", "石海涛"),
    ("麻烦办理一下邓佳宁的离任手续", "邓佳宁", ""),
    ("把邓佳宁办一下离任，石海涛接手", "邓佳宁", "石海涛"),
    ("邓佳宁办离任，由石海涛接", "邓佳宁", "石海涛"),
]


@pytest.mark.parametrize(("words", "who", "heir"), LED)
def test_who_leaves_and_who_takes_over(words: str, who: str, heir: str) -> None:
    """打头说离任的，谁走谁接读得出来。"""
    said = said_of(words)
    assert (said.command, said.person, said.to_person) == ("retire", who, heir)


@pytest.mark.parametrize(("words", "who", "heir"), TOLD)
def test_what_the_office_tells(words: str, who: str, heir: str) -> None:
    """平常说的一句，只当巡察办在说时才算，一样读得出来。"""
    said = departures.told(words)
    assert said is not None
    assert (said.command, said.person, said.to_person) == ("retire", who, heir)
    assert said_of(words).command not in ("retire", "reinstate")


@pytest.mark.parametrize(
    "words",
    [
        "离任审计已完成",
        "离任审计",
        "离任干部谈话3人，已整改",
        "5-006 离任审计问题已移交",
        "离任 5-006",
    ],
)
def test_a_report_that_begins_so_is_a_report(words: str) -> None:
    """离任审计一类的话是汇报，不是命令。"""
    assert said_of(words).command != "retire"


@pytest.mark.parametrize(
    "words",
    [
        "5-006 张三调走了，李四接手",
        "张三退休了吗？",
        "张三退休了，5-006由李四接手，其余给王五",
        "张三调走了，材料还在整理",
        "经办人退休，移交手续已办完，凭证3份",
        "我局3人退休，档案已移交",
        "进展 5-006 张三退休，工作交给李四",
    ],
)
def test_more_than_that_is_not_read_so(words: str) -> None:
    """带编号的、问话、还说了别的，都不当离任。"""
    assert departures.told(words) is None


def test_coming_back() -> None:
    """复任后面是一个名字；读不出名字的，巡察办说的也知道是要复任。"""
    said = said_of("复任 张三")
    assert (said.command, said.person) == ("reinstate", "张三")
    assert said_of("复任后的整改情况已报送").command != "reinstate"
    unread = departures.told("离任 张三和李四两人")
    assert unread is not None
    assert (unread.command, unread.person) == ("retire", "")


@pytest.mark.parametrize(
    "words",
    [
        "请帮我给邓佳宁办离任审计",
        "邓佳宁办离任交接已完成",
        "给邓佳宁办离任手续的材料已交",
        "请帮我给邓佳宁办离任了吗？",
        "5-006 请帮我给邓佳宁办离任",
    ],
)
def test_other_words_about_leaving_are_no_command(words: str) -> None:
    """多一句、问一句、说别的事的，都不是办离任。"""
    assert departures.told(words) is None


def test_asked_to_bring_somebody_back() -> None:
    """请帮我给谁办复任，也读得出来。"""
    said = departures.told("请帮我给邓佳宁办复任")
    assert said is not None
    assert (said.command, said.person) == ("reinstate", "邓佳宁")
