"""离任：一句话读回、确认，一笔移交；人停用，名字留着；误办的可以复任。"""

from pathlib import Path

import pytest

from models import in_hand, organisation
from rules.vocabulary import Role
from tests.conftest import Stage, staged
from tests.stories.test_life import make_ready

OFFICE, COLLEAGUE = "feisiyuan", "kuangming"
PERSON, HEIR = "dengjianing", "shihaitao"
LEADER, OTHER_LEADER = "ouyangruoxi", "suxiaotong"
START, IMPORTED = "2026-10-12 09:00", "2026-09-14 09:00"


async def retire(stage: Stage, words: str, by: str = OFFICE) -> str:
    """Say it and confirm; the second answer."""
    await stage.say(by, words)
    return await stage.say(by, "确认")


async def named(stage: Stage, code: str) -> dict[str, str]:
    """Who is on a finding now: name → role."""
    shown = await stage.show(code)
    people = shown["people"]
    assert isinstance(people, list)
    return {one["name"]: one["role"] for one in people}


async def posts(stage: Stage, userid: str) -> set[str]:
    """The roles of somebody's posts."""

    def read(session):  # type: ignore[no-untyped-def]
        """在一笔里读出岗位。"""
        person = organisation.find_person(session, userid)
        return {post.role for post in in_hand.posts(session, person.key)}

    return set(await stage.house.lane.run(read))


async def test_everything_passes_after_confirmation(directory: Path) -> None:
    """离任先读回手上有什么；确认后逐项移交，期限不变，双方各收一条。"""
    async with staged(directory, START, imported=IMPORTED) as stage:
        before = await stage.show("5-005")
        asked = await stage.say(OFFICE, "离任 邓佳宁，由石海涛接")
        assert asked.startswith("请确认：邓佳宁离任，由石海涛接")
        assert "经办3项：5-002、5-005、5-006" in asked
        assert "岗位：区教育局责任人（宣传股股长）" in asked
        assert "目前尚未办理" in asked
        assert "邓佳宁" in await named(stage, "5-005")
        done = await stage.say(OFFICE, "确认")
        assert done.startswith("已办离任：邓佳宁，由石海涛接")
        for code in ("5-002", "5-005", "5-006"):
            on = await named(stage, code)
            assert on["石海涛"] == "responsible_person"
            assert "邓佳宁" not in on
        after = await stage.show("5-005")
        assert after["due_on"] == before["due_on"]
        assert after["status"] == before["status"]
        taken = [words for words in stage.heard(HEIR) if "工作交接：3项" in words]
        left = [words for words in stage.heard(PERSON) if "离任登记：1件" in words]
        assert len(taken) == len(left) == 1
        assert "邓佳宁已离任" in taken[0]
        assert "由石海涛接手" in left[0]


async def test_the_book_tells_it_as_a_reassignment_does(directory: Path) -> None:
    """移交以后，流水里每项都有改派的一笔，历史仍写原来的名字。"""
    async with staged(directory, START, imported=IMPORTED) as stage:
        await stage.say(PERSON, "进展 5-005 已补收4人党费")
        await retire(stage, "邓佳宁退休了，工作交给石海涛")
        shown = await stage.show("5-005")
        progress = shown["progress"]
        assert isinstance(progress, list)
        assert progress[0]["userid"] == PERSON
        assert (await stage.say(HEIR, "我的")).count("5-00") >= 3
        assert (await stage.say(HEIR, "进展 5-005 余款已收")).startswith("已记入")


