"""上级不先于本人知道：每条逾期的消息说明下一步；巡察办看到的清单能按序号问。"""

from pathlib import Path

from handlers.notices import planning
from tests.conftest import at, staged
from tests.stories.test_clock import walk
from tests.stories.test_kept_word import sent

PERSON, LEADER, OFFICE = "dengjianing", "suxiaotong", "feisiyuan"
PRINCIPAL = "liangzhenbang"


async def test_on_the_day_of_the_limit_the_person_hears_who_is_next(
    directory: Path,
) -> None:
    """到期当天的提醒写明哪一天、告知哪一级；逾期以后写明再下一级。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await walk(stage, "2026-10-12")
        assert "仍未办结" not in stage.heard(PERSON)[-1]
        await walk(stage, "2026-10-15")
        said = stage.heard(PERSON)[-1]
        assert "今天如办不完，请在今天说明原因" in said
        assert "仍未办结：10月16日（周五）告知责任领导" in said
        await walk(stage, "2026-10-16")
        assert "10月26日（周一）" in stage.heard(PERSON)[-1]
        assert "主要负责人" in stage.heard(PERSON)[-1]


async def test_a_leader_hears_when_the_principal_will_be_told(directory: Path) -> None:
    """报给责任领导的，写明哪一天报主要负责人。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await walk(stage, "2026-10-15", "2026-10-16")
        people = (await stage.show("5-006"))["people"]
        assert isinstance(people, list)
        (leader,) = [
            one["userid"] for one in people if one["role"] == "responsible_leader"
        ]
        told = next(
            one for one in stage.heard(leader) if "10月15日（周四），逾期1个" in one
        )
        assert "10月26日（周一）告知主要负责人" in told


async def test_what_lies_ahead_names_the_items_it_is_for(directory: Path) -> None:
    """几项打成一条的，下一步按序号说明是哪几项。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await walk(stage, "2026-10-15", "2026-10-16")
        (line,) = [
            line
            for line in stage.heard(PERSON)[-1].splitlines()
            if "仍未办结的" in line
        ]
        assert line == "第1项10月26日（周一）仍未办结的，将按规定同时告知主要负责人。"


async def test_the_rehearsal_foretells_the_same(directory: Path) -> None:
    """预演里的话和真发出的一样，下一步也在里面。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await walk(stage, "2026-10-13")

        def read(session):  # type: ignore[no-untyped-def]
            """在一笔里预演五天。"""
            context = stage.house.context(session)
            return planning.plan(context, at("2026-10-13 09:00").date(), 5)

        planned = await stage.house.lane.read(read)
        texts = [one.text for one in planned if (one.to, one.code) == (PERSON, "5-006")]
        assert any(
            "10月16日（周五）仍未办结的，将按规定同时告知责任领导。" in text
            for text in texts
        )


async def test_the_office_is_told_as_the_office(directory: Path) -> None:
    """报巡察办的，不说成“您是下列事项的巡察办”，也不请它向自己报送。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await walk(stage, "2026-10-08", "2026-10-10")
        told = stage.heard(OFFICE)[-1]
        assert "您是" not in told
        assert "报送结果" not in told


async def test_numbers_of_the_office_list_mean_what_it_shows(directory: Path) -> None:
    """拟发清单里的序号，回一个数字就是那一项，不是上一份清单的。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await walk(stage, "2026-09-18")
        await stage.say(OFFICE, "逾期")
        await walk(stage, "2026-09-21")
        listed = next(one for one in stage.heard(OFFICE) if one.startswith("拟发清单"))
        second = listed.splitlines()[4].split()[1]
        assert (await stage.say(OFFICE, "2")).startswith(second)


async def test_the_message_before_says_what_comes_next(directory: Path) -> None:
    """逾期以后，给责任人和责任领导的话里写明哪天再往上报告，那天真的报告。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        for day in ("2026-10-15", "2026-10-16", "2026-10-20"):
            await stage.go(f"{day} 08:50")
        for person in (PERSON, LEADER):
            late = [words for words in stage.heard(person) if "5-006" in words]
            assert "10月26日（周一）" in late[-1]
            assert "告知主要负责人" in late[-1]
        assert not [words for words in stage.heard(PRINCIPAL) if "5-006" in words]
        await stage.go("2026-10-23 08:50")
        await stage.go("2026-10-26 08:50")
        assert ("overdue-7", "5-006", PRINCIPAL) in await sent(stage)
