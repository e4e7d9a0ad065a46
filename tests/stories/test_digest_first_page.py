"""周报第一页：哪几个单位逾期多、和四周前比、又见的、要协调的，各带着数（domain.md §6）。"""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import Session

from models import findings, organisation
from models.ledger import Round
from templates.render import TEXT_LIMIT
from tests.closing import close
from tests.conftest import Stage, staged
from tests.stories.test_digest import issue, late
from tests.stories.test_life import make_ready

PERSON, LEADER, PRINCIPAL = "dengjianing", "ouyangruoxi", "liangzhenbang"
OFFICE, GROUP = "feisiyuan", "qiwenyuan"
LIAISON = "cuiguodong"
REOPEN = "重新整改 5-005 回访发现反弹"


def line(text: str, begins: str) -> str:
    """The line of a message that begins so; "" where there is none."""
    return next((one for one in text.splitlines() if one.startswith(begins)), "")


async def make_late(stage: Stage, *codes: str) -> None:
    """Let findings be late since August."""
    for code in codes:
        await stage.house.lane.run(lambda s, code=code: late(s, code))


@pytest.mark.parametrize("reader", [OFFICE, GROUP])
async def test_the_worst_units_are_named_with_their_numbers(
    directory: Path, reader: str
) -> None:
    """逾期多的单位在前，写明几项里几项；单位的人看不到别的单位。"""
    async with staged(directory, "2026-09-14 08:50") as stage:
        await make_late(stage, "5-001", "5-002", "5-003")
        await stage.go("2026-09-14 08:54")
        said = line(stage.heard(reader)[-1], "逾期较多的单位")
        assert said.startswith("逾期较多的单位（逾期/已交办）：区教育局3/8，")
        assert said.endswith("1/7。其他单位回复“各单位情况”。")
        assert line(stage.heard(PRINCIPAL)[-1], "逾期较多的单位") == ""


async def test_it_is_compared_with_four_weeks_ago_too(directory: Path) -> None:
    """有四周前那一期的，再和它比一次；就是上一期的，只比一次。"""
    async with staged(
        directory, "2026-09-14 08:50", imported="2026-09-10 09:00"
    ) as stage:
        for day in ("2026-09-14", "2026-09-21"):
            await issue(stage, day)
        assert line(stage.heard(OFFICE)[-1], "与四周前") == ""
        for day in ("2026-10-12", "2026-10-19"):
            await issue(stage, day)
        for reader in (OFFICE, PRINCIPAL):
            told = stage.heard(reader)[-1]
            assert line(told, "与上期（10月12日）相比：")
            assert line(told, "与四周前（9月21日）相比：新增逾期")


async def test_four_weeks_ago_is_a_week_and_not_a_day(directory: Path) -> None:
    """四周前那期因放假推迟到周三的，还是和它比；那一周没有出的，和更早一期比，也照实说。"""
    async with staged(
        directory, "2027-04-19 08:50", imported="2027-04-15 09:00"
    ) as stage:
        for day in ("2027-04-19", "2027-04-26", "2027-05-05", "2027-05-10"):
            await issue(stage, day)
        for day in ("2027-05-24", "2027-05-31"):
            told = await issue(stage, day)
        assert line(told, "与四周前（5月5日）相比：")
        await issue(stage, "2027-06-07")
        told = await issue(stage, "2027-06-14")
        assert line(told, "与上期（6月7日）相比：")
        assert line(told, "与更早一期（5月10日）相比：")


async def test_what_was_opened_anew_is_listed(directory: Path) -> None:
    """销了号又重新整改的，写明是第几次整改，管着它的人也看得到。"""
    async with staged(directory, "2026-09-14 08:50") as stage:
        await stage.go("2026-09-14 09:00")
        await close(stage)
        await stage.say(OFFICE, REOPEN)
        await stage.go("2026-09-21 08:54")
        for reader in (OFFICE, GROUP, PRINCIPAL, LEADER):
            said = line(stage.heard(reader)[-1], "重新整改或以前轮次有过的")
            assert said == "重新整改或以前轮次有过的1项：5-005（第2次整改）。"


