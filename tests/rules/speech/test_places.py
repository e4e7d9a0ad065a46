"""说的是哪几项：第几项、编号、勾和叉，口语怎么说都各归各的；别的数不是序号。"""

import pytest

from rules.speech.reading import read
from tests.rules.speech.words import CALENDAR, NOW, ROUNDS, all_parts, said_of

SEVERAL = """
3完成1没完成|3complete 1progress
第三个办完了第一个还要等等|3complete 1progress
第一个弄好了第二个还在弄第三个要延期到十一月底|1complete 2receipt 3extend
一完成二没完成三正在办|1complete 2progress 3receipt
5-005没完成5-006完成|5-005progress 5-006complete
5-005正在办5-006完成5-002延期到11月底|5-005receipt 5-006complete 5-002extend
1下周三完成 2月底完成 3国庆后完成|1progress 2progress 3progress
1元旦前完成，2完成|1progress 2complete
把5-006改派给蔡晨|5-006reassign
请将5-006延期到12月底|5-006extend
5号6号完成|5complete 6complete
1、2项已完成|1complete 2complete
第1和3项还没完成|1progress 3progress
1完成 2项目已招标|1complete 2progress
3项都在推进|Nonereceipt
2项完成|Nonecomplete
""".strip()


@pytest.mark.parametrize("line", SEVERAL.splitlines())
def test_spoken_items_are_told_apart(line: str) -> None:
    """几件事连着说、不按次序说、前面带个“把”，都各归各的。"""
    words, expected = line.split("|")
    assert all_parts(words) == expected


UNNUMBERED = """
第三方报告出来了
第一书记已到岗
第二党支部已换届
2小时培训已完成
1:1配备了人员
25号上会研究
第一，召开党组会；第二，修订制度；第三，追回资金
""".strip()


@pytest.mark.parametrize("words", UNNUMBERED.splitlines())
def test_a_number_of_something_else_is_no_place_in_the_list(words: str) -> None:
    """第三方、第一书记、2小时、1:1、25号上会，都不是列表里的第几项。"""
    assert said_of(words).target.kind == "none"


NUMBERED = """
第3已完成|3complete
第1、第3完成|1complete 3complete
第一，已完成；第二，还没完成|1complete 2progress
3：1-2月凭证已补齐|3progress
25号已办结|25complete
1完成3也完成2没有|1complete 3complete 2progress
第9轮19号完成|9-019complete
""".strip()


@pytest.mark.parametrize("line", NUMBERED.splitlines())
def test_a_place_in_the_list_is_still_one(line: str) -> None:
    """真是第几项的照样归到那一项；别的轮次写成“第9轮19号”也认得出。"""
    words, expected = line.split("|")
    assert all_parts(words) == expected


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("那个五杠零一九已经完成了", "5-019"),
        ("五横杠零一九办完了", "5-019"),
        ("五杠十九完成了", "5-019"),
        ("五杠二十三已经完成", "5-023"),
        ("五杠三十已完成", "5-030"),
        ("5杠零六已完成", "5-006"),
    ],
)
def test_a_code_as_it_is_spoken(words: str, code: str) -> None:
    """语音转出来的编号，读成编号。"""
    assert (said_of(words).command, said_of(words).target.code) == ("complete", code)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("1✅2✅3❌", "complete complete progress"),
        ("1👌 2👍🏻", "receipt receipt"),
        ("1√ 2× 3正在办", "complete progress receipt"),
        ("①✅ ②❌", "complete progress"),
        ("1完成 2同上", "complete complete"),
        ("5-005完成，5-006也一样", "complete complete"),
        ("完成5-005，5-006还没", "complete progress"),
        ("3×4", "chat"),
        ("规格3×4米的牌子已做好", "progress"),
        ("同上", "chat"),
    ],
)
def test_ticks_crosses_and_the_same(words: str, expected: str) -> None:
    """勾、叉、同上，各归各项；乘号不是叉。"""
    parts = read(words, NOW, CALENDAR, ROUNDS)
    assert " ".join(said.command for said in parts) == expected


@pytest.mark.parametrize(
    "words", ["第五轮六号已完成", "第五条措施已完成", "我5-6号有空", "会议5-6号开"]
)
def test_what_is_no_number_of_an_item(words: str) -> None:
    """第几轮、第几条措施、几号到几号，都不当作哪一项的编号。"""
    (said,) = read(words, NOW, CALENDAR, ROUNDS)
    assert said.target.kind in ("none", "several")


def test_several_spelt_codes_are_asked_about() -> None:
    """一句话里用字写了两项的，问是哪一项，不只记头一项。"""
    (said,) = read("第五轮第6项和第7项已完成", NOW, CALENDAR, ROUNDS)
    assert (said.target.kind, said.target.code) == ("several", "5-006|5-007")
