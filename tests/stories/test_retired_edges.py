"""离任的边角：欠着的、等着的、缓着的各归各处；只剩一个人的走不得；网页也不再开门。"""

from pathlib import Path
from typing import Any

from handlers.ladder import escalating
from models import findings
from tests.closing import close, name_head
from tests.conftest import Stage, staged
from tests.stories.test_held import CLIMB, HOLD, notices, told, walk
from tests.stories.test_own_measures import ledger
from tests.stories.test_retired import retire
from tests.visiting import visited

OFFICE, COLLEAGUE, HEAD = "feisiyuan", "kuangming", "zhongyi"
PERSON, HEIR, LEADER = "dengjianing", "shihaitao", "suxiaotong"
PRINCIPAL, NEXT = "liangzhenbang", "ouyangruoxi"
START, IMPORTED = "2026-10-12 09:00", "2026-09-14 09:00"


async def out_of_plan(stage: Stage) -> list[str]:
    """Open findings whose next look is not what the rules say of them now."""

    def read(session):  # type: ignore[no-untyped-def]
        """在一笔里逐项再算一遍。"""
        context = stage.house.context(session)
        wrong = []
        for finding in findings.all_open(session):
            kept = finding.next_look_on
            escalating.plan_next_look(context, finding)
            if finding.next_look_on != kept:
                wrong.append(finding.code)
            finding.next_look_on = kept
        return wrong

    return list(await stage.house.lane.run(read))


async def test_what_was_held_goes_to_the_successor(directory: Path) -> None:
    """缓着没发的上报，主要负责人离任后到那天告知接任的人。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await walk(stage, *CLIMB)
        await stage.say(OFFICE, HOLD)
        await walk(stage, "2026-10-26")
        await retire(stage, "离任 梁振邦，由欧阳若溪接")
        assert ("withdrawn", "已离任") in await notices(stage, "overdue-7")
        assert await out_of_plan(stage) == []
        await walk(stage, "2026-10-27", "2026-10-29", "2026-10-30")
        assert "overdue-7" not in await told(stage, PRINCIPAL)
        assert "overdue-7" in await told(stage, NEXT)


async def test_a_vacant_post_falls_to_the_next_one_up(directory: Path) -> None:
    """主要负责人离任没人接，岗位空缺：到了那一步报巡察办，不再报他。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await walk(stage, *CLIMB)
        asked = await stage.say(OFFICE, "离任 梁振邦")
        assert "即为空缺" in asked
        await stage.say(OFFICE, "确认")
        assert await out_of_plan(stage) == []
        await walk(stage, "2026-10-26", "2026-10-27")
        assert "overdue-7" not in await told(stage, PRINCIPAL)
        assert "overdue-7" in await told(stage, OFFICE)


async def test_what_waits_for_the_morning_is_not_said(directory: Path) -> None:
    """夜里欠着的提醒，人离任了早上不再发，缘由留着。"""
    async with staged(directory, START, imported=IMPORTED) as stage:
        await stage.go("2026-10-12 19:00")
        assert "发出" in await stage.say(OFFICE, "催 5-006")
        await retire(stage, "离任 邓佳宁，由石海涛接")
        assert ("withdrawn", "已离任") in await notices(stage, "urge")
        heard = len(stage.heard(PERSON))
        await stage.go("2026-10-13 09:00")
        (said,) = stage.heard(PERSON)[heard:]
        assert said.startswith("离任登记：1件")
        assert any("工作交接：3项" in words for words in stage.heard(HEIR))


async def test_the_only_head_and_the_only_officer_stay(directory: Path) -> None:
    """唯一的巡察办负责人、唯一的工作人员办不了离任，四眼不会因此没了。"""
    async with staged(directory, START, imported=IMPORTED) as stage:
        await stage.house.lane.run(name_head)
        said = await stage.say(OFFICE, "离任 钟毅，由费思源接")
        assert "唯一的巡察办负责人" in said
        for name in ("白露", "匡明"):
            done = await stage.say(HEAD, f"离任 {name}")
            assert done.startswith(f"请确认：{name}离任")
            await stage.say(HEAD, "确认")
        assert "唯一的巡察办工作人员" in await stage.say(HEAD, "离任 费思源")


