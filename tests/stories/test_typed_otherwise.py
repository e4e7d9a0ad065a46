"""换个说法说几项：关于这项、关于那项，另外那项，那项的措施，都不写到别的项上。"""

import pytest

from tests.conftest import Stage

PERSON = "dengjianing"
"""责任人的三项，列出来是 1. 5-006、2. 5-002、3. 5-005。"""


async def told(stage: Stage, code: str) -> list[tuple[str, str]]:
    """一项上记的话，各算什么。"""
    rows = (await stage.show(code))["progress"]
    return [(one["kind"], one["text"]) for one in rows]  # type: ignore[attr-defined]


async def test_each_about_has_its_own_words(stage: Stage) -> None:
    """“关于5-002，…；关于5-006，申请延期…”，进展记在前一项，延期是后一项的。"""
    answer = await stage.say(
        PERSON, "关于5-002，已印发办法；关于5-006，申请延期到12月31日，招标未完"
    )
    assert "5-006" in answer
    assert "12月31日" in answer
    assert await told(stage, "5-002") == [("substantive", "已印发办法")]
    assert await told(stage, "5-006") == []


async def test_what_is_linked_goes_to_its_own(stage: Stage) -> None:
    """“1已开会研究，另外2已印发办法”，两项各记各的。"""
    await stage.say(PERSON, "我的")
    await stage.say(PERSON, "1已开会研究，另外2已印发办法")
    assert await told(stage, "5-006") == [("substantive", "已开会研究")]
    assert await told(stage, "5-002") == [("substantive", "已印发办法")]


async def test_a_measure_is_not_the_next_item(stage: Stage) -> None:
    """“2 措施1完成”是第2项的措施1，列表里的第1项没有变。"""
    await stage.say(PERSON, "我的")
    await stage.say(PERSON, "2 措施1完成")
    other = (await stage.show("5-006"))["measures"]
    assert not any(one["done"] for one in other)  # type: ignore[attr-defined]
    own = (await stage.show("5-002"))["measures"]
    assert [one["done"] for one in own] == [True, False, False]  # type: ignore[attr-defined]


@pytest.mark.parametrize("words", ["5-006到期没", "麻烦给5-006销号", "5-006销号吧"])
async def test_what_asks_is_no_report(stage: Stage, words: str) -> None:
    """问到期没有、请销号，不记成进展。"""
    await stage.say(PERSON, words)
    assert await told(stage, "5-006") == []


@pytest.mark.parametrize("words", ["不好意思发错了，撤回", "取消刚才那条"])
async def test_taken_back_politely(stage: Stage, words: str) -> None:
    """“不好意思发错了，撤回”收回刚记的那一条，不问是哪一项。"""
    await stage.say(PERSON, "进展 5-006 方案已报党组会")
    assert "已撤" in await stage.say(PERSON, words)


async def test_a_code_behind_a_sum_begins_its_own(stage: Stage) -> None:
    """“5-006追回5万5-002追回3万”连着写，两笔各记各的。"""
    await stage.say(PERSON, "5-006追回5万5-002追回3万")
    assert await told(stage, "5-006") == [("substantive", "追回5万")]
    assert await told(stage, "5-002") == [("substantive", "追回3万")]
