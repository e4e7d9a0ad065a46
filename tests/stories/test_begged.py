"""客气地要时间：没说到哪天就问日子，理由留着；不归他申请的，只给他看。"""

from tests.conftest import Stage

PERSON, LEADER, OFFICE = "dengjianing", "suxiaotong", "kuangming"


async def test_the_day_is_asked_for_and_the_reason_kept(stage: Stage) -> None:
    """“能不能晚几天，财政那边钱没批”：问日子，答了日子就带着理由读回。"""
    asked = await stage.say(PERSON, "5-006 能不能晚几天，财政那边钱没批")
    assert asked.startswith("请确认日期：5-006")
    assert "原因“财政那边钱没批”不必再写" in asked
    read = await stage.say(PERSON, "10月30日")
    assert "申请延到：10月30日（周五）" in read
    assert "原因：财政那边钱没批" in read
    assert (await stage.say(PERSON, "确认")).startswith("已提交延期申请：5-006")


async def test_others_who_wonder_are_shown_it(stage: Stage) -> None:
    """巡察办、责任领导问能不能缓一缓，只看，不替人申请。"""
    for who in (OFFICE, LEADER):
        said = await stage.say(who, "5-006能不能缓一缓")
        assert said.startswith("5-006：已交办")
