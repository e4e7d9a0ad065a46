"""再次延期：责任领导、主要负责人都同意，巡察办凭领导小组的文件决定（domain.md §4）。"""

from pathlib import Path

import pytest

from tests.closing import name_head
from tests.conftest import Stage, staged

PERSON, LEADER, PRINCIPAL, OFFICE, HEAD = (
    "dengjianing",
    "suxiaotong",
    "liangzhenbang",
    "feisiyuan",
    "zhongyi",
)
PAPER = "领导小组〔2026〕3号"


async def extended_once(stage: Stage) -> None:
    """The limit of 5-006 has been moved once, to 30 November."""
    await stage.say(PERSON, "延期 5-006 到11月30日 因招标流程未完")
    await stage.say(PERSON, "确认")
    await stage.say(LEADER, "同意 5-006")
    await stage.say(OFFICE, "同意 5-006")
    assert (await stage.show("5-006"))["due_on"] == "2026-11-30"


async def asked_again(stage: Stage) -> str:
    """A second request has been made and read back; return the read-back."""
    await extended_once(stage)
    read = await stage.say(PERSON, "延期 5-006 到12月31日 因二次招标")
    await stage.say(PERSON, "确认")
    return read


async def state(stage: Stage) -> tuple[object, list[object]]:
    """The present limit, and how far each request is."""
    shown = await stage.show("5-006")
    return shown["due_on"], [one["status"] for one in shown["extensions"]]


async def test_a_second_request_takes_the_longer_way(directory: Path) -> None:
    """再次申请延期：读回时说清还要主要负责人和文件；逐级同意，凭文件批准才改期限。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        read = await asked_again(stage)
        assert read.startswith("请确认：5-006 申请延期"), read
        assert "该项已延期过1次" in read
        assert "主要负责人梁振邦" in read
        assert "领导小组的文件" in read
        agreed = await stage.say(LEADER, "同意 5-006")
        assert agreed.startswith("已同意延期申请：5-006")
        assert "梁振邦" in agreed
        assert await state(stage) == ("2026-11-30", ["granted", "at_principal"])
        asked = [one for one in stage.heard(PRINCIPAL) if "再次延期申请1项" in one]
        assert len(asked) == 1
        assert "已同意：苏晓彤" in asked[0]
        assert "此前：已延期1次" in asked[0]
        agreed = await stage.say(PRINCIPAL, "同意 5-006")
        assert agreed.startswith("已同意延期申请：5-006"), agreed
        assert await state(stage) == ("2026-11-30", ["granted", "agreed"])
        asked = [one for one in stage.heard(OFFICE) if "再次延期申请1项" in one]
        assert "已同意：苏晓彤、梁振邦" in asked[-1]
        assert "同意 5-006 领导小组" in asked[-1]
        done = await stage.say(OFFICE, f"同意 5-006 {PAPER}")
        assert done.startswith("已批准延期：5-006"), done
        assert PAPER in done
        assert await state(stage) == ("2026-12-31", ["granted", "granted"])


async def test_without_the_paper_nothing_is_granted(directory: Path) -> None:
    """再次延期没写领导小组文件的，巡察办同意不了：缺什么说什么，什么也没改。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await asked_again(stage)
        await stage.say(LEADER, "同意 5-006")
        await stage.say(PRINCIPAL, "同意 5-006")
        for words in ("同意 5-006", "同意 5-006 请抓紧办理", "同意"):
            missing = await stage.say(OFFICE, words)
            assert missing.startswith("请写明文件：5-006 再次延期"), missing
            assert "例如：同意 5-006 领导小组" in missing
        assert await state(stage) == ("2026-11-30", ["granted", "agreed"])


