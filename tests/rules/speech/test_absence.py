"""请人代办的日子：一周是一周，一天是一天，只说到哪天的从今天起。"""

from datetime import datetime

import pytest

from rules.calendar.workdays import statutory_calendar
from rules.speech.reading import read

NOW = datetime.fromisoformat("2026-10-15T10:00:00+08:00")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("下周我休假，由石海涛代办", "2026-10-19 2026-10-25"),
        ("本周由石海涛代办", "2026-10-15 2026-10-18"),
        ("代办 石海涛 下周", "2026-10-19 2026-10-25"),
        ("明天由石海涛代办", "2026-10-16 2026-10-16"),
        ("代办 石海涛 10月20日", "2026-10-20 2026-10-20"),
        ("代办 石海涛 到10月20日", "2026-10-20 -"),
        ("代办 石海涛 10月20日止", "2026-10-20 -"),
        ("由石海涛代办到月底", "2026-10-31 -"),
        ("10月20日到25日由石海涛代办", "2026-10-20 2026-10-25"),
        ("由石海涛代办", "- -"),
        ("石海涛10月20日至25日代我办", "2026-10-20 2026-10-25"),
        ("石海涛下周替我", "2026-10-19 2026-10-25"),
        ("下周石海涛替我办", "2026-10-19 2026-10-25"),
        ("请石海涛明天代我处理", "2026-10-16 2026-10-16"),
    ],
)
def test_days_of_an_absence(words: str, expected: str) -> None:
    """说一周就是那一周，说一天就是那一天，只说到哪天的不猜从哪天。"""
    (said,) = read(words, NOW, statutory_calendar(), frozenset("5"))
    days = (str(one.on) if one else "-" for one in (said.due, said.until))
    assert (said.command, said.person) == ("substitute", "石海涛")
    assert " ".join(days) == expected


@pytest.mark.parametrize("name", ["周㛃", "王㼆", "李𬱖", "阿依古丽"])
def test_a_name_of_rare_characters(name: str) -> None:
    """名字里有生僻字，照样认得是名字。"""
    (said,) = read(f"代办 {name} 10月20日", NOW, statutory_calendar(), frozenset("5"))
    assert (said.command, said.person) == ("substitute", name)


@pytest.mark.parametrize(
    "words",
    ["材料由石海涛代我送到了", "请石海涛替我签收了验收单", "已让石海涛代我参加会议"],
)
def test_an_errand_is_no_absence(words: str) -> None:
    """托人办一趟事，是进展，不是请人代办。"""
    (said,) = read(words, NOW, statutory_calendar(), frozenset("5"))
    assert said.command == "progress"


@pytest.mark.parametrize(
    "words",
    [
        "我休假，请蔡晨代我办理，11月2日到6日",
        "11月2-6日由蔡晨代办",
        "11月2号到6号蔡晨替我",
    ],
)
def test_a_deputy_in_plain_words(words: str) -> None:
    """请谁代办、从哪天到哪天，怎么说都读得出。"""
    (said,) = read(words, NOW, statutory_calendar(), frozenset({"5"}))
    assert (said.command, said.person) == ("substitute", "蔡晨")
    days = said.due and said.due.on, said.until and said.until.on
    assert [str(day) for day in days] == ["2026-11-02", "2026-11-06"]
