"""暂缓：往上告知的一步，巡察办写明原因缓到哪天，到那天再看一次。"""

from pathlib import Path

from models import journal, organisation
from models.staffing import Staffing
from rules.vocabulary import Role
from tests.conftest import Stage, at, staged
from tests.stories.test_clock import leader_of, walk
from tests.stories.test_kept_word import foreseen, sent
from tests.stories.test_life import make_ready

PERSON, PRINCIPAL = "dengjianing", "liangzhenbang"
OFFICE, NEXT = "feisiyuan", "ouyangruoxi"
CLIMB = ("2026-10-15", "2026-10-16", "2026-10-20", "2026-10-23")
"""Up to the day on which the office is shown that 5-006 goes to the principal."""
HOLD = "暂缓 5-006 到10月30日 因单位已说明"


async def told(stage: Stage, userid: str, code: str = "5-006") -> list[str]:
    """The ladder's steps about a finding that reached somebody."""
    return sorted(
        step for step, of, to in await sent(stage) if (of, to) == (code, userid)
    )


async def notices(stage: Stage, step: str) -> list[tuple[str, str]]:
    """Status and reason of every notice of a step about 5-006."""
    rows = (await stage.show("5-006"))["notices"]
    assert isinstance(rows, list)
    return [(one["status"], one["reason"]) for one in rows if one["step"] == step]


async def test_a_step_waits_until_the_day_that_the_office_says(directory: Path) -> None:
    """拟发清单教的暂缓照着说：缓到那天以前主要负责人听不到，前一天再过目，那天才到。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await walk(stage, *CLIMB)
        listed = stage.heard(OFFICE)[-1]
        assert "例如：暂缓 5-0" in listed
        assert "到10月29日 因单位已说明" in listed
        answer = await stage.say(OFFICE, HOLD)
        assert answer.startswith("已暂缓：5-006")
        assert "10月26日（周一）告知主要负责人梁振邦" in answer
        assert "暂缓到10月30日（周五）" in answer
        assert "期限10月15日（周四）" in answer
        assert "取消暂缓 5-006" in answer
        await walk(stage, "2026-10-26", "2026-10-28")
        assert await told(stage, PRINCIPAL) == []
        assert ("waiting", "") in await notices(stage, "overdue-7")
        await walk(stage, "2026-10-29")
        again = stage.heard(OFFICE)[-1]
        assert again.startswith("拟发清单")
        assert (
            "5-006 中层干部轮岗长期不动（区教育局）\n暂缓到期，下一个工作日将告知主要负责人"
            in again
        )
        await walk(stage, "2026-10-30")
        assert await told(stage, PRINCIPAL) == ["overdue-7"]


async def test_the_office_has_a_workday_whenever_it_is_shown(directory: Path) -> None:
    """停到晚上才起、清单第二个工作日早上才到的，再下一个工作日才告知主要负责人。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await walk(stage, *CLIMB[:3])
        await stage.go("2026-10-23 20:00")
        await walk(stage, "2026-10-26")
        shown = "5-006 中层干部轮岗长期不动（区教育局）\n下一个工作日将告知主要负责人"
        assert shown in "".join(stage.heard(OFFICE))
        assert await told(stage, PRINCIPAL) == []
        await walk(stage, "2026-10-27")
        assert await told(stage, PRINCIPAL) == ["overdue-7"]


