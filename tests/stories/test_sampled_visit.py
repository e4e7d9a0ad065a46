"""抽查和群众不满意：列入抽查的，回访要件齐了才能销号；群众不满意的，有了处理结果才能销号。"""

from pathlib import Path

from tests.conftest import Stage, staged
from tests.stories.test_life import OFFICE, PERSON, PICTURE, PRINCIPAL, make_ready

COLLEAGUE = "kuangming"
LEADER = "ouyangruoxi"


async def endorsed(stage: Stage) -> None:
    """Bring 5-005 to the office's desk, signed by its principal."""
    await make_ready(stage)
    await stage.say(PERSON, "销号 5-005")
    await stage.say(PERSON, "确认")
    await stage.say(PRINCIPAL, "同意 5-005")


async def sent(stage: Stage, userid: str) -> str:
    """Send a picture from the place; return the answer to it."""
    await stage.send_file(userid, "现场.jpg", PICTURE + b"2")
    await stage.wait(40)
    return stage.heard(userid)[-1]


async def test_a_sampled_finding_needs_the_whole_visit(directory: Path) -> None:
    """列入抽查的，到位的回访还要写明地点、看了什么、第二名回访人，附照片，缺什么问什么。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        assert (await stage.say(OFFICE, "抽查 5-005")).startswith("已列入抽查：5-005")
        await endorsed(stage)
        assert "回访到位的记录（在抽查之列）" in await stage.say(OFFICE, "同意 5-005")
        read = await stage.say(COLLEAGUE, "回访 5-005 到位")
        assert "还缺：地点、查看的内容、第二名回访人、照片或回访表" in read
        gate = await stage.say(OFFICE, "同意 5-005")
        assert "抽查回访的地点、查看的内容、第二名回访人、照片或回访表" in gate
        more = await stage.say(
            COLLEAGUE,
            "回访 5-005 地点：局机关3楼党员活动室，抽查3次活动签到，同行：费思源",
        )
        assert "还缺：照片或回访表" in more
        assert (await sent(stage, COLLEAGUE)).startswith("已收回访材料：5-005")
        assert (await stage.say(OFFICE, "同意 5-005")).startswith("已销号：5-005")
        shown = await stage.show("5-005")
        assert [len(visit["evidence"]) for visit in shown["visits"]] == [0, 1]
        assert len(shown["evidence"]) == 1


async def test_one_of_the_unit_is_no_second_visitor(directory: Path) -> None:
    """被巡察单位的人、回访人自己，都不算第二名回访人。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await stage.say(OFFICE, "抽查 5-005")
        words = "回访 5-005 到位 在局机关查看签到表3份，同行：{}"
        own = await stage.say(COLLEAGUE, words.format("邓佳宁"))
        assert "还缺：第二名回访人、照片或回访表" in own
        himself = await stage.say(COLLEAGUE, words.format("匡明"))
        assert "还缺：第二名回访人、照片或回访表" in himself
        other = await stage.say(COLLEAGUE, words.format("费思源"))
        assert "还缺：照片或回访表" in other


