"""放行：呈报分管区领导的一步，到日子请示巡察办，放行并确认以后才发。"""

from pathlib import Path

from bot.config import EscalationStep, demo_settings
from models import journal, organisation
from models.staffing import Staffing
from rules.telling import ladder
from rules.vocabulary import Role
from tests.conftest import APP, Stage, staged
from tests.stories.test_clock import walk
from tests.stories.test_held import told
from tests.stories.test_kept_word import foreseen, sent
from tests.stories.test_taught import taught

PERSON, PRINCIPAL, OFFICE = "dengjianing", "liangzhenbang", "feisiyuan"
ABOVE = "haoyingxue"
STEP = {"id": "overdue-10", "workdays": 10, "to": ["district_leader"]}
DAYS = ("2026-10-15", "2026-10-16", "2026-10-20", "2026-10-23", "2026-10-26")
"""5-006 is ten workdays late on 29 October."""


def climbing(directory: Path):  # type: ignore[no-untyped-def]
    """The built-in ladder with a step to the district leader."""
    entries = [*ladder.to_json(ladder.built_in()), STEP]
    steps = tuple(EscalationStep(**{**one, "to": tuple(one["to"])}) for one in entries)
    return demo_settings(directory, 0).model_copy(update={"escalation": steps})


async def appoint(stage: Stage, userid: str = ABOVE) -> None:
    """Put a district leader in charge of 区教育局."""

    def write(session):  # type: ignore[no-untyped-def]
        """在一笔里任职。"""
        person = organisation.find_person(session, userid)
        assert person is not None
        staffing = Staffing(session)
        staffing.clear_posts(person.key)
        staffing.add_post("区教育局", person.key, Role.DISTRICT_LEADER, "副区长")

    await stage.house.lane.run(write)


def asked(stage: Stage) -> list[str]:
    """The lists of what waits to be released that the office has got about 5-006."""
    lists = [one for one in stage.heard(OFFICE) if one.startswith("待放行清单")]
    return [one for one in lists if "5-006 " in one]


async def test_a_step_leaves_only_when_it_is_released(directory: Path) -> None:
    """到日子只请示巡察办，读回、确认了才呈给分管区领导，用呈请阅示。"""
    settings = climbing(directory)
    async with staged(directory, "2026-09-14 09:00", settings=settings) as stage:
        await appoint(stage)
        await walk(stage, *DAYS, "2026-10-28")
        assert asked(stage) == []
        await walk(stage, "2026-10-29")
        assert await told(stage, ABOVE) == []
        waiting = await stage.say(OFFICE, "待放行")
        assert waiting.startswith("待放行的事项：3项")
        assert "5-006" in waiting
        assert "由巡察办办理" in await stage.say(PRINCIPAL, "待放行的有哪些")
        (listed,) = asked(stage)
        assert "等您放行，呈报分管区领导：期限10月15日，逾期满10个工作日" in listed
        assert "例如：放行 5-0" in listed
        read_back = await stage.say(OFFICE, "放行 5-006")
        assert read_back.startswith("请确认：放行 5-006，呈请分管区领导")
        assert "目前尚未发送" in read_back
        assert await told(stage, ABOVE) == []
        done = await stage.say(OFFICE, "确认")
        assert done.startswith("已放行：5-006")
        assert "10月30日（周五）08:47发出" in done
        assert await told(stage, ABOVE) == []
        await walk(stage, "2026-10-30")
        assert await told(stage, ABOVE) == ["overdue-10"]
        message = stage.heard(ABOVE)[-1]
        assert message.startswith("巡察整改情况：呈请阅示1项")
        assert "改派" not in message
        assert (await stage.say(ABOVE, "已知悉 5-006")).startswith("已记录")
        again = await stage.say(OFFICE, "放行 5-006")
        assert again.startswith("没有要放行的：5-006")
        assert "已经放行过" in again
        await walk(stage, "2026-11-05", "2026-11-12")
        assert len(asked(stage)) == 1
        entries = await stage.house.lane.run(
            lambda s: [
                (one.userid, one.after)
                for one in journal.entries(s)
                if one.code == "5-006" and one.action == "release"
            ]
        )
        assert entries == [(OFFICE, {"steps": ["overdue-10"], "to": [ABOVE]})]


