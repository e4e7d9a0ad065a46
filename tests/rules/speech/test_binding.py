"""归到哪一项：序号看列表，编号看本人，没有凭据的不归。"""

import json
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.speech.binding import AskItem, Bound, Scene, Shown, Unknown, bind
from rules.speech.commands import COMMANDS
from rules.speech.reading import codes_in, read
from tests.rules.speech.words import CALENDAR, NOW, ROUNDS, SAMPLE, said_of, scene


def test_number_is_a_place_in_the_list() -> None:
    """序号按列表算，超出列表的不猜。"""
    assert bind(said_of("2完成"), scene("5-007", "5-009"), NOW) == Bound(
        said_of("2完成"), "5-009"
    )
    assert isinstance(bind(said_of("5完成"), scene("5-007", "5-009"), NOW), Unknown)


def test_two_fresh_lists_that_disagree_are_asked() -> None:
    """半小时里看过两个列表，序号指的不是同一项，就问。"""
    both = Scene(
        ("5-001", "5-002"),
        (
            Shown(NOW - timedelta(minutes=5), "list", ((1, "5-001"),)),
            Shown(NOW - timedelta(minutes=20), "reminder", ((1, "5-002"),)),
        ),
    )
    result = bind(said_of("1完成"), both, NOW)
    assert isinstance(result, AskItem)
    assert result.choices == ("5-001", "5-002")


def test_own_number_of_a_finding() -> None:
    """50号指的是编号050的那一项。"""
    result = bind(said_of("50号办完了"), scene("5-047", "5-050"), NOW)
    assert isinstance(result, Bound)
    assert result.code == "5-050"


def test_plain_words_bind_only_when_single() -> None:
    """没有编号的话，名下只有一项才归它，不止一项就问。"""
    words = said_of("已召开专题会研究，形成纪要1份")
    assert isinstance(bind(words, scene(own=("5-001",)), NOW), Bound)
    assert isinstance(bind(words, scene(own=("5-001", "5-002")), NOW), AskItem)


def test_sample_turns_never_bind_wrongly() -> None:
    """样本里的每一轮对话，归到哪一项从不归错。"""
    for line in SAMPLE.read_text("utf-8").splitlines():
        turn = json.loads(line)
        wanted = {
            entry.get("code")
            for effects in [
                turn["expect"]["effects"],
                *turn["expect"].get("also_accepted", []),
            ]
            for entry in effects
        }
        if not all(wanted) or turn["tag"].startswith("files"):
            continue
        last = turn["last_shown"]
        items = tuple((one["no"], one["code"]) for one in last["items"]) if last else ()
        shown = (
            (Shown(datetime.fromisoformat(last["at"]), last["kind"], items),)
            if last
            else ()
        )
        for message in turn["messages"]:
            now = datetime.fromisoformat(message["at"])
            quoted = codes_in(message.get("quote") or "", ROUNDS)
            for part in read(message["text"], now, CALENDAR, ROUNDS):
                result = bind(part, Scene(tuple(turn["own"]), shown, quoted), now)
                if isinstance(result, Bound):
                    assert result.code in wanted, turn["id"]


WIDE = {ord(char): ord(char) + 0xFEE0 for char in "0123456789-:,;.?!()"} | {32: 0x3000}


def told(
    words: str, rounds: frozenset[str] = ROUNDS
) -> list[tuple[str, str, int | None]]:
    """What a text says, without its words."""
    parts = read(words, NOW, CALENDAR, rounds)
    return [(one.command, one.target.code, one.target.number) for one in parts]


def test_width_never_matters() -> None:
    """样本里的每句话，换成全角、夹上空格和标点，读出来都一样。"""
    for line in SAMPLE.read_text("utf-8").splitlines():
        for message in json.loads(line)["messages"]:
            words = message.get("text")
            if not words or len(words) > 300 or not words[0].isalnum():
                continue
            assert told(words.translate(WIDE)) == told(words), words
            assert told(f"　{words} ") == told(words), words


@pytest.mark.parametrize(
    ("words", "numbers"),
    [("2到4已完成", [2, 3, 4]), ("1、3已完成", [1, 3]), ("1-2项都办完了", [1, 2])],
)
def test_runs_and_lists_of_numbers(words: str, numbers: list[int]) -> None:
    """连号和顿号，每个都算到。"""
    assert told(words) == [("complete", "", number) for number in numbers]


@given(
    st.sampled_from([spec.example for spec in COMMANDS]),
    st.sampled_from([" ", "　", "，", "。"]),
)
def test_reading_what_was_read_is_stable(example: str, around: str) -> None:
    """读出来的命令再写成话，读出来还是它。"""
    (said,) = read(f"{around}{example}{around}", NOW, CALENDAR, ROUNDS)
    word = next(spec.words[0] for spec in COMMANDS if spec.name == said.command)
    again = f"{word} {said.target.code} {said.text}".strip()
    if said.command in ("show", "undo", "more", "help", "mine", "unit_status"):
        return
    (second,) = read(again if said.target.code else example, NOW, CALENDAR, ROUNDS)
    assert (second.command, second.target) == (said.command, said.target)


@given(st.text(alphabet="0123456789-号项、到至和完成延期 5", max_size=20))
def test_nothing_is_bound_without_evidence(text: str) -> None:
    """随便什么数字和字，没有列表、名下不止一项，从不落到没写出来的一项上。"""
    own = ("5-001", "5-002")
    for part in read(text, NOW, CALENDAR, ROUNDS):
        result = bind(part, Scene(own), NOW)
        if isinstance(result, Bound) and result.code in own:
            number = str(int(result.code[2:]))
            assert number in text