async def test_pictures_of_a_visit_are_not_the_units(directory: Path) -> None:
    """回访人的照片归在回访记录上，不替单位凑材料的份数；晚到的说“归到”也归得上。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await stage.say(PERSON, "进展 5-005 已补收4人党费")
        await stage.say(OFFICE, "回访 5-005 到位 查看签到表3份")
        await stage.go("2026-09-14 09:30")
        kept = await sent(stage, OFFICE)
        assert kept.startswith("文件已妥存，尚未归到具体事项")
        assert "归到5-005" in kept
        moved = await stage.say(OFFICE, "归到5-005")
        assert moved.startswith("已收回访材料：5-005")
        shown = await stage.show("5-005")
        assert shown["evidence"] == []
        assert "佐证材料1份" in "、".join(shown["missing"])
        assert len(shown["visits"][0]["evidence"]) == 1
        none = await stage.say(COLLEAGUE, "归到5-005")
        assert none.startswith("没有等着归到事项的文件：5-005")
        await sent(stage, COLLEAGUE)
        first = await stage.say(COLLEAGUE, "归到5-005")
        assert first.startswith("请先记回访：5-005")


async def test_taken_into_the_sample_once_and_out_with_a_reason(
    directory: Path,
) -> None:
    """抽查只列一次；移出要写原因；单位的人不能列，也看不出列没列。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        assert (await stage.say(PERSON, "抽查 5-005")).startswith("不能办理：5-005")
        await stage.say(OFFICE, "抽查 5-005")
        again = await stage.say(OFFICE, "抽查 5-005")
        assert again.startswith("已在抽查之列：5-005")
        assert "在抽查之列" in await stage.say(OFFICE, "查 5-005")
        assert "抽查" not in await stage.say(PERSON, "查 5-005")
        assert (await stage.say(OFFICE, "取消抽查 5-005")).startswith(
            "请写明原因：5-005"
        )
        out = await stage.say(OFFICE, "取消抽查 5-005 与另一项重复")
        assert out.startswith("已移出抽查：5-005")
        assert (await stage.say(OFFICE, "取消抽查 5-005 重复")).startswith(
            "不在抽查之列：5-005"
        )


async def test_the_office_asks_what_is_in_the_sample(directory: Path) -> None:
    """巡察办问抽查的有哪些、群众不满意的有哪些，列得出来；单位的人问不到抽查。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        assert "目前没有列入抽查的" in await stage.say(OFFICE, "抽查的有哪些")
        await stage.say(OFFICE, "抽查 5-005")
        await stage.say(OFFICE, "群众不满意 5-006 反映仍无轮岗计划")
        listed = await stage.say(OFFICE, "抽查清单")
        assert "5-005" in listed
        assert "5-006" not in listed
        assert "5-006" in await stage.say(OFFICE, "群众不满意的有哪些")
        assert "5-006" in await stage.say(PERSON, "群众不满意的有哪些")
        assert (await stage.say(PERSON, "抽查的有哪些")).startswith("不能办理")
        lost = await stage.say(PERSON, "群众不满意怎么办")
        assert "未作任何改动" in lost
        assert "群众满意 5-023" not in lost


async def test_a_later_visit_overrules_an_earlier(directory: Path) -> None:
    """先到位、后不到位的，以后一次为准，不能销号。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await stage.say(OFFICE, "抽查 5-005")
        await endorsed(stage)
        await stage.say(COLLEAGUE, "回访 5-005 到位 在局机关查看签到表，同行：费思源")
        await stage.say(COLLEAGUE, "回访 5-005 整改不到位 签到表系补签")
        gate = await stage.say(OFFICE, "同意 5-005")
        assert "回访到位的记录（在抽查之列）" in gate


