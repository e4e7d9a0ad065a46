"""都同意：等着几件就先列出来读回，确认了才一并办，记为批量；一次最多十项（domain.md §2）。"""

from pathlib import Path

import pytest
from sqlmodel import select

from models.ledger import Signature
from tests.conftest import Stage, staged
from tests.stories.test_life import OFFICE, PERSON, PRINCIPAL, make_ready

START = "2026-09-14 09:00"
OTHER = "shihaitao"


async def _two(stage: Stage) -> None:
    """两项都申请了销号，等主要负责人签字。"""
    for code, person in (("5-005", PERSON), ("5-006", OTHER)):
        await make_ready(stage, code, person)
        await stage.say(person, f"销号 {code}")
        await stage.say(person, "确认")


async def _batches(stage: Stage) -> list[bool]:
    """每个签字是不是批量。"""
    return await stage.house.lane.run(
        lambda session: [row.batch for row in session.exec(select(Signature))]
    )


async def _states(stage: Stage) -> list[object]:
    """两项现在的状态。"""
    return [(await stage.show(code))["status"] for code in ("5-005", "5-006")]


@pytest.mark.parametrize("words", ["都同意", "全部同意"])
async def test_read_back_and_then_signed(directory: Path, words: str) -> None:
    """先列出是哪几项，没确认一项也不签；确认了逐项签，记为批量；巡察办核验也一样。"""
    async with staged(directory, START) as stage:
        await _two(stage)
        asked = await stage.say(PRINCIPAL, words)
        assert asked.startswith("请确认：一并同意2项\n5-005 销号申请\n5-006 销号申请")
        assert await _states(stage) == ["submitted", "submitted"]
        assert "未作改动" in await stage.say(PRINCIPAL, "取消")
        await stage.say(PRINCIPAL, words)
        done = await stage.say(PRINCIPAL, "确认")
        assert done.count("（批量）") == 2
        assert await _batches(stage) == [True, True]
        other = await stage.say(OFFICE, "全部同意延期")
        assert other.startswith("没有等您办理的延期申请")
        await stage.say(OFFICE, words)
        assert (await stage.say(OFFICE, "确认")).count("已销号：") == 2


async def test_what_has_changed_is_not_agreed_to(directory: Path) -> None:
    """读回以后有一项变了，一项也不办，说明情况有变。"""
    async with staged(directory, START) as stage:
        await _two(stage)
        await stage.say(PRINCIPAL, "都同意")
        await stage.say(OTHER, "进展 5-006 又核实出2人未轮岗，正在补办")
        said = await stage.say(PRINCIPAL, "确认")
        assert said.startswith("情况有变，未办理：5-006")
        assert await _states(stage) == ["submitted", "submitted"]


async def test_a_condition_is_for_none_of_them(directory: Path) -> None:
    """带条件的“都同意”不一并办；只有一件的，照单件办，不算批量。"""
    async with staged(directory, START) as stage:
        await _two(stage)
        said = await stage.say(PRINCIPAL, "都同意，但要补原件")
        assert said.startswith("请确认是哪一项申请")
        assert await _states(stage) == ["submitted", "submitted"]
        await stage.say(PRINCIPAL, "退回 5-006 缺名单")
        assert (await stage.say(PRINCIPAL, "都同意")).startswith("已签字：5-005")
        assert await _batches(stage) == [False]


async def test_ten_at_once(directory: Path) -> None:
    """一句话写几个编号同意的，也记为批量；超过十项的一项也不办。"""
    async with staged(directory, START) as stage:
        await _two(stage)
        many = await stage.say(PRINCIPAL, "同意 5-001到5-011")
        assert many.startswith("一次最多同意10项")
        assert await _states(stage) == ["submitted", "submitted"]
        await stage.say(PRINCIPAL, "同意 5-005、5-006")
        assert await _batches(stage) == [True, True]


async def test_whoever_reports_agrees_to_nothing(directory: Path) -> None:
    """经办人说“都同意了”，什么也不办；写在进展里的，仍是进展。"""
    async with staged(directory, START) as stage:
        await _two(stage)
        await stage.say(PERSON, "都同意了")
        assert await _states(stage) == ["submitted", "submitted"]
        kept = await stage.say(PERSON, "5-005 党组成员都同意该方案")
        assert "记入：5-005" in kept


async def test_a_day_of_another_year_is_said_with_its_year(directory: Path) -> None:
    """延到明年的，一并同意的读回、附条件的读回、送审的卡片，都写明是哪一年。"""
    async with staged(directory, START) as stage:
        for person, code in (("wanglei_jy", "5-001"), (OTHER, "5-003")):
            await stage.say(person, f"延期 {code} 到2027年1月20日 因须招标")
            await stage.say(person, "确认")
        leader = "ouyangruoxi"
        condition = await stage.say(leader, "同意 5-001 但要补一份原件")
        assert "延到2027年1月20日（周三）" in condition
        await stage.say(leader, "取消")
        asked = await stage.say(leader, "都同意")
        assert "5-001 延期申请，延到2027年1月20日" in asked
        await stage.say(leader, "确认")
        assert any(
            "延到：2027年1月20日\n" in f"{words}\n" for words in stage.heard("zhongyi")
        )


@pytest.mark.parametrize("words", ["除了5-006都同意", "都同意，5-006再看看"])
async def test_all_but_one(directory: Path, words: str) -> None:
    """除了一项都同意：其余的先读回，写明哪项不在内，确认了也不碰它。"""
    async with staged(directory, START) as stage:
        await _two(stage)
        asked = await stage.say(PRINCIPAL, words)
        assert asked.startswith("请确认：一并同意1项\n5-005 销号申请\n不在其内：5-006")
        assert await _states(stage) == ["submitted", "submitted"]
        assert (await stage.say(PRINCIPAL, "确认")).startswith("已签字：5-005")
        assert await _states(stage) == ["endorsed", "submitted"]
        assert await _batches(stage) == [False]


async def test_one_is_returned_and_the_rest_agreed_to(directory: Path) -> None:
    """一项退回、其余同意：退回的带着自己的原因，其余的先读回。"""
    async with staged(directory, START) as stage:
        await _two(stage)
        said = await stage.say(PRINCIPAL, "5-006名单不全，退回，其余都同意")
        assert said.startswith("已退回：5-006 销号申请\n原因：名单不全\n")
        assert "请确认：一并同意1项\n5-005 销号申请" in said
        await stage.say(PRINCIPAL, "确认")
        assert await _states(stage) == ["endorsed", "rectifying"]


async def test_a_slip_in_what_is_left_out_is_seen(directory: Path) -> None:
    """除外的编号写错了，读回里看得出：写明那一项没有申请，等着的照列。"""
    async with staged(directory, START) as stage:
        await _two(stage)
        asked = await stage.say(PRINCIPAL, "除了5-016都同意")
        assert asked.startswith("请确认：一并同意2项")
        assert "您提到的5-016，目前没有等您办理的申请" in asked
