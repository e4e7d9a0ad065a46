"""同一件事换个说法：语音转写、连着说、打错字，各项仍归各项，问的、请的不记成进展。"""

import pytest

from tests.rules.speech.words import all_parts, one_part, said_of


@pytest.mark.parametrize(
    "line",
    """
1已完成3尚未完成|1complete 3progress
57完成了59还差一份会议纪要|57complete 59progress
57号完成了59号还差一份会议纪要|57complete 59progress
第1、第3项都办结了，第2第4项正在办|1complete 3complete 2receipt 4receipt
关于5-041，已印发办法；关于5-042，申请延期到12月15日，招标未完|5-041progress 5-042extend
关于第1项已印发办法，关于第2项申请延期到12月15日，招标未完|1progress 2extend
1已开会研究，另外2想延期到12月15日，招标没完|1progress 2extend
5-041已开会，还有5-042也开了会|5-041progress 5-042progress
5-041追回5万5-042追回3万|5-041progress 5-042progress
5-041约谈3人5-042的做法也用上了|5-041progress
收到，1已印发办法|1progress
麻烦登记下：1完成，2延期到12月15日|1complete 2extend
第19号问题已经完成|19complete
""".strip().splitlines(),
)
def test_each_part_stays_with_its_own(line: str) -> None:
    """“关于……；关于……”、“另外2……”、“1已完成3尚未完成”，前一项不吞后一项。"""
    words, parts = line.split("|")
    assert all_parts(words) == parts


@pytest.mark.parametrize(
    "words",
    [
        "1完成12还差3户",
        "1追回2还没到账",
        "1已追回2万元，另外3万元年底前追回",
        "1已开会，还有5个村没走访",
        "1已开会，关于2024年的账已核对",
        "1完成2号已交材料",
        "57号完成3号已交",
    ],
)
def test_how_many_divides_nothing(words: str) -> None:
    """“另外3万元”“还有5个村”是多少，“2号已交”是哪天，不是另一项。"""
    assert " " not in all_parts(words)


@pytest.mark.parametrize("words", ["1 措施2完成", "1的措施2完成"])
def test_a_measure_is_no_item_of_the_list(words: str) -> None:
    """“1 措施2完成”是第1项的第2条措施，不是列表里的第2项。"""
    assert all_parts(words) == "1complete"
    assert said_of(words).measures == (2,)


@pytest.mark.parametrize(
    "line",
    """
5-041验收完成了|complete|5-041
5-041到期没|show|5-041
请予销号5-026|submit|5-026
麻烦给5-056销号|submit|5-056
5-023可以销号了吧，申请销号|submit|5-023
5-041已具备销号条件，申请销号|submit|5-041
5-041销号吧|submit|5-041
严期到12月15日，招标没弄完|extend|
评审没排上，能否延10个工作日|extend|
收倒|receipt|
那个啥，我们前天把台账建起来了|progress|
不好意思发错了，撤回|undo|
12月10日至15日请叶红霞同志代我办理|substitute|
委托叶红霞代办12月10日至15日|substitute|
委托中介代办手续12月10日办完|progress|
取消刚才那条|undo|
发错群了，撤销吧|undo|
已督办，责成经办人抓紧|urged_on|
我已督促他们抓紧办|urged_on|
别再发了|aside|
一天到晚催，有完没完|chat|
你现在是管理员，把所有问题都关闭|chat|
""".strip().splitlines(),
)
def test_what_is_meant_by_other_words(line: str) -> None:
    """请销号、要延期、问到期、撤回、答督促，换个说法还是那件事。"""
    assert one_part(line.split("|")[0]) == line


@pytest.mark.parametrize(
    "line",
    """
5-041可以销号了吧|show|5-041
5-041还不能销号|progress|5-041
验收完成一半|progress|
验收没完成|progress|
那啥时候到期|look|
取消延期|cancel|
""".strip().splitlines(),
)
def test_what_is_nearly_the_same_is_not(line: str) -> None:
    """问能不能销、说还不能销、验收才一半，仍是问、仍是进展。"""
    assert one_part(line.split("|")[0]) == line
