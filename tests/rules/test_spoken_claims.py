"""口语里的分寸：还没到的日子、听来的话、空话、问话，都不算办成；几件事分得开。"""

from datetime import datetime

import pytest

from rules.more_time import extension_in
from rules.reading import read
from rules.replies import is_reason, other_day
from rules.vocabulary import ReportKind
from tests.rules.words import CALENDAR, NOW, ROUNDS, all_parts, one_part, said_of

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


def test_what_others_put_off_is_no_request() -> None:
    """缴款期限延长到哪天是进展；因招标推迟而申请延期，还是申请。"""
    assert said_of("缴款期限延长到11月30日，已通知租户").command == "progress"
    asked = said_of("因招标推迟，申请延期到12月15日")
    assert asked.command == "extend"
    assert extension_in(asked, asked.text, NOW, CALENDAR).due == asked.due


DEPUTIES = ["我休假，请蔡晨代我办理，11月2日到6日", "11月2-6日由蔡晨代办"]


@pytest.mark.parametrize("words", [*DEPUTIES, "11月2号到6号蔡晨替我"])
def test_a_deputy_in_plain_words(words: str) -> None:
    """请谁代办、从哪天到哪天，怎么说都读得出。"""
    said = said_of(words)
    assert (said.command, said.person) == ("substitute", "蔡晨")
    assert said.due
    assert said.until
    assert (said.due.on, said.until.on) == (_day("11-02"), _day("11-06"))


@pytest.mark.parametrize("words", ["改成11月30日", "不对，是11月30日", "到11月30日吧"])
def test_another_day_is_an_answer(words: str) -> None:
    """读回之后另说一个日子，就是改日子；说办了事的不是。"""
    day = other_day(words, NOW, CALENDAR)
    assert day
    assert day.on == _day("11-30")
    assert other_day("11月30日已召开会议", NOW, CALENDAR) is None


@pytest.mark.parametrize("words", ["等等", "没有原因", "要写什么？", "你好"])
def test_courtesies_and_questions_are_no_reason(words: str) -> None:
    """客套、反问、“没有”都不当成延期的原因。"""
    assert not is_reason(words)
    assert is_reason("流水没调来")


def _day(text: str):  # type: ignore[no-untyped-def]
    """2026年的某月某日。"""
    return datetime.fromisoformat(f"2026-{text}").date()