async def test_what_became_moot_meanwhile_is_withdrawn(directory: Path) -> None:
    """缓着的时候期限延了，到那天不再发，缘由留着。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        leader = await leader_of(stage, "5-006")
        await walk(stage, "2026-10-14")
        await stage.say(PERSON, "延期 5-006 到11月30日 因招标流程未完")
        await stage.say(PERSON, "确认")
        await walk(stage, *CLIMB)
        await stage.say(OFFICE, HOLD)
        await walk(stage, "2026-10-26", "2026-10-27")
        assert await notices(stage, "overdue-7") == [("waiting", "")]
        assert (await stage.say(leader, "同意 5-006")).startswith("已同意")
        await stage.say(OFFICE, "同意 5-006")
        await stage.say("zhongyi", "同意 5-006")
        await walk(stage, "2026-10-29", "2026-10-30")
        assert ("withdrawn", "期限已变") in await notices(stage, "overdue-7")
        assert "overdue-7" not in await told(stage, PRINCIPAL)


async def test_the_others_are_reminded_as_ever(directory: Path) -> None:
    """暂缓只缓主要负责人以上，责任人和责任领导照常听到，期限和逾期天数不动。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        leader = await leader_of(stage, "5-006")
        await walk(stage, "2026-10-15")
        before = await stage.show("5-006")
        assert (await stage.say(OFFICE, HOLD)).startswith("已暂缓：5-006")
        await walk(stage, "2026-10-16", "2026-10-20", "2026-10-23", "2026-10-26")
        assert "overdue-1" in await told(stage, PERSON)
        assert "overdue-3" in await told(stage, leader)
        assert not [one for one in stage.heard(OFFICE) if "5-006 下一个工作日" in one]
        after = await stage.show("5-006")
        assert (after["due_on"], after["due_text"]) == (
            before["due_on"],
            before["due_text"],
        )
        assert after["overdue_days"] == 7


async def test_what_is_foretold_knows_the_hold(directory: Path) -> None:
    """暂缓以后的提醒、预演、这一项的全部，说的都是缓到的那天。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await walk(stage, "2026-10-15")
        await stage.say(OFFICE, HOLD)
        await walk(stage, "2026-10-16", "2026-10-20")
        leader = await leader_of(stage, "5-006")
        last = [words for words in stage.heard(leader) if "5-006" in words][-1]
        assert "10月30日（周五）" in last
        assert "10月26日" not in last
        shown = await stage.show("5-006")
        rows = shown["notices"]
        assert isinstance(rows, list)
        (coming,) = [one for one in rows if one["step"] == "overdue-7"]
        assert coming["at"] == "2026-10-30T08:47:00+08:00"
        assert shown["hold"] == {"until": "2026-10-30", "reason": "单位已说明"}
        office = await stage.say(OFFICE, "5-006")
        assert "暂缓到10月30日（周五），原因：单位已说明" in office
        assert "暂缓" not in await stage.say(PERSON, "5-006")
        for day in ("2026-10-26", "2026-10-29", "2026-10-30"):
            planned = await foreseen(stage, day)
            known = await sent(stage)
            await stage.go(f"{day} 08:50")
            new = await sent(stage) - known
            ladder = [one for one in planned if one["step"] != "digest"]
            assert {(one["step"], one["code"], one["to"]) for one in ladder} == new


async def test_a_hold_is_in_the_journal(directory: Path) -> None:
    """谁缓的、从哪天改到哪天、为什么，流水里都有。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await walk(stage, *CLIMB)
        await stage.say(OFFICE, HOLD)
        longer = await stage.say(OFFICE, "暂缓 5-006 到11月3日 因住院党员未出院")
        assert "原暂缓到10月30日（周五）" in longer
        await stage.say(OFFICE, "取消暂缓 5-006")
        entries = await stage.house.lane.run(
            lambda s: [
                (one.userid, one.action, one.before, one.after)
                for one in journal.entries(s)
                if one.code == "5-006" and one.action in ("hold", "lift")
            ]
        )
        first = {"held_until": None, "held_reason": ""}
        held = {"held_until": "2026-10-30", "held_reason": "单位已说明"}
        later = {"held_until": "2026-11-03", "held_reason": "住院党员未出院"}
        assert entries == [
            (OFFICE, "hold", first, held),
            (OFFICE, "hold", held, later),
            (OFFICE, "lift", later, first),
        ]


