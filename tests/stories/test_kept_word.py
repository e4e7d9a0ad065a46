"""说的和做的是一回事：预演和真发的、总数和清单、给谁的话和谁能办的事。"""

from datetime import date
from pathlib import Path

from sqlmodel import Session

from handlers.notices import planning
from models import findings, organisation, post_office
from rules.vocabulary import NoticeStatus
from tests.closing import close
from tests.conftest import Stage, staged
from tests.stories.test_life import make_ready

PERSON, PRINCIPAL = "dengjianing", "liangzhenbang"
OFFICE, GROUP = "feisiyuan", "zhuolifeng"
Told = set[tuple[str, str, str]]


async def foreseen(stage: Stage, day: str, days: int = 1) -> list[dict[str, str]]:
    """What the rehearsal says of some days, in the shape of `plan --json`."""
    start = date.fromisoformat(day)
    return await stage.house.lane.run(
        lambda s: [
            planning.as_json(entry)
            for entry in planning.plan(stage.house.context(s), start, days)
        ]
    )


async def sent(stage: Stage) -> Told:
    """Every notice about a finding that has left: step, code, receiver."""

    def read(session: Session) -> Told:
        """在一笔里读出整本账的。"""
        account = {one.key: one.userid for one in organisation.everybody(session)}
        return {
            (one.step, finding.code, account[one.person_id])
            for finding in findings.in_open_rounds(session)
            for one in post_office.notices_on(session, finding.key)
            if one.status == NoticeStatus.SENT
        }

    return await stage.house.lane.run(read)


async def test_the_rehearsal_is_what_is_sent(directory: Path) -> None:
    """预演说的每一条，步骤、编号、收件人，和到那天真发出的一条不差，拟发清单也是。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await stage.go("2026-10-13 08:50")
        for day in ("2026-10-14", "2026-10-15", "2026-10-16"):
            planned = await foreseen(stage, day)
            before = await sent(stage)
            await stage.go(f"{day} 08:50")
            new = await sent(stage) - before
            assert {(one["step"], one["code"], one["to"]) for one in planned} == new
        steps = {one["step"] for one in await foreseen(stage, "2026-10-23", 1)}
        assert "office-upcoming:overdue-7" in steps


async def test_the_rehearsal_names_who_gets_the_digest(directory: Path) -> None:
    """预演写明谁在哪天收到周报、为何；遇假日顺延；到那天真收到的一个不差。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        assert digests(await foreseen(stage, "2026-10-05", 3)) == {}
        planned = digests(await foreseen(stage, "2026-10-08", 2))
        assert {one["at"] for one in planned.values()} == {"2026-10-08T08:53:00+08:00"}
        assert {one["why"] for one in planned.values()} == {"每周第一个工作日的周报"}
        assert all("按发出时的台账写" in one["text"] for one in planned.values())
        await stage.go("2026-10-08 08:55")
        told = {
            one
            for one in stage.simulator.phones.members
            if any(words.startswith("巡察整改周报") for words in stage.heard(one))
        }
        assert set(planned) == told
        assert {OFFICE, GROUP, PRINCIPAL} <= told
        assert digests(await foreseen(stage, "2026-10-08", 2)) == {}


def digests(planned: list[dict[str, str]]) -> dict[str, dict[str, str]]:
    """The digests of a rehearsal, by receiver."""
    return {one["to"]: one for one in planned if one["step"] == "digest"}


async def test_the_words_of_a_step_shown_before_are_the_list(directory: Path) -> None:
    """预演里给巡察办过目的那一条，写的就是拟发清单的话。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await stage.go("2026-10-16 08:50")
        planned = await foreseen(stage, "2026-10-23")
        shown = [one for one in planned if one["step"].startswith("office-upcoming:")]
        assert shown
        assert all("拟发清单：" in one["text"] for one in shown)


async def test_what_waits_is_planned_for_when_it_leaves(directory: Path) -> None:
    """周末交办的，预演写的是周一上班的时刻；看别的日子，里面没有它。"""
    async with staged(directory, "2026-09-12 10:00") as stage:
        monday = await foreseen(stage, "2026-09-14")
        delivered = [one for one in monday if one["step"] == "delivered"]
        assert {one["at"] for one in delivered} == {"2026-09-14T08:37:00+08:00"}
        later = await foreseen(stage, "2026-09-15", 5)
        assert not [one for one in later if one["step"] == "delivered"]


async def test_a_rehearsal_from_the_past_keeps_its_days(directory: Path) -> None:
    """从过去某天预演，每一条写的是那天的时刻，不是现在。"""
    async with staged(
        directory, "2026-12-01 09:00", imported="2026-09-14 09:00"
    ) as one:
        planned = await foreseen(one, "2026-09-15", 20)
        days = {entry["at"][:10] for entry in planned}
        assert max(days) < "2026-10-05"
        assert len(days) > 2


async def test_a_long_list_to_the_office_says_how_many_more(directory: Path) -> None:
    """拟发清单放不下的，说还有几项，回复“更多”接着看。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await stage.go("2026-10-16 08:50")
        listed = next(w for w in stage.heard(OFFICE) if w.startswith("拟发清单："))
        total = int(listed.removeprefix("拟发清单：").split("项")[0])
        assert total > 5
        assert f"另有{total - 5}项，回复“更多”" in listed
        assert "6. " in await stage.say(OFFICE, "更多")


