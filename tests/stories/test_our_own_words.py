"""机器人说过的话原样发回来：不当作报告；引着它另说的，按另说的办。"""

import pytest

from tests.conftest import Stage
from tests.stories.test_life import PERSON

REPORT = "进展 5-005 已补收4人党费"
NOTHING = "未作任何记录"


async def reports(stage: Stage, code: str = "5-005") -> list[str]:
    """Every report on a finding."""
    progress = (await stage.show(code))["progress"]
    return [one["text"] for one in progress]  # type: ignore[union-attr,index]


async def test_a_whole_answer_sent_back_is_no_report(stage: Stage) -> None:
    """把整条回执原样发回来，说清没有记，不多一条进展，也不问归哪项。"""
    answer = await stage.say(PERSON, REPORT)
    assert (await stage.say(PERSON, answer)).startswith(NOTHING)
    assert (await stage.say(PERSON, f"「{answer}」")).startswith(NOTHING)
    assert await reports(stage) == ["已补收4人党费"]


@pytest.mark.parametrize(
    "words",
    [
        "已记入：5-005",
        "记错了，请在10分钟内回复“撤销”",
        "尚缺：佐证材料1份、2条措施的完成标记。",
        "期限不变：立行立改。\n记错了，请在10分钟内回复“撤销”",
    ],
)
async def test_a_copied_line_is_no_report(stage: Stage, words: str) -> None:
    """只抄了回执里的一句，也不当作进展。"""
    await stage.say(PERSON, REPORT)
    assert (await stage.say(PERSON, words)).startswith(NOTHING)
    assert await reports(stage) == ["已补收4人党费"]
    assert await reports(stage, "5-006") == []


async def test_quoted_by_hand_and_taken_back(stage: Stage) -> None:
    """引着回执说“记错了”，收回的是那一条，不再记成进展。"""
    answer = await stage.say(PERSON, REPORT)
    undone = await stage.say(PERSON, "「已记入：5-005」记错了")
    assert undone.startswith("已撤销：5-005")
    await stage.say(PERSON, REPORT)
    answer = f"「{answer}」\n记错了"
    assert (await stage.say(PERSON, answer)).startswith("已撤销：5-005")
    assert await reports(stage) == []


async def test_quoted_by_hand_and_reported(stage: Stage) -> None:
    """引着回执说了办了什么，记到那一项，记的只是自己的话。"""
    answer = await stage.say(PERSON, "进展 5-006 已起草轮岗方案")
    await stage.say(PERSON, f"「{answer}」\n轮岗方案已上会研究")
    assert await reports(stage, "5-006") == ["已起草轮岗方案", "轮岗方案已上会研究"]


async def test_an_example_sent_back_is_done(stage: Stage) -> None:
    """照着例子发回来的一行照办，不当作抄来的话。"""
    await stage.say(PERSON, REPORT)
    example = "进展 5-006 已开会研究，明确2人办理"
    echoed = await stage.say(PERSON, "已记入：5-005")
    assert example in echoed
    assert (await stage.say(PERSON, example)).startswith("已记入：5-006")


async def test_a_copied_reminder_is_no_report(stage: Stage) -> None:
    """提醒里的两行抄回来，不问归哪项，也不当作进展。"""
    await stage.go("2026-10-12 09:30")
    pushed = next(one for one in reversed(stage.heard(PERSON)) if "5-006" in one)
    last = "\n".join(pushed.splitlines()[-2:])
    assert NOTHING in await stage.say(PERSON, last)
    assert await reports(stage, "5-006") == []


async def test_the_same_words_again_are_still_a_report(stage: Stage) -> None:
    """自己说过的话夹在回执里，再说一遍仍是他的话。"""
    await stage.say(PERSON, REPORT)
    assert (await stage.say(PERSON, "5-006 已补收4人党费")).startswith("已记入：5-006")