async def test_an_office_post_is_not_given_in_chat(directory: Path) -> None:
    """巡察办的岗位不随交接给别人，由花名册定。"""
    async with staged(directory, START, imported=IMPORTED) as stage:
        asked = await stage.say(OFFICE, "离任 匡明，由白露接")
        assert "不随交接、由花名册定的岗位：区委巡察办" in asked
        refused = await stage.say(OFFICE, "离任 匡明，由石海涛接")
        assert "石海涛不是区委巡察办的人" in refused


async def test_a_second_visitor_who_left_counts_only_before(directory: Path) -> None:
    """离任以前同去的照算；离任以后再写他同行，不算第二名回访人。"""
    async with staged(directory, START, imported=IMPORTED) as stage:
        await stage.say(OFFICE, "抽查 5-005")
        await stage.say(OFFICE, "抽查 5-002")
        where = "到位 地点：办公楼3楼，查看账册3本，同行：匡明"
        before = await stage.say(OFFICE, f"回访 5-005 {where}")
        assert "第二名回访人" not in before
        await retire(stage, "离任 匡明")
        after = await stage.say(OFFICE, f"回访 5-002 {where}")
        assert "还缺：第二名回访人" in after
        shown: Any = await stage.show("5-005")
        assert shown["visits"][0]["verdict"] == "到位"


async def test_own_measures_pass_as_own_measures(directory: Path) -> None:
    """只管一条措施的人离任，接手的人也只管那一条。"""
    books = ("花名册.xlsx", ledger(directory / "k.xlsx"))
    async with staged(directory, "2026-10-12 09:00", books) as stage:
        asked = await stage.say(OFFICE, "离任 邓佳宁，由石海涛接")
        assert "单独写明的措施1条" in asked
        await stage.say(OFFICE, "确认")
        said = await stage.say(HEIR, "完成 5-001")
        assert "措施2已完成" in said
        assert "2条中1条已标记完成" in said


async def test_leader_and_person_in_one_are_pointed_out(directory: Path) -> None:
    """接手以后一人兼责任领导和责任人的，读回时点出来。"""
    async with staged(directory, START, imported=IMPORTED) as stage:
        asked = await stage.say(OFFICE, "离任 邓佳宁，由苏晓彤接")
        assert "苏晓彤将同时是责任人和责任领导：5-002、5-006" in asked


async def test_a_reopened_finding_looks_for_who_is_here(directory: Path) -> None:
    """销号的事项仍写离任的人；重新整改时不再找他，由责任领导过问，可以改派。"""
    async with staged(directory, START, imported=IMPORTED) as stage:
        await close(stage)
        await retire(stage, "离任 邓佳宁，由石海涛接")
        shown: Any = await stage.show("5-005")
        assert "邓佳宁" in {one["name"] for one in shown["people"]}
        heard = len(stage.heard(PERSON))
        await stage.say(OFFICE, "重新整改 5-005 回访发现问题反弹")
        assert "邓佳宁" not in await stage.say(OFFICE, "催 5-005")
        await stage.go("2026-11-20 09:00")
        assert len(stage.heard(PERSON)) == heard
        moved = await stage.say(OFFICE, "改派 5-005 邓佳宁给石海涛")
        assert moved.startswith("已改派：5-005")
        assert len(stage.heard(PERSON)) == heard


async def test_the_page_is_closed_too(directory: Path) -> None:
    """离任的人打开网页，一样进不来。"""
    async with visited(directory) as visitor:
        status, _ = await visitor.enter(PERSON)
        assert status == 200
        await retire(visitor.stage, "离任 邓佳宁，由石海涛接")
        status, page = await visitor.get("/h5/")
        assert status == 403
        assert "5-005" not in page


async def test_a_card_on_the_old_phone_does_nothing(directory: Path) -> None:
    """离任前收到的卡片，再按也不办。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await stage.say(PERSON, "延期 5-006 到11月30日 因方案未定")
        await stage.say(PERSON, "确认")
        await retire(stage, "离任 苏晓彤，由欧阳若溪接")
        await stage.press(LEADER, "同意 5-006")
        shown: Any = await stage.show("5-006")
        assert [one["status"] for one in shown["extensions"]] == ["asked"]
        assert (await stage.say(NEXT, "同意 5-006")).startswith("已同意延期申请")