async def test_the_office_is_offered_its_own_words(directory: Path) -> None:
    """报到巡察办的，不说“您是该项的巡察办”，答法是催办、改派，不是督促。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        for day in ("2026-10-14", "2026-10-23", "2026-10-26", "2026-11-05"):
            await stage.go(f"{day} 08:50")
        told = [w for w in stage.heard(OFFICE) if w.startswith("巡察整改情况：请办理")]
        assert told
        assert not [words for words in told if "已督促" in words or "的巡察办" in words]
        assert [words for words in told if "可发约谈通知" in words]


async def test_the_signer_is_asked_to_sign(directory: Path) -> None:
    """等签字的提醒，说等了几个工作日、怎样同意和退回，不叫人督促。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await make_ready(stage)
        await stage.say(PERSON, "销号 5-005")
        await stage.say(PERSON, "确认")
        await stage.go("2026-09-16 08:50")
        reminded = stage.heard(PRINCIPAL)[-1]
        assert "销号申请已等签字2个工作日" in reminded
        assert "退回 5-005 原因" in reminded
        assert "督促" not in reminded
        assert (await stage.press(PRINCIPAL, "同意 5-005")).startswith("已签字")


async def test_the_office_is_told_that_it_is_late(directory: Path) -> None:
    """签字后超过十个工作日没有核验，巡察办知道，不作“等核验”收回。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await make_ready(stage)
        await stage.say(PERSON, "销号 5-005")
        await stage.say(PERSON, "确认")
        await stage.say(PRINCIPAL, "同意 5-005")
        for day in ("2026-09-27", "2026-09-28", "2026-09-29"):
            await stage.go(f"{day} 08:50")
        told = {step for step, code, _ in await sent(stage) if code == "5-005"}
        assert "endorsed" in told
        assert any("签字后超过10个工作日" in words for words in stage.heard(OFFICE))


async def test_what_went_over_to_long_term_is_not_overdue(directory: Path) -> None:
    """转入长期整改的，看复核日期：不算逾期，不在逾期和本周到期里，灯和天数一致。"""
    async with staged(
        directory, "2026-10-12 09:00", imported="2026-09-14 09:00"
    ) as one:
        await one.say("shihaitao", "进展 5-003 招标文件已报审")
        before = await one.say(OFFICE, "逾期")
        assert "5-003" in before
        await one.say(OFFICE, "转长期 5-003 历史遗留 2027年3月31日复核 会议纪要第3期")
        shown = await one.show("5-003")
        assert (shown["light"], shown["overdue_days"]) == ("green", 0)
        late = await one.say(OFFICE, "逾期")
        assert "5-003" not in late
        assert f"逾期{late.split('：')[1].split('项')[0]}项" in await one.say(
            OFFICE, "状态"
        )
        assert "3月31日（周三）复核" in await one.say(OFFICE, "5-003")


async def test_an_empty_book_has_plain_figures(directory: Path) -> None:
    """还没有台账的，状态和周报照样说得通顺，没有孤零零的标点。"""
    async with staged(directory, "2026-09-14 09:00", ("花名册.xlsx",)) as stage:
        for person in (OFFICE, GROUP):
            for words in ("状态", "周报"):
                lines = (await stage.say(person, words)).splitlines()
                assert not [line for line in lines if line.startswith(("。", "："))]
                assert not [line for line in lines if line.endswith(("：。", "："))]


async def test_counts_say_whose_they_are(directory: Path) -> None:
    """责任人的状态数的是自己名下的，不挂单位的名。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        own = await stage.say(PERSON, "状态")
        assert own.startswith("巡察整改情况（您名下的事项）：总计3项")
        whole = await stage.say(PRINCIPAL, "状态")
        assert whole.startswith("巡察整改情况（区教育局）：总计8项")


