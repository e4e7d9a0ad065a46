"""再长再怪的话也读得完，不出错，不当一千件事办。"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.speech import inquiry_words, leading, plain, reading, topics
from rules.speech.binding import AskItem, bind
from rules.speech.reading import read
from tests.rules.speech.words import (
    CALENDAR,
    NOW,
    ROUNDS,
    scene,
)


@given(st.text(max_size=60))
def test_never_raises(text: str) -> None:
    """不管写什么，读的时候都不出错。"""
    assert read(text, NOW, CALENDAR, ROUNDS)


def test_a_thousand_codes_are_asked() -> None:
    """一条消息写了上千个编号，不当一千件事办，只问是哪一项。"""
    text = "、".join(f"5-{number:03d}" for number in range(1, 1000)) + "已完成"
    (said,) = read(text, NOW, CALENDAR, ROUNDS)
    assert said.target.kind == "several"
    own = tuple(f"5-{number:03d}" for number in range(1, 4))
    assert isinstance(bind(said, scene(own=own), NOW), AskItem)
    assert len(read("完成 " + "5-001 " * 3000, NOW, CALENDAR, ROUNDS)) == 1
    for words in ("1完成", "二已", "1号2号", "请"):
        assert len(read(words * 6000, NOW, CALENDAR, ROUNDS)) == 1


def test_what_is_said_over_and_over_is_read_to_its_end() -> None:
    """同一句“如果不了就”说上几千遍，也读得完，不叫别人久等。"""
    for words in ("如果不了", "如果不了就", "上次延期到", "会后三天内", "月月月月"):
        (said,) = read(words * 4000, NOW, CALENDAR, ROUNDS)
        assert said.due is None


def test_more_numbers_than_anybody_means_are_not_read_one_by_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """一条话里几千个序号，只数不逐个读：问是哪一项。"""
    read_: list[str] = []
    free = plain.free
    monkeypatch.setattr(
        plain, "free", lambda *said: read_.append(said[0]) or free(*said)
    )
    said = reading.read("(1)" * 6000, NOW, CALENDAR, ROUNDS)
    assert (len(said), len(read_)) == (1, 1)


def test_more_rulings_than_anybody_means_are_not_read_one_by_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """一条话里几千句“退回5-006，”，读够数就停，问是哪一项。"""
    read_: list[str] = []
    led = leading.led
    monkeypatch.setattr(leading, "led", lambda said: read_.append(said) or led(said))
    (said,) = reading.read("退回5-006，" * 2400, NOW, CALENDAR, ROUNDS)
    assert said.target.code == "5-006"
    assert len(read_) < 200


def test_a_long_message_is_not_searched_for_manners(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """几千个空格的话不去找客气话，问不出是哪件事。"""
    seen: list[str] = []
    monkeypatch.setattr(inquiry_words, "unmannered", lambda said: seen.append(said))
    assert topics.asked("5-005" + " " * 9900 + "怎么样了") == ()
    assert seen == []