@pytest.mark.parametrize(
    "paper",
    [
        "领导小组会议纪要〔2026〕3号",
        "根据10月8日区委巡察工作领导小组会议纪要第3期",
        "凭领导小组〔2026〕3号文件",
        "延期，领导小组批复第3号",
    ],
)
async def test_the_paper_may_be_named_in_many_ways(directory: Path, paper: str) -> None:
    """文件怎么写都行：只写了文件的不再问，原话留在延期记录里。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await asked_again(stage)
        await stage.say(LEADER, "同意 5-006")
        await stage.say(PRINCIPAL, "同意 5-006")
        done = await stage.say(OFFICE, f"同意 5-006 {paper}")
        assert done.startswith("已批准延期：5-006"), done
        kept = (await stage.show("5-006"))["extensions"][-1]["document"]
        assert kept == paper


async def test_the_paper_may_come_first(directory: Path) -> None:
    """先写文件、再写同意哪一项，也是同意；先写原因、再写退回的一样。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await asked_again(stage)
        await stage.say(LEADER, "同意 5-006")
        await stage.say(PRINCIPAL, "经局党组研究，同意5-006延期")
        done = await stage.say(OFFICE, f"根据{PAPER}，同意5-006延期")
        assert done.startswith("已批准延期：5-006"), done
        assert PAPER in done


async def test_words_beside_the_paper_are_read_back(directory: Path) -> None:
    """写了文件又带条件的，读回问清；确认以后才批准。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await asked_again(stage)
        await stage.say(LEADER, "同意 5-006")
        await stage.say(PRINCIPAL, "同意 5-006")
        asked = await stage.say(OFFICE, f"同意 5-006 {PAPER}，但最后一次")
        assert asked.startswith("请确认：同意 5-006"), asked
        assert await state(stage) == ("2026-11-30", ["granted", "agreed"])
        done = await stage.say(OFFICE, "确认")
        assert done.startswith("已批准延期：5-006"), done
        assert PAPER in done


async def test_staff_names_the_paper_and_the_head_decides(directory: Path) -> None:
    """有负责人的：审核的人写明文件，负责人看得到，一句同意就批准。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await asked_again(stage)
        await stage.house.lane.run(name_head)
        await stage.say(LEADER, "同意 5-006")
        await stage.say(PRINCIPAL, "同意 5-006")
        assert (await stage.say(OFFICE, "同意 5-006")).startswith("请写明文件")
        checked = await stage.say(OFFICE, f"同意 5-006 {PAPER}")
        assert checked.startswith("已审核"), checked
        asked = [one for one in stage.heard(HEAD) if "再次延期申请1项" in one]
        assert PAPER in asked[-1]
        done = await stage.say(HEAD, "同意 5-006")
        assert done.startswith("已批准延期：5-006"), done
        assert PAPER in done


async def test_principal_can_send_it_back(directory: Path) -> None:
    """主要负责人退回的，申请了结，期限不变，经办人知道原因。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await asked_again(stage)
        await stage.say(LEADER, "同意 5-006")
        back = await stage.say(PRINCIPAL, "退回 5-006 请按原期限抓紧")
        assert back.startswith("已退回：5-006"), back
        assert await state(stage) == ("2026-11-30", ["granted", "refused"])
        assert any("请按原期限抓紧" in words for words in stage.heard(PERSON))


async def test_waiting_for_the_principal_is_told_to_everybody(directory: Path) -> None:
    """等主要负责人的时候，列表和查看说等谁；责任领导不能替，不能再提一遍。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await asked_again(stage)
        await stage.say(LEADER, "同意 5-006")
        assert "梁振邦" in await stage.say(PERSON, "查 5-006")
        again = await stage.say(LEADER, "同意 5-006")
        assert "“同意或退回延期申请”由梁振邦办理" in again, again
        twice = await stage.say(PERSON, "延期 5-006 到12月31日 因二次招标")
        assert "待主要负责人同意" in twice
        assert await state(stage) == ("2026-11-30", ["granted", "at_principal"])