async def test_what_nobody_releases_is_asked_once_a_week(directory: Path) -> None:
    """没有放行的，一条不发，五个工作日请示一次；办结了就不再请示。"""
    settings = climbing(directory)
    async with staged(directory, "2026-09-14 09:00", settings=settings) as stage:
        await appoint(stage)
        await walk(stage, *DAYS, "2026-10-29", "2026-10-30", "2026-11-02", "2026-11-04")
        assert len(asked(stage)) == 1
        await walk(stage, "2026-11-05")
        assert len(asked(stage)) == 2
        await stage.say(OFFICE, "核减 5-006 领导小组会议纪要第3期，问题不成立")
        await walk(stage, "2026-11-12", "2026-11-19")
        assert len(asked(stage)) == 2
        assert await told(stage, ABOVE) == []
        gone = await stage.say(OFFICE, "放行 5-006")
        assert gone.startswith("现在不能放行：5-006")


async def test_cancelled_and_early_leave_nothing(directory: Path) -> None:
    """不到日子的、取消了的、不是巡察办的，都不发。"""
    settings = climbing(directory)
    async with staged(directory, "2026-09-14 09:00", settings=settings) as stage:
        await appoint(stage)
        early = await stage.say(OFFICE, "放行 5-006")
        assert "10月29日起可以呈报分管区领导" in early
        await walk(stage, *DAYS, "2026-10-29")
        for person in (PERSON, PRINCIPAL, ABOVE):
            answer = await stage.say(person, "放行 5-006")
            assert answer.startswith("不能办理：5-006"), answer
        await stage.say(OFFICE, "放行 5-006")
        await stage.say(OFFICE, "取消")
        await stage.say(OFFICE, "放行 5-006")
        await stage.say(PERSON, "进展 5-006 已开会研究，明确专人办理")
        stale = await stage.say(OFFICE, "确认")
        assert stale.startswith("情况有变，未办理：5-006")
        assert await told(stage, ABOVE) == []


async def test_nobody_above_is_said(directory: Path) -> None:
    """花名册里没有分管区领导的，请示和放行都说明，补上以后就能放行。"""
    settings = climbing(directory)
    async with staged(directory, "2026-09-14 09:00", settings=settings) as stage:
        await walk(stage, *DAYS, "2026-10-29")
        (listed,) = asked(stage)
        assert "花名册里没有分管区领导，请先补入" in listed
        answer = await stage.say(OFFICE, "放行 5-006")
        assert answer.startswith("没有要放行的：5-006")
        assert "花名册里没有分管区领导" in answer
        await appoint(stage)
        await stage.say(OFFICE, "放行 5-006")
        assert (await stage.say(OFFICE, "确认")).startswith("已放行：5-006")


async def test_one_leader_hears_once_a_day(directory: Path) -> None:
    """一天里放行的几项，第二天早上并成一条呈报；发出以前暂缓的不在里面，到那天已办结就不发。"""
    settings = climbing(directory)
    async with staged(directory, "2026-09-14 09:00", settings=settings) as stage:
        await appoint(stage)
        await walk(stage, *DAYS, "2026-10-29")
        for code in ("5-003", "5-006", "5-008"):
            await stage.say(OFFICE, f"放行 {code}")
            answer = await stage.say(OFFICE, "确认")
            assert answer.startswith(f"已放行：{code}"), answer
        held = await stage.say(OFFICE, "暂缓 5-008 到11月3日 因单位正在验收")
        assert "10月30日（周五）告知分管区领导郝映雪，现暂缓到11月3日" in held
        await walk(stage, "2026-10-30")
        (message,) = [one for one in stage.heard(ABOVE) if "呈请阅示" in one]
        assert message.startswith("巡察整改情况：呈请阅示2项")
        assert "5-003 " in message
        assert "5-006 " in message
        await stage.say(OFFICE, "核减 5-008 领导小组会议纪要第3期，问题不成立")
        await walk(stage, "2026-11-03")
        assert await told(stage, ABOVE, "5-008") == []
        rows = (await stage.show("5-008"))["notices"]
        assert isinstance(rows, list)
        (moot,) = [one for one in rows if one["step"] == "overdue-10"]
        assert (moot["status"], moot["reason"]) == ("withdrawn", "已办结")


