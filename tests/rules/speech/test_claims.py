"""说到什么程度就记什么：问的、客气的、许诺的、顺口提到的都不算办成。"""

import pytest

from rules.speech.binding import Bound, bind
from rules.speech.reading import read
from rules.vocabulary import ReportKind
from tests.rules.speech.words import (
    CALENDAR,
    NOW,
    ROUNDS,
    all_parts,
    one_part,
    said_of,
    scene,
)

ASKED_OR_IDLE = """
5-006完成？|show|5-006
5-006怎么还没销号？|show|5-006
5-006谁负责|show|5-006
看一下5-006|show|5-006
如果5-006完成了请告诉我|show|5-006
怎样才算完成|chat|
完成了怎么报|chat|
怎么延期|chat|
已核查是否存在代签，未发现|progress|
节日快乐|chat|
不好意思，稍等|chat|
我在开会，晚点说|chat|
我的电话13812345678|chat|
把其他单位的台账发我|chat|
不要撤销|chat|
抓紧办|receipt|
一定抓紧|receipt|
收到，马上安排|receipt|
我负责的问题有哪些？|mine|
谁逾期了|overdue|
文旅局逾期了几项|unit_status|
""".strip()


@pytest.mark.parametrize("line", ASKED_OR_IDLE.splitlines())
def test_questions_and_courtesies_are_not_reports(line: str) -> None:
    """问句只答不记，客套和闲话也不记成进展。"""
    assert one_part(line.split("|")[0]) == line


CLAIMED = """
完 成|complete|
己完成|complete|
昨天完成了|complete|
已于10月10日完成整改|complete|
报告领导，5-005已完成|complete|5-005
第2项措施已完成|complete|
5-006完成不了|progress|5-006
已完成，就差盖章|progress|
完成了，不过有一户没签字|progress|
除一户外均已完成|progress|
主体工作已完成|progress|
党费补缴已完成|progress|
部分问题已整改到位|progress|
如果党组会通过，就算完成了|progress|
5-006 请予销号|submit|5-006
""".strip()


@pytest.mark.parametrize("line", CLAIMED.splitlines())
def test_only_the_whole_is_claimed_as_done(line: str) -> None:
    """说全部办完才算完成；还差、除外、假如、只办完一部分，都不算。"""
    assert one_part(line.split("|")[0]) == line


@pytest.mark.parametrize(
    "words",
    [
        "快完成了",
        "明天完成",
        "争取月底前办完",
        "确保按期完成",
        "还没有",
        "我已经调走了",
    ],
)
def test_promise_is_only_a_status(words: str) -> None:
    """只有一句保证，没有说办了什么，记下来，不算实质进展。"""
    (said,) = read(words, NOW, CALENDAR, ROUNDS)
    assert said.report is ReportKind.STATUS_ONLY


PASSING = """
已追缴5-6万元|progress|
已走访5-6户群众|progress|
5-006户籍资料已补|progress|5-006
除5-049外都完成了|progress|
参照5-009的做法，5-006已建立台账|progress|5-006
不是5-005，是5-006|move|5-006
违规账号已撤销|progress|
上一条作废|undo|
撤消|undo|
延期交付的违约金已追回3万元|progress|
5一005完成|complete|5-005
５ー００５完成|complete|5-005
2楼会议室开的会|progress|
2、3月份已收党费|progress|
第一是开会第二是发文|progress|
""".strip()


@pytest.mark.parametrize("line", PASSING.splitlines())
def test_what_is_mentioned_in_passing_binds_nothing(line: str) -> None:
    """数量、除外、参照、纠正里的数字和编号，不当作说的那一项。"""
    assert one_part(line.split("|")[0]) == line


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("进展 5-005 补收4人；5-006 方案已报", "5-005progress 5-006progress"),
        ("延期 5-005 到11月30日；5-006 到12月31日", "5-005extend 5-006extend"),
        ("5-005 参照 5-006 的做法建了台账", "5-005progress"),
        ("5-048至5-050都已完成", "5-048complete 5-049complete 5-050complete"),
        ("第1至3项已经办结", "1complete 2complete 3complete"),
        ("1台账已建立 2成立专班", "1progress 2progress"),
        ("第一个完成了第二个还没有", "1complete 2progress"),
    ],
)
def test_each_finding_gets_its_own_words(words: str, expected: str) -> None:
    """几项的话各归各的，前一项不吞后一项的话。"""
    assert all_parts(words) == expected


def test_number_group_with_one_mark() -> None:
    """48、49号，两个都是编号。"""
    parts = read("48、49号办完了", NOW, CALENDAR, ROUNDS)
    assert [one.target.explicit for one in parts] == [True, True]


def test_number_beyond_the_list_is_a_findings_own() -> None:
    """列表没有那么长，数字又正是名下一项的编号，就是那一项。"""
    shown = scene("5-046", "5-050")
    assert bind(said_of("50完成"), shown, NOW) == Bound(said_of("50完成"), "5-050")


def test_reason_at_the_end_is_for_all() -> None:
    """几项一起延期，末尾的原因各项都算。"""
    parts = read("1延期到11月底 2延期到12月底 因人手不足", NOW, CALENDAR, ROUNDS)
    assert [one.reason for one in parts] == ["人手不足", "人手不足"]


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("退回 5-023 理由不充分", "理由不充分"),
        ("退回 5-023 理由：不充分", "不充分"),
        ("退回 5-023 原因是材料看不清", "材料看不清"),
        ("退回 5-023 原因 材料看不清", "材料看不清"),
        ("退回 5-023 因材料看不清", "材料看不清"),
    ],
)
def test_only_the_label_of_a_reason_is_left_out(words: str, reason: str) -> None:
    """“理由”后面有冒号、空格才是引出理由；“理由不充分”整句就是理由。"""
    assert said_of(words).reason == reason


def test_two_dates_to_choose_from_are_asked() -> None:
    """延期到11月或12月，日子不定就问。"""
    (said,) = read("延期到11月或12月", NOW, CALENDAR, ROUNDS)
    assert said.due is not None
    assert said.due.on is None


WORTH = """
完成 5-005 轮岗12人，名单已公示|substantive
完成 5-005 已将违规津贴退回|substantive
完成 5-005 招待费已追缴2万元|substantive
完成 5-005 开展警示教育3场|substantive
5-005钱款已退回，已整改到位|substantive
完成 5-005|status_only
完成 5-005 已按要求整改|status_only
完成 5-005 佐证材料已经交给王科长|status_only
完成 5-005 已经汇报过了|status_only
完成 5-005 没有问题了，不用再催了|status_only
完成 5-005 问题已解决，形成长效机制|status_only
完成 5-005 书记已审阅|status_only
完成 5-005 下周将召开会议，方案定了|status_only
5-005已整改到位，请您查收，谢谢了|status_only
5-005已完成，巡察办已经来看过了|status_only
5-005办完了，麻烦销一下号了|status_only
5-005已完成，发你邮箱了|status_only
5-005已完成，区教育局也已经知道了|status_only
""".strip()


@pytest.mark.parametrize("line", WORTH.splitlines())
def test_a_claim_is_worth_what_it_tells(line: str) -> None:
    """说完成时说得出办了什么事才算说明；交了材料、汇报过、没问题了、请销号，都不算。"""
    words, worth = line.split("|")
    (said,) = read(words, NOW, CALENDAR, ROUNDS)
    assert said.command == "complete"
    assert said.report is not None
    assert said.report.value == worth