async def told_before(stage: Stage, *told: tuple[str, str, str]) -> None:
    """An earlier round with the words of 5-005: code, whose unit, status of each."""

    def write(session) -> None:  # type: ignore[no-untyped-def]
        """Write the round and what was told in it."""
        earlier = Round(code="4", name="第4轮", preset="2017", open=False)
        session.add(earlier)
        session.flush()
        now = findings.by_code(session, "5-005")
        assert now is not None
        for number, (code, like, status) in enumerate(told, 1):
            other = findings.by_code(session, like)
            assert other is not None
            kept = now.model_dump(exclude={"id", "revision"}) | {
                "round_id": earlier.id,
                "unit_id": other.unit_id,
                "code": code,
                "number": number,
                "status": status,
            }
            session.add(type(now)(**kept))

    await stage.house.lane.run(write)


async def test_what_was_told_in_an_earlier_round_is_listed(directory: Path) -> None:
    """同一个单位早先一轮里一字不差有过的，写明同哪一项；别的单位的不算。"""
    async with staged(directory, "2026-09-14 08:50") as stage:
        closed = ("4-007", "5-005", "closed"), ("4-008", "5-017", "closed")
        await told_before(stage, *closed)
        await stage.go("2026-09-14 08:54")
        for reader in (OFFICE, GROUP, PRINCIPAL):
            said = line(stage.heard(reader)[-1], "重新整改或以前轮次有过的")
            assert said == "重新整改或以前轮次有过的1项：5-005（同4-007）。"


async def test_nobody_hears_of_an_earlier_one_that_they_may_not_see(
    directory: Path,
) -> None:
    """早先那一项不归他看的责任领导，周报里没有它的编号，也看不出有过。"""
    async with staged(directory, "2026-09-14 08:50") as stage:
        await told_before(stage, ("4-007", "5-005", "closed"))
        await stage.go("2026-09-14 08:54")
        told = stage.heard(LEADER)[-1]
        assert told.startswith("巡察整改周报：您负责的事项")
        assert "4-007" not in told
        assert "以前轮次" not in told


async def test_what_was_never_told_or_struck_off_comes_not_back(
    directory: Path,
) -> None:
    """早先一轮里还没交办的、核减了的，不算以前轮次有过。"""
    async with staged(directory, "2026-09-14 08:50") as stage:
        never = ("4-007", "5-005", "recorded"), ("4-008", "5-005", "withdrawn")
        await told_before(stage, *never)
        await stage.go("2026-09-14 08:54")
        for reader in (OFFICE, PRINCIPAL):
            assert line(stage.heard(reader)[-1], "重新整改或以前") == ""


async def test_help_that_an_ended_cycle_needed_is_needed_no_more(
    directory: Path,
) -> None:
    """销号以前回过需协调的，重新整改以后从头算，不再列。"""
    async with staged(directory, "2026-09-14 08:50") as stage:
        await stage.go("2026-09-14 09:00")
        await make_ready(stage)
        await stage.say(PERSON, "销号 5-005")
        await stage.say(PERSON, "确认")
        await stage.say(LEADER, "需协调 5-005 需财政局拨付专款")
        await stage.say(PRINCIPAL, "同意 5-005")
        await stage.say(OFFICE, "同意 5-005")
        await stage.say(OFFICE, REOPEN)
        assert line(await stage.say(OFFICE, "周报"), "需协调") == ""


async def test_what_needs_coordination_is_counted_until_it_is_answered(
    directory: Path,
) -> None:
    """责任领导回了需协调的，列出来、数出来，巡察办回“需协调”就问得开；有了新的进展就不再列。"""
    async with staged(directory, "2026-09-14 08:50") as stage:
        await stage.go("2026-09-14 09:00")
        await stage.say(LEADER, "需协调 5-005 需财政局拨付专款")
        for reader in (OFFICE, GROUP):
            assert (
                line(await stage.say(reader, "周报"), "需协调") == "需协调1项：5-005。"
            )
        assert line(await stage.say(PRINCIPAL, "周报"), "已提出需协调")
        listed = await stage.say(OFFICE, "需协调")
        assert listed.startswith("需协调的事项：1项")
        assert "5-005" in listed
        await stage.say(PERSON, "进展 5-005 专款已拨付，4人党费已补收")
        assert line(await stage.say(OFFICE, "周报"), "需协调") == ""


