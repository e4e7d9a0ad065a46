"""收回：写了哪项就撤哪项，没送出的确认可以取消，送出的延期申请自己取消。"""

from pathlib import Path

from tests.conftest import APP, staged

PERSON, OFFICE, LEADER = "dengjianing", "kuangming", "suxiaotong"
PRINCIPAL = "liangzhenbang"
SCAN = Path(__file__).parent.parent / "data" / "evidence" / "scan.png"


async def test_undo_that_names_a_finding_touches_no_other(directory: Path) -> None:
    """“撤销5-005”只撤5-005上的那条，后来记在别项上的不动。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await stage.say(PERSON, "5-005 已召开专题会")
        await stage.say(PERSON, "进展 5-006 已制定方案")
        assert (await stage.say(PERSON, "撤销5-005")).startswith("已撤销：5-005")
        assert (await stage.show("5-005"))["progress"] == []
        assert len((await stage.show("5-006"))["progress"]) == 1
        none = await stage.say(PERSON, "撤销5-005")
        assert none.startswith("没有可以撤销的记录：5-005")
        assert len((await stage.show("5-006"))["progress"]) == 1


async def test_undo_of_one_finding_leaves_the_rest_of_the_message(
    directory: Path,
) -> None:
    """一条消息记了两项，点名撤一项，另一项还在。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await stage.say(PERSON, "5-005已召开会议，5-006已制定方案")
        assert (await stage.say(PERSON, "撤销5-006")).startswith("已撤销：5-006")
        assert (await stage.show("5-006"))["progress"] == []
        assert len((await stage.show("5-005"))["progress"]) == 1


async def _ask(stage) -> None:  # type: ignore[no-untyped-def]
    await stage.say(PERSON, "进展 5-006 已制定方案")
    await stage.say(PERSON, "延期 5-006 到11月30日 因招标流程未完")
    await stage.say(PERSON, "确认")


async def test_undo_takes_no_progress_for_a_request(directory: Path) -> None:
    """说撤销延期申请，不会把进展撤了；送出的申请用“取消延期”收回。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await _ask(stage)
        words = await stage.say(PERSON, "撤销5-006的延期申请")
        assert words.startswith("不能撤销申请：5-006")
        assert "取消延期 5-006" in words
        assert len((await stage.show("5-006"))["progress"]) == 1
        assert (await stage.show("5-006"))["extensions"][0]["status"] == "asked"


async def test_asker_cancels_an_extension(directory: Path) -> None:
    """申请人取消还没定的延期，收到过申请的人知道，期限不变，再批已没有这件。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await _ask(stage)
        await stage.go("2026-09-14 10:00")
        done = await stage.say(PERSON, "取消5-006的延期")
        assert done.startswith("已取消延期申请：5-006")
        assert "10月15日" in done
        shown = await stage.show("5-006")
        assert shown["extensions"][0]["status"] == "cancelled"
        assert shown["due_on"] == "2026-10-15"
        await stage.go("2026-09-14 11:00")
        assert any("延期申请取消：1项" in words for words in stage.heard(LEADER))
        late = await stage.say(LEADER, "同意 5-006")
        assert late.startswith("没有等您办理的申请")


async def test_a_cancelled_request_leaves_no_live_buttons(directory: Path) -> None:
    """打字办过的、取消了的申请，卡片都按不动，各写明是办了还是取消了。"""
    async with staged(directory, "2026-09-14 09:00", doors=APP) as stage:
        await _ask(stage)
        await stage.settle()
        await stage.say(LEADER, "退回 5-006 理由不充分")
        await _ask(stage)
        await stage.go("2026-09-14 10:00")
        await stage.say(PERSON, "取消延期 5-006")
        await stage.settle()
        cards = [one for one in stage.phone(LEADER) if one.card]
        assert [one.replaced for one in cards] == ["苏晓彤已办理", "申请已取消"]