async def test_a_hold_that_is_lifted_lets_the_step_go(directory: Path) -> None:
    """提前取消的，下一个早上就告知；还没轮到的，照原来的日子。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await walk(stage, *CLIMB)
        await stage.say(OFFICE, HOLD)
        early = await stage.say(OFFICE, "取消暂缓 5-006")
        assert early.startswith("已取消暂缓：5-006")
        assert "10月26日（周一）告知主要负责人梁振邦" in early
        await stage.say(OFFICE, HOLD)
        await walk(stage, "2026-10-26", "2026-10-27")
        answer = await stage.say(OFFICE, "取消暂缓 5-006")
        assert "10月28日（周三）告知主要负责人梁振邦" in answer
        assert await told(stage, PRINCIPAL) == []
        await walk(stage, "2026-10-28")
        assert await told(stage, PRINCIPAL) == ["overdue-7"]
        assert not any("暂缓到期" in words for words in stage.heard(OFFICE))
        again = await stage.say(OFFICE, "取消暂缓 5-006")
        assert again.startswith("没有暂缓：5-006")


async def test_what_waits_overnight_is_held_too(directory: Path) -> None:
    """夜里排好、早上才发的那一步，发出以前暂缓的，也不发。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await walk(stage, *CLIMB)
        stage.clock.push(at("2026-10-26 07:00"))
        await stage.house.scheduler.run("patrol", stage.clock.now())
        assert await notices(stage, "overdue-7") == [("waiting", "")]
        assert (await stage.say(OFFICE, HOLD)).startswith("已暂缓：5-006")
        await walk(stage, "2026-10-26", "2026-10-29")
        assert await told(stage, PRINCIPAL) == []
        await walk(stage, "2026-10-30")
        assert await told(stage, PRINCIPAL) == ["overdue-7"]


async def test_a_hold_until_tomorrow_promises_no_list(directory: Path) -> None:
    """只缓到明天的，今天的拟发清单已经看过，不说还要列一次，明天照发。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await walk(stage, *CLIMB)
        assert "10月29日（周四）先列入拟发清单" in await stage.say(OFFICE, HOLD)
        await walk(stage, "2026-10-26", "2026-10-27")
        answer = await stage.say(OFFICE, "暂缓 5-006 到明天 因单位已说明")
        assert "原暂缓到10月30日（周五），现暂缓到10月28日（周三）" in answer
        assert "拟发清单" not in answer
        await walk(stage, "2026-10-28")
        assert await told(stage, PRINCIPAL) == ["overdue-7"]
        assert not any("暂缓到期" in words for words in stage.heard(OFFICE))


async def test_a_rest_day_is_the_workday_after(directory: Path) -> None:
    """缓到休息日的，顺延到其后的工作日，读回说明。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await walk(stage, *CLIMB)
        answer = await stage.say(OFFICE, "暂缓 5-006 到10月31日 因单位已说明")
        assert "暂缓到11月2日（周一）" in answer
        assert "10月31日（周六）是休息日" in answer
        await walk(stage, "2026-10-26", "2026-10-30", "2026-11-02")
        assert await told(stage, PRINCIPAL) == ["overdue-7"]


async def test_a_returned_request_finds_the_step_again(directory: Path) -> None:
    """缓到那天正等签字的，那一步不发；退回以后照规矩再来，不因此漏掉。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await walk(stage, *CLIMB)
        await stage.say(OFFICE, HOLD)
        await walk(stage, "2026-10-26")
        await make_ready(stage, "5-006")
        await stage.say(PERSON, "销号 5-006")
        assert (await stage.say(PERSON, "确认")).startswith("已提交销号申请：5-006")
        await walk(stage, "2026-10-30")
        assert await notices(stage, "overdue-7") == [
            ("withdrawn", "已申请销号，等签字或核验")
        ]
        back = await stage.say(PRINCIPAL, "退回 5-006 缺交流名单")
        assert back.startswith("已退回：5-006")
        await walk(stage, "2026-11-02", "2026-11-03")
        assert "overdue-7" in await told(stage, PRINCIPAL)


async def test_who_left_the_post_is_not_told(directory: Path) -> None:
    """缓着的时候主要负责人换了人，到那天告知新的，不告知旧的。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await walk(stage, *CLIMB)
        await stage.say(OFFICE, HOLD)
        await walk(stage, "2026-10-26")

        def write(session):  # type: ignore[no-untyped-def]
            """在一笔里换人。"""
            staffing = Staffing(session)
            for userid, role in ((PRINCIPAL, Role.LIAISON), (NEXT, Role.PRINCIPAL)):
                person = organisation.find_person(session, userid)
                assert person is not None
                staffing.clear_posts(person.key)
                staffing.add_post("区教育局", person.key, role, "局长")

        await stage.house.lane.run(write)
        await walk(stage, "2026-10-29", "2026-10-30")
        assert "overdue-7" not in await told(stage, PRINCIPAL)
        assert "overdue-7" in await told(stage, NEXT)
        assert ("withdrawn", "已不任该职") in await notices(stage, "overdue-7")
