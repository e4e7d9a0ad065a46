"""延期申请没定以前，提醒、督促、周报都说已申请、等谁；申请不了的没有按钮。"""

from pathlib import Path

from tests.conftest import APP, Stage, staged
from tests.stories.test_clock import walk

PERSON, LEADER, OFFICE = "dengjianing", "suxiaotong", "feisiyuan"
ASKED = "延期已申请（到11月30日），等苏晓彤审批"


def buttons(stage: Stage, userid: str) -> list[str]:
    """What the buttons of somebody's last card say."""
    cards = [one.card for one in stage.phone(userid) if one.card is not None]
    return [one["text"] for one in cards[-1]["button_list"]]


async def test_a_request_that_waits_is_said_and_not_asked_for_again(
    directory: Path,
) -> None:
    """到期当天已申请延期的：提醒说等谁审批，不再请他提出；逾期的几级、周报也说。"""
    async with staged(directory, "2026-10-15 09:00", doors=APP) as stage:
        await stage.settle()
        await stage.say(PERSON, "延期 5-006 到11月30日 因轮岗方案待批复")
        await stage.say(PERSON, "确认")
        await stage.say(OFFICE, "催 5-006")
        await stage.settle()
        said = stage.heard(PERSON)[-1]
        assert ASKED in said, said
        assert "需要延期的也请在今天提出" not in said
        assert "申请延期" not in buttons(stage, PERSON)
        await walk(stage, "2026-10-16", "2026-10-23")
        said = next(one for one in reversed(stage.heard(LEADER)) if "逾期" in one)
        assert ASKED in said, said
        assert ASKED in await stage.say(LEADER, "周报")
        await stage.say(LEADER, "同意 5-006")
        assert "等巡察办审批" in await stage.say("liangzhenbang", "周报")


async def test_lists_and_the_finding_say_that_a_request_waits(
    directory: Path,
) -> None:
    """我的、逾期、哪天到期、一个单位的清单和这一项本身，都说已申请、等谁；定了就不说。"""
    async with staged(directory, "2026-10-15 09:00") as stage:
        await stage.settle()
        for words in ("我的", "5-006"):
            assert "延期已申请" not in await stage.say(PERSON, words)
        await stage.say(PERSON, "延期 5-006 到11月30日 因轮岗方案待批复")
        await stage.say(PERSON, "确认")
        for words in ("我的", "5-006"):
            assert (await stage.say(PERSON, words)).count(ASKED) == 1
        for words in ("本周到期", "区教育局还差几项", "5-006"):
            assert (await stage.say(OFFICE, words)).count(ASKED) == 1
        await stage.go("2026-10-16 09:30")
        assert (await stage.say(OFFICE, "区教育局逾期")).count(ASKED) == 1
        await stage.say(LEADER, "同意 5-006")
        granted = ASKED.replace("苏晓彤", "巡察办")
        assert (await stage.say(PERSON, "我的")).count(granted) == 1
        await stage.say(OFFICE, "同意 5-006")
        for words in ("我的", "5-006"):
            assert "延期已申请" not in await stage.say(PERSON, words)


async def test_the_year_of_the_day_is_said_where_it_is_another(
    directory: Path,
) -> None:
    """申请延到明年的，写明是哪一年。"""
    async with staged(directory, "2026-10-15 09:00") as stage:
        await stage.say(PERSON, "延期 5-006 到2027年1月15日 因轮岗方案待批复")
        await stage.say(PERSON, "确认")
        await stage.go("2026-10-16 09:30")
        for words in ("周报", "我的", "5-006"):
            said = await stage.say(LEADER, words)
            assert "延期已申请（到2027年1月15日）" in said, said


async def test_cards_offer_only_what_can_be_asked_for(directory: Path) -> None:
    """有期限、没逾期的卡片有“申请延期”；立行立改没有期限的、已逾期的没有。"""
    async with staged(directory, "2026-10-14 09:00", doors=APP) as stage:
        await stage.settle()
        await stage.say(OFFICE, "催 5-006")
        await stage.settle()
        assert "申请延期" in buttons(stage, PERSON)
        await stage.say(OFFICE, "催 5-005")
        await stage.settle()
        assert buttons(stage, PERSON) == ["已完成", "看详情"]