async def test_what_the_public_says_blocks_until_it_is_dealt_with(
    directory: Path,
) -> None:
    """群众不满意的告诉经办人和责任领导，处理结果记入以前不能销号。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await endorsed(stage)
        bare = await stage.say(OFFICE, "群众不满意 5-005")
        assert bare.startswith("请写明原因：5-005")
        noted = await stage.say(OFFICE, "群众不满意 5-005 反映活动仍然补签")
        assert noted.startswith("已记群众不满意：5-005")
        for person in (PERSON, LEADER):
            (told,) = [one for one in stage.heard(person) if "群众反映：1项" in one]
            assert "反映活动仍然补签" in told
            assert ("例如：进展 5-005" in told) is (person == PERSON)
        assert "群众不满意的处理结果" in await stage.say(OFFICE, "同意 5-005")
        assert "群众反映" in await stage.say(PERSON, "查 5-005")
        report = await stage.say(PERSON, "5-005 群众满意，已当面说明")
        assert report.startswith("已记入：5-005")
        assert "群众不满意的处理结果" in await stage.say(OFFICE, "同意 5-005")
        dealt = await stage.say(OFFICE, "群众满意 5-005 已当面答复，活动改为双人签到")
        assert dealt.startswith("已记群众反映的处理结果：5-005")
        assert (await stage.say(OFFICE, "同意 5-005")).startswith("已销号：5-005")
        late = await stage.say(OFFICE, "群众不满意 5-005 反映又有补签")
        assert "重新整改 5-005" in late
        assert (await stage.show("5-005"))["status"] == "closed"


async def test_who_reports_may_speak_of_visits_and_samples(directory: Path) -> None:
    """经办人说自己回访了群众、抽查了凭证，是他的进展，不当成巡察办的话。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        for words in (
            "5-005 回访12名离退休党员，均表示满意",
            "5-005 抽查3份签到表均合规",
            "5-005 群众不满意的2条意见已逐条答复",
        ):
            assert (await stage.say(PERSON, words)).startswith("已记入：5-005")
        texts = [one["text"] for one in (await stage.show("5-005"))["progress"]]
        assert texts == [
            "回访12名离退休党员，均表示满意",
            "抽查3份签到表均合规",
            "群众不满意的2条意见已逐条答复",
        ]
        for words in ("回访 5-005 现场 一切正常", "5-005 回访 已整改"):
            assert (await stage.say(PERSON, words)).startswith("不能办理：5-005")
        assert (await stage.show("5-005"))["visits"] == []


async def test_a_share_of_a_round_is_drawn_after_the_signature(directory: Path) -> None:
    """按轮次定抽查比例，签字以后抽取；种子记进流水，照着能再抽一遍。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        assert (await stage.say(PERSON, "抽查比例 20%")).startswith("不能办理")
        assert (await stage.say(OFFICE, "抽查比例")).startswith("请写明抽查比例")
        assert (await stage.say(OFFICE, "抽查比例 120%")).startswith("请写明抽查比例")
        assert (await stage.say(OFFICE, "抽查比例 第9轮 20%")).startswith("请写明轮次")
        none = await stage.say(OFFICE, "抽查比例 0%")
        assert "不再抽取" in none
        told = await stage.say(OFFICE, "抽查比例 第5轮 百分之百")
        assert told.startswith("已定抽查比例：")
        assert "100%（原为0%）" in told
        await endorsed(stage)
        gate = await stage.say(OFFICE, "同意 5-005")
        assert "回访到位的记录（在抽查之列）" in gate
        assert (await stage.show("5-005"))["sampled"] is True
        assert (await stage.show("5-006"))["sampled"] is False


async def test_a_claim_of_the_ledger_sleeps_until_it_is_verified(
    directory: Path,
) -> None:
    """台账写着已完成的不催；回访有了结论，或者电话说没做，提醒就醒来；撤销了又睡下。"""
    async with staged(directory, "2026-09-14 09:00") as stage:

        async def coming() -> list[object]:
            """What will still be said of it."""
            notices = (await stage.show("5-033"))["notices"]
            return [one for one in notices if one["status"] == "coming"]

        assert await coming() == []
        await stage.say(OFFICE, "电话 5-033 说已办完")
        assert await coming() == []
        for words in ("电话 5-033 整改不到位 尚未开工", "回访 5-033 到位 抽查账册3本"):
            assert (await stage.say(OFFICE, words)).startswith("已记入")
            assert await coming() != []
            assert (await stage.say(OFFICE, "撤销")).startswith("已撤销：5-033")
            assert await coming() == []
            assert (await stage.show("5-033"))["status"] == "rectifying"


async def test_a_failed_visit_asks_for_another(directory: Path) -> None:
    """没列入抽查的，回访没到位，也要再回访到位才能销号。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await endorsed(stage)
        await stage.say(COLLEAGUE, "回访 5-005 整改不到位 签到表系补签")
        assert "上次回访未到位" in await stage.say(OFFICE, "同意 5-005")
        await stage.say(COLLEAGUE, "回访 5-005 到位 签到表已重签")
        assert (await stage.say(OFFICE, "同意 5-005")).startswith("已销号：5-005")
