"""第一次打交道：先说清记什么、谁看得见、什么不要发；说一次就够。"""

from pathlib import Path

import pytest

from handlers.post import mail
from models import organisation
from tests.conftest import Stage, staged
from tests.stories.test_life import make_ready

PERSON, PRINCIPAL, LEADER = "dengjianing", "liangzhenbang", "lujianye"
KEPT = "您在这里发的内容会记入整改台账"


async def test_the_first_answer_says_what_is_kept(directory: Path) -> None:
    """本人先开口的，第一句答复里带上这段话，第二句不再带。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        assert KEPT in await stage.say(PRINCIPAL, "状态")
        assert KEPT not in await stage.say(PRINCIPAL, "状态")


async def test_a_greeting_is_answered_with_a_greeting(directory: Path) -> None:
    """第一次来只说一句“你好”，答的是问候，不是没有读懂。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        answer = await stage.say(PRINCIPAL, "你好")
        assert answer.startswith("梁振邦同志，您好。这里是销账")
        assert KEPT in answer


async def test_the_first_push_says_what_is_kept(directory: Path) -> None:
    """我们先开口的，交办通知里带上这段话，以后不再带。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await stage.settle()
        assert sum(KEPT in words for words in stage.heard(PERSON)) == 1
        await push(stage, PERSON, "甲")
        assert KEPT not in await stage.say(PERSON, "我的")


async def test_the_news_of_a_delivery_teaches_what_its_reader_may_do(
    directory: Path,
) -> None:
    """交办通知教责任人报进展，教责任领导回已督促：教的都是本人办得到的。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await stage.settle()
        for who, begins in ((PERSON, "进展 "), (LEADER, "已督促 ")):
            (news,) = [one for one in stage.heard(who) if "交办" in one]
            taught = news.partition("例如：")[2].splitlines()[0]
            assert taught.startswith(begins)
            assert "不能办理" not in await stage.say(who, taught)


async def test_whatever_comes_first_says_at_its_end_what_is_kept(
    directory: Path,
) -> None:
    """头一条是交办、周报、待签的卡片、名单、办结的消息还是提醒，末尾都说，只说一次。"""
    kinds = {}
    async with staged(directory, "2026-09-14 09:00") as stage:
        await stage.settle()
        await make_ready(stage)
        await stage.say(PERSON, "销号 5-005")
        await stage.say(PERSON, "确认")
        for day in ("09-15", "09-21", "10-16", "10-19", "10-26", "11-05"):
            await stage.go(f"2026-{day} 09:30")
        for userid in stage.simulator.phones.members:
            heard = stage.heard(userid)
            if heard:
                kinds[userid] = heard[0].split("：")[0]
                assert KEPT in heard[0], heard[0]
                assert sum(KEPT in words for words in heard) == 1, userid
    assert kinds[PRINCIPAL] == "请您审签"
    assert {"巡察整改交办", "巡察整改周报"} < set(kinds.values())


async def test_a_card_that_comes_first_says_it_too(directory: Path) -> None:
    """头一条是待签的卡片，卡片上也说；签了字，卡片变成答复。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await make_ready(stage)
        await stage.say(PERSON, "销号 5-005")
        await stage.say(PERSON, "确认")
        (asked,) = [one for one in stage.phone(PRINCIPAL) if one.direction == "out"]
        assert asked.card is not None
        assert asked.card["sub_title_text"].endswith("请当面交接。")
        signed = await stage.press(PRINCIPAL, "同意 5-005")
        assert signed.startswith("已签字：5-005")
        assert KEPT not in signed


async def test_what_did_not_arrive_did_not_say_it(directory: Path) -> None:
    """头一条没有送到的不算说过：到得了的那一条再说，只说一次。"""
    async with staged(directory, "2026-09-14 09:00", doors=("robot",)) as stage:
        await stage.settle()
        assert stage.heard(PERSON) == []
        await stage.tell(PERSON, "我的")
        await stage.settle()
        heard = stage.heard(PERSON)
        assert len(heard) > 1
        assert KEPT in heard[0]
        assert sum(KEPT in words for words in heard) == 1


async def push(stage: Stage, userid: str, text: str) -> None:
    """Owe somebody a text."""

    def store(session):  # type: ignore[no-untyped-def]
        """在一笔里存下。"""
        person = organisation.find_person(session, userid)
        assert person is not None
        mail.push(stage.house.context(session), person, text, "answer")

    await stage.house.lane.run(store)
    await stage.settle()


BY_ROBOT = "照片直接发到这里，Word、PDF、Excel 发给机器人“销账”"


@pytest.mark.parametrize(
    ("doors", "said"),
    [
        (("app",), "照片直接发到这里；"),
        (("app", "robot"), f"{BY_ROBOT}；"),
        (("robot",), "材料直接发到这里；"),
    ],
)
async def test_we_say_where_files_really_go(
    directory: Path, doors: tuple[str, ...], said: str
) -> None:
    """应用收不到文件：交办时说清文件往哪里发，机器人收得到的才说直接发到这里。"""
    async with staged(directory, "2026-09-14 09:00", doors=doors) as stage:
        if doors == ("robot",):
            await stage.tell(PERSON, "你好")
        await stage.settle()
        told = [words for words in stage.heard(PERSON) if "巡察整改交办" in words]
        assert len(told) == 1
        assert f"\n{said}" in told[0]
