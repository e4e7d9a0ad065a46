"""主持工作、补办：哪些话是命令，哪个单位、谁、凭什么；说工作的还是进展。"""

import pytest

from rules.speech import late_grants
from tests.rules.speech.words import CALENDAR, NOW, said_of


@pytest.mark.parametrize(
    ("words", "unit", "who", "why"),
    [
        ("取消主持工作 区教育局", "区教育局", "", ""),
        ("终止主持工作 区教育局 欧阳若溪", "区教育局", "欧阳若溪", ""),
        (
            "结束主持工作：区教育局 青组〔2026〕12号",
            "区教育局",
            "",
            "青组〔2026〕12号",
        ),
        (
            "取消主持工作 区教育局 欧阳若溪同志，已另有任用",
            "区教育局",
            "欧阳若溪",
            "已另有任用",
        ),
        ("取消主持工作", "", "", ""),
    ],
)
def test_whose_acting_is_to_end(words: str, unit: str, who: str, why: str) -> None:
    """单位必有，姓名和说明可有可无。"""
    said = said_of(words)
    assert said.command == "end_acting"
    assert (said.unit, said.person, said.reason) == (unit, who, why)


@pytest.mark.parametrize(
    "words",
    ["取消主持工作会议2次", "5-006 取消主持工作会议", "停止主持工作的文件已交区教育局"],
)
def test_what_is_told_of_work_ends_nothing(words: str) -> None:
    """会议、文件，说的是工作，不是取消主持。"""
    assert said_of(words).command != "end_acting"


@pytest.mark.parametrize(
    ("words", "command"),
    [
        ("补办 5-006 延期1个月", "late_grant"),
        ("补办 5-006 延期一个月，领导小组〔2026〕3号", "late_grant"),
        ("5-006 补办延期10个工作日 领导小组〔2026〕3号", "late_grant"),
        ("补办 5-006 半个月 领导小组〔2026〕3号", "late_grant"),
        ("5-006 补办一个月的考勤记录", "progress"),
        ("5-006 补办2个月，考勤已齐", "progress"),
        ("5-006 补办因搬迁遗失的合同2份", "progress"),
    ],
)
def test_how_long_is_a_late_grant_or_work(words: str, command: str) -> None:
    """延期多久的是补办延期；补办多久的东西是进展。"""
    assert said_of(words).command == command


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("补办 5-006 因党费凭证待补", "因党费凭证待补"),
        ("补办 5-006 延期，因党费凭证待补", "因党费凭证待补"),
        ("补办 5-006 请领导小组研究", None),
        ("5-006 补办延期手续已交", None),
        ("5-006 补办了3份手续", None),
    ],
)
def test_what_the_office_means_by_little(words: str, reason: str | None) -> None:
    """巡察办说补办只带原因的，是补办延期；带着别的东西的不是。"""
    made = late_grants.meant(said_of(words), NOW, CALENDAR)
    assert (made.reason if made else None) == reason
