"""说写错了责任人、责任领导：巡察办说的就更正，责任领导说的就改派，不清楚换下谁就问。"""

from pathlib import Path

from tests.conftest import staged
from tests.stories.test_life import OFFICE, PERSON

START = "2026-09-14 09:00"
BOSS = "suxiaotong"


async def test_the_office_corrects(directory: Path) -> None:
    """巡察办说“责任人写错了，应该是某某”，照更正办，读回前后；本来就是的，说已经是。"""
    async with staged(directory, START) as stage:
        said = await stage.say(OFFICE, "5-004 责任人写错了，应该是石海涛")
        assert said.startswith("已更正：5-004 责任人\n原为：崔国栋\n现为：石海涛")
        again = await stage.say(OFFICE, "5-004责任人应为石海涛")
        assert again.startswith("已经是责任人：5-004 石海涛")
        led = await stage.say(OFFICE, "5-004责任领导应为欧阳若溪")
        assert led.startswith("已更正：5-004 责任领导\n原为：苏晓彤\n现为：欧阳若溪")
        assert (await stage.say(OFFICE, "5-004 责任人写错了，应该是张三丰")).startswith(
            "未找到人员：张三丰"
        )


async def test_who_is_right_is_asked(directory: Path) -> None:
    """只说写错了、没说应该是谁的，说现在是谁，问应该是谁，什么也不改。"""
    async with staged(directory, START) as stage:
        said = await stage.say(OFFICE, "5-004 责任领导写错了")
        assert said.startswith(
            "请写明应该是谁：5-004\n该项的责任领导是苏晓彤，未作改动"
        )
        said = await stage.say(OFFICE, "5-006责任人有误")
        assert said.startswith("请写明应该是谁：5-006\n该项的责任人是邓佳宁、石海涛")


async def test_who_is_wrong_of_several_is_asked(directory: Path) -> None:
    """一项有两名责任人，没说换下谁的，问；说了的，只换那一个。"""
    async with staged(directory, START) as stage:
        said = await stage.say(OFFICE, "5-006 责任人写错了，应该是崔国栋")
        assert said.startswith("请写明换下谁：5-006\n该项的责任人是邓佳宁、石海涛")
        done = await stage.say(OFFICE, "5-006 责任人不是石海涛，是崔国栋")
        assert done.startswith("已改派：5-006\n石海涛 改为 崔国栋")
        assert "邓佳宁" in await stage.say(OFFICE, "查 5-006")


async def test_a_leader_reassigns(directory: Path) -> None:
    """责任领导说责任人写错了，照改派办；责任领导由巡察办更正。"""
    async with staged(directory, START) as stage:
        done = await stage.say(BOSS, "5-004 责任人写错了，应该是石海涛")
        assert done.startswith("已改派：5-004\n崔国栋 改为 石海涛")
        said = await stage.say(BOSS, "5-004责任领导应为欧阳若溪")
        assert "“更正”由巡察办办理" in said


async def test_whoever_does_the_work_changes_nobody(directory: Path) -> None:
    """经办人说同样的话，谁也不换，留作情况说明，不算实质进展。"""
    async with staged(directory, START) as stage:
        for words in ("责任人写错了，应该是崔国栋", "责任领导应为欧阳若溪"):
            said = await stage.say(PERSON, f"5-006 {words}")
            assert said.startswith("已作为情况说明记入：5-006")
        shown = await stage.say(OFFICE, "查 5-006")
        assert "责任领导：苏晓彤。责任人：邓佳宁、石海涛。" in shown


async def test_given_to_whoever_has_it(directory: Path) -> None:
    """交给本来就是责任人的，说已经是；两人中的一人交给另一人，照样问。"""
    async with staged(directory, START) as stage:
        said = await stage.say(OFFICE, "5-004交给崔国栋办")
        assert said.startswith("已经是责任人：5-004 崔国栋")
        own = await stage.say(PERSON, "5-006交给邓佳宁办")
        assert own.startswith("已经是责任人：5-006 邓佳宁")
        other = await stage.say(PERSON, "5-006交给石海涛办")
        assert other.startswith("请确认：交给石海涛是哪一种")
