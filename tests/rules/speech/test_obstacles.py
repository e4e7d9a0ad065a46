"""受阻与空话：卡在谁那里是受阻；只说交给谁、只报个比例、只说归错了的，不是进展。"""

import pytest

from rules.vocabulary import ReportKind
from tests.rules.speech.words import said_of

HINDERED = """
5-006 组织部一直不批复 卡住了
5-006 等组织部批复
5-006 待财政局拨付
5-006 财政一直没拨款
5-006 财政还没批复
5-006 财务科不配合
5-006 还没办好，财政一直没拨款
5-006 村民不肯配合整改
5-006 卡在财政局那里
5-006 资金一直没拨，没法做
5-006 组织部迟迟不批，无法完成
""".strip()


@pytest.mark.parametrize("words", HINDERED.splitlines())
def test_what_others_do_not_give_is_an_obstacle(words: str) -> None:
    """别人不批、不拨、不配合，是受阻，不当普通进展。"""
    said = said_of(words)
    assert (said.command, said.report) == ("blocked", ReportKind.BLOCKED)


NOT_HINDERED = """
5-006 已召开党组会，组织部迟迟不批
5-006 手续办好了，财政一直没拨款
5-006 图纸改好了，规划局一直没批复
5-006 方案已报组织部，等批复
5-006 对不配合调查的3户逐户做工作
5-006 追缴一直没拨付的资金
5-006 我们一直没回复
5-006 卡着时间点推进
5-006 窗口一直不答复，经办人被约谈
5-006 等巡察办批复
5-006 等您批复
""".strip()


@pytest.mark.parametrize("words", NOT_HINDERED.splitlines())
def test_work_beside_it_or_ones_own_delay_is_no_obstacle(words: str) -> None:
    """说了办成什么的照旧是进展；自己没办、等的是巡察办，不算受阻。"""
    assert said_of(words).report is ReportKind.SUBSTANTIVE


SHARES = """
5-005 整改率100%
5-005 整改进度达到80%
5-005完成率百分之九十
5-005已完成了八成
整改工作已完成95%左右
""".strip()


@pytest.mark.parametrize("words", SHARES.splitlines())
def test_a_bare_share_tells_nothing_of_the_work(words: str) -> None:
    """只报一个比例，记下，不算实质进展。"""
    said = said_of(words)
    assert (said.command, said.report) == ("progress", ReportKind.STATUS_ONLY)


@pytest.mark.parametrize(
    "words", ["5-005 凭证合格率由60%提高到100%", "5-005 已退还8600元，完成率100%"]
)
def test_a_share_of_something_that_was_done_is_a_report(words: str) -> None:
    """比例说的是办成的事，仍是进展。"""
    assert said_of(words).report is ReportKind.SUBSTANTIVE


MARKED = """
把5-005的措施1标记完成|1
5-005措施1标记为完成|1
把5-005的第2条措施标记为已完成|2
5-005的措施1、2已完成|1,2
把5-005标记完成|
""".strip()


@pytest.mark.parametrize("line", MARKED.splitlines())
def test_marking_a_measure_is_said_in_any_order(line: str) -> None:
    """标记哪条措施完成，怎么排都和“完成 5-005 措施1”一样。"""
    words, wanted = line.split("|")
    said = said_of(words)
    assert (said.command, ",".join(map(str, said.measures))) == ("complete", wanted)


GIVEN = """
5-006这个事我上个月就交给老石了，你们找他
5-006早就交给老石了，请直接联系他
""".strip()


@pytest.mark.parametrize("words", GIVEN.splitlines())
def test_work_given_away_long_ago_is_asked_about(words: str) -> None:
    """早就交给别人的，问是代办还是换人，不当进展。"""
    said = said_of(words)
    assert (said.command, said.to_person) == ("entrust", "老石")


WRONG = """
刚才说错了 不是5-005是5-002
说错了，不是5-005的，是5-002的
刚才那条不是5-005，是5-002
""".strip()


@pytest.mark.parametrize("words", WRONG.splitlines())
def test_a_correction_that_names_both_moves(words: str) -> None:
    """说错了，不是哪项是哪项：改归，不是进展。"""
    said = said_of(words)
    assert (said.command, said.target.code, said.value) == ("move", "5-002", "5-005")


UNCLEAR = """
刚才说错了 不是5-005是5-002和5-006
刚才那条不是5-005
5-005错了
""".strip()


@pytest.mark.parametrize("words", UNCLEAR.splitlines())
def test_a_correction_that_does_not_say_whereto_is_no_report(words: str) -> None:
    """只说错了、没说清改到哪一项的，不当进展，告诉怎样改。"""
    assert said_of(words).command == "mend"


@pytest.mark.parametrize(
    "words", ["5-005 数字错了，应该是8600元", "5-005 不是违规，是程序不全"]
)
def test_what_was_wrong_in_the_work_is_a_report(words: str) -> None:
    """说整改里的错怎么回事，仍是进展。"""
    assert said_of(words).command == "progress"


def test_what_the_book_is_not_to_say_marks_nothing() -> None:
    """“标记未完成”只记下，“不要标记”什么也不记，都不算实质进展。"""
    assert said_of("5-005的措施1标记未完成").report is ReportKind.STATUS_ONLY
    assert said_of("不要把5-005的措施1标记完成").command == "chat"
