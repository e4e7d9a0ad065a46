"""等某一位决定的：巡察办都看得到，别人只看得到自己看得到的。"""

from pathlib import Path

import pytest

from tests.conftest import Stage, staged
from tests.stories.test_life import OFFICE, PERSON, PRINCIPAL, make_ready

START = "2026-09-14 09:00"
LEADER = "suxiaotong"
ASKED = "延期 5-006 到12月31日 因方案未过会"


async def ask_for_time(stage: Stage) -> None:
    """邓佳宁申请延期，等苏晓彤同意。"""
    await stage.say(PERSON, ASKED)
    await stage.say(PERSON, "确认")


async def test_the_office_asks_whose_word_is_waited_for(directory: Path) -> None:
    """姓名、姓加职务都问得到，签字、延期都算；办完了就没有。"""
    async with staged(directory, START) as stage:
        await make_ready(stage)
        await stage.say(PERSON, "销号 5-005")
        await stage.say(PERSON, "确认")
        await ask_for_time(stage)
        for words in ("等苏晓彤同意的有哪些", "哪些在等苏局长批"):
            answer = await stage.say(OFFICE, words)
            assert answer.startswith("等苏晓彤办理：1项申请"), words
            assert "5-006" in answer
        signed = await stage.say(OFFICE, "等梁书记签的有哪些")
        assert "5-005" in signed
        await stage.say(LEADER, "同意 5-006")
        assert "没有" in await stage.say(OFFICE, "等苏晓彤同意的有哪些")
        assert "5-006" in await stage.say(OFFICE, "等费思源决定的有哪些")


async def test_others_see_what_they_may_see(stage: Stage) -> None:
    """经办人问得到自己那一项，别的单位的负责人问不到。"""
    await ask_for_time(stage)
    assert "5-006" in await stage.say(PERSON, "等苏局长同意的有哪些")
    assert "5-006" in await stage.say(PRINCIPAL, "等苏晓彤同意的有哪些")
    other = await stage.say("xiongjianjun", "等苏晓彤同意的有哪些")
    assert "5-006" not in other
    assert "您看得到的事项里" in other


async def test_a_surname_tells_no_name(stage: Stage) -> None:
    """只说姓和职务，别的单位的人说不出全名。"""
    assert "晓彤" not in await stage.say("xiongjianjun", "等苏局长同意的有哪些")


async def test_a_cap_is_read_back_as_sent_back(stage: Stage) -> None:
    """有一件延期等他决定，说太久了、最多到哪天，读回成退回，确认了才退。"""
    await ask_for_time(stage)
    asked = await stage.say(LEADER, "太久了，最多到月底")
    assert asked.startswith("请确认：退回 5-006 延期申请")
    assert (await stage.show("5-006"))["extensions"][0]["status"] == "asked"  # type: ignore[index]
    done = await stage.say(LEADER, "确认")
    assert done.startswith("已退回：5-006 延期申请")
    assert any("最多到月底" in words for words in stage.heard(PERSON))
    assert (await stage.show("5-006"))["due_on"] == "2026-10-15"


async def test_the_same_day_is_agreed_to(stage: Stage) -> None:
    """说的就是申请的那一天，读回成同意。"""
    await ask_for_time(stage)
    asked = await stage.say(LEADER, "最多到12月31日")
    assert asked.startswith("请确认：同意 5-006 延期申请")
    assert (await stage.say(LEADER, "确认")).startswith("已同意延期申请：5-006")


async def test_of_two_requests_none_is_guessed(stage: Stage) -> None:
    """有两件延期等他决定，没写编号的，教一句怎样决定，什么也不改。"""
    await ask_for_time(stage)
    await stage.say("cuiguodong", "延期 5-008 到12月31日 因设备未到货")
    await stage.say("cuiguodong", "确认")
    answer = await stage.say(LEADER, "太久了，最多到月底")
    assert answer.startswith("尚未办理：2项申请等您决定")
    assert "退回 5-006 原因" in answer
    named = await stage.say(LEADER, "5-006 太久了，最多到月底")
    assert named.startswith("请确认：退回 5-006 延期申请")


@pytest.mark.parametrize("words", ["太久了，最多到月底", "5-006 太久了"])
async def test_without_a_request_it_is_no_decision(stage: Stage, words: str) -> None:
    """没有延期等他决定的，这句话照旧问，不当作退回。"""
    assert "退回" not in await stage.say(LEADER, words)
