"""不说编号的：说整个名称的就记，只说几个字的排在前面让人挑；“也一样”把上一句再说一遍。"""

from pathlib import Path

import pytest

from tests.conftest import Stage, staged

PERSON = "dengjianing"
START = "2026-09-14 09:00"
FIRST, SECOND = "离退休支部组织生活不正常", "中层干部轮岗长期不动"
"""Titles of 5-005 and 5-006."""


async def _texts(stage: Stage, code: str) -> list[str]:
    """一项记下的原话。"""
    return [one["text"] for one in (await stage.show(code))["progress"]]  # type: ignore[attr-defined,index]


async def test_a_whole_title_is_as_good_as_a_code(directory: Path) -> None:
    """名下几项，说整个名称的，直接记在那一项上，读回里有编号。"""
    async with staged(directory, START) as stage:
        back = await stage.say(PERSON, f"{SECOND} 方案已报党组会")
        assert back.startswith("已记入：5-006")
        assert await _texts(stage, "5-006") == ["方案已报党组会"]
        both = await stage.say(PERSON, f"{FIRST}：已补收4人；{SECOND}：已公示")
        assert "已记入：5-005" in both
        assert "已记入：5-006" in both


LONG = "，局党组会研究了两次，征求了各校意见，听取了老干部的意见，抽查了三所学校的会议记录，逐项作了对照"


@pytest.mark.parametrize("tail", ["", "的问题", LONG])
async def test_what_the_writer_counts_is_no_place_in_a_list(
    directory: Path, tail: str
) -> None:
    """刚看过列表，自己按1、2写两项名称：照名称记，或者问，不按列表的序号记。"""
    async with staged(directory, START) as stage:
        assert "2. 5-002" in await stage.say(PERSON, "我的")
        await stage.say(PERSON, f"1.{SECOND}{tail} 方案已报 2.{FIRST}{tail} 已补收4人")
        assert await _texts(stage, "5-002") == []
        assert (await _texts(stage, "5-005") == ["已补收4人"]) == (not tail)


async def test_a_title_and_what_was_said_of_it_is_taken_back(directory: Path) -> None:
    """说名称加“那条撤了”，是收回，不是又一条进展。"""
    async with staged(directory, START) as stage:
        await stage.say(PERSON, f"{SECOND} 方案已报党组会")
        assert (await stage.say(PERSON, f"{SECOND}那条撤了")).startswith("已撤销")
        assert await _texts(stage, "5-006") == []


@pytest.mark.parametrize(
    "words", [f"不是{FIRST}，是别的", f"参照{FIRST}的做法，已补收4人"]
)
async def test_a_title_that_is_spoken_of_is_asked(directory: Path, words: str) -> None:
    """名称只是提到的，照样问一句，不写。"""
    async with staged(directory, START) as stage:
        assert (await stage.say(PERSON, words)).startswith("请确认是哪一项")
        assert await _texts(stage, "5-005") == []


async def test_the_likeliest_stands_first_and_its_words_pick_it(
    directory: Path,
) -> None:
    """只说了名称里几个字，那一项排在最前；答“轮岗那个”就是它。"""
    async with staged(directory, START) as stage:
        asked = await stage.say(PERSON, "中层轮岗的方案已报党组会")
        assert "1. 5-006" in asked
        assert (await stage.say(PERSON, "轮岗那个")).startswith("已记入：5-006")
        assert await _texts(stage, "5-006") == ["中层轮岗的方案已报党组会"]


async def test_what_is_denied_is_not_picked(directory: Path) -> None:
    """问着是哪一项，答“不是轮岗那个”，不记在轮岗那一项上。"""
    async with staged(directory, START) as stage:
        await stage.say(PERSON, "方案已经上会")
        again = await stage.say(PERSON, "不是轮岗那个")
        assert "您发来：“方案已经上会”" in again
        assert await _texts(stage, "5-006") == []
        await stage.say(PERSON, "5-005")
        assert await _texts(stage, "5-005") == ["方案已经上会"]


async def test_what_was_just_spoken_of_stands_first(directory: Path) -> None:
    """刚报过的那一项，下一句没写编号的，排在最前，还是要问。"""
    async with staged(directory, START) as stage:
        await stage.say(PERSON, "5-006 方案已报党组会")
        asked = await stage.say(PERSON, "昨天又补了两份")
        assert "1. 5-006" in asked
        assert await _texts(stage, "5-006") == ["方案已报党组会"]


