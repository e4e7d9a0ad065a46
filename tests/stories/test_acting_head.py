"""主持工作：主要负责人空缺的单位，凭文件主持的人签字，别人不能代签（domain.md §2）。"""

from pathlib import Path

from sqlmodel import select

from models.journal import Journal
from models.ledger import Signature
from models.organisation import person as load_person
from models.staffing import Staffing
from rules.vocabulary import Role
from tests.conftest import Stage, at, staged
from tests.stories.test_life import make_ready

PERSON, LEADER, PRINCIPAL, OFFICE = (
    "dengjianing",
    "ouyangruoxi",
    "liangzhenbang",
    "feisiyuan",
)
WORDS = "主持工作 区教育局 欧阳若溪 青组〔2026〕7号"


async def ask_without_principal(stage: Stage) -> None:
    """The principal has left, nobody is in the post, and a finding waits for it."""
    await stage.say(OFFICE, "离任 梁振邦")
    await stage.say(OFFICE, "确认")
    await make_ready(stage)
    await stage.say(PERSON, "销号 5-005")
    await stage.say(PERSON, "确认")


async def test_who_acts_signs_with_the_paper_noted(directory: Path) -> None:
    """空缺时谁也不能签；巡察办凭文件记下主持的人，他本人签字，签字带着文件。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await ask_without_principal(stage)
        early = await stage.say(LEADER, "同意 5-005 组织部文件〔2026〕7号")
        assert early.startswith("没有人可以签字：5-005"), early
        taught = await stage.say(OFFICE, "同意 5-005")
        assert "主持工作 区教育局" in taught
        bare = await stage.say(OFFICE, "主持工作 区教育局 欧阳若溪")
        assert "缺：文件" in bare
        asked = await stage.say(OFFICE, WORDS)
        assert asked.startswith("请确认：区教育局由欧阳若溪主持工作"), asked
        assert (await stage.say(LEADER, "同意 5-005")).startswith("没有人可以签字")
        done = await stage.say(OFFICE, "确认")
        assert done.startswith("已记下：区教育局由欧阳若溪主持工作")
        assert "5-005" in done
        assert any("请您审签" in words for words in stage.heard(LEADER))
        signed = await stage.say(LEADER, "同意 5-005")
        assert signed.startswith("已签字：5-005")
        assert "青组〔2026〕7号" in signed
        told = [words for words in stage.heard(OFFICE) if "请核验" in words][-1]
        assert "欧阳若溪" in told
        assert "青组〔2026〕7号" in told

        def read(session):  # type: ignore[no-untyped-def]
            """The paper beside the signature, and who noted it."""
            papers = [row.document for row in session.exec(select(Signature))]
            deeds = [row.action for row in session.exec(select(Journal))]
            return papers, deeds

        papers, deeds = await stage.house.lane.run(read)
        assert papers == ["青组〔2026〕7号"]
        assert "acting_head" in deeds


async def test_the_office_ends_what_somebody_does_in_a_vacant_post(
    directory: Path,
) -> None:
    """巡察办取消主持工作：读回、确认，本人得知，等签字的等新的人签，记进流水。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await ask_without_principal(stage)
        await stage.say(OFFICE, WORDS)
        await stage.say(OFFICE, "确认")
        begun = [one for one in stage.heard(LEADER) if one.startswith("主持工作：")]
        assert "青组〔2026〕7号" in begun[0]
        other = await stage.say(LEADER, "取消主持工作 区教育局")
        assert other.startswith("不能办理"), other
        bare = await stage.say(OFFICE, "取消主持工作")
        assert "区教育局（欧阳若溪）" in bare
        wrong = await stage.say(OFFICE, "取消主持工作 区教育局 苏晓彤")
        assert wrong.startswith("不是苏晓彤：区教育局"), wrong
        asked = await stage.say(OFFICE, "取消主持工作 区教育局 青组〔2026〕12号")
        assert asked.startswith("请确认：区教育局不再由欧阳若溪主持工作"), asked
        assert "5-005" in asked
        assert "青组〔2026〕12号" in asked
        done = await stage.say(OFFICE, "确认")
        assert done.startswith("已取消：区教育局不再由欧阳若溪主持工作"), done
        told = [one for one in stage.heard(LEADER) if "主持工作终止" in one]
        assert len(told) == 1
        refused = await stage.say(LEADER, "同意 5-005")
        assert refused.startswith("没有人可以签字：5-005"), refused
        assert (await stage.show("5-005"))["status"] == "submitted"
        again = await stage.say(OFFICE, "取消主持工作 区教育局")
        assert again.startswith("没有人主持：区教育局"), again

        def read(session):  # type: ignore[no-untyped-def]
            """What the journal holds."""
            return [row.action for row in session.exec(select(Journal))]

        assert "end_acting" in await stage.house.lane.run(read)


