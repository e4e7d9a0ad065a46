"""口语里的分寸：还没到的日子、听来的话、空话、问话，都不算办成；几件事分得开。"""

import pytest

from rules.speech.reading import read
from rules.vocabulary import ReportKind
from tests.rules.speech.words import CALENDAR, NOW, ROUNDS, one_part, said_of

NOT_YET = """
11月30日完成
5-006 12月中旬完成
5-006 28号完成
5-006 11月10日前可以完成
签到表已补，11月5日完成
对方说已整改到位
5-006可能已整改到位
应该都整改到位了
听王磊说已整改到位
按期完成
5-006如期完成
不延期了，按期完成
""".strip()


@pytest.mark.parametrize("words", NOT_YET.splitlines())
def test_what_is_to_come_or_heard_marks_nothing_done(words: str) -> None:
    """日子还没到的、听别人说的、没说“已”的按期完成，都不标记完成。"""
    (said,) = read(words, NOW, CALENDAR, ROUNDS)
    assert said.command == "progress"


DONE = """
10月10日完成
5-006 15号完成了
10月10日已完成
已按期完成
我局已完成5-006整改
该问题已整改
昨天下午已完成
上周五就完成了
5-006按期完成了
编号5-006完成了
对5-006的整改已完成
报告：5-006已整改到位
""".strip()


@pytest.mark.parametrize("words", DONE.splitlines())
def test_what_is_behind_us_is_done(words: str) -> None:
    """过去的日子、说了“已”和“了”的，照样算完成。"""
    (said,) = read(words, NOW, CALENDAR, ROUNDS)
    assert said.command == "complete"


def test_a_bare_promise_stops_no_clock() -> None:
    """只许了一个日子的话记成情况说明，还说了办的事才算进展。"""
    assert said_of("11月30日完成").report is ReportKind.STATUS_ONLY
    assert said_of("签到表已补，11月5日完成").report is ReportKind.SUBSTANTIVE


EMPTY = """
正在弄
处理中
抓紧中
稳步推进
持续推进中
知道啦
已经在办了，请放心
收到，我会抓紧时间落实整改的
收到，马上安排人去办
别催了，在弄了
请抓紧办理
已阅，请经办同志抓紧办理
阅
""".strip()


@pytest.mark.parametrize("words", EMPTY.splitlines())
def test_empty_assurances_are_receipts(words: str) -> None:
    """没说办了什么的表态只算签收，不停钟。"""
    assert said_of(words).command == "receipt"


@pytest.mark.parametrize(
    "words", ["已按要求整改", "已持续推进3个月", "请财政局抓紧批复"]
)
def test_words_about_the_work_are_no_receipts(words: str) -> None:
    """说了办的事，不会当成签收。"""
    assert said_of(words).command == "progress"


ASKED = """
5-006期限|show|5-006
5-006进展情况|show|5-006
5-006截止日期|show|5-006
看看5-006的详细情况|show|5-006
5-006 回访过没有|show|5-006
回访5-006了吗|show|5-006
还缺什么|look|
现在什么进度|look|
什么时候到期|look|
怎么延期|chat|
消号 5-006|submit|5-006
看下我的|mine|
销号率多少|status|
请查收|caption|
取消销号|cancel|
""".strip()


@pytest.mark.parametrize("line", ASKED.splitlines())
def test_questions_are_not_written_down(line: str) -> None:
    """问到期、问缺什么、问回访过没有，只答不记；常见的错字读得懂。"""
    assert one_part(line.split("|")[0]) == line


@pytest.mark.parametrize(
    "words",
    ["能销号了不", "你们收到材料没", "完成没", "5-006還差什麼", "5-006还差啥子"],
)
def test_questions_in_dialect_are_not_written_down(words: str) -> None:
    """方言和繁体的问话，只答不记。"""
    assert said_of(words).command in ("show", "chat", "look", "received")


@pytest.mark.parametrize("words", ["没来得及办", "计划下周三开会", "周五上会"])
def test_a_sentence_that_ends_like_a_unit_is_none(words: str) -> None:
    """以“办”“会”结尾的一句话不是单位名称，话不会丢。"""
    assert said_of(words).command == "progress"


@pytest.mark.parametrize(
    "words",
    [
        "已經完成",
        "報告領導，5-006已辦結",
        "搞掂了",
        "都整好了",
        "完成咧",
        "完事了",
        "已于2026年9月28日完成",
    ],
)
def test_done_in_dialect_and_traditional_writing(words: str) -> None:
    """方言、繁体、带年份的“办完了”也算完成。"""
    assert said_of(words).command == "complete"


@pytest.mark.parametrize("words", ["快完事了", "没整好", "明天整好", "没完事"])
def test_not_yet_done_in_dialect(words: str) -> None:
    """方言说的还没办完，不算完成。"""
    assert said_of(words).command == "progress"


@pytest.mark.parametrize("words", ["好哒", "遵照执行"])
def test_more_empty_assurances(words: str) -> None:
    """好哒、遵照执行只算签收。"""
    assert said_of(words).command == "receipt"


def test_taken_back_in_other_words() -> None:
    """说错了，撤回，是撤销，不再记一笔进展。"""
    assert said_of("说错了，撤回").command == "undo"


@pytest.mark.parametrize(
    "words",
    ["都整利索了", "全弄妥当了", "活儿干完了", "这项已经收尾了", "都搞掂晒"],
)
def test_done_in_everyday_words(words: str) -> None:
    """家常话说办完了，也是说完成，不是一般的进展。"""
    assert said_of(words).command == "complete"


@pytest.mark.parametrize(
    "words", ["正在收尾", "材料弄齐全了", "基本收尾了", "健全完成制度3项"]
)
def test_what_only_sounds_done(words: str) -> None:
    """还在收尾、材料齐了，都没有说完成。"""
    assert said_of(words).command == "progress"