async def test_a_decision_leaves_other_requests_live(directory: Path) -> None:
    """延期定了，同一项别的申请卡片照样能按。"""
    async with staged(directory, "2026-09-14 09:00", doors=APP) as stage:
        await stage.say(PERSON, "进展 5-006 已补收4人党费")
        await stage.say(PERSON, "延期 5-006 到11月30日 因招标流程未完")
        await stage.say(PERSON, "确认")
        await stage.say(PERSON, "完成 5-006")
        await stage.send_file(PERSON, "凭证.png", SCAN.read_bytes())
        await stage.say(PERSON, "销号 5-006")
        await stage.say(PERSON, "确认")
        await stage.settle()
        returned = await stage.say(LEADER, "退回 5-006 理由不充分")
        assert returned.startswith("已退回：5-006 延期申请")
        await stage.settle()
        cards = [one for one in stage.phone(PRINCIPAL) if one.card]
        assert [one.replaced for one in cards] == [""]


async def test_second_cancellation_is_told_too(directory: Path) -> None:
    """取消了又申请、再取消，收到过申请的人两次都知道。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        for hour in (10, 11):
            await _ask(stage)
            await stage.go(f"2026-09-14 {hour}:00")
            done = await stage.say(PERSON, "取消延期 5-006")
            assert "已告知苏晓彤" in done
            await stage.go(f"2026-09-14 {hour}:30")
        told = [words for words in stage.heard(LEADER) if "延期申请取消" in words]
        assert len(told) == 2


async def test_only_the_asker_cancels(directory: Path) -> None:
    """别人的申请取消不了；没有申请的，说没有，什么也不记。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        assert (await stage.say(PERSON, "取消 5-006")).startswith(
            "没有可以取消的申请：5-006"
        )
        assert (await stage.show("5-006"))["progress"] == []
        await _ask(stage)
        assert (await stage.say("shihaitao", "取消延期 5-006")).startswith(
            "没有可以取消的申请：5-006"
        )
        assert (await stage.show("5-006"))["extensions"][0]["status"] == "asked"


async def test_cancel_that_names_a_finding_answers_only_its_question(
    directory: Path,
) -> None:
    """问着5-006延期的确认，说取消5-005不算回答；取消5-006才算。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await stage.say(PERSON, "延期 5-006 到11月30日 因招标流程未完")
        other = await stage.say(PERSON, "取消 5-005")
        assert other.startswith("没有可以取消的申请：5-005")
        assert (await stage.say(PERSON, "取消 5-006")).startswith("已取消，未作改动")
        assert (await stage.show("5-006"))["extensions"] == []


async def test_a_plain_undo_is_of_the_last_deed_or_of_nothing(directory: Path) -> None:
    """最近办的是更正、申请，撤销不去收回更早一条，也不碰别的事项；写明编号才收回。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await stage.say(OFFICE, "回访 5-006 到位 制度上墙，抽查3份凭证")
        await stage.say(OFFICE, "更正 5-005 标题 组织生活不规范")
        refused = await stage.say(OFFICE, "撤销")
        assert refused.startswith("没有撤销：5-005")
        assert "您最近办的是“更正”" in refused
        assert len((await stage.show("5-006"))["visits"]) == 1
        assert "撤销 5-006" in refused
        assert (await stage.say(OFFICE, "撤销 5-006")).startswith("已撤销：5-006")
        await stage.say(PERSON, "进展 5-006 已开会研究明确2人办理")
        await stage.say(PERSON, "延期 5-006 到11月30日 因方案待批")
        await stage.say(PERSON, "确认")
        asked = await stage.say(PERSON, "撤销")
        assert "取消延期 5-006" in asked
        assert len((await stage.show("5-006"))["progress"]) == 1
        await stage.say(PERSON, "取消延期 5-006")
        await stage.say(PERSON, "进展 5-005 又补收1人党费")
        assert (await stage.say(PERSON, "撤销")).startswith("已撤销：5-005")


async def test_files_that_were_asked_about_are_taken_back(directory: Path) -> None:
    """照片问了归哪一项、答了才归上的，撤销收回的是照片。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await stage.send_file(PERSON, "scan.png", SCAN.read_bytes())
        await stage.wait(40)
        assert any(one.startswith("请确认是哪一项") for one in stage.heard(PERSON))
        bound = await stage.say(PERSON, "归到5-006")
        assert bound.startswith("已收材料：5-006")
        assert len((await stage.show("5-006"))["evidence"]) == 1
        assert (await stage.say(PERSON, "撤销")).startswith("已撤销：5-006")
        assert (await stage.show("5-006"))["evidence"] == []
