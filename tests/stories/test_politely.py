"""有礼貌的问话、命令：和不客气的办得一样，从不记成进展。"""

from pathlib import Path

import pytest

from tests.conftest import staged

PERSON, OFFICE = "dengjianing", "kuangming"
START = "2026-09-14 09:00"
OTHERS = ("5-033", "5-077")
"""One that somebody else has, and one that there is not."""


@pytest.mark.parametrize(
    "words",
    ["您好，帮我看看5-006", "麻烦查一下5-006，谢谢", "你好，5-006", "【5-006】"],
)
async def test_a_polite_look_records_nothing(directory: Path, words: str) -> None:
    """客客气气地要看一项：给他看，什么也不记。"""
    async with staged(directory, START) as stage:
        assert (await stage.say(PERSON, words)).startswith("5-006：")
        assert (await stage.show("5-006"))["progress"] == []


async def test_a_polite_office_is_obeyed(directory: Path) -> None:
    """巡察办问好、道谢，抽查、催办、看状态照样办。"""
    async with staged(directory, START) as stage:
        said = await stage.say(OFFICE, "您好，抽查5-006，谢谢")
        assert said.startswith("已列入抽查：5-006")
        assert "总计45项" in await stage.say(OFFICE, "请看下状态")
        assert "区教育局" in await stage.say(OFFICE, "教育局 状态")


async def test_a_confirmation_with_thanks_counts(directory: Path) -> None:
    """等确认的时候回“确认，谢谢”，就是确认。"""
    async with staged(directory, START) as stage:
        asked = await stage.say(PERSON, "您好，延期 5-006 到12月15日 因人选未定，谢谢")
        assert asked.startswith("请确认：5-006 申请延期")
        assert "确认" not in (await stage.say(PERSON, "确认，谢谢")).split("\n")[0]
        waiting = (await stage.show("5-006"))["extensions"]
        assert [one["status"] for one in waiting] == ["asked"]  # type: ignore[attr-defined]


async def test_an_empty_message_is_no_receipt(directory: Path) -> None:
    """一个字也没有的消息，不当作签收。"""
    async with staged(directory, START) as stage:
        assert "签收" not in await stage.say(PERSON, "\u200b")


async def test_a_reason_before_its_day_is_kept(directory: Path) -> None:
    """问延到哪天，先答的是原因：原因记着，再答日子就齐了。"""
    async with staged(directory, START) as stage:
        asked = await stage.say(PERSON, "延期 5-006")
        assert asked.startswith("请确认日期：5-006")
        again = await stage.say(PERSON, "因招标流程未完")
        assert again.startswith("请确认日期：5-006")
        assert "原因“招标流程未完”不必再写" in again
        read = await stage.say(PERSON, "到12月15日")
        assert read.startswith("请确认：5-006 申请延期")
        assert "招标流程未完" in read


@pytest.mark.parametrize("words", ["{}，谢谢", "{}先不销号", "（{}）", "您好，{}"])
async def test_politeness_tells_nothing_of_others(directory: Path, words: str) -> None:
    """对别人的编号道谢、问好，和对没有的编号一样答。"""
    async with staged(directory, START) as stage:
        await stage.say(PERSON, "帮助")
        told = [
            (await stage.say(PERSON, words.format(code))).replace(code, "")
            for code in OTHERS
        ]
        assert told[0] == told[1]
