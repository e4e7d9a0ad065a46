"""收回的话：哪一项的那条撤了、弄错了哪一项没办好、我没说办完；都不记成进展。"""

import pytest

from rules.speech.targets import Target
from tests.rules.speech.words import said_of


@pytest.mark.parametrize(
    "words",
    [
        "5-006那条撤了",
        "5-006的那条作废",
        "5-006刚才那条不算",
        "5-006那个进展撤回吧",
        "弄错了 5-006没有搞好",
        "不对，5-006还没报",
        "说错了，5-006其实没办完",
        "5-006说错了，没完成",
        "5-006那条记错了",
        "把5-006那条撤了",
        "5-006那次不算",
    ],
)
def test_what_was_said_of_one_is_taken_back(words: str) -> None:
    """说明是哪一项的那条不算，只收回那一项的。"""
    said = said_of(words)
    assert (said.command, said.target.code) == ("undo", "5-006")


@pytest.mark.parametrize(
    ("words", "place"),
    [("弄错了第一个没有搞好", 1), ("不对 第四项没报", 4), ("2那条撤了", 2)],
)
def test_a_place_is_taken_back(words: str, place: int) -> None:
    """说的是第几项，收回的就是那一项。"""
    said = said_of(words)
    assert (said.command, said.target) == ("undo", Target("number", number=place))


@pytest.mark.parametrize(
    "words",
    [
        "5-006那条路已撤销护栏",
        "5-006撤了3个临时机构",
        "5-006那笔钱已撤回财政专户",
        "5-006那笔收回了",
        "5-006这笔不要了",
        "第3项那笔撤回了",
        "5-006那个撤了",
        "5-006这个收回了",
        "也是5-006完成了",
        "是5-006办结了",
        "就是5-006报了",
        "弄错了的5-006台账没有全收齐，差3份",
        "5-006不对外公开",
        "5-006那条没报",
        "5-006说错了，是12份",
        "5-006第一条措施已作废重订",
        "搞错了，公示的是5-006的名单，已补",
    ],
)
def test_what_was_taken_away_elsewhere_is_a_report(words: str) -> None:
    """撤了机构、撤回款项、另外说了数的，是办的事，不收回记录。"""
    assert said_of(words).command == "progress"


@pytest.mark.parametrize(
    "words",
    [
        "我没说5-005完成了",
        "谁说5-005办完了",
        "5-005，我没说完成",
        "我们没报过5-005已完成",
        "说错了，是212名",
        "不是那一项",
        "搞错了，过会的是5-001的制度",
        "5-002刚才第一条作废",
    ],
)
def test_what_is_disputed_is_not_written(words: str) -> None:
    """否认说过的话、只说另一个数，不写，教怎样改。"""
    assert said_of(words).command == "mend"


@pytest.mark.parametrize(
    "words", ["我没说清楚，5-005还差1人", "我没有都报，5-005已补收4人"]
)
def test_what_else_is_told_is_no_denial(words: str) -> None:
    """另外说了情况的，不当成否认。"""
    assert said_of(words).command == "progress"


@pytest.mark.parametrize("words", ["不催了", "那先不销了", "算了，先不延了"])
def test_no_more_of_it_cancels(words: str) -> None:
    """不催了、先不销了，就是取消。"""
    assert said_of(words).command == "cancel"


@pytest.mark.parametrize("words", ["还有5-004", "另外5-004", "对了，5-004"])
def test_a_code_that_is_added_alone_writes_nothing(words: str) -> None:
    """还有某项，只说了编号：看那一项，不记。"""
    said = said_of(words)
    assert (said.command, said.target.code) == ("show", "5-004")


@pytest.mark.parametrize(
    ("words", "former"),
    [
        ("发错了，不是5-004完成，是5-006完成", "5-004"),
        ("不是5-004已公示，应该是5-006", "5-004"),
        ("搞错了，公示的是5-006", ""),
    ],
)
def test_what_was_said_may_be_said_again_when_it_moves(words: str, former: str) -> None:
    """改口时把说过的话又说一遍，上一条改归另一项，不另记一条。"""
    said = said_of(words)
    assert (said.command, said.target.code, said.value) == ("move", "5-006", former)


@pytest.mark.parametrize(
    "words",
    ["5-004可以销号了吗您看", "5-004呢", "5-004进展发我一份", "5-004的情况发我"],
)
def test_what_asks_at_its_end_is_no_report(words: str) -> None:
    """问话后面带着“您看”、要发一份的，只看不记。"""
    assert said_of(words).command == "show"


@pytest.mark.parametrize(
    "words", ["5-004已补发202人，您看可以吗", "5-004名单已公示了你们看看行不行"]
)
def test_a_report_that_asks_for_a_look_is_a_report(words: str) -> None:
    """说了办过什么，再问一句行不行，是进展。"""
    assert said_of(words).command == "progress"