async def test_a_leader_who_is_the_principal_agrees_once(directory: Path) -> None:
    """责任领导就是主要负责人的，同意一次就到巡察办，不再请他第二次。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await extended_once(stage)
        await stage.say(OFFICE, "更正 5-006 责任领导 梁振邦")
        await stage.say(PERSON, "延期 5-006 到12月31日 因二次招标")
        await stage.say(PERSON, "确认")
        agreed = await stage.say(PRINCIPAL, "同意 5-006")
        assert "已送巡察办凭领导小组的文件决定" in agreed, agreed
        assert await state(stage) == ("2026-11-30", ["granted", "agreed"])
        asked = [one for one in stage.heard(OFFICE) if "再次延期申请1项" in one]
        assert "已同意：梁振邦" in asked[-1]
        done = await stage.say(OFFICE, f"同意 5-006 {PAPER}")
        assert done.startswith("已批准延期：5-006"), done


async def test_in_a_vacant_post_nobody_is_waited_for(directory: Path) -> None:
    """主要负责人空缺的，责任领导同意以后直接到巡察办，写明空缺；不会没人可等。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await extended_once(stage)
        await stage.say(OFFICE, "离任 梁振邦")
        await stage.say(OFFICE, "确认")
        await stage.say(PERSON, "延期 5-006 到12月31日 因二次招标")
        await stage.say(PERSON, "确认")
        await stage.say(LEADER, "同意 5-006")
        assert await state(stage) == ("2026-11-30", ["granted", "agreed"])
        done = await stage.say(OFFICE, f"同意 5-006 {PAPER}")
        assert done.startswith("已批准延期：5-006"), done
        for person in (PERSON, LEADER):
            news = [one for one in stage.heard(person) if "延期结果：批准1项" in one]
            assert PAPER in news[-1], person


async def test_a_successor_is_asked_in_turn(directory: Path) -> None:
    """等主要负责人的时候他离任了，接手的人收到这件申请，由接手的人同意。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await asked_again(stage)
        await stage.say(LEADER, "同意 5-006")
        read = await stage.say(OFFICE, "离任 梁振邦，由欧阳若溪接")
        assert "5-006" in read, read
        await stage.say(OFFICE, "确认")
        asked = [one for one in stage.heard("ouyangruoxi") if "再次延期" in one]
        assert len(asked) == 1, stage.heard("ouyangruoxi")
        agreed = await stage.say("ouyangruoxi", "同意 5-006")
        assert agreed.startswith("已同意延期申请：5-006"), agreed


async def test_the_office_hears_for_whose_word_a_request_waits(
    directory: Path,
) -> None:
    """三个工作日没定的：等责任领导的，巡察办看到等谁，不请它同意；轮到它才请它同意。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        for code, person in (("5-006", PERSON), ("5-004", "cuiguodong")):
            await stage.say(person, f"延期 {code} 到2027年1月31日 因招标流程未完")
            await stage.say(person, "确认")
        await stage.say(LEADER, "同意 5-004")
        await stage.go("2026-09-17 09:00")
        told = [one for one in stage.heard(OFFICE) if "巡察整改情况" in one][-1]
        assert "等苏晓彤审批" in told, told
        assert "同意 5-006" not in told
        assert "同意 5-004" in told


async def test_a_batch_leaves_out_what_needs_a_paper(directory: Path) -> None:
    """都同意不管要写文件的那一件：它不在其内，另外答复。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await asked_again(stage)
        await stage.say(LEADER, "同意 5-006")
        await stage.say(PRINCIPAL, "同意 5-006")
        for code in ("5-003", "5-007"):
            people = [
                one
                for one in (await stage.show(code))["people"]
                if one["role"] in ("responsible_person", "responsible_leader")
            ]
            asker = next(one for one in people if one["role"] == "responsible_person")
            leader = next(one for one in people if one["role"] == "responsible_leader")
            await stage.say(
                asker["userid"], f"延期 {code} 到2027年8月31日 因招标流程未完"
            )
            await stage.say(asker["userid"], "确认")
            await stage.say(leader["userid"], f"同意 {code}")
        read = await stage.say(OFFICE, "都同意")
        assert read.startswith("请确认：一并同意2项"), read
        assert "5-006" not in read.partition("另有")[0]
        assert "另有1项不在其内" in read
