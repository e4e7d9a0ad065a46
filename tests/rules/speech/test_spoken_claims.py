"""口语里的分寸：还没到的日子、听来的话、空话、问话，都不算办成；几件事分得开。"""

from datetime import datetime

import pytest

from rules.calendar.dates import Kind
from rules.speech.more_time import extension_in
from rules.speech.reading import read
from rules.speech.replies import is_reason, other_day
from rules.vocabulary import ReportKind
from tests.rules.speech.words import CALENDAR, NOW, ROUNDS, all_parts, one_part, said_of

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
    "words",
    [
        "假如月底完成不了就申请延期",
        "会议推迟到11月20日召开",
        "上次延期到11月20日已批",
        "招标公告延期到11月20日了",
        "不要延期到11月20日，10月30日就行",
    ],
)
def test_more_time_that_nobody_asks_for(words: str) -> None:
    """假设的、别的事推迟的、上次的、说不要的，都不是延期申请。"""
    assert said_of(words).command == "progress"


@pytest.mark.parametrize(
    "words",
    [
        "评审会推迟，申请延期到11月20日",
        "如果领导同意，申请延期到11月20日",
        "展期到11月20日",
        "想往后推到11月20日",
    ],
)
def test_more_time_in_other_words(words: str) -> None:
    """真要延期的，换个说法也是申请。"""
    assert said_of(words).command == "extend"


def test_a_reason_right_behind_its_date_is_kept() -> None:
    """日期后面紧跟着的理由不丢。"""
    assert said_of("延期到11月30日等审计").reason == "等审计"
    assert said_of("延期到11月30日前因会计休假").reason == "会计休假"


def test_a_day_just_past_is_asked_about() -> None:
    """延期到刚过去的日子，不悄悄当成明年，要问。"""
    asked = said_of("延期到10月15日，会计休假")
    assert asked.due is not None
    assert (asked.due.kind, asked.due.on) == (Kind.AMBIGUOUS, None)
    later = said_of("延期到3月15日，会计休假").due
    assert later is not None
    assert str(later.on) == "2027-03-15"


@pytest.mark.parametrize(
    "words",
    ["能销号了不", "你们收到材料没", "完成没", "5-006還差什麼", "5-006还差啥子"],
)
def test_questions_in_dialect_are_not_written_down(words: str) -> None:
    """方言和繁体的问话，只答不记。"""
    assert said_of(words).command in ("show", "chat", "look")


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
