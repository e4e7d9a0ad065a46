"""除了第3项其他都完成了：说的是其余的，点了名的一项不在内；拿不准的只问一句。"""

import pytest

from tests.conftest import Stage

PERSON = "dengjianing"
"""责任人的三项，按期限列出来是 5-006、5-002、5-005。"""


async def kinds(stage: Stage, code: str) -> list[str]:
    """一项上记了几条话，各算什么。"""
    return [one["kind"] for one in (await stage.show(code))["progress"]]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "words",
    [
        "除了第3项其他都完成了",
        "除第3项外都已完成",
        "除了3，其余的都办完了",
        "除了5-005其他都完成了",
        "5-005除外，都完成了",
        "除了5-005没完成其他都完成了",
        "除了第3项还没办，别的都办完了",
        "都完成了，除了第3项",
        "其他都完成了，就剩5-005",
        "其他的都完成了，就第3项还没",
    ],
)
async def test_what_is_left_out_is_not_offered(stage: Stage, words: str) -> None:
    """除了哪一项的，只问其余几项，不把除外的摆出来选；答“都是”，除外的一项不记。"""
    await stage.say(PERSON, "我的")
    asked = await stage.say(PERSON, words)
    assert asked.startswith("请确认是哪一项"), asked
    choices = [line for line in asked.splitlines() if line[:2] in ("1.", "2.", "3.")]
    assert [line[3:8] for line in choices] == ["5-006", "5-002"]
    assert "都是这样，请回复：都是" in asked
    done = await stage.say(PERSON, "都是")
    assert "已记入：5-006 报告完成" in done
    assert "已记入：5-002 报告完成" in done
    assert await kinds(stage, "5-005") == []


@pytest.mark.parametrize(
    "words",
    [
        "5-005没完成，其他都完成了",
        "5-005没完成其他都完成了",
        "第3项还没办，其余的都完成了",
    ],
)
async def test_each_half_goes_its_own_way(stage: Stage, words: str) -> None:
    """一项没完成、其他都完成：没完成的记在那一项上，其他的问是哪几项，一半也不丢。"""
    await stage.say(PERSON, "我的")
    said = await stage.say(PERSON, words)
    assert said.startswith("已作为情况说明记入：5-005"), said
    assert "其他" not in said.partition("请确认")[0]
    assert "其余" not in said.partition("请确认")[0]
    assert "请确认是哪一项" in said
    assert await kinds(stage, "5-005") == ["status_only"]
    assert await kinds(stage, "5-006") == []
    await stage.say(PERSON, "都是")
    assert await kinds(stage, "5-006") == ["status_only"]
    assert await kinds(stage, "5-005") == ["status_only"]


async def test_all_is_done_is_answered_with_the_way(stage: Stage) -> None:
    """名下几项的人说都完成了，问一句，都是的只要答“都是”。"""
    await stage.say(PERSON, "我的")
    for words in ("都完成了", "全部完成了"):
        asked = await stage.say(PERSON, words)
        assert asked.startswith("请确认是哪一项")
        assert "都是这样，请回复：都是" in asked
    assert await kinds(stage, "5-005") == []


async def test_what_is_left_out_must_be_known(stage: Stage) -> None:
    """除外的序号对不上列表，说没找到，什么也不记。"""
    await stage.say(PERSON, "我的")
    answer = await stage.say(PERSON, "除了第9项其他都完成了")
    assert answer.startswith("未找到：9")
    assert await kinds(stage, "5-006") == []


@pytest.mark.parametrize(
    "words",
    [
        "除了第2项还差签字，其他都完成了",
        "除5-005措施2外，其他都完成了",
        "除了签到表其他都完成了",
        "其他的都完成了",
    ],
)
async def test_all_is_not_offered_where_something_is_left_out(
    stage: Stage, words: str
) -> None:
    """说了有除外的、读不出是哪一项，就不提“都是”。"""
    await stage.say(PERSON, "我的")
    asked = await stage.say(PERSON, words)
    assert asked.startswith("请确认是哪一项")
    assert "请回复：都是" not in asked


@pytest.mark.parametrize("code", ["5-999", "5-020"])
async def test_a_code_that_is_left_out_must_be_the_senders(
    stage: Stage, code: str
) -> None:
    """除外的编号打错了、不在名下，不拿其余的去问，免得除外的一项也记成完成。"""
    answer = await stage.say(PERSON, f"除了{code}其他都完成了")
    assert answer.startswith(f"不能办理：{code}"), answer
    assert "没有这个编号，或者该项不在您名下" in answer
    assert await kinds(stage, "5-005") == []
