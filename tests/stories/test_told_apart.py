"""又一次：同样的话说的是两回事，两次都到手机上，第二次看得出不是重发。"""

import secrets
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from sqlmodel import Session

from handlers.incoming import Incoming
from handlers.post import mail
from models import channels, organisation
from rules.vocabulary import Form, Way
from templates.render import TEXT_LIMIT
from tests.conftest import APP, Stage, staged

PERSON, LEADER = "dengjianing", "suxiaotong"


async def _returned(stage: Stage, at: str) -> None:
    """Ask for an extension and have it returned, always with the same words."""
    await stage.say(PERSON, "延期 5-006 到11月30日 因招标流程未完")
    await stage.say(PERSON, "确认")
    await stage.settle()
    done = await stage.say(LEADER, "退回 5-006 理由不充分")
    assert "已退回" in done
    await stage.go(at)


def _results(stage: Stage) -> list[str]:
    return [words for words in stage.heard(PERSON) if "延期结果：退回" in words]


async def test_the_same_result_twice_is_told_twice(directory: Path) -> None:
    """同一理由退回两次，两条都收到，第二条写明第2次。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await _returned(stage, "2026-09-14 10:00")
        await _returned(stage, "2026-09-14 11:00")
        first, second = _results(stage)
        assert first.startswith("延期结果：退回1项")
        assert second == f"【第2次】{first}"


async def test_a_third_time_counts_on(directory: Path) -> None:
    """第三次写明第3次。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        for hour in (10, 11, 12):
            await _returned(stage, f"2026-09-14 {hour}:00")
        assert [words[:5] for words in _results(stage)][1:] == [
            "【第2次】",
            "【第3次】",
        ]


async def _push(stage: Stage, words: str) -> None:
    def store(session: Session) -> None:
        """存下要送的一句话。"""
        person = organisation.find_person(session, PERSON)
        mail.push(stage.house.context(session), person, words, "notice")

    await stage.house.lane.run(store)
    await stage.settle()


