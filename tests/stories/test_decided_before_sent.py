"""晚上就办了的：早上放行的时候，已经表过态的人不再收到请示。"""

from pathlib import Path

from models import organisation
from models.staffing import Staffing
from rules.vocabulary import Role
from tests.conftest import Stage, staged

PERSON, LEADER = "dengjianing", "suxiaotong"
HEAD, STAFF, OTHER = "zhongyi", "feisiyuan", "bailu"
ASKED = "延期 5-006 到11月30日 因招标流程未完"


async def in_the_evening(stage: Stage) -> None:
    """Ask for more time when the working day is over; the leader agrees at once."""
    await stage.settle()
    await stage.go("2026-09-14 18:30")
    await stage.say(PERSON, ASKED)
    assert (await stage.say(PERSON, "确认")).startswith("已提交延期申请")
    assert (await stage.say(LEADER, "同意 5-006")).startswith("已同意延期申请")


def asked(stage: Stage, userid: str) -> list[str]:
    """Return what asked somebody to decide on more time."""
    return [words for words in stage.heard(userid) if "延期申请1项" in words[:12]]


async def test_who_agreed_is_not_asked_next_morning(directory: Path) -> None:
    """责任领导晚上同意了延期，第二天早上不再请其审阅，巡察办照样收到。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await in_the_evening(stage)
        await stage.go("2026-09-15 08:50")
        await stage.settle()
        assert asked(stage, LEADER) == []
        assert len(asked(stage, STAFF)) == 1


async def name_a_head(stage: Stage) -> None:
    """Let the office have a head, who decides what the staff checked."""

    def write(session):  # type: ignore[no-untyped-def]
        """在一笔里任职。"""
        person = organisation.find_person(session, HEAD)
        assert person is not None
        Staffing(session).add_post("区委巡察办", person.key, Role.OFFICE_HEAD)

    await stage.house.lane.run(write)


async def test_the_staff_is_not_asked_what_one_of_them_checked(directory: Path) -> None:
    """巡察办一人晚上已审核，第二天早上只请负责人决定，不再请别人审核。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await name_a_head(stage)
        await in_the_evening(stage)
        assert (await stage.say(STAFF, "同意 5-006")).startswith("已审核")
        await stage.go("2026-09-15 08:50")
        await stage.settle()
        assert (asked(stage, STAFF), asked(stage, OTHER)) == ([], [])
        assert len(asked(stage, HEAD)) == 1


async def test_a_reason_given_afterwards_is_kept_without_its_word(
    directory: Path,
) -> None:
    """补说的原因和一次说清的一样记，不带“因为”。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await stage.say(PERSON, "延期 5-006 到11月30日")
        done = await stage.say(PERSON, "因为评标专家没有到齐")
        assert "原因：评标专家没有到齐" in done
