"""先登记、还没有交办的：谁也不惊动，没有灯，不算逾期；交办才是头一句话。"""

from pathlib import Path

import pytest

from tests.conftest import Stage, staged
from tests.holding import hold

OFFICE, PERSON, OTHER = "feisiyuan", "dengjianing", "shihaitao"


def everything_heard(stage: Stage) -> list[str]:
    """Whatever somebody outside the office was told."""
    members = set(stage.simulator.phones.members) - {OFFICE}
    return [words for one in members for words in stage.heard(one)]


@pytest.mark.parametrize(
    ("said", "answered"),
    [
        ("期限 5-036 12月31日", "已定期限：5-036"),
        ("改派 5-006 邓佳宁给石海涛", "该项尚未交办，没有通知他们"),
        ("核减 5-006 领导小组纪要第3期", "已核减：5-006"),
    ],
)
async def test_what_the_office_sets_before_it_tells_nobody(
    directory: Path, said: str, answered: str
) -> None:
    """交办以前定期限、改派、核减，只有巡察办知道：单位的人头一句听到的是交办。"""
    async with staged(directory, "2026-10-16 09:00", ("花名册.xlsx",)) as stage:
        await hold(stage)
        assert answered in await stage.say(OFFICE, said)
        await stage.settle()
        assert everything_heard(stage) == []


async def test_whoever_it_was_given_to_hears_at_the_handover(directory: Path) -> None:
    """交办以前改派了的，交办时告诉接手的人，原来的人什么也没听到过。"""
    async with staged(directory, "2026-10-16 09:00", ("花名册.xlsx",)) as stage:
        await hold(stage)
        await stage.say(OFFICE, "改派 5-006 邓佳宁给石海涛")
        await stage.say(OFFICE, "交办 5-006")
        assert any("巡察整改交办" in words for words in stage.heard(OTHER))
        assert stage.heard(PERSON) == []
        assert "已告知双方" in await stage.say(OFFICE, "改派 5-006 石海涛给邓佳宁")


async def test_it_has_no_light_and_is_not_late(directory: Path) -> None:
    """期限过了也没有灯、不写逾期，和逾期清单说的一样；交办以后才算。"""
    async with staged(directory, "2026-10-16 09:00", ("花名册.xlsx",)) as stage:
        await hold(stage)
        answer = await stage.say(OFFICE, "5-006")
        assert answer.startswith("5-006：已登记\n")
        assert "期限：10月15日（周四）已过" in answer
        assert "逾期" not in answer
        shown = await stage.show("5-006")
        assert (shown["light"], shown["overdue_days"]) == (None, 0)
        await stage.say(OFFICE, "交办 5-006")
        assert "已逾期1个工作日" in await stage.say(OFFICE, "5-006")
        assert (await stage.show("5-006"))["light"] == "red"
