"""巡察办问数：等我办的、谁没报、没有期限的、上周销了几项；每个数都点得开。"""

import re
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlmodel import Session, select

from models.ledger import Finding
from rules.vocabulary import Status
from tests.closing import close, name_head
from tests.conftest import Stage, staged
from tests.stories.test_life import LEADER, OFFICE, PERSON, PRINCIPAL, make_ready
from tests.stories.test_sampled_visit import endorsed

START = "2026-09-14 09:00"


def _total(answer: str) -> int:
    """清单头一行写的项数。"""
    found = re.search(r"：(\d+)项", answer.splitlines()[0])
    return int(found.group(1)) if found else 0


async def test_what_waits_for_the_office_is_listed(directory: Path) -> None:
    """待办里写明等谁审的申请；审过一步的，不再列给审的人，列给负责人。"""
    async with staged(directory, START) as stage:
        await stage.house.lane.run(name_head)
        none = await stage.say(OFFICE, "待办")
        assert none.startswith("等您办理：没有")
        await endorsed(stage)
        waiting = await stage.say(OFFICE, "待办")
        assert waiting.startswith("等您办理：1项申请\n5-005 销号申请")
        assert (await stage.say("zhongyi", "我的")).startswith("等您办理：没有")
        assert (await stage.say(OFFICE, "同意 5-005")).startswith("已审核：5-005")
        assert (await stage.say(OFFICE, "等我办的")).startswith("等您办理：没有")
        head = await stage.say("zhongyi", "等我办的")
        assert head.startswith("等您办理：1项申请\n5-005 销号申请")


async def test_what_waits_for_a_signature_is_listed(directory: Path) -> None:
    """主要负责人、责任领导的“我的”，前面是等他签的、等他同意的，后面是清单。"""
    async with staged(directory, START) as stage:
        await make_ready(stage)
        await stage.say(PERSON, "销号 5-005")
        await stage.say(PERSON, "确认")
        shown = await stage.say(PRINCIPAL, "我的")
        assert shown.startswith("等您办理：1项申请\n5-005 销号申请")
        assert "我的事项：8项" in shown
        assert (await stage.say(LEADER, "我的")).startswith("我的事项：4项")


def _hand_in_all(session: Session, status: Status) -> None:
    """全部事项都等着这一步。"""
    for finding in session.exec(select(Finding)):
        finding.status = status


async def _questions(stage: Stage, userid: str) -> tuple[int, str]:
    """答一句“我的”问了库里几次，答了什么。"""
    asked: list[object] = []

    def note(*facts: object) -> None:
        """记下一次。"""
        asked.append(facts)

    engine = stage.house.lane._engine
    event.listen(engine, "before_cursor_execute", note)
    answer = await stage.say(userid, "我的")
    event.remove(engine, "before_cursor_execute", note)
    return len(asked), answer


@pytest.mark.parametrize(
    ("userid", "status", "waiting"),
    [(OFFICE, Status.ENDORSED, 45), (PRINCIPAL, Status.SUBMITTED, 8)],
)
async def test_a_long_queue_takes_no_longer(
    directory: Path, userid: str, status: Status, waiting: int
) -> None:
    """等着办的再多，答“我的”问库的次数也不跟着多：它不排队，别人在后面等。"""
    async with staged(directory, START) as stage:
        await stage.say(userid, "我的")
        few, _ = await _questions(stage, userid)
        await stage.house.lane.run(lambda s: _hand_in_all(s, status))
        many, answer = await _questions(stage, userid)
        assert answer.startswith(f"等您办理：{waiting}项申请")
        assert many <= few + 20


async def test_each_number_opens_its_items(directory: Path) -> None:
    """状态和周报里的数，问得出是哪几项：没有期限的、没报进展的、待核验的、销了的。"""
    async with staged(directory, START) as stage:
        assert _total(await stage.say(OFFICE, "无期限的有哪些")) == 1
        silent = _total(await stage.say(OFFICE, "谁还没报进展"))
        await endorsed(stage)
        assert _total(await stage.say(OFFICE, "谁还没报进展")) == silent - 1
        ready = await stage.say(OFFICE, "待核验的有哪些")
        assert _total(ready) == 1
        assert "5-005" in ready
        narrow = await stage.say(OFFICE, "教育局第五轮待核验的")
        assert narrow.startswith("区教育局第5轮待核验的事项：1项")
        assert "第六轮" in await stage.say(OFFICE, "教育局第六轮待核验的")
        assert _total(await stage.say(OFFICE, "本周销了几项")) == 0
        assert (await stage.say(OFFICE, "同意 5-005")).startswith("已销号")
        assert "5-005" in await stage.say(OFFICE, "本周销了几项")
        assert _total(await stage.say(OFFICE, "上周销了几项")) == 0
        assert _total(await stage.say(OFFICE, "第五轮还有多少没销")) == 44
        await stage.go("2026-09-21 09:00")
        assert _total(await stage.say(OFFICE, "上周销了几项")) == 1


async def test_a_month_is_no_week(directory: Path) -> None:
    """“这个月到期的”数的是这个月，不是本周；一个单位的清单写明是哪个单位。"""
    async with staged(directory, START) as stage:
        month = await stage.say(OFFICE, "这个月到期的")
        assert month.startswith("本月到期：")
        assert await stage.say(OFFICE, "本月到期") in month
        unit = await stage.say(OFFICE, "教育局逾期")
        assert unit.startswith("区教育局逾期事项：没有")


async def test_a_unit_asks_about_itself_only(directory: Path) -> None:
    """单位的人问得出本单位的，问不到别的单位；说自己办到哪一步的，照样记下。"""
    async with staged(directory, START) as stage:
        own = await stage.say(PRINCIPAL, "没报进展的有哪些")
        assert _total(own) == 8
        assert own.startswith("区教育局尚未收到进展的事项")
        other = await stage.say(PRINCIPAL, "住建局没报进展的有哪些")
        assert other.startswith("不能办理")
        assert (await stage.say(PERSON, "5-005 整改中")).startswith("已")
        await close(stage)
        assert "5-005" in await stage.say(PRINCIPAL, "已销号的有哪些")
