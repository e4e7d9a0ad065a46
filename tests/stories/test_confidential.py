"""保密：问不出别人的事，也问不出别人有没有事；换了手的、不是一个单位的，看不着。"""

from pathlib import Path

import pytest

from bot.simulator.phones import Bubble
from models import organisation, substitution
from models.staffing import Staffing
from rules.vocabulary import Role
from tests.conftest import APP, Stage, staged

OUTSIDER, PERSON, LEADER = "wenxinlan", "dengjianing", "suxiaotong"
THEIRS, NOWHERE = "5-006", "5-999"

SAID = (
    *(
        "{}",
        "查 {}",
        "打开 {}",
        "佐证 {}",
        "进展 {} 已开会研究",
        "收到 {}",
        "{} 已完成",
    ),
    *("销号 {}", "延期 {} 到12月31日 因未完", "撤销 {}", "撤销 {} 延期", "取消延期 {}"),
    *("同意 {}", "退回 {} 缺材料", "已督促 {} 本周办完", "需协调 {} 没批", "催 {}"),
    *("放行 {}", "期限 {} 12月31日", "核减 {}", "转长期 {}", "改派 {} 张三给李四"),
    *("销毁 {} 文件1 误传", "电话 {} 张主任 说办完了", "抽查 {}", "归到{}"),
)


@pytest.mark.parametrize("userid", [OUTSIDER, "tongdachuan", "nizhiyuan", "guchanghe"])
async def test_a_code_that_is_anothers_is_like_one_that_is_none(
    directory: Path, userid: str
) -> None:
    """别人的编号和没有的编号，随怎么问，答的是一样的话。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await stage.say(userid, "帮助")
        for said in SAID:
            await stage.wait(seconds=5)  # nobody types thirty messages in a moment
            theirs = await stage.say(userid, said.format(THEIRS))
            nowhere = await stage.say(userid, said.format(NOWHERE))
            assert "该项不在您名下" in theirs, said
            assert theirs.replace(THEIRS, "") == nowhere.replace(NOWHERE, ""), said


async def test_whoever_sees_the_book_hears_what_is_not_in_it(directory: Path) -> None:
    """看得到整本台账的，没有的编号照实说没有。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        assert "台账里没有这个编号" in await stage.say("bailu", NOWHERE)


async def test_urging_a_unit_tells_an_outsider_nothing(directory: Path) -> None:
    """不归他催的人催一个单位，听不到这个单位的编号，也听不到有没有事。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await stage.say(OUTSIDER, "帮助")
        heard = {
            await stage.say(OUTSIDER, f"催 {unit}")
            for unit in ("教育局", "财政局", "没有这个局")
        }
        assert len(heard) == 1
        assert "由巡察办" in heard.pop()


async def test_which_units_were_inspected_stays_shut(directory: Path) -> None:
    """写错了单位名，听到的只有自己能问的单位。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        assert "区教育局" not in await stage.say(OUTSIDER, "状态 没有这个局")
        told = await stage.say("guchanghe", "状态 没有这个局")
        assert "可用的单位：区住房和城乡建设局\n" in f"{told}\n"
        assert "区教育局" in await stage.say("bailu", "状态 没有这个局")


async def test_a_deputy_is_of_the_same_unit(directory: Path) -> None:
    """请别的单位的人代办，不安排：代办人什么都看得到。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        told = await stage.say(OUTSIDER, "代办 石海涛 9月14日至25日")
        assert told.startswith("代办未办理")
        assert "不是本单位的人" in told
        assert not await stage.house.lane.run(
            lambda s: substitution.accounts(s, stage.clock.now().date())
        )
        assert "不在您名下" in await stage.say("shihaitao", "5-049")


async def give(stage: Stage, userid: str, unit: str, role: Role) -> None:
    """Give somebody one more post."""

    def write(session):  # type: ignore[no-untyped-def]
        """多记一个岗位。"""
        person = organisation.find_person(session, userid)
        assert person is not None
        Staffing(session).add_post(unit, person.key, role, "")

    await stage.house.lane.run(write)


@pytest.mark.parametrize("role", [Role.TEAM, Role.RESPONSIBLE_PERSON])
async def test_two_posts_in_two_units_do_not_add_up(
    directory: Path, role: Role
) -> None:
    """在一个单位当联络员，在另一个单位只是经办人的，看不到后一个单位的全部。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await give(stage, "taozihao", "区教育局", role)
        assert "区教育局" not in await stage.say("taozihao", "状态")
        assert "总计8项" not in await stage.say("taozihao", "状态")
        told = await stage.say("taozihao", "状态 教育局")
        assert told.startswith("不能办理")
        for asked in ("我的", "逾期", "红灯", "导出", "下月到期"):
            assert "5-00" not in await stage.say("taozihao", asked)


async def test_the_next_page_shows_only_what_may_still_be_seen(
    directory: Path,
) -> None:
    """列表还没看完，后面的事项换了人，再说更多就看不到了。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        listed = await stage.say("wanglei_jt", "我的")
        await give(stage, "cuiguodong", "区交通运输局", Role.LIAISON)
        listed = await stage.say("cuiguodong", "状态 交通运输局")
        listed = await stage.say("cuiguodong", "交通运输局还差几项")
        assert "另有" in listed or "更多" in listed
        await stage.house.lane.run(lambda s: _leave(s, "cuiguodong"))
        assert (await stage.say("cuiguodong", "更多")).startswith("没有更多了")


def _leave(session, userid: str) -> None:  # type: ignore[no-untyped-def]
    """Take all posts away."""
    person = organisation.find_person(session, userid)
    assert person is not None
    Staffing(session).clear_posts(person.key)


async def test_a_card_that_went_to_somebody_else(directory: Path) -> None:
    """拿别人卡片的号来按，按的人看不到那张卡片上写了什么。"""
    async with staged(
        directory, "2026-10-12 09:00", imported="2026-09-14 09:00", doors=APP
    ) as stage:
        await stage.settle()
        await stage.say(PERSON, "延期 5-006 到12月31日 因招标流程未完")
        await stage.say(PERSON, "确认")
        card = _card(stage.phone(LEADER))
        for key in ("收到", "同意", "已知悉", "更多"):
            answer = await stage.simulator.caller.call(_pressed(card, key))
            assert answer is None or answer.card is None, key
        pushed = "\n".join(stage.heard(OUTSIDER))
        assert "5-006" not in pushed
        assert "5-006" in str(card.card)


def _pressed(card: Bubble, key: str) -> dict[str, str]:
    """A press on somebody's card, as the platform would say it of an outsider."""
    return {
        "FromUserName": OUTSIDER,
        "CreateTime": "1791770000",
        "MsgType": "event",
        "Event": "template_card_event",
        "EventKey": key,
        "TaskId": card.task_id,
        "ResponseCode": f"code-{key}",
    }


def _card(bubbles: list[Bubble]) -> Bubble:
    """The newest card on a phone."""
    return next(one for one in reversed(bubbles) if one.card)
