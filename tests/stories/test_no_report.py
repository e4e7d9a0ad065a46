"""不是进展的话：交出去的、只报比例的、归错项的，都不停钟；受阻的列给巡察办协调。"""

import pytest

from tests.conftest import Stage

PERSON, OFFICE = "dengjianing", "kuangming"


async def test_what_was_given_away_long_ago_is_asked_about(stage: Stage) -> None:
    """上个月就交给别人的，问清是代办还是换人，什么也不记。"""
    asked = await stage.say(PERSON, "5-006这个事我上个月就交给老石了，你们找他")
    assert "责任人没有改变" in asked
    assert (await stage.show("5-006"))["progress"] == []


async def test_a_measure_is_marked_in_other_words(stage: Stage) -> None:
    """“把5-005的措施1标记完成”只标第1条。"""
    await stage.say(PERSON, "把5-005的措施1标记完成")
    measures = (await stage.show("5-005"))["measures"]
    assert [one["done"] for one in measures] == [True, False]


@pytest.mark.parametrize("words", ["整改率100%", "整改进度达到80%"])
async def test_a_bare_share_stops_no_clock(stage: Stage, words: str) -> None:
    """只报比例，原话留着，不当实质进展。"""
    await stage.say(PERSON, f"5-005 {words}")
    (kept,) = (await stage.show("5-005"))["progress"]
    assert (kept["kind"], kept["text"]) == ("status_only", words)


async def test_nothing_before_it_is_nothing_to_correct(stage: Stage) -> None:
    """前面什么也没报，说“说错了 不是5-005是5-002”，告诉没有可改的。"""
    said = await stage.say(PERSON, "刚才说错了 不是5-005是5-002")
    assert "未作任何改动" in said
    assert (await stage.show("5-002"))["progress"] == []


async def test_what_was_put_wrong_is_moved_by_the_same_words(stage: Stage) -> None:
    """真报错了项，同一句话就改归过去。"""
    await stage.say(PERSON, "5-005 已约谈3名校长")
    await stage.say(PERSON, "刚才说错了 不是5-005是5-002")
    assert (await stage.show("5-005"))["progress"] == []
    assert len((await stage.show("5-002"))["progress"]) == 1


async def test_who_holds_it_up_is_listed_for_the_office(stage: Stage) -> None:
    """组织部一直不批复是受阻：不当进展，列进需协调。"""
    said = await stage.say(PERSON, "5-006 组织部一直不批复 卡住了")
    assert said.startswith("已记入受阻情况：5-006")
    assert "5-006" in await stage.say(OFFICE, "需协调的有哪些")