async def test_whoever_left_is_told_nothing_and_may_do_nothing(
    directory: Path,
) -> None:
    """离任的人不再收提醒，发来什么只得一句客气话，一天一句，什么也不记。"""
    async with staged(directory, START, imported=IMPORTED) as stage:
        await retire(stage, "离任 邓佳宁，由石海涛接")
        said = await stage.say(PERSON, "进展 5-005 又补收1人")
        assert "已登记您离任" in said
        assert await stage.say(PERSON, "我的") == ""
        heard = len(stage.heard(PERSON))
        await stage.go("2026-10-16 09:00")
        await stage.go("2026-10-19 09:00")
        assert len(stage.heard(PERSON)) == heard
        assert any("巡察整改提醒" in words for words in stage.heard(HEIR))
        shown = await stage.show("5-005")
        assert shown["progress"] == []


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("离任 邓佳宁，由查无此人接", "未找到人员：查无此人"),
        ("离任 邓佳宁，由尹春华接", "尹春华不是区教育局的人"),
        ("离任 邓佳宁，由邓佳宁接", "是同一个人"),
        ("离任 查无此人", "未找到人员：查无此人"),
        ("离任 王磊，由石海涛接", "有同名人员：王磊"),
        ("离任 邓佳宁", "手上还有事"),
        ("离任", "请写明谁离任"),
        ("离任 费思源", "不能给自己办离任"),
    ],
)
async def test_what_cannot_be_done_changes_nothing(
    directory: Path, words: str, answer: str
) -> None:
    """接手的人查不到、不是本单位、分不清，或没写接手的人：说一句，什么也不动。"""
    async with staged(directory, START, imported=IMPORTED) as stage:
        assert answer in await stage.say(OFFICE, words)
        assert (await stage.say(OFFICE, "确认")).startswith("现在没有等您确认的事")
        assert "邓佳宁" in await named(stage, "5-005")


async def test_two_of_a_name_are_told_apart(directory: Path) -> None:
    """同名的写单位或账号就分得清，只走说的那一个。"""
    async with staged(directory, START, imported=IMPORTED) as stage:
        asked = await stage.say(OFFICE, "离任 教育局王磊，由石海涛接")
        assert "区教育局责任人（计财股股长）" in asked
        await stage.say(OFFICE, "取消")
        done = await retire(stage, "离任 wanglei_jy 由 shihaitao 接")
        assert done.startswith("已办离任：王磊，由石海涛接")
        assert "王磊的事项" in await stage.say(OFFICE, "查 交通运输局王磊")


async def test_nothing_in_hand_needs_no_successor(directory: Path) -> None:
    """逐项改派完了再说离任，不用写接手的人。"""
    async with staged(directory, START, imported=IMPORTED) as stage:
        held = await stage.say(OFFICE, "离任 邓佳宁")
        assert "离任 邓佳宁，由姓名接" in held
        assert "改派 5-002 邓佳宁给姓名" in held
        await stage.say(OFFICE, "改派 5-002 邓佳宁给石海涛")
        await stage.say(OFFICE, "改派 5-005 邓佳宁给崔国栋")
        await stage.say(OFFICE, "改派 5-006 邓佳宁给石海涛")
        asked = await stage.say(OFFICE, "离任 邓佳宁")
        assert "手上没有在办的事项" in asked
        assert (await stage.say(OFFICE, "确认")).startswith("已办离任：邓佳宁")
        assert "崔国栋" in await named(stage, "5-005")


async def test_only_the_office_says_so(directory: Path) -> None:
    """别人说离任不算；经办人报的“谁退休了”是进展，不是命令。"""
    async with staged(directory, START, imported=IMPORTED) as stage:
        assert "由巡察办办理" in await stage.say(LEADER, "离任 邓佳宁，由石海涛接")
        assert "由巡察办办理" in await stage.say(LEADER, "复任 邓佳宁")
        told = await stage.say(PERSON, "石海涛退休了，工作交给崔国栋")
        assert "离任" not in told
        assert (await stage.say(PERSON, "确认")).startswith("现在没有等您确认")
        assert "石海涛" in await stage.say(OFFICE, "查 石海涛")


async def test_what_changed_meanwhile_is_read_back_again(directory: Path) -> None:
    """读回以后手上的事变了，确认不算，重新读回。"""
    async with staged(directory, START, imported=IMPORTED) as stage:
        await stage.say(OFFICE, "离任 邓佳宁，由石海涛接")
        await stage.say(COLLEAGUE, "改派 5-002 邓佳宁给崔国栋")
        again = await stage.say(OFFICE, "确认")
        assert again.startswith("情况有变，尚未办理")
        assert "经办2项：5-005、5-006" in again
        await stage.say(OFFICE, "确认")
        assert "崔国栋" in await named(stage, "5-002")
        assert "石海涛" in await named(stage, "5-006")


