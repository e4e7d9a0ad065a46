"""代办：几天里有人替办，责任和签字不变。"""

from pathlib import Path

from tests.conftest import staged

PERSON, OTHER, LEADER = "dengjianing", "shihaitao", "ouyangruoxi"


async def test_substitute_reports_and_is_reminded(directory: Path) -> None:
    """代办的几天里，代办人能看能报，提醒两边都收，期满就不行。"""
    async with staged(
        directory, "2026-10-12 09:00", imported="2026-09-14 09:00"
    ) as stage:
        done = await stage.say(PERSON, "代办 石海涛 10月13日至16日")
        assert done.startswith("已安排代办：石海涛")
        assert any("代办安排" in words for words in stage.heard(OTHER))
        assert any("代办安排" in words for words in stage.heard(LEADER))
        early = await stage.say(OTHER, "进展 5-005 已代交凭证")
        assert early.startswith("不能办理：5-005")
        await stage.go("2026-10-13 08:50")
        assert (await stage.say(OTHER, "进展 5-005 已代交凭证")).startswith(
            "已记入：5-005"
        )
        await stage.go("2026-10-19 09:00")
        assert (await stage.say(OTHER, "进展 5-005 又交一份")).startswith(
            "不能办理：5-005"
        )


async def test_one_day_is_said_once(directory: Path) -> None:
    """只代一天的，只说那一天，前一天还不能办。"""
    async with staged(
        directory, "2026-10-12 09:00", imported="2026-09-14 09:00"
    ) as stage:
        done = await stage.say(PERSON, "明天由石海涛代办")
        assert "10月13日（周二），由石海涛代邓佳宁办理和报告" in done
        told = next(words for words in stage.heard(OTHER) if "代办安排" in words)
        assert "当天请您收提醒" in told
        early = await stage.say(OTHER, "进展 5-005 已代交凭证")
        assert early.startswith("不能办理：5-005")


async def test_leader_ends_a_substitution(directory: Path) -> None:
    """责任领导不同意，可以提前结束代办，两边都知道。"""
    async with staged(
        directory, "2026-10-12 09:00", imported="2026-09-14 09:00"
    ) as stage:
        await stage.say(PERSON, "代办 石海涛 10月12日至16日")
        assert (await stage.say(OTHER, "进展 5-005 已代交凭证")).startswith("已记入")
        ended = await stage.say(LEADER, "取消代办 石海涛")
        assert ended.startswith("已结束代办：石海涛")
        assert any("代办结束" in words for words in stage.heard(PERSON))
        again = await stage.say(LEADER, "取消代办 石海涛")
        assert again.startswith("没有可以结束的代办：石海涛")
        assert "现在没有代办。" in again
        assert (await stage.say(OTHER, "进展 5-005 再交")).startswith("不能办理：5-005")


async def test_substitution_needs_a_person_and_days(directory: Path) -> None:
    """没写谁、没写哪几天、写了自己，都说清楚，不安排。"""
    async with staged(
        directory, "2026-10-12 09:00", imported="2026-09-14 09:00"
    ) as stage:
        assert (await stage.say(PERSON, "代办 石海涛")).startswith("请写明日期")
        assert (await stage.say(PERSON, "代办 邓佳宁 10月13日至16日")).startswith(
            "代办未办理"
        )
        assert (await stage.say(PERSON, "代办 查无此人 10月13日")).startswith(
            "未找到人员"
        )
