"""礼数：问候、道谢、括号、空格、繁体，都不改变说的是什么；有礼貌的问话从不记成进展。"""

import pytest

from tests.rules.speech.words import all_parts, one_part, said_of

POLITELY_SAID = """
麻烦查一下5-006，谢谢|show|5-006
您好，帮我看看5-006|show|5-006
查5-006，谢谢|show|5-006
你好，5-006|show|5-006
领导好！5-006|show|5-006
我想查看一下5-006|show|5-006
给我看下5-006的情况|show|5-006
您好，查 5-006 谢谢您|show|5-006
【5-006】|show|5-006
“查 5-006”|show|5-006
5-006~|show|5-006
5 006|show|5-006
5.006|show|5-006
【进展】5-006 已修订采购办法|progress|5-006
费主任好，销号 5-006，谢谢|submit|5-006
您好，我想申请 5-006 销号|submit|5-006
您好，抽查5-006|sample|5-006
您好，催 5-006，谢谢|urge|5-006
您好，改派 5-006 张三给李四，谢谢|reassign|5-006
您好，已督促 5-006 本周五前补齐，谢谢|urged_on|5-006
您好，我的事项|mine|
你好，帮助|help|
麻烦发一下周报，谢谢|digest|
撤销，谢谢|undo|
确认，谢谢|confirm|
您好，已知悉，谢谢|acknowledged|
请看下状态|status|
查一下状态，谢谢|status|
教育局 状态|unit_status|
教育局 逾期|overdue|
逾期 教育局|overdue|
本周 到期|due_within|
我的 事项|mine|
狀態|status|
週報|digest|
幫我查詢5-006|show|5-006
群眾不滿意 5-006 反映還在收費|dissatisfied|5-006
""".strip()


@pytest.mark.parametrize("line", POLITELY_SAID.splitlines())
def test_manners_change_nothing(line: str) -> None:
    """开头问好、结尾道谢、套上括号、多打空格、写繁体，办的是同一件事。"""
    assert one_part(line.split("|")[0]).split("|")[1:] == line.split("|")[1:]


def test_a_greeting_before_a_list_belongs_to_nobody() -> None:
    """“您好，1完成 2……”：各项照样分开。"""
    told = all_parts("您好，1完成 2延期到12月15日 3已约谈")
    assert told == "1complete 2extend 3progress"


@pytest.mark.parametrize(
    "words",
    [
        "您好，已补收4人党费，谢谢",
        "谢谢领导关心，党费已补齐",
        "您好，3名党员已补交党费",
    ],
)
def test_a_polite_report_keeps_every_word(words: str) -> None:
    """客气地报进展，原话一字不少。"""
    said = said_of(words)
    assert (said.command, said.text) == ("progress", words)


def test_thanks_behind_a_code_keep_standing() -> None:
    """编号后面的汇报照原话；只为一个编号道谢，是签收。"""
    assert said_of("5-006 已补收4人党费，谢谢领导").text == "已补收4人党费，谢谢领导"
    assert said_of("5-006，谢谢").command == "receipt"


def test_whose_consent_is_told_decides_nothing() -> None:
    """“李科长 同意 5-006”说的是别人同意，不是自己的决定。"""
    assert said_of("李科长 同意 5-006").command == "progress"


@pytest.mark.parametrize("words", ["", "  ", "\u200b\u200b"])
def test_nothing_said_is_no_receipt(words: str) -> None:
    """一个字也没有的消息，不算签收。"""
    assert said_of(words).command == "chat"


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("进展 5-006 已慰问，群众表示感谢", "已慰问，群众表示感谢"),
        ("进展 5-006 已开会研究，谢谢", "已开会研究，谢谢"),
        ("延期 5-006 到12月31日 因手续麻烦了", "到12月31日 因手续麻烦了"),
    ],
)
def test_what_is_told_keeps_its_last_words(words: str, kept: str) -> None:
    """进展和原因里的“感谢”“麻烦了”是内容，不当道谢去掉。"""
    assert said_of(words).text == kept


@pytest.mark.parametrize(
    ("words", "command"),
    [
        ("您好，说错了，是212名，谢谢", "mend"),
        ("您好，发错了，还没完成", "mend"),
        ("您好，不是5-006，是5-005", "move"),
        ("周报谢谢", "digest"),
        ("查5-006谢谢", "show"),
    ],
)
def test_a_polite_correction_is_one(words: str, command: str) -> None:
    """客气地更正、撤回、查看，不记成进展。"""
    assert said_of(words).command == command


@pytest.mark.parametrize(
    ("words", "command"),
    [
        ("聊天记录已清理归档", "progress"),
        ("5-006 群聊记录已整理", "progress"),
        ("资产归谁已明确", "progress"),
        ("还有什么没整改的已列清单", "progress"),
        ("演期的节目已补演", "progress"),
        ("聊天记录：张三：5-006已完成", "chat"),
        ("资产归谁", "chat"),
    ],
)
def test_a_report_is_no_forwarded_talk_and_no_question(
    words: str, command: str
) -> None:
    """聊天记录清理了、归谁明确了，是进展；转来的聊天和问话才不记。"""
    assert said_of(words).command == command