async def test_the_same_words_another_day_are_unmarked(directory: Path) -> None:
    """隔了一天再说同样的话，是新的一次，不加记号。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await stage.say(PERSON, "你好")  # what comes first says more
        await _push(stage, "一句话")
        await _push(stage, "一句话")
        await stage.go("2026-09-15 09:30")
        await _push(stage, "一句话")
        told = [words for words in stage.heard(PERSON) if "一句话" in words]
        assert told == ["一句话", "【第2次】一句话", "一句话"]


async def test_what_a_rest_held_up_is_told_apart(directory: Path) -> None:
    """通道歇了一天多，头一条还没出去又说一遍：一起补发，第二条写明第2次。"""
    async with staged(directory, "2026-09-14 09:00", doors=APP) as stage:
        await stage.settle()
        stage.simulator.fail_next(60020)
        await _push(stage, "一句话")
        stage.clock.push(stage.clock.now() + timedelta(hours=26))
        await _push(stage, "一句话")
        told = [words for words in stage.heard(PERSON) if "一句话" in words]
        assert told == ["一句话", "【第2次】一句话"]
        stage.clock.push(stage.clock.now() + timedelta(minutes=1))
        await _push(stage, "一句话")
        assert stage.heard(PERSON)[-1] == "【第3次】一句话"


async def test_a_full_message_loses_no_word_to_its_mark(directory: Path) -> None:
    """刚好写满的一条再说两次，记号挤出去的字另起一条，每次一个不少，各写明第几次。"""
    words = "\n".join(f"{number:04d}" + "一" * 40 for number in range(16))
    words = words + "二" * ((2048 - len(words.encode())) // 3)
    async with staged(directory, "2026-09-14 09:00") as stage:
        await _push(stage, words)
        for mark in ("【第2次】", "【第3次】"):
            before = len(stage.heard(PERSON))
            await _push(stage, words)
            again = stage.heard(PERSON)[before:]
            assert [one[:5] for one in again] == [mark, mark]
            whole = "".join(again).replace(mark, "")
            assert whole.replace("\n", "") == words.replace("\n", "")


async def test_cards_written_plainer_are_told_apart(directory: Path) -> None:
    """两张话一样的卡片，平台不认得卡片，都改成文字：两条都到，第二条写明第2次。"""

    def store(session: Session) -> None:
        """存下两张卡片。"""
        person = organisation.find_person(session, PERSON)
        for number in (1, 2):
            title = {"title": "请审签", "desc": ""}
            card = {"task_id": f"t{number}", "main_title": title}
            mail.push(stage.house.context(session), person, "请您审签", "ask", card)

    async with staged(directory, "2026-09-14 09:00", doors=APP) as stage:
        await stage.say(PERSON, "你好")  # what comes first says more
        stage.simulator.kinds = {"text", "image", "file"}
        await stage.house.lane.run(store)
        await stage.settle()
        told = [words for words in stage.heard(PERSON) if "请您审签" in words]
        assert told == ["请您审签", "【第2次】请您审签"]


async def test_words_moved_to_the_app_are_told_apart(directory: Path) -> None:
    """应用说过的话，机器人又要说而断了线，改由应用说：也到，写明第2次。"""

    async def push(channel: str) -> None:
        """由一条路说一句。"""

        def store(session: Session) -> None:
            """存下要送的一句话。"""
            person = organisation.find_person(session, PERSON)
            ctx = replace(stage.house.context(session), actor=person, came_by=channel)
            mail.push(ctx, person, "一句话", "answer")

        await stage.house.lane.run(store)
        await stage.settle()

    async with staged(directory, "2026-09-14 09:00", doors=("app", "robot")) as stage:
        await stage.say(PERSON, "你好")  # what comes first says more
        await push("wecom")
        stage.simulator.robot.board.go_away()
        await stage.house.robot.close()
        await push("robot")
        await stage.wait(seconds=61)
        told = [words for words in stage.heard(PERSON) if "一句话" in words]
        assert told == ["一句话", "【第2次】一句话"]


async def test_answers_that_met_closed_lines_are_both_pushed(directory: Path) -> None:
    """两次问同一句，答复都没送出去：补送的两条都到，后一条写明第2次。"""
    async with staged(directory, "2026-09-14 09:00", doors=APP) as stage:
        await stage.say(PERSON, "我的")
        for key in ("甲", "乙"):
            await stage.house.router.hear(
                Incoming(
                    key=key,
                    channel="wecom",
                    userid=PERSON,
                    kind="text",
                    created_at=stage.clock.now(),
                    text="帮助",
                )
            )
        await stage.wait(seconds=60)
        await stage.go("2026-09-14 09:20")
        first, second = [words for words in stage.heard(PERSON) if "看我能办" in words]
        assert second == f"【第2次】{first}"


async def test_a_mark_pushes_nothing_over_the_limit(directory: Path) -> None:
    """卡片写成文字时正好写满，第二次加了【第2次】也不超长，挤出来的另起一条。"""
    async with staged(directory, "2026-09-14 09:00", doors=APP) as stage:
        await stage.say(PERSON, "你好")  # what comes first says more
        await stage.house.lane.run(lambda s: channels.show_as(s, Way.APP, Form.TEXT))
        full = "\n".join(["字" * 40] * 16 + ["末"])[: TEXT_LIMIT // 3]

        def store(session: Session) -> None:
            """存下要送的一张卡片。"""
            card = {"task_id": secrets.token_hex(), "main_title": {"title": "题"}}
            person = organisation.find_person(session, PERSON)
            assert person is not None
            mail.push(stage.house.context(session), person, full, "notice", card)

        for _ in range(2):
            await stage.house.lane.run(store)
            await stage.settle()
        first, *second = [words for words in stage.heard(PERSON) if "字" in words]
        assert first == full
        assert all(len(words.encode()) <= TEXT_LIMIT for words in second)
        assert "".join(second).replace("【第2次】", "").count("字") == full.count("字")