async def test_a_week_without_anything_is_one_sentence(directory: Path) -> None:
    """和上期比没有变化，没有逾期、到期、等办的：领导的周报只有一句。"""
    async with staged(
        directory, "2026-09-14 08:50", imported="2026-09-10 09:00"
    ) as stage:
        await issue(stage, "2026-09-14")
        await issue(stage, "2026-09-21")
        told = stage.heard(LEADER)[-1].splitlines()
        assert told[1].startswith(
            "欧阳若溪同志，您好。本周没有需要您督促的事项。没有逾期"
        )
        assert told[2].startswith("数据截至")
        assert len(told) == 4


async def test_a_quiet_week_says_nothing_of_what_the_reader_is_not_told(
    directory: Path,
) -> None:
    """没有变化的一周，有一项等巡察办核验：领导小组的一句里不说没有等着办的。"""
    async with staged(
        directory, "2026-09-14 08:50", imported="2026-09-10 09:00"
    ) as stage:
        await stage.house.lane.run(give_dates)
        await stage.go("2026-09-11 09:00")
        await make_ready(stage)
        await stage.say(PERSON, "销号 5-005")
        await stage.say(PERSON, "确认")
        await stage.say(PRINCIPAL, "同意 5-005")
        for day in ("2026-09-14", "2026-09-21"):
            await issue(stage, day)
        told = stage.heard(GROUP)[-1]
        assert "没有逾期、没有本周到期；总计" in told
        assert "待核验1" in told
        assert "等巡察办办理：核验1项" in stage.heard(OFFICE)[-1]


def give_dates(session) -> None:  # type: ignore[no-untyped-def]
    """Let nothing be without a date, nor due soon."""
    for finding in findings.all_open(session):
        finding.clock, finding.due_on = "dated", date(2026, 12, 31)


def long_names(session) -> None:  # type: ignore[no-untyped-def]
    """Let every unit have a name of sixty characters."""
    for unit in organisation.units(session):
        unit.name = (unit.name + "机关党组织以及直属事业单位联合党总支委员会" * 3)[:60]


@pytest.mark.parametrize("named", [lambda session: None, long_names])
async def test_all_of_it_stands_in_one_bubble(
    directory: Path, named: Callable[[Session], None]
) -> None:
    """样样都有的一周，周报还是一条，装得进一个气泡；单位名称很长也一样。"""
    async with staged(directory, "2026-09-14 08:50") as stage:
        await stage.house.lane.run(named)
        await stage.go("2026-09-14 09:00")
        await close(stage)
        await stage.say(OFFICE, REOPEN)
        codes = [code for code in await stage.codes() if code != "5-005"]
        await make_late(stage, *codes[:30])
        for code in codes[:12]:
            await stage.house.lane.run(lambda s, code=code: again(s, code))
        for day in ("2026-09-21", "2026-09-28", "2026-10-19"):
            await stage.go(f"{day} 08:54")
        for reader in (OFFICE, GROUP, PRINCIPAL, LEADER):
            told = stage.heard(reader)[-1]
            assert told.startswith("巡察整改周报")
            assert "等12项" in told or reader in (PRINCIPAL, LEADER)
            assert len(told.encode()) < TEXT_LIMIT


def again(session, code: str) -> None:  # type: ignore[no-untyped-def]
    """Let a finding be in its second cycle and need help."""
    finding = findings.by_code(session, code)
    assert finding is not None
    finding.cycle, finding.blocked = 2, "需财政局拨付专款"


async def test_an_issue_is_had_again_as_it_was_sent(directory: Path) -> None:
    """发出过的一期，以后再要一字不差，那以后数变了也一样。"""
    async with staged(directory, "2026-09-14 08:50") as stage:
        readers = (OFFICE, GROUP, PRINCIPAL, LEADER)
        for reader in readers:
            await stage.say(reader, "帮助")
        await stage.go("2026-09-14 08:54")
        sent = {one: stage.heard(one)[-1] for one in readers}
        await make_late(stage, "5-001", "5-017")
        await stage.go("2026-09-21 08:54")
        for reader, text in sent.items():
            assert await stage.say(reader, "周报 9月14日") == text


async def test_help_offers_the_digest_to_whoever_has_one(directory: Path) -> None:
    """有周报的人，帮助里才写周报：责任领导有，联络员没有，问了也说清谁有。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        assert "看周报" in await stage.say(LEADER, "帮助")
        assert "看周报" not in await stage.say(LIAISON, "帮助")
        assert "责任领导" in await stage.say(LIAISON, "周报")