async def test_who_acts_no_more_is_not_asked_to_sign(directory: Path) -> None:
    """夜里记下、夜里又取消的，早上不再请他签字，两件事都告诉他。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await ask_without_principal(stage)
        stage.clock.push(at("2026-09-14 19:00"))
        for words in (WORDS, "确认", "取消主持工作 区教育局", "确认"):
            await stage.say(OFFICE, words)
        before = len(stage.heard(LEADER))
        await stage.go("2026-09-15 09:00")
        told = "\n".join(stage.heard(LEADER)[before:])
        assert "主持工作：1个单位" in told
        assert "主持工作终止：1个单位" in told
        assert "请您审签" not in told


async def test_roster_ends_what_somebody_does_in_a_vacant_post(
    directory: Path,
) -> None:
    """花名册补入主要负责人，主持的人就不再签字；没补的再导入，主持的照旧。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await ask_without_principal(stage)
        await stage.say(OFFICE, WORDS)
        await stage.say(OFFICE, "确认")

        def again(session):  # type: ignore[no-untyped-def]
            """The roster once more, the post still vacant."""
            staffing = Staffing(session)
            person = staffing.put_person(LEADER, "欧阳若溪")
            staffing.clear_posts(person.key)
            staffing.add_post("区教育局", person.key, Role.RESPONSIBLE_LEADER)
            staffing.vacate("区教育局", Role.PRINCIPAL, "", ())
            return load_person(session, person.key).name

        def filled(session):  # type: ignore[no-untyped-def]
            """The roster names a principal."""
            staffing = Staffing(session)
            person = staffing.put_person("xinren", "辛任")
            staffing.add_post("区教育局", person.key, Role.PRINCIPAL)

        await stage.house.lane.run(again)
        shown = await stage.say(LEADER, "待办")
        assert "5-005" in shown
        await stage.house.lane.run(filled)
        refused = await stage.say(LEADER, "同意 5-005")
        assert "辛任" in refused
        assert (await stage.show("5-005"))["status"] == "submitted"


async def test_a_filled_post_has_nobody_acting_in_it(directory: Path) -> None:
    """主要负责人在任的，不能记别人主持；只有巡察办能记；工作会议是进展。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        refused = await stage.say(OFFICE, WORDS)
        assert refused.startswith("不是空缺：区教育局")
        other = await stage.say(PERSON, WORDS)
        assert other.startswith("不能办理")
        told = await stage.say(PERSON, "5-005 主持工作会议3次，形成纪要2份")
        assert told.startswith("已记入：5-005")


async def test_who_verifies_does_not_act_in_a_unit(directory: Path) -> None:
    """巡察办的人不能被记为主持：不能自己签字又自己核验。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await ask_without_principal(stage)
        refused = await stage.say(OFFICE, WORDS.replace("欧阳若溪", "钟毅"))
        assert refused.startswith("不能由巡察办签字：区教育局"), refused
        assert (await stage.say(OFFICE, "确认")).startswith("现在没有等您确认")


async def test_a_principal_who_is_back_signs_alone(directory: Path) -> None:
    """主要负责人复任的，由他签字，主持过的人不再签。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await ask_without_principal(stage)
        await stage.say(OFFICE, WORDS)
        await stage.say(OFFICE, "确认")
        await stage.say(OFFICE, "复任 梁振邦")
        refused = await stage.say(LEADER, "同意 5-005")
        assert "梁振邦" in refused, refused
        signed = await stage.say(PRINCIPAL, "同意 5-005")
        assert signed.startswith("已签字：5-005")
        assert "主持工作" not in signed


async def test_who_acts_does_not_pass_it_on(directory: Path) -> None:
    """主持的人离任，主持不随着交给接手的人，要另凭文件记。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await ask_without_principal(stage)
        await stage.say(OFFICE, WORDS)
        await stage.say(OFFICE, "确认")
        await stage.say(OFFICE, "离任 欧阳若溪，由苏晓彤接")
        done = await stage.say(OFFICE, "确认")
        assert done.startswith("已办离任"), done
        refused = await stage.say("suxiaotong", "同意 5-005")
        assert refused.startswith("没有人可以签字：5-005"), refused


async def test_acting_ends_where_the_principal_is_back(directory: Path) -> None:
    """复任终止主持：以后由主持过的人接任的，按本职签字，不再带旧文件。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await ask_without_principal(stage)
        await stage.say(OFFICE, WORDS)
        await stage.say(OFFICE, "确认")
        await stage.say(OFFICE, "复任 梁振邦")
        await stage.say(OFFICE, "离任 梁振邦，由欧阳若溪接")
        done = await stage.say(OFFICE, "确认")
        assert done.startswith("已办离任"), done
        signed = await stage.say(LEADER, "同意 5-005")
        assert signed.startswith("已签字：5-005"), signed
        assert "青组〔2026〕7号" not in signed
