"""看着像进展、其实不是的话，和说了编号却没被看见的话：都不写在别处。"""

import pytest

from rules.speech.reading import read
from rules.vocabulary import ReportKind
from tests.rules.speech.words import CALENDAR, NOW, ROUNDS, all_parts, said_of

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


STILL = ["没有进展", "无进展", "暂无进展", "还是老样子", "没什么变化", "同上次"]
NOT_MINE = ["我已经调到财政局了，请联系石海涛", "这项我只是配合，牵头是石海涛"]


@pytest.mark.parametrize("words", [*STILL, *NOT_MINE])
def test_no_progress_is_no_progress(words: str) -> None:
    """说没有进展、说不归他，提醒照常，不算实质进展。"""
    assert said_of(f"5-005{words}").report is ReportKind.STATUS_ONLY


def test_both_codes_of_a_pair_in_the_middle_are_seen() -> None:
    """“今天办了5-005和5-006”两项都看见，问是哪一项；“参照5-005和5-006”两项都不是。"""
    assert said_of("今天办了5-005和5-006").target.code == "5-005|5-006"
    assert said_of("参照5-005和5-006的做法，已修订").target.kind == "none"


MORE_TIME = """
把5-006的期限改到11月15日|2026-11-15
5-006期限能不能调到11月15日|2026-11-15
5-006延到11月15号行不行|2026-11-15
""".strip()


@pytest.mark.parametrize("line", MORE_TIME.splitlines())
def test_more_time_in_other_words(line: str) -> None:
    """改期限、问行不行，都是申请延期；说了两个日子就问。"""
    words, day = line.split("|")
    said = said_of(words)
    assert said.command == "extend"
    assert str(said.due.on if said.due else None) == day


def test_a_span_behind_a_code_is_read() -> None:
    """“再给5-006半个月时间”是申请延期，不是进展。"""
    said = said_of("请领导再给5-006半个月时间")
    assert (said.command, said.target.code) == ("extend", "5-006")
    assert said.due
    assert said.due.on


DEPUTY = """
代办石海涛10月21日至25日|substitute|石海涛
代办 石海涛 10月21日至25日|substitute|石海涛
取消石海涛的代办|revoke_substitute|石海涛
代办取消|revoke_substitute|
代办手续3份已办结|progress|
""".strip()


@pytest.mark.parametrize("line", DEPUTY.splitlines())
def test_a_deputy_without_a_space(line: str) -> None:
    """代办和姓名连着写、说取消代办，都读得出；代办手续不是请人代办。"""
    words, command, person = line.split("|")
    said = said_of(words)
    assert (said.command, said.person) == (command, person)


OF_FILES = """
附件发错了|chat
照片发重了|chat
刚才那份不要了|chat
这个文件不是5-005的|chat
纪要在这里|caption
上面那张图归5-005|move
5-006请核验|caption
""".strip()


@pytest.mark.parametrize("line", OF_FILES.splitlines())
def test_words_about_a_file_are_no_progress(line: str) -> None:
    """说材料发错了、不要了、在这里，都不是进展。"""
    words, command = line.split("|")
    assert said_of(words).command == command


@pytest.mark.parametrize(
    "words",
    [
        "工作交给叶红霞",
        "5-005/",
        "这份材料",
        "没有进展",
        "五杠零",
        "1✅",
        "和5-006一起",
        "期限改到",
    ],
)
def test_what_is_said_thousands_of_times_is_read(words: str) -> None:
    """同样几个字说上几千遍，也读得完。"""
    assert read(words * (19000 // len(words)), NOW, CALENDAR, ROUNDS)


ASIDES = """
得嘞，这就办|receipt|receipt
这个嘛，正在弄了嘛，莫催|receipt|receipt
知道了，我来催|receipt|receipt
知道了，我盯着|receipt|receipt
快咯快咯|progress|status_only
嗯 好 我知道了 明天给你|progress|status_only
材料明天报送|progress|status_only
不延期了，能按时完成|progress|status_only
一天发八遍，基层还干不干活了|chat|
这个期限根本不合理，谁定的|chat|
期限不合理的合同已重签|progress|substantive
照片发到哪里|chat|
上次我报的什么|chat|
5-006 逾期几天了|show|
第2项到底说的是啥问题|show|
已查清是什么问题|progress|substantive
撒销|undo|
延其到11月30日，评估未出|extend|
申请廷期到11月30号 因评估未出|extend|
三号楼已拆除|progress|substantive
老叶说他来弄|entrust|
我出差，这几天找安大勇|entrust|
找安大勇了解情况|progress|substantive
把5-006的责任人换成安大勇|entrust|
老叶说他来弄，已约谈两家单位|progress|substantive
""".strip()


@pytest.mark.parametrize("line", ASIDES.splitlines())
def test_what_counts_as_work_and_what_does_not(line: str) -> None:
    """应一声、说快了、抱怨、问话、错字的命令，都不算进展；办了事的照记。"""
    words, command, kind = line.split("|")
    said = said_of(words)
    report = said.report.value if said.report else ""
    assert (said.command, report) == (command, kind)


@pytest.mark.parametrize(
    ("words", "seen"),
    [
        ("1完成，5-019也完成", "1complete 5-019complete"),
        ("1完成，2按5-006的做法办", "1complete 2progress"),
        ("1已核查，5-6号上会", "1progress"),
        ("5——019已公示流程图", "5-019progress"),
        ("三号那个延到十二月十五号因为图纸还没回来", "3extend"),
        ("5-018已完成，哦不对，是5-019已完成", "5-018|5-019complete"),
        ("1复核29次，不对，是2复核29次", "Noneprogress"),
        ("5-018追回1笔，不对，是2笔", "5-018progress"),
        ("5-018数据不对，5-019已完成", "5-018progress 5-019complete"),
    ],
)
def test_whose_words_they_are(words: str, seen: str) -> None:
    """编号和序号混着说，各归各项；一句里改口的，问是哪一项。"""
    assert all_parts(words) == seen


BEGGED = """
5-002 能不能晚几天，财政那边钱没批|5-002|财政那边钱没批
帮我问下钟主任5-006能不能缓一缓|5-006|
5-006能不能晚两天交材料|5-006|
您好，5-006缓一缓行不行，会计休假|5-006|会计休假
5-006能不能延期|5-006|
""".strip()


@pytest.mark.parametrize("line", BEGGED.splitlines())
def test_a_polite_request_without_its_day_asks_for_more_time(line: str) -> None:
    """客气地要时间没说到哪天，问日子，理由留着；说“晚两天”也不替他算。"""
    words, code, reason = line.split("|")
    said = said_of(words)
    assert (said.command, said.target.code) == ("extend", code)
    assert (said.due, said.reason) == (None, reason)


NOT_BEGGED = """
能不能晚点打电话|chat
5-006能不能不延期|show
5-006能不能销号|show
5-006已向区里请示能不能缓一缓，正在等答复|show
""".strip()


@pytest.mark.parametrize("line", NOT_BEGGED.splitlines())
def test_what_only_sounds_so_asks_for_no_time(line: str) -> None:
    """问别的、说办了什么，不当申请延期。"""
    words, command = line.split("|")
    assert said_of(words).command == command