async def test_a_mistake_is_mended(directory: Path) -> None:
    """复任以后照常办理，事项不移回；没离任的说没离任。"""
    async with staged(directory, START, imported=IMPORTED) as stage:
        assert "仍在册" in await stage.say(OFFICE, "复任 邓佳宁")
        await retire(stage, "离任 邓佳宁，由石海涛接")
        assert "已离任" in await stage.say(OFFICE, "离任 邓佳宁")
        assert "已离任" in await stage.say(OFFICE, "改派 5-005 邓佳宁")
        assert "已离任" in await stage.say(HEIR, "代办 邓佳宁 10月13日至15日")
        back = await stage.say(OFFICE, "复任 邓佳宁")
        assert back.startswith("已复任：邓佳宁")
        assert "不会移回" in back
        assert any("恢复登记" in words for words in stage.heard(PERSON))
        await stage.say(OFFICE, "改派 5-005 石海涛给邓佳宁")
        said = await stage.say(PERSON, "进展 5-005 已补收4人党费")
        assert said.startswith("已记入")


async def test_a_principals_pending_signature_passes(directory: Path) -> None:
    """主要负责人离任，岗位和等他签的字都转给接任的人，由接任的人签。"""
    async with staged(directory, START, imported=IMPORTED) as stage:
        await _submit(stage)
        asked = await stage.say(OFFICE, "梁振邦调走了，苏晓彤接任")
        assert "等其签字的销号申请：5-005" in asked
        assert "岗位：区教育局主要负责人（党组书记、局长）" in asked
        await stage.say(OFFICE, "确认")
        assert Role.PRINCIPAL.value in await posts(stage, OTHER_LEADER)
        assert any("请您审签" in words for words in stage.heard(OTHER_LEADER))
        signed = await stage.say(OTHER_LEADER, "同意 5-005")
        assert signed.startswith("已签字：5-005")


async def _submit(stage: Stage) -> None:
    """Bring 5-005 to the principal."""
    await make_ready(stage)
    await stage.say(PERSON, "销号 5-005")
    await stage.say(PERSON, "确认")


async def test_a_leaders_pending_extension_and_escalations_pass(
    directory: Path,
) -> None:
    """责任领导离任，等他看的延期申请和此后的上报都到接手的人那里。"""
    async with staged(directory, START, imported=IMPORTED) as stage:
        await stage.say(PERSON, "延期 5-006 到12月31日 因住院党员待补")
        await stage.say(PERSON, "确认")
        asked = await stage.say(OFFICE, "离任 苏晓彤，由欧阳若溪接")
        assert "等其审阅的延期申请：5-006" in asked
        await stage.say(OFFICE, "确认")
        assert any("延期申请1项" in words for words in stage.heard(LEADER))
        agreed = await stage.say(LEADER, "退回 5-006 请按期完成")
        assert agreed.startswith("已退回：5-006")
        heard = len(stage.heard(OTHER_LEADER))
        await stage.go("2026-10-19 09:00")
        assert len(stage.heard(OTHER_LEADER)) == heard
        assert any("请您督促" in words for words in stage.heard(LEADER))


async def test_own_requests_and_substitutions(directory: Path) -> None:
    """离任的人申请的延期照常等决定，接手的人可以取消；代办随之结束。"""
    async with staged(directory, START, imported=IMPORTED) as stage:
        await stage.say(PERSON, "延期 5-006 到12月31日 因住院党员待补")
        await stage.say(PERSON, "确认")
        await stage.say(PERSON, "代办 崔国栋 10月12日至16日")
        asked = await stage.say(OFFICE, "离任 邓佳宁，由石海涛接")
        assert "本人申请、尚未决定的延期：5-006" in asked
        assert "代办随之结束：崔国栋代邓佳宁" in asked
        await stage.say(OFFICE, "确认")
        assert any("代办结束" in words for words in stage.heard("cuiguodong"))
        late = await stage.say("cuiguodong", "进展 5-005 已代交凭证")
        assert late.startswith("不能办理：5-005")
        cancelled = await stage.say(HEIR, "取消延期 5-006")
        assert cancelled.startswith("已取消延期申请：5-006")


async def test_the_last_of_the_office_stays(directory: Path) -> None:
    """巡察办的岗位不随交接；最后一名工作人员办不了离任。"""
    async with staged(directory, START, imported=IMPORTED) as stage:
        for userid, name in (("zhongyi", "钟毅"), ("bailu", "白露")):
            asked = await stage.say(OFFICE, f"离任 {userid}")
            assert asked.startswith(f"请确认：{name}离任")
            await stage.say(OFFICE, "确认")
        assert (await retire(stage, "离任 匡明")).startswith("已办离任：匡明")
        assert "不能给自己办离任" in await stage.say(OFFICE, "离任 费思源")
        assert (await stage.say(OFFICE, "状态")).startswith("巡察整改情况")