async def test_a_pick_that_fits_nothing_is_asked_again(directory: Path) -> None:
    """问着四五项，答“两个都是”对不上的，再问一遍，不当闲话。"""
    async with staged(directory, START) as stage:
        await stage.say(PERSON, "方案已报党组会")
        assert (await stage.say(PERSON, "两个都是")).startswith("请确认是哪一项")
        assert (await stage.say(PERSON, "1")).startswith("已记入：")


async def test_the_same_of_another_is_said_again(directory: Path) -> None:
    """“5-006也一样”，把上一条的话也记在 5-006，读回原话。"""
    async with staged(directory, START) as stage:
        await stage.say(PERSON, "5-005 已开专题会研究")
        back = await stage.say(PERSON, "5-006也一样")
        assert back.startswith("已记入：5-006")
        assert await _texts(stage, "5-006") == ["已开专题会研究"]


async def test_one_more_is_asked_with_the_words_of_before(directory: Path) -> None:
    """“还有一个也一样”，问是哪一项，记的是上一条的话。"""
    async with staged(directory, START) as stage:
        await stage.say(PERSON, "5-005 已开专题会研究")
        asked = await stage.say(PERSON, "还有一个也一样")
        assert "您发来：“已开专题会研究”" in asked
        await stage.say(PERSON, "5-006")
        assert await _texts(stage, "5-006") == ["已开专题会研究"]


async def test_the_same_after_different_words_is_no_guess(directory: Path) -> None:
    """上一条说了两句不同的话，或者隔得久了，“也一样”不知是哪一句：不写。"""
    async with staged(directory, START) as stage:
        await stage.say(PERSON, "5-005 已补收4人；5-002 清单已签字")
        await stage.say(PERSON, "5-006也一样")
        assert await _texts(stage, "5-006") == []
        await stage.say(PERSON, "5-005 已补齐签到表")
        await stage.wait(seconds=1200)
        await stage.say(PERSON, "5-006也一样")
        assert await _texts(stage, "5-006") == []


async def test_a_code_that_says_no_more_teaches_what_to_say(directory: Path) -> None:
    """点了自己的编号却没有读懂的，举的例子就是这一项；不是自己的，不举。"""
    async with staged(directory, START) as stage:
        await stage.say(PERSON, "我的")
        answer = await stage.say(PERSON, "5-006也一样")
        assert answer.startswith("没有读懂，未作任何改动")
        assert "可以这样说：进展 5-006 已开会研究" in answer
        assert "可以这样说：我的" in await stage.say(PERSON, "5-013也一样")


@pytest.mark.parametrize("words", ["5-999 已公示5天", "方案已报党组会", "撤销"])
async def test_the_same_as_what_was_not_written_is_no_guess(
    directory: Path, words: str
) -> None:
    """上一条没有办成、还问着、或者撤销了，“也一样”不拿更早的话来记。"""
    async with staged(directory, START) as stage:
        await stage.say(PERSON, "5-002 清单已签字")
        await stage.say(PERSON, "5-005 已补收4人")
        await stage.say(PERSON, words)
        await stage.say(PERSON, "5-006也一样")
        assert await _texts(stage, "5-006") == []


async def test_what_compares_two_repeats_nothing(directory: Path) -> None:
    """“5-005跟5-006一样”是拿两项相比，不把别一项的话记在这两项上。"""
    async with staged(directory, START) as stage:
        await stage.say(PERSON, "5-002 清单已签字")
        await stage.say(PERSON, "5-005跟5-006一样")
        assert "清单已签字" not in await _texts(stage, "5-005")
        assert "清单已签字" not in await _texts(stage, "5-006")


async def test_measures_of_one_are_not_those_of_another(directory: Path) -> None:
    """说的是某一项的措施几，“也一样”不把另一项的措施几标成完成。"""
    async with staged(directory, START) as stage:
        await stage.say(PERSON, "5-005 已约谈2人，措施2完成")
        await stage.say(PERSON, "5-002也一样")
        shown = await stage.show("5-002")
        assert [one["done"] for one in shown["measures"]] == [False] * 3  # type: ignore[attr-defined]
        assert await _texts(stage, "5-002") == []
