"""客气话、口头禅、方言、转发、问办法：听出里头说的是哪一项、算什么。"""

import pytest

from rules.vocabulary import ReportKind
from tests.rules.speech.words import all_parts, said_of


@pytest.mark.parametrize(
    "words",
    [
        "报告领导：第二项移交清单已签字，请知悉",
        "费主任您好，第二项清单已签字",
        "向您汇报一下，第2项清单已签字",
        "尊敬的领导，第二项清单已签字",
    ],
)
def test_an_address_does_not_hide_the_place(words: str) -> None:
    """前面称呼一声、报告一声，说的还是第二项。"""
    assert said_of(words).target.number == 2


@pytest.mark.parametrize(
    "words", ["费主任辛苦了，我们抓紧办", "梁书记好，收到", "王科长，马上落实"]
)
def test_an_address_beside_a_receipt(words: str) -> None:
    """带着称呼的收到、抓紧办，仍是签收，不问归哪项。"""
    assert said_of(words).command == "receipt"


@pytest.mark.parametrize(
    "words",
    [
        "莫得进展",
        "还冒搞完",
        "快好了",
        "就快了",
        "差不多了",
        "还在等",
        "基本办好了",
        "11月20日前肯定办完",
        "可以销了",
        "请假至10月20日，回来再报",
    ],
)
def test_what_tells_of_no_work_stops_no_clock(words: str) -> None:
    """没动、快好了、肯定能办完、回来再报，只作情况说明。"""
    said = said_of(words)
    assert (said.command, said.report) == ("progress", ReportKind.STATUS_ONLY)


@pytest.mark.parametrize(
    "words", ["10.13党组会通过轮岗方案", "差不多了，还剩一户", "冒名签字已更正"]
)
def test_what_tells_of_work_is_progress(words: str) -> None:
    """会上通过了、还剩一户、纠正了冒名，是实质进展。"""
    said = said_of(words)
    assert (said.command, said.report) == ("progress", ReportKind.SUBSTANTIVE)


@pytest.mark.parametrize(
    ("words", "command"),
    [
        ("演期到11月20号 因为组织部还没批", "extend"),
        ("销好 5-006", "submit"),
        ("近展：轮岗方案已过会", "progress"),
    ],
)
def test_voice_writes_another_character(words: str, command: str) -> None:
    """语音听成“演期”“销好”，办的还是延期、销号。"""
    assert said_of(words).command == command


@pytest.mark.parametrize(
    "words",
    [
        "材料发给谁",
        "延期怎么申请",
        "轮岗要轮多少人才算数",
        "最近哪个要到期了",
        "我这还有什么没办的",
        "[聊天记录]\n梁书记：5-006抓紧\n邓佳宁：好的",
    ],
)
def test_a_question_or_a_forwarded_talk_is_no_report(words: str) -> None:
    """问怎么办、问哪一个，转发别人的聊天，什么也不记。"""
    assert said_of(words).command in ("chat", "look")


def test_circled_places_before_a_figure() -> None:
    """①4人补缴到位 ②清单已签：圈号后面跟着数字，仍是第一项；移交清单不是交给谁。"""
    words = "①4人补缴到位，共1260元 ②移交清单已签 ③未启动"
    assert all_parts(words) == "1progress 2progress 3progress"
