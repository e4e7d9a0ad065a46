"""前一句还没答，又说了一句：前一句留着，一次只问一件，说的话不丢。"""

from pathlib import Path

import pytest

from tests.conftest import Stage, staged
from tests.stories.test_life import make_ready

PERSON = "dengjianing"
START = "2026-09-14 09:00"
FIRST, SECOND = "移交清单已签字，6个账号收回", "轮岗7人已到岗"


async def _texts(stage: Stage, code: str) -> list[str]:
    """一项记下的原话。"""
    return [one["text"] for one in (await stage.show(code))["progress"]]  # type: ignore[attr-defined,index]


async def test_a_second_report_waits_in_line(directory: Path) -> None:
    """问着前一句归哪项，又发来一句：先问后一句，答完接着问前一句，两句都记下。"""
    async with staged(directory, START) as stage:
        await stage.say(PERSON, FIRST)
        asked = await stage.say(PERSON, SECOND)
        assert f"您发来：“{SECOND}”" in asked
        assert f"前面的“{FIRST}”还没有办，已留着" in asked
        told = await stage.say(PERSON, "5-006")
        assert told.startswith("已记入：5-006")
        assert f"您发来：“{FIRST}”" in told
        assert (await stage.say(PERSON, "5-002")).startswith("已记入：5-002")
        assert await _texts(stage, "5-006") == [SECOND]
        assert await _texts(stage, "5-002") == [FIRST]


async def test_what_was_read_back_waits_too(directory: Path) -> None:
    """延期读回了还没确认，又报一件要问的：答完再问一次要不要确认，没有确认不提交。"""
    async with staged(directory, START) as stage:
        await stage.say(PERSON, "5-006延期到12月31日 因组织部未批")
        asked = await stage.say(PERSON, FIRST)
        assert "前面的“5-006延期到12月31日 因组织部…”还没有办，已留着" in asked
        told = await stage.say(PERSON, "5-002")
        assert "前面读回的还没有办：5-006" in told
        assert (await stage.show("5-006"))["extensions"] == []
        assert (await stage.say(PERSON, "确认")).startswith("已提交延期申请：5-006")


async def test_to_drop_one_asks_the_other(directory: Path) -> None:
    """后一句回“取消”，只丢后一句，前一句照样问。"""
    async with staged(directory, START) as stage:
        await stage.say(PERSON, FIRST)
        await stage.say(PERSON, SECOND)
        told = await stage.say(PERSON, "取消")
        assert told.startswith("已取消")
        assert FIRST in told
        await stage.say(PERSON, "5-002")
        assert await _texts(stage, "5-002") == [FIRST]
        assert await _texts(stage, "5-006") == []


async def test_the_same_words_again_are_one_question(directory: Path) -> None:
    """同一句话发两遍，是一件事，不排两次。"""
    async with staged(directory, START) as stage:
        await stage.say(PERSON, FIRST)
        assert "已留着" not in await stage.say(PERSON, FIRST)
        told = await stage.say(PERSON, "5-002")
        assert "请确认" not in told


async def test_a_newer_request_replaces_the_older(directory: Path) -> None:
    """同一项改了主意再申请一次，只按新的办，旧的不排队。"""
    async with staged(directory, START) as stage:
        await stage.say(PERSON, "5-006延期到12月20日 因组织部未批")
        again = await stage.say(PERSON, "5-006延期到12月31日 因组织部未批")
        assert "已留着" not in again
        assert "12月31日" in await stage.say(PERSON, "确认")


async def test_what_was_promised_is_asked_however_late(directory: Path) -> None:
    """三句话先后隔着二十分钟，说好接着问的都接着问到。"""
    async with staged(directory, START) as stage:
        third = "党费又补收了1人"
        for words in (FIRST, SECOND, third):
            await stage.say(PERSON, words)
            await stage.wait(20 * 60)
        assert SECOND in await stage.say(PERSON, "5-005")
        assert FIRST in await stage.say(PERSON, "5-006")
        await stage.say(PERSON, "5-002")
        assert await _texts(stage, "5-002") == [FIRST]


@pytest.mark.parametrize("words", [FIRST, "已开会研究，明确专人办理"])
async def test_a_report_is_not_taken_for_the_reason(
    directory: Path, words: str
) -> None:
    """等着补延期原因，来的是一句办了什么的话：读回来，确认了才提交。"""
    async with staged(directory, START) as stage:
        await stage.say(PERSON, "5-006延期到12月31日")
        read = await stage.say(PERSON, words)
        assert "目前尚未提交" in read
        assert (await stage.show("5-006"))["extensions"] == []


@pytest.mark.parametrize("words", ["因评审推迟", "招标流程未完", "已超过合同工期"])
async def test_a_reason_is_taken_at_once(directory: Path, words: str) -> None:
    """问的就是原因，说了原因就提交，说“因评审推迟”也不再问是哪一项。"""
    async with staged(directory, START) as stage:
        await stage.say(PERSON, "5-006延期到12月31日")
        done = await stage.say(PERSON, words)
        assert done.startswith("已提交延期申请：5-006"), done
        (asked,) = (await stage.show("5-006"))["extensions"]
        assert words.removeprefix("因") in str(asked["reason"])


async def test_closure_called_off_by_its_code_is_called_off(directory: Path) -> None:
    """销号读回了，回“5-005先不销号”就是取消，再说确认也不提交。"""
    async with staged(directory, START) as stage:
        await make_ready(stage)
        await stage.say(PERSON, "销号 5-005")
        assert (await stage.say(PERSON, "5-005先不销号")).startswith("已取消")
        await stage.say(PERSON, "确认")
        assert (await stage.show("5-005"))["status"] == "rectifying"