async def test_the_one_before_hears_that_the_office_decides(directory: Path) -> None:
    """此前告知主要负责人的一条，写明哪天报巡察办决定是否呈报。"""
    settings = climbing(directory)
    async with staged(directory, "2026-09-14 09:00", settings=settings) as stage:
        await walk(stage, *DAYS)
        message = [one for one in stage.heard(PRINCIPAL) if "5-006" in one][-1]
        assert "10月29日（周四）报巡察办决定是否呈报分管区领导" in message


async def test_a_person_not_reached_stops_the_release(directory: Path) -> None:
    """经办人的提醒没送达的，放行时说明，不往上呈报。"""
    settings = climbing(directory)
    async with staged(
        directory, "2026-09-14 09:00", settings=settings, doors=APP
    ) as stage:
        await appoint(stage)
        people = (await stage.show("5-006"))["people"]
        assert isinstance(people, list)
        stage.simulator.unreachable.update(
            one["userid"] for one in people if one["role"] == "responsible_person"
        )
        await walk(stage, *DAYS, "2026-10-29")
        answer = await stage.say(OFFICE, "放行 5-006")
        assert answer.startswith("没有要放行的：5-006")
        assert "经办人的提醒系统未能送达" in answer


async def test_what_the_list_teaches_works(directory: Path) -> None:
    """待放行清单教的话，照着说都办得成。"""
    settings = climbing(directory)
    async with staged(directory, "2026-09-14 09:00", settings=settings) as stage:
        await appoint(stage)
        await walk(stage, *DAYS, "2026-10-29")
        phrases = taught(asked(stage)[-1])
        phrases = [one for one in phrases if one != "更多"]
        assert [one.split()[0] for one in phrases] == ["放行", "暂缓"]
        answers = [await stage.say(OFFICE, one) for one in phrases]
        assert answers[0].startswith("请确认：放行")
        assert answers[1].startswith("已暂缓")


async def test_the_example_is_one_that_can_be_released(directory: Path) -> None:
    """清单里有岗位空缺的，例子举放得了行的那一项；都空缺的，说补入以后才能放行。"""
    settings = climbing(directory)
    async with staged(directory, "2026-09-14 09:00", settings=settings) as stage:
        await appoint(stage)
        await walk(stage, *DAYS, "2026-10-28", "2026-10-29")
        vacant, mixed = (
            next(
                one
                for one in stage.heard(OFFICE)
                if one.startswith("待放行清单") and f"\n1. {code} " in one
            )
            for code in ("5-019", "5-006")
        )
        assert "花名册补入以后才能放行" in vacant
        assert "例如：放行" not in vacant
        assert "例如：暂缓 5-019" in vacant
        assert "5-028 " in mixed
        assert "例如：放行 5-006" in mixed


async def test_a_hold_spares_the_office_the_question(directory: Path) -> None:
    """还不到时候的，暂缓到哪天，那天再请示。"""
    settings = climbing(directory)
    async with staged(directory, "2026-09-14 09:00", settings=settings) as stage:
        await appoint(stage)
        await walk(stage, *DAYS, "2026-10-29")
        held = await stage.say(OFFICE, "暂缓 5-006 到11月10日 因单位正在验收")
        assert held.startswith("已暂缓：5-006")
        assert "11月5日（周四）请您放行、呈报分管区领导" in held
        await walk(stage, "2026-11-05", "2026-11-09")
        assert len(asked(stage)) == 1
        await walk(stage, "2026-11-10")
        assert len(asked(stage)) == 2


async def test_the_rehearsal_knows_what_is_asked(directory: Path) -> None:
    """预演说的请示，就是那天真请示的；呈报的一条没放行不在预演里。"""
    settings = climbing(directory)
    async with staged(directory, "2026-09-14 09:00", settings=settings) as stage:
        await appoint(stage)
        await walk(stage, *DAYS, "2026-10-28")
        for day in ("2026-10-29", "2026-11-05"):
            planned = await foreseen(stage, day)
            before = await sent(stage)
            await stage.go(f"{day} 08:50")
            after = await sent(stage)
            foretold = {(one["step"], one["code"], one["to"]) for one in planned}
            assert after - before <= foretold <= after
            words = [one["text"] for one in planned if "release" in one["step"]]
            assert words
            assert all("待放行清单" in one for one in words)
            assert ABOVE not in {one["to"] for one in planned}