async def test_refusals_name_what_was_wished(directory: Path) -> None:
    """不在这一项上的人说不在这一项上，只写“因为”不算原因。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        other = await stage.say(OFFICE, "改派 5-006 王磊给崔国栋")
        assert other.startswith("不能改派：5-006")
        assert "王磊不是该项的责任人" in other
        asked = await stage.say(PERSON, "延期 5-006 到11月30日 因为")
        assert "原因：尚未写明" in asked


async def test_urging_a_unit_is_read_back(directory: Path) -> None:
    """催一个单位：先读回几项、给哪些人，确认了才发，取消了一条不发。"""
    async with staged(
        directory, "2026-10-12 09:00", imported="2026-09-14 09:00"
    ) as one:
        asked = await one.say(OFFICE, "催 教育局")
        assert asked.startswith("请确认：催办2项")
        assert "石海涛" in asked
        await one.say(OFFICE, "取消")
        assert not [told for told in await sent(one) if told[0] == "urge"]
        await one.say(OFFICE, "催 教育局")
        assert (await one.say(OFFICE, "确认")).startswith("已安排催办：")
        urged = {code for step, code, _ in await sent(one) if step == "urge"}
        assert urged == {"5-003", "5-008"}
        assert "今天都已催办过" in await one.say(OFFICE, "催 教育局")


async def test_a_holiday_hides_nothing_that_is_late(directory: Path) -> None:
    """放假的日子，过了期限的照样算逾期：清单、总数、红灯是同样几项。"""
    async with staged(
        directory, "2026-10-03 10:00", imported="2026-09-14 09:00"
    ) as one:
        late = await one.say(OFFICE, "逾期")
        red = await one.say(OFFICE, "红灯")
        total = late.splitlines()[0].removeprefix("逾期事项：")
        assert red.splitlines()[0].endswith(f"：{total}")
        assert f"逾期{total}" in await one.say(OFFICE, "状态")
        shown = await one.say(OFFICE, "5-003")
        assert "期限：9月30日（周三）已过，其后还没有工作日" in shown


async def test_the_signature_of_an_ended_cycle_stays_shown(directory: Path) -> None:
    """重新整改以后，前一轮的签字在这一项的全部里还看得到。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await close(stage)
        await stage.say(OFFICE, "重新整改 5-005 回访发现问题反弹")
        shown = await stage.show("5-005")
        signatures = shown["signatures"]
        assert isinstance(signatures, list)
        assert [one["by"] for one in signatures] == [PRINCIPAL]


async def test_corrected_people_are_told(directory: Path) -> None:
    """更正责任人，换上的和换下的都知道，留下的不打扰。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await stage.say(OFFICE, "更正 5-006 责任人 石海涛")
        assert any("改派：1项" in words for words in stage.heard(PERSON))
        assert not any("改派：1项" in words for words in stage.heard("shihaitao"))
        await stage.say(OFFICE, "更正 5-006 责任人 崔国栋")
        assert any("改派：1项" in words for words in stage.heard("cuiguodong"))


async def test_a_long_silence_is_counted_as_it_is(directory: Path) -> None:
    """四十个工作日没有进展，第二次催促说四十个，不说二十个。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await stage.go("2026-10-16 08:50")
        first = [words for words in stage.heard(PERSON) if "5-002" in words][-1]
        assert "已有20个工作日没有新的进展" in first
        await stage.go("2026-11-16 08:50")
        last = [words for words in stage.heard(PERSON) if "5-002" in words][-1]
        assert "已有40个工作日没有新的进展" in last


async def test_a_label_is_not_said_twice(directory: Path) -> None:
    """逾期以后看一项、报进展，“期限”两个字不说两遍。"""
    async with staged(
        directory, "2026-10-12 09:00", imported="2026-09-14 09:00"
    ) as stage:
        shown = await stage.say(OFFICE, "查 5-003")
        assert "期限：9月30日（周三），已逾期4个工作日" in shown
        told = await stage.say("shihaitao", "进展 5-003 细则已印发")
        assert "期限不变：9月30日（周三），已逾期4个工作日" in told
