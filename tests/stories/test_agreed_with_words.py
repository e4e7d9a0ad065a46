"""同意的话里带了条件：先读回，按申请的内容确认了才算，没说要办的一项也不办。"""

from pathlib import Path

import pytest

from tests.conftest import Stage, staged
from tests.stories.test_life import OFFICE, PERSON, PRINCIPAL, make_ready
from tests.stories.test_sampled_visit import COLLEAGUE, endorsed

START = "2026-09-14 09:00"


async def _status(stage: Stage, code: str) -> object:
    """一项现在的状态。"""
    return (await stage.show(code))["status"]


@pytest.mark.parametrize(
    "words",
    [
        "同意 5-005 但要补一份原件",
        "5-005同意，下周再看看",
        "同意，但是先补凭证",
        "5-005同意重新整改",
    ],
)
async def test_a_condition_is_read_back(directory: Path, words: str) -> None:
    """同意里带条件的不销号，读回来；确认了才按申请的内容销号。"""
    async with staged(directory, START) as stage:
        await endorsed(stage)
        asked = await stage.say(OFFICE, words)
        assert asked.startswith("请确认：同意 5-005 销号申请")
        assert "不附条件" in asked
        assert await _status(stage, "5-005") == "endorsed"
        assert (await stage.say(OFFICE, "确认")).startswith("已销号：5-005")


async def test_what_is_left_open_is_not_agreed_to(directory: Path) -> None:
    """“同意5-005，5-006再看看”不把5-006也办了；退回的照样能退回。"""
    async with staged(directory, START) as stage:
        await endorsed(stage)
        await make_ready(stage, "5-006", "shihaitao")
        await stage.say("shihaitao", "销号 5-006")
        await stage.say("shihaitao", "确认")
        await stage.say(PRINCIPAL, "同意 5-006")
        asked = await stage.say(OFFICE, "同意5-005，5-006再看看")
        assert "已销号" not in asked
        assert await _status(stage, "5-006") == "endorsed"
        assert (await stage.say(OFFICE, "退回 5-006 缺轮岗名单")).startswith(
            "已退回：5-006"
        )
        assert await _status(stage, "5-005") == "endorsed"


async def test_the_words_of_the_request_are_no_condition(directory: Path) -> None:
    """“同意销号5-005”说的就是等着的申请，不必再问。"""
    async with staged(directory, START) as stage:
        await endorsed(stage)
        assert (await stage.say(OFFICE, "同意销号5-005")).startswith("已销号：5-005")


async def test_what_is_no_longer_asked_is_not_granted(directory: Path) -> None:
    """读回以后申请撤回了：确认也不批，说情况有变。"""
    async with staged(directory, START) as stage:
        await stage.say(PERSON, "进展 5-006 已形成轮岗方案")
        await stage.say(PERSON, "延期 5-006 到11月30日 因方案待党组会研究")
        await stage.say(PERSON, "确认")
        await stage.say("suxiaotong", "同意，但要说明进度")
        assert "已取消" in await stage.say(PERSON, "取消延期 5-006")
        assert (await stage.say("suxiaotong", "确认")).startswith("情况有变")
        (asked_for,) = (await stage.show("5-006"))["extensions"]
        assert asked_for["status"] == "cancelled"


async def test_a_signature_carries_no_condition(directory: Path) -> None:
    """主要负责人签字带了条件的，先问；没有确认就没有签字。"""
    async with staged(directory, START) as stage:
        await make_ready(stage)
        await stage.say(PERSON, "销号 5-005")
        await stage.say(PERSON, "确认")
        asked = await stage.say(PRINCIPAL, "同意5-005，但是要把凭证补齐")
        assert asked.startswith("请确认：同意 5-005")
        assert await _status(stage, "5-005") == "submitted"
        assert "未作改动" in await stage.say(PRINCIPAL, "取消")
        assert await _status(stage, "5-005") == "submitted"
        assert (await stage.say(PRINCIPAL, "同意 5-005，情况属实")).startswith(
            "已签字：5-005"
        )


async def test_another_day_is_no_agreement(directory: Path) -> None:
    """同意延期却写了另一个日子：读回申请的日子，不当成同意。"""
    async with staged(directory, START) as stage:
        await stage.say(PERSON, "进展 5-006 已形成轮岗方案")
        await stage.say(PERSON, "延期 5-006 到11月30日 因方案待党组会研究")
        await stage.say(PERSON, "确认")
        asked = await stage.say("suxiaotong", "同意，但只能延到11月15日")
        assert "延到11月30日（周一）" in asked
        (asked_for,) = (await stage.show("5-006"))["extensions"]
        assert asked_for["status"] == "asked"
        back = await stage.say("suxiaotong", "5-006 不同意延期，方案应先定")
        assert "原因：方案应先定" in back


@pytest.mark.parametrize(
    "words", ["没到位 名册不全", "未到位", "还没有到位", "不算到位", "没整改到位"]
)
async def test_a_failed_visit_is_read_as_failed(directory: Path, words: str) -> None:
    """“没到位”就是不到位：记下结论，不能接着销号。"""
    async with staged(directory, START) as stage:
        await endorsed(stage)
        kept = await stage.say(COLLEAGUE, f"回访 5-005 {words}")
        assert "结论：不到位" in kept
        assert "上次回访未到位" in await stage.say(OFFICE, "同意 5-005")


async def test_all_done_is_said_of_each(directory: Path) -> None:
    """一句话说几项“都到位”，每一项都记下到位；只到位了一部分的不下结论。"""
    async with staged(directory, START) as stage:
        kept = await stage.say(OFFICE, "5-005、5-006回访都到位了")
        assert kept.count("结论：到位") == 2
        partly = await stage.say(OFFICE, "回访 5-007 到位了一部分，还有3处没修")
        assert "未下结论" in partly
