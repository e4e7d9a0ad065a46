"""巡察办问将要发什么、提醒过谁：只有巡察办看得到，问了什么也不写。"""

from pathlib import Path

import pytest

from tests.conftest import Stage, staged
from tests.stories.test_life import LEADER, OFFICE, PERSON

BEFORE = "2026-10-12 18:30"
"""What the patrol of a day owes after hours leaves on the next workday."""


@pytest.mark.parametrize("words", ["拟发清单", "明天要发什么", "下一次提醒哪些"])
async def test_what_the_next_workday_brings(stage: Stage, words: str) -> None:
    """问下一个工作日发什么，答几人几项、按哪一步，头几个人一人一行，其余更多。"""
    await stage.go(BEFORE)
    answer = await stage.say(OFFICE, words)
    assert answer.startswith("拟发清单：10月13日（周二）")
    assert "提前3个工作日提醒" in answer
    assert answer.count("：5-") == 5
    following = await stage.say(OFFICE, "更多")
    assert following.splitlines()[0] == answer.splitlines()[0]
    assert not set(answer.splitlines()[2:7]) & set(following.splitlines()[2:7])


async def test_asking_what_is_sent_sends_nothing(stage: Stage) -> None:
    """问了拟发清单，谁也没有收到什么，欠着的也没有变。"""
    await stage.go(BEFORE)
    before = (await stage.show("5-006"))["notices"]
    heard = len(stage.heard(PERSON))
    await stage.say(OFFICE, "拟发清单")
    assert (await stage.show("5-006"))["notices"] == before
    assert len(stage.heard(PERSON)) == heard


async def test_a_day_without_anything_names_the_next(stage: Stage) -> None:
    """下一个工作日没有要发的，说出最近的一次在哪天。"""
    answer = await stage.say(OFFICE, "拟发清单")
    assert answer.startswith("拟发清单：9月15日（周二）没有")
    assert "最近的一次在9月16日（周三）" in answer


async def test_who_was_reminded_and_urged(directory: Path) -> None:
    """问今天催了谁，列送到的提醒，催办的另注明；昨天的问得到，没有的说没有。"""
    async with staged(directory, "2026-10-15 09:30") as stage:
        await stage.settle()
        await stage.wait(seconds=60)
        await stage.say(OFFICE, "催 5-002")
        await stage.settle()
        answer = await stage.say(OFFICE, "今天催了谁")
        assert answer.startswith("今天提醒过的：")
        everything = [answer]
        while "更多" in everything[-1]:
            everything.append(await stage.say(OFFICE, "更多"))
        lines = "\n".join(everything).splitlines()
        urged = [line for line in lines if "其中巡察办催办5-002" in line]
        assert urged
        assert (await stage.say(OFFICE, "昨天发了哪些提醒")).startswith(
            "昨天提醒过的：没有"
        )
        await stage.go("2026-10-16 08:40")
        assert (await stage.say(OFFICE, "昨天催过谁")).splitlines()[0] == (
            answer.splitlines()[0].replace("今天", "昨天")
        )


@pytest.mark.parametrize("who", [PERSON, LEADER, "xiongjianjun"])
@pytest.mark.parametrize("words", ["明天要发什么", "今天催了谁"])
async def test_units_are_told_nothing_of_it(stage: Stage, who: str, words: str) -> None:
    """单位的人这样问，只说由巡察办看，一个编号也没有。"""
    await stage.go(BEFORE)
    answer = await stage.say(who, words)
    assert answer.startswith("不能办理")
    assert "5-0" not in answer
